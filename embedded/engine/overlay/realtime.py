"""Realtime events without a socket.io server: a stream per open page, fed from this process.

Rooms are socket.io's: a page hears its user's room and, with a Desk user, the site's; it asks for the rooms of
documents, DocTypes and tasks, and gets those it may read.
"""

from __future__ import annotations

import json
import queue
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import frappe
from frappe.realtime import (
	get_doc_room,
	get_doctype_room,
	get_site_room,
	get_task_progress_room,
	get_user_room,
	get_website_room,
)

HEARTBEAT_SECONDS = 20
WAITING = 500  # events a page may be behind before it loses the oldest


@dataclass(eq=False)
class Listener:
	"""One open page."""

	user: str
	rooms: set[str]
	id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
	events: queue.Queue = field(default_factory=lambda: queue.Queue(WAITING))

	def put(self, event: str, message) -> None:
		"""Queue an event, dropping the oldest when the page doesn't keep up."""
		while True:
			try:
				return self.events.put_nowait((event, message))
			except queue.Full:
				self.events.get_nowait()


_lock = threading.Lock()
_listeners: dict[str, Listener] = {}


def emit_via_redis(event: str, message, room: str) -> None:
	"""Give an event to the pages in ``room``."""
	with _lock:
		hearing = [listener for listener in _listeners.values() if room in listener.rooms]
	if hearing:
		payload = json.loads(frappe.as_json(message))
		for listener in hearing:
			listener.put(event, payload)


def listen() -> Listener:
	"""Register a page of the session's user."""
	user = frappe.session.user
	rooms = {get_user_room(user), get_website_room()}
	if frappe.db.get_value("User", user, "user_type") == "System User":
		rooms.add(get_site_room())
	listener = Listener(user, rooms)
	with _lock:
		_listeners[listener.id] = listener
	return listener


def stream(listener: Listener) -> Iterator[bytes]:
	"""Yield the page's events as server-sent events until it goes away."""
	try:
		yield _event("connected", {"id": listener.id})
		while True:
			try:
				yield _event(*listener.events.get(timeout=HEARTBEAT_SECONDS))
			except queue.Empty:
				yield b": still here\n\n"
	finally:
		with _lock:
			_listeners.pop(listener.id, None)


def _event(event: str, message) -> bytes:
	return f"data: {json.dumps({'event': event, 'message': message}, ensure_ascii=False)}\n\n".encode()


@frappe.whitelist()
def room(listener: str, request: str, arguments: str | list) -> None:
	"""Let a page into or out of a room it may be in: ``request`` is socket.io's, such as ``doc_subscribe``.

	Who else looks at a document (``doc_open``, ``doc_close``) is not kept track of.
	"""
	page = _listeners.get(listener)
	if not page or page.user != frappe.session.user:
		return
	kind, _, verb = request.rpartition("_")
	wanted = _room(kind, [str(name) for name in frappe.parse_json(arguments)])
	if wanted and verb == "subscribe":
		page.rooms.add(wanted)
	elif wanted and verb == "unsubscribe":
		page.rooms.discard(wanted)


def _room(kind: str, names: list[str]) -> str | None:
	"""The room's name, if the session's user may read what it is about."""
	if kind == "doctype" and len(names) == 1 and frappe.has_permission(names[0], "read"):
		return get_doctype_room(names[0])
	if kind == "doc" and len(names) == 2 and frappe.has_permission(names[0], "read", doc=names[1]):
		return get_doc_room(*names)
	if kind in ("task", "progress") and len(names) == 1:
		return get_task_progress_room(names[0])
	return None
