"""Several threads and processes of one site write one after the other, and nobody's change is lost."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest

from embedded import site

THREADS = 4
TIMES = 10


@pytest.fixture
def note(db) -> Iterator[str]:
	"""The name of a committed note."""
	document = frappe.get_doc(doctype="Note", title=f"counted {frappe.generate_hash()}", content="0").insert()
	frappe.db.commit()
	yield document.name
	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.delete_doc("Note", document.name, force=True, ignore_missing=True)
	frappe.db.commit()


@pytest.fixture
def stranger(engine) -> Iterator[sqlite3.Connection]:
	"""A connection to the site's file that doesn't wait for anybody."""
	path = engine.folder.site / "db" / f"{site.SITE}.db"
	connection = sqlite3.connect(path, timeout=0, isolation_level=None)
	yield connection
	connection.close()


@pytest.fixture
def beside(engine) -> Callable:
	"""Return a function that runs another on the site in a thread, and gives the future of its result."""
	pool = ThreadPoolExecutor(THREADS)

	def run(function: Callable):
		def bound():
			site.bind(engine.folder)
			try:
				return function()
			finally:
				frappe.destroy()

		return pool.submit(bound)

	yield run
	pool.shutdown()


def write_lock_is_free(stranger: sqlite3.Connection) -> bool:
	try:
		stranger.execute("begin immediate")
	except sqlite3.OperationalError:
		return False
	stranger.execute("rollback")
	return True


class TestWaiting:
	def test_readers_that_turn_writers_wait_for_each_other(self, note, beside):
		together = threading.Barrier(THREADS)

		def read_and_write() -> None:
			for _time in range(TIMES):
				frappe.db.get_value("Note", note, "content")
				together.wait(60)
				frappe.db.sql("update tabNote set content = content + 1 where name=%s", note)
				frappe.db.commit()

		for future in [beside(read_and_write) for _thread in range(THREADS)]:
			future.result()
		frappe.db.rollback()
		assert frappe.db.get_value("Note", note, "content") == str(THREADS * TIMES)

	def test_what_is_read_for_update_has_not_changed_when_it_is_written(self, note, beside):
		def count() -> None:
			for _time in range(TIMES):
				content = frappe.db.get_value("Note", note, "content", for_update=True)
				frappe.db.set_value("Note", note, "content", str(int(content) + 1))
				frappe.db.commit()

		for future in [beside(count) for _thread in range(THREADS)]:
			future.result()
		frappe.db.rollback()
		assert frappe.db.get_value("Note", note, "content") == str(THREADS * TIMES)

	def test_a_document_that_somebody_else_saved_meanwhile_is_not_overwritten(self, note, beside):
		mine = frappe.get_doc("Note", note)

		def save() -> None:
			theirs = frappe.get_doc("Note", note)
			theirs.content = "theirs"
			theirs.save()
			frappe.db.commit()

		beside(save).result()
		mine.content = "mine"
		with pytest.raises(frappe.TimestampMismatchError):
			mine.save()
		frappe.db.rollback()
		assert frappe.db.get_value("Note", note, "content") == "theirs"

	def test_another_process_waits_too(self, note, engine, in_another_process, beside):
		frappe.db.set_value("Note", note, "content", "1")
		script = f"""
			print(frappe.db.get_value("Note", {note!r}, "content"), flush=True)
			frappe.db.sql("update tabNote set content = content + 1 where name=%s", {note!r})
			frappe.db.commit()
		"""
		with ThreadPoolExecutor() as pool:
			other = pool.submit(in_another_process, engine.folder, script)
			frappe.db.commit()
			other.result()
		assert frappe.db.get_value("Note", note, "content") == "2"

	def test_the_wait_is_long_enough_for_a_whole_import(self, db):
		assert db.sql("pragma busy_timeout")[0][0] >= 60_000
		db.set_execution_timeout(1)
		assert db.sql("pragma busy_timeout")[0][0] >= 60_000

	def test_readers_do_not_wait_for_a_writer(self, note, beside):
		frappe.db.set_value("Note", note, "content", "not yet")
		assert beside(lambda: frappe.db.get_value("Note", note, "content")).result() == "0"


class TestTheWriteLock:
	def test_reading_takes_none(self, note, stranger):
		frappe.get_doc("Note", note)
		frappe.get_all("Note")
		assert write_lock_is_free(stranger)

	def test_the_first_write_takes_it_and_the_commit_gives_it_back(self, note, stranger):
		frappe.db.set_value("Note", note, "content", "1")
		assert not write_lock_is_free(stranger)
		frappe.db.commit()
		assert write_lock_is_free(stranger)

	@pytest.mark.parametrize(
		"ask",
		[
			lambda name: frappe.get_doc("Note", name, for_update=True),
			lambda name: frappe.db.get_value("Note", name, "content", for_update=True),
			lambda name: frappe.db.sql("select name from tabNote where name=%s for update", name),
			lambda name: frappe.qb.from_("Note").select("name").for_update().run(),
			lambda name: frappe.qb.from_("Note").select("name").for_update(nowait=True, skip_locked=True).run(),
			lambda name: frappe.get_doc("Note", name).save(),
		],
		ids=["get_doc", "get_value", "sql", "query builder", "query builder with options", "save"],
	)
	def test_asking_for_update_takes_it(self, note, stranger, ask):
		ask(note)
		assert not write_lock_is_free(stranger)
		frappe.db.rollback()
		assert write_lock_is_free(stranger)

	def test_children_are_locked_with_their_document(self, db, stranger):
		user = frappe.get_doc("User", "Administrator")
		db.rollback()
		user.flags.for_update = True
		user.load_children_from_db()
		assert not write_lock_is_free(stranger)


class TestTransactions:
	def test_a_save_point_is_gone_back_to(self, note):
		frappe.db.set_value("Note", note, "content", "1")
		frappe.db.savepoint("here")
		frappe.db.set_value("Note", note, "content", "2")
		frappe.db.rollback(save_point="here")
		assert frappe.db.get_value("Note", note, "content") == "1"
		frappe.db.release_savepoint("here")
		frappe.db.rollback()
		assert frappe.db.get_value("Note", note, "content") == "0"

	def test_a_save_point_may_come_first(self, note):
		frappe.db.savepoint("first")
		frappe.db.set_value("Note", note, "content", "2")
		frappe.db.rollback(save_point="first")
		assert frappe.db.get_value("Note", note, "content") == "0"

	def test_after_a_commit_there_is_no_save_point_to_go_back_to(self, note):
		frappe.db.savepoint("here")
		frappe.db.set_value("Note", note, "content", "1")
		frappe.db.commit()
		frappe.db.rollback(save_point="here")
		assert frappe.db.get_value("Note", note, "content") == "1"

	def test_what_waits_for_the_commit_runs_after_it(self, note, stranger):
		seen = []
		query = "select content from tabNote where name=?"
		frappe.db.set_value("Note", note, "content", "1")
		frappe.db.after_commit.add(lambda: seen.extend(stranger.execute(query, (note,)).fetchone()))
		frappe.db.before_commit.add(lambda: seen.extend(stranger.execute(query, (note,)).fetchone()))
		frappe.db.commit()
		assert seen == ["0", "1"]

	def test_what_waits_for_a_commit_does_not_run_after_a_rollback(self, note):
		seen = []
		frappe.db.after_commit.add(lambda: seen.append("commit"))
		frappe.db.after_rollback.add(lambda: seen.append("rollback"))
		frappe.db.rollback()
		frappe.db.commit()
		assert seen == ["rollback"]

	def test_a_read_only_connection_refuses_to_write(self, note):
		frappe.db.begin(read_only=True)
		with pytest.raises(frappe.InReadOnlyMode):
			frappe.db.sql("update tabNote set content='9'")
		frappe.db.begin()
		frappe.db.set_value("Note", note, "content", "1")

	def test_readers_and_a_writer_go_together_because_of_wal(self, db):
		assert db.sql("pragma journal_mode")[0][0] == "wal"
