"""Redis inside the process: the framework's cache without a server.

Each process of a site keeps its own cache. Who commits counts up a number in a file; a process that finds it
counted up by another drops what it holds, so the server sees what the import command wrote.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import frappe
from fakeredis import FakeRedis, FakeServer
from fakeredis.model import Hash
from frappe.utils.redis_wrapper import ClientCache as WheelClientCache
from frappe.utils.redis_wrapper import RedisWrapper

COMMITS = "commits"
READING = frozenset(("GET", "HGET"))
FORGETTING = frozenset(("DEL", "UNLINK", "SET", "SETEX", "EXPIRE"))
FORGETTING_ALL = frozenset(("FLUSHALL", "FLUSHDB"))
# What the cache alone holds: what is on its way to the database, counters, tokens of a sign-in.
ONLY_HERE = (
	*(b"insert_queue_for_", b"global_search_queue", b"_user_settings"),
	*(b"login_failed_", b"rl:", b"rate-limit-counter", b"recorder-"),
	*(b"one_time_login_key", b"_token", b"_usr", b"_pwd", b"_otp_secret", b"_uri"),
)
_server = FakeServer()


class EmbeddedCache(RedisWrapper, FakeRedis):
	"""What ``frappe.cache`` is on an embedded site."""

	def __init__(self, **options):
		super().__init__(server=_server, **options)
		self._commits: int | None = None

	def execute_command(self, *args, **options):
		"""Run a command; what it overwrites, the client cache forgets."""
		if args[0] in READING:
			with contextlib.suppress(LookupError):
				return _read_directly(*map(_encoded, args[1:]))
		result = super().execute_command(*args, **options)
		if frappe.client_cache:
			command = str(args[0]).upper()
			if command in FORGETTING:
				frappe.client_cache.forget(args[1:])
			elif command in FORGETTING_ALL:
				frappe.client_cache.clear_cache()
		return result

	def publish_change(self) -> None:
		"""Tell the site's other processes that this one has committed something."""
		with _counted() as file:
			if not file:
				return
			before = _read(file)
			file.seek(0)
			file.write(str(before + 1))
			if self._commits == before:  # else another's commit came in between, and is noticed with the next look
				self._commits = before + 1

	def notice_changes(self) -> None:
		"""Drop what came from the database when another process has committed since the last look."""
		with _counted() as file:
			commits = _read(file) if file else None
		if commits != self._commits:
			self._commits = commits
			self.forget_database()

	def forget_database(self) -> None:
		"""Drop everything but what the cache alone holds."""
		keys = [key for key in self.keys("*") if not any(mark in key for mark in ONLY_HERE)]
		if keys:
			self.unlink(*keys)
		frappe.local.cache = {}
		frappe.client_cache.clear_cache()
		frappe.client_cache.erase_persistent_caches()


class ClientCache(WheelClientCache):
	"""The per-process layer above the cache: no connection to watch, it is told."""

	def __init__(self, maxsize: int = 1024, ttl: int = 10 * 60, monitor=None) -> None:
		self.maxsize = maxsize
		self.local_ttl = ttl
		self.lock = threading.RLock()
		self.cache = {}
		self.redis = self.invalidator = frappe.cache
		self.healthy = True
		self.hits = self.misses = 0

	def forget(self, keys: tuple) -> None:
		"""Drop the keys from this layer."""
		with self.lock:
			for key in keys:
				self.cache.pop(key.encode() if isinstance(key, str) else key, None)

	def erase_persistent_caches(self, *, doctype: str | None = None) -> None:
		"""Clear what this process keeps of controllers and site caches."""
		payload = json.dumps({"doctype": doctype, "site": frappe.get_site_name()})
		self._handle_persistent_cache_invalidation({"type": "message", "data": payload})


def _read_directly(key: bytes, field: bytes | None = None) -> bytes | None:
	"""Answer ``GET`` and ``HGET``: what a cache is asked most, in a small part of the time that a command takes.

	That is written in Redis' protocol, parsed, and its answer read back.

	:raises LookupError: the value is of another kind; the command itself says so.
	"""
	with _server.lock:
		database = _server.dbs[0]
		database.time = time.time()  # by which it tells what has expired
		item = database.get(key)
		if item is None:
			return None
		value = item.value
		if field is None and isinstance(value, bytes):
			return value
		if field is not None and isinstance(value, Hash):
			return value.get(field)
	raise LookupError(key)


def _encoded(name: str | bytes) -> bytes:
	if isinstance(name, bytes):
		return name
	if isinstance(name, str):
		return name.encode()
	raise LookupError(name)


def setup_cache() -> EmbeddedCache:
	"""Return the process's cache."""
	return EmbeddedCache()


def save_pending() -> None:
	"""Write what waits in this process's cache to the database; the scheduler does so too, in the server alone."""
	from frappe.deferred_insert import save_to_db
	from frappe.model.utils.user_settings import sync_user_settings
	from frappe.utils.global_search import sync_global_search

	for save in (sync_global_search, save_to_db, sync_user_settings):
		save()
	frappe.db.commit()


@contextlib.contextmanager
def _counted() -> Iterator[TextIO | None]:
	"""The file with the number of commits, for this thread alone; None while the site is being made."""
	path = Path(frappe.local.site_path) / "locks" / COMMITS
	if not path.parent.is_dir():
		yield None
		return
	with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
		fcntl.flock(file, fcntl.LOCK_EX)
		yield file


def _read(file: TextIO) -> int:
	file.seek(0)
	return int(file.read() or 0)
