"""Serve an embedded site: the framework's own application, its assets and files, and the event stream.

Runs inside the engine's Python. Loopback unless told otherwise.
"""

from __future__ import annotations

import mimetypes
import signal
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from embedded.ports import check_port, is_loopback
from embedded.site import SITE, Folder, enter

EVENTS = "/embedded/events"
LOOPBACK_NAMES = frozenset(("127.0.0.1", "localhost", "::1"))
BUNDLE_SECONDS = 365 * 24 * 3600


def application(folder: Folder, host: str) -> Callable:
	"""Return the WSGI application of a site."""
	import frappe.app

	site = _assets(frappe.app.application, folder.sites / "assets")
	site = _public_files(site, folder.site / "public" / "files")
	return _known_host(_events(site), host)


def _assets(site: Callable, assets: Path) -> Callable:
	"""Serve the built pages: bundles, whose names carry their content's hash, for good; the rest to be asked for."""
	from werkzeug.middleware.shared_data import SharedDataMiddleware

	mimetypes.add_type("font/woff2", ".woff2")
	bundles = SharedDataMiddleware(site, {"/assets": str(assets)}, cache_timeout=BUNDLE_SECONDS)
	others = SharedDataMiddleware(site, {"/assets": str(assets)}, cache_timeout=0)

	def built(environ: dict, start_response: Callable) -> Iterable[bytes]:
		return (bundles if "/dist/" in environ["PATH_INFO"] else others)(environ, start_response)

	return built


def _public_files(site: Callable, files: Path) -> Callable:
	"""Serve uploads that are public; as downloads where a browser would run them."""
	from werkzeug.middleware.shared_data import SharedDataMiddleware

	served = SharedDataMiddleware(site, {"/files": str(files)}, cache=False)

	def public_files(environ: dict, start_response: Callable) -> Iterable[bytes]:
		if not environ["PATH_INFO"].startswith("/files/"):
			return site(environ, start_response)

		def harmless(status: str, headers: list, *rest):
			kind = dict(headers).get("Content-Type", "")
			if kind.startswith(("text/html", "image/svg", "application/xhtml", "text/xml", "application/xml")):
				headers = [*headers, ("Content-Disposition", "attachment")]
			return start_response(status, [*headers, ("X-Content-Type-Options", "nosniff")], *rest)

		return served(environ, harmless)

	return public_files


FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST")
"""By these the framework tells addresses apart, by which it limits guesses."""


def _known_host(site: Callable, host: str) -> Callable:
	"""Refuse names that this server doesn't have, so that no web page can reach it under a name of its own."""
	names = LOOPBACK_NAMES | {host} if is_loopback(host) else None

	def known_host(environ: dict, start_response: Callable) -> Iterable[bytes]:
		for header in FORWARDED:  # nothing stands before this server: a client that sends them makes them up
			environ.pop(header, None)
		asked = environ.get("HTTP_HOST", "").rsplit(":", 1)[0].strip("[]")
		if names is None or asked in names:
			return site(environ, start_response)
		start_response("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
		return [f"This server does not answer to the name {asked!r}.\n".encode()]

	return known_host


def _events(site: Callable) -> Callable:
	"""Answer a page that wants to hear events; everything else goes on to the site."""

	def events(environ: dict, start_response: Callable) -> Iterable[bytes]:
		if environ["PATH_INFO"] != EVENTS:
			return site(environ, start_response)
		if environ["REQUEST_METHOD"] != "GET":
			start_response("405 Method Not Allowed", [("Allow", "GET"), ("Content-Length", "0")])
			return []
		import frappe
		import frappe.app
		from frappe.embedded import realtime
		from werkzeug.wrappers import Request

		try:
			frappe.app.init_request(Request(environ))
			listener = realtime.listen()
		finally:
			frappe.destroy()
		start_response("200 OK", [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")])
		return realtime.stream(listener)

	return events


def serve(folder: Folder, host: str, port: int, ready: Callable[[], None]) -> None:
	"""Serve until SIGINT or SIGTERM, then let running jobs end; ``ready`` is called once requests are answered."""
	from frappe.embedded import jobs
	from werkzeug.serving import WSGIRequestHandler, make_server

	class Handler(WSGIRequestHandler):
		protocol_version = "HTTP/1.1"

		def log_request(self, *args) -> None:
			"""Requests aren't logged: the site keeps its own records."""

	check_port(host, port)
	enter(folder)
	server = make_server(host, port, application(folder, host), threaded=True, request_handler=Handler)
	server.daemon_threads = True
	stopping = threading.Event()

	def stop(*_signal) -> None:
		if not stopping.is_set():
			stopping.set()
			threading.Thread(target=server.shutdown, daemon=True).start()

	for number in (signal.SIGINT, signal.SIGTERM):
		signal.signal(number, stop)
	threading.Thread(target=_schedule, args=(stopping,), daemon=True).start()
	ready()
	try:
		server.serve_forever()
	finally:
		server.server_close()
		jobs.finish_jobs(wait=False)


def _schedule(stopping: threading.Event) -> None:
	"""Run what the site's scheduler has due, once a minute."""
	import frappe
	from frappe.utils import scheduler

	while not stopping.wait(60):
		try:
			frappe.init(SITE, force=True)
			frappe.connect()
			if not scheduler.is_scheduler_inactive():
				scheduler.enqueue_events()
				frappe.db.commit()
		except Exception:
			frappe.logger("scheduler").error("scheduled jobs", exc_info=True)
		finally:
			frappe.destroy()
