"""Redis inside the process: the framework's cache without a server.

Each process of a site keeps its own cache. Who commits touches a file; a process that finds it touched by another
drops what it holds, so the server sees what the import command wrote.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path

from fakeredis import FakeRedis, FakeServer

import frappe
from frappe.utils.redis_wrapper import ClientCache as WheelClientCache
from frappe.utils.redis_wrapper import RedisWrapper

CHANGED = "cache-changed"
FORGETTING = frozenset(("DEL", "UNLINK", "SET", "SETEX", "EXPIRE", "FLUSHALL", "FLUSHDB"))
_server = FakeServer()


class EmbeddedCache(RedisWrapper, FakeRedis):
	"""What ``frappe.cache`` is on an embedded site."""

	def __init__(self, **options):
		super().__init__(server=_server, **options)
		self._seen_change = None

	def execute_command(self, *args, **options):
		"""Run a command; what it overwrites, the client cache forgets."""
		result = super().execute_command(*args, **options)
		if frappe.client_cache and str(args[0]).upper() in FORGETTING:
			frappe.client_cache.forget(args[1:])
		return result

	def publish_change(self) -> None:
		"""Tell the site's other processes that this one has committed something."""
		marker = _marker()
		if marker.parent.is_dir():
			marker.touch()
			self._seen_change = marker.stat().st_mtime_ns

	def notice_changes(self) -> None:
		"""Drop everything when another process has committed since the last look."""
		try:
			changed = _marker().stat().st_mtime_ns
		except FileNotFoundError:
			return
		if changed != self._seen_change:
			if self._seen_change is not None:
				self.flushall()
				frappe.client_cache.clear_cache()
				frappe.client_cache.erase_persistent_caches()
			self._seen_change = changed


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
		"""Drop the keys from this layer; no keys, or none that is known, drops nothing else."""
		with self.lock:
			for key in keys:
				self.cache.pop(key.encode() if isinstance(key, str) else key, None)

	def erase_persistent_caches(self, *, doctype: str | None = None) -> None:
		"""Clear what this process keeps of controllers and site caches."""
		payload = json.dumps({"doctype": doctype, "site": frappe.get_site_name()})
		self._handle_persistent_cache_invalidation({"type": "message", "data": payload})


def setup_cache() -> EmbeddedCache:
	"""Return the process's cache."""
	return EmbeddedCache()


def _marker() -> Path:
	return Path(frappe.local.site_path) / "locks" / CHANGED

