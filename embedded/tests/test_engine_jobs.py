"""Background jobs run in threads, once the transaction allows it; what fails is logged."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import frappe
import pytest
from frappe.embedded import jobs
from frappe.utils.background_jobs import create_job_id, get_job, get_job_status, is_job_enqueued
from rq.job import JobStatus

from embedded.tests import jobs_to_run

NOTE = "embedded.tests.jobs_to_run.note"
FAIL = "embedded.tests.jobs_to_run.fail"
TITLES = "engine job "


@pytest.fixture(autouse=True)
def working(db, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
	"""Let jobs run, as outside tests; what they wrote goes away again."""
	monkeypatch.setattr(frappe, "in_test", False)
	jobs_to_run.RELEASED.clear()
	jobs_to_run.STARTED = threading.Semaphore(0)
	yield
	jobs_to_run.RELEASED.set()
	jobs.finish_jobs()
	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.db.delete("Note", {"title": ["like", f"{TITLES}%"]})
	frappe.db.delete("Error Log", {"error": ["like", f"%{TITLES}%"]})
	frappe.db.commit()


def notes() -> list[str]:
	"""The titles of the notes that jobs have written."""
	frappe.db.rollback()
	return sorted(frappe.get_all("Note", {"title": ["like", f"{TITLES}%"]}, pluck="title"))


class TestRunning:
	def test_a_job_runs_and_commits(self):
		job = frappe.enqueue(NOTE, title=f"{TITLES}岑村")
		jobs.finish_jobs()
		assert notes() == [f"{TITLES}岑村"]
		assert job.get_status() == JobStatus.FINISHED

	def test_a_function_will_do_as_well_as_its_name(self):
		frappe.enqueue(jobs_to_run.note, title=f"{TITLES}f", queue="long", timeout=1, job_name="x", at_front=True)
		jobs.finish_jobs()
		assert notes() == [f"{TITLES}f"]

	def test_a_job_is_its_users(self):
		frappe.set_user("Guest")
		frappe.enqueue(NOTE, title=f"{TITLES}u")
		jobs.finish_jobs()
		assert frappe.db.get_value("Note", {"title": f"{TITLES}u"}, "content") == "Guest"

	def test_now_runs_here_and_returns(self, db):
		name = frappe.enqueue(NOTE, now=True, title=f"{TITLES}now")
		assert frappe.db.get_value("Note", name, "title") == f"{TITLES}now"
		assert frappe.enqueue(NOTE, is_async=False, title=f"{TITLES}sync")
		db.rollback()
		assert notes() == []

	def test_a_documents_method(self):
		note = frappe.get_doc(doctype="Note", title=f"{TITLES}doc").insert()
		frappe.db.commit()
		note.queue_action("add_comment", text="from a job")
		frappe.db.commit()
		jobs.finish_jobs()
		frappe.db.rollback()
		assert frappe.get_all("Comment", {"reference_name": note.name, "content": "from a job"})

	def test_jobs_run_beside_each_other_and_the_caller(self):
		"""The one that waits does not hold up the others."""
		frappe.enqueue(NOTE, title=f"{TITLES}slow", wait=True)
		quick = frappe.enqueue(NOTE, title=f"{TITLES}quick")
		quick.future.result(60)
		assert notes() == [f"{TITLES}quick"]


class TestCommit:
	def test_after_the_commit(self, db):
		job = frappe.enqueue(NOTE, enqueue_after_commit=True, title=f"{TITLES}later")
		assert job.future is None and job.get_status() == JobStatus.QUEUED
		db.commit()
		jobs.finish_jobs()
		assert notes() == [f"{TITLES}later"]

	def test_never_after_a_rollback(self, db):
		job = frappe.enqueue(NOTE, enqueue_after_commit=True, job_id="engine", title=f"{TITLES}never")
		db.rollback()
		db.commit()
		assert job.future is None and not is_job_enqueued("engine")
		assert notes() == []


class TestNames:
	def test_a_job_is_known_while_it_waits_or_runs(self):
		frappe.enqueue(NOTE, job_id="engine", title=f"{TITLES}a", wait=True)
		assert is_job_enqueued("engine")
		assert get_job_status("engine") in (JobStatus.QUEUED, JobStatus.STARTED)
		assert get_job("engine").id == create_job_id("engine")
		jobs_to_run.RELEASED.set()
		jobs.finish_jobs()
		assert not is_job_enqueued("engine")
		assert get_job("engine") is None and get_job_status("engine") is None

	def test_one_of_a_name_is_enough_where_doubles_are_not_wanted(self):
		options = {"job_id": "engine", "deduplicate": True}
		assert frappe.enqueue(NOTE, title=f"{TITLES}first", wait=True, **options)
		assert frappe.enqueue(NOTE, title=f"{TITLES}second", **options) is None
		assert frappe.enqueue(NOTE, title=f"{TITLES}third", now=True, **options) is None
		jobs_to_run.RELEASED.set()
		jobs.finish_jobs()
		assert frappe.enqueue(NOTE, title=f"{TITLES}fourth", **options)
		jobs.finish_jobs()
		assert notes() == [f"{TITLES}first", f"{TITLES}fourth"]

	def test_two_that_wait_for_the_commit_are_one(self, db):
		options = {"job_id": "engine", "deduplicate": True, "enqueue_after_commit": True}
		frappe.enqueue(NOTE, title=f"{TITLES}first", **options)
		assert frappe.enqueue(NOTE, title=f"{TITLES}second", **options) is None
		db.commit()
		jobs.finish_jobs()
		assert notes() == [f"{TITLES}first"]

	def test_doubles_are_told_by_their_name(self):
		with pytest.raises(frappe.ValidationError):
			frappe.enqueue(NOTE, deduplicate=True, title=f"{TITLES}x")


class TestFailure:
	def test_is_logged_and_undone(self):
		job = frappe.enqueue(FAIL, title=f"{TITLES}bad")
		jobs.finish_jobs()
		assert job.get_status() == JobStatus.FAILED
		assert notes() == []
		log = frappe.get_last_doc("Error Log", {"method": FAIL})
		assert f"failed on purpose: {TITLES}bad" in log.error

	def test_leaves_room_for_the_next(self):
		for number in range(jobs.WORKERS * 2):
			frappe.enqueue(FAIL, title=f"{TITLES}{number}")
		frappe.enqueue(NOTE, title=f"{TITLES}good")
		jobs.finish_jobs()
		assert notes() == [f"{TITLES}good"]

	def test_callers_are_told(self):
		told = []
		options = {
			"on_success": lambda job, connection, result: told.append(("success", bool(result))),
			"on_failure": lambda job, connection, kind, value, traceback: told.append(("failure", kind)),
		}
		for method in (NOTE, FAIL):
			frappe.enqueue(method, title=f"{TITLES}{method}", **options)
		jobs.finish_jobs()
		assert sorted(told, key=str) == sorted([("success", True), ("failure", ValueError)], key=str)

	def test_the_end_of_the_server_waits_for_those_that_run_alone(self):
		running = [frappe.enqueue(NOTE, title=f"{TITLES}{number}", wait=True) for number in range(jobs.WORKERS)]
		assert all(jobs_to_run.STARTED.acquire(timeout=60) for _job in running)
		assert all(job.get_status() == JobStatus.STARTED for job in running)
		waiting = frappe.enqueue(NOTE, title=f"{TITLES}waiting")
		jobs_to_run.RELEASED.set()
		jobs.finish_jobs(wait=False)
		assert all(job.future.done() for job in [*running, waiting])
		assert {f"{TITLES}{number}" for number in range(jobs.WORKERS)} <= set(notes())


def test_in_tests_what_is_queued_stays_queued(monkeypatch):
	monkeypatch.setattr(frappe, "in_test", True)
	job = frappe.enqueue(NOTE, title=f"{TITLES}x")
	assert job.future is None
	job.delete()


def test_the_queues_page_finds_no_queue_and_no_server():
	from frappe.utils.background_jobs import get_redis_conn

	assert get_redis_conn().ping()
	assert frappe.get_all("RQ Job") == []
