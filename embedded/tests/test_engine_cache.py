"""The cache in the process: one for all threads, forgotten when another process has committed."""

from __future__ import annotations

import time
from collections.abc import Iterator

import frappe
import pytest
from redis.exceptions import ResponseError


@pytest.fixture(autouse=True)
def nothing_of_ours_stays(db) -> Iterator[None]:
	yield
	frappe.cache.delete_keys("engine-test")


@pytest.fixture
def note(db) -> Iterator[str]:
	"""The name of a committed note."""
	document = frappe.get_doc(doctype="Note", title=frappe.generate_hash(), content="old").insert()
	db.commit()
	yield document.name
	frappe.delete_doc("Note", document.name, force=True)
	frappe.db.commit()


class TestValues:
	@pytest.mark.parametrize("value", [1, "村", {"a": [1, None]}, frappe._dict(a=1), None])
	def test_come_back(self, value):
		frappe.cache.set_value("engine-test", value)
		frappe.local.cache.clear()
		assert frappe.cache.get_value("engine-test") == value

	def test_hashes_lists_and_sets(self):
		frappe.cache.hset("engine-test-hash", "a", 1)
		frappe.cache.rpush("engine-test-list", "x")
		frappe.cache.sadd("engine-test-set", "y")
		frappe.local.cache.clear()
		assert frappe.cache.hget("engine-test-hash", "a") == 1
		assert frappe.cache.lpop("engine-test-list") == b"x"
		assert frappe.cache.smembers("engine-test-set") == {b"y"}

	def test_expire(self):
		frappe.cache.set_value("engine-test", 1, expires_in_sec=100)
		assert 0 < frappe.cache.ttl(frappe.cache.make_key("engine-test")) <= 100

	def test_are_gone_when_their_time_is_over(self, monkeypatch):
		frappe.cache.set_value("engine-test", 1, expires_in_sec=100)
		frappe.local.cache.clear()
		later = time.time() + 101
		monkeypatch.setattr(time, "time", lambda: later)
		assert frappe.cache.get_value("engine-test", expires=True) is None

	def test_one_of_another_kind_is_refused(self):
		frappe.cache.rpush("engine-test-list", "x")
		frappe.cache.set_value("engine-test", 1)
		frappe.local.cache.clear()
		with pytest.raises(ResponseError, match="WRONGTYPE"):
			frappe.cache.get(frappe.cache.make_key("engine-test-list"))
		with pytest.raises(ResponseError, match="WRONGTYPE"):
			frappe.cache.hget("engine-test", "a")

	def test_what_is_not_there(self):
		frappe.local.cache.clear()
		assert frappe.cache.get_value("engine-test-absent") is None
		assert frappe.cache.hget("engine-test-absent-hash", "a") is None
		frappe.cache.hset("engine-test-hash", "a", 1)
		assert frappe.cache.hget("engine-test-hash", "b") is None
		assert frappe.cache.hget("engine-test-hash", 7) is None

	def test_no_server_is_asked(self):
		assert frappe.cache.connected()
		assert frappe.cache.ping()


class TestTheLayerAbove:
	def test_forgets_what_is_overwritten_below(self):
		frappe.client_cache.set_value("engine-test", 1)
		assert frappe.client_cache.get_value("engine-test") == 1
		frappe.cache.set_value("engine-test", 2)
		assert frappe.client_cache.get_value("engine-test") == 2

	def test_forgets_what_is_deleted_below(self):
		frappe.client_cache.set_value("engine-test", 1)
		frappe.cache.delete_value("engine-test")
		assert frappe.client_cache.get_value("engine-test") is None

	def test_forgets_everything_when_all_is_deleted_below(self):
		frappe.client_cache.set_value("engine-test", 1)
		frappe.cache.flushall()
		assert frappe.client_cache.get_value("engine-test") is None

	def test_counts_hits_and_is_healthy(self):
		assert frappe.client_cache.healthy
		frappe.client_cache.set_value("engine-test", 1)
		hits = frappe.client_cache.hits
		frappe.client_cache.get_value("engine-test")
		assert frappe.client_cache.hits == hits + 1


class TestOtherProcesses:
	def test_what_another_process_commits_is_seen_at_the_next_connection(self, note, engine, in_another_process):
		frappe.cache.set_value("engine-test", "from the database, perhaps")
		assert frappe.get_cached_doc("Note", note).content == "old"
		in_another_process(
			engine.folder, f"frappe.db.set_value('Note', {note!r}, 'content', 'new')\nfrappe.db.commit()"
		)
		assert frappe.get_cached_doc("Note", note).content == "old"
		frappe.db.close()
		frappe.connect()
		assert frappe.get_cached_doc("Note", note).content == "new"
		assert frappe.cache.get_value("engine-test") is None

	def test_ones_own_commit_forgets_nothing(self, db):
		frappe.cache.notice_changes()
		frappe.cache.set_value("engine-test", "kept")
		made = frappe.get_doc(doctype="Error Log", method="engine-test").insert()
		db.commit()
		frappe.cache.notice_changes()
		frappe.local.cache.clear()
		assert frappe.cache.get_value("engine-test") == "kept"
		made.delete()
		db.commit()

	def test_a_commit_of_nothing_is_no_news(self, db, engine):
		counted = engine.folder.site / "locks" / "commits"
		db.commit()
		before = counted.read_text()
		db.sql("select 1")
		db.commit()
		assert counted.read_text() == before

	@pytest.mark.parametrize(
		"key", ["login_failed_count", "rl:engine-test", "rate-limit-counter-x", "abc_token", "a_otp_secret"]
	)
	def test_what_only_the_cache_holds_stays(self, key):
		frappe.cache.set_value(key, 5)
		frappe.cache.set_value("engine-test", 5)
		frappe.cache.forget_database()
		assert frappe.cache.get_value(key) == 5
		assert frappe.cache.get_value("engine-test") is None
		frappe.cache.delete_value(key)


class TestSavePending:
	def test_what_waits_goes_to_the_database_when_a_site_is_closed(self, own_site, in_another_process):
		script = """
			from frappe.model.utils.user_settings import save
			save("ToDo", '{"List": {"filters": []}}')
			frappe.get_doc(doctype="Error Log", method="engine-test-waiting").deferred_insert()
			print(frappe.db.count("Error Log", {"method": "engine-test-waiting"}))
		"""
		assert in_another_process(own_site, script) == "0"
		script = """
			print(frappe.db.count("Error Log", {"method": "engine-test-waiting"}))
			print(len(frappe.db.sql("select 1 from __UserSettings where doctype='ToDo'")))
		"""
		assert in_another_process(own_site, script).split() == ["1", "1"]
