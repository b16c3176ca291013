"""Background jobs in threads of the process: what a bench gives to its workers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context
from typing import Any

import frappe
from frappe import _
from frappe.utils.background_jobs import create_job_id, execute_job
from rq.job import JobStatus

WORKERS = 2
WAITING_OR_RUNNING = (JobStatus.QUEUED, JobStatus.STARTED)
_lock = threading.Lock()
_pool: ThreadPoolExecutor | None = None
_jobs: dict[str, EmbeddedJob] = {}


class EmbeddedJob:
	"""A job's name and its state, as much of RQ's as callers read."""

	def __init__(self, job_id: str, on_success: Callable | None = None, on_failure: Callable | None = None):
		self.id = job_id
		self.future: Future | None = None
		self._on_success, self._on_failure = on_success, on_failure

	def get_status(self, refresh: bool = True) -> JobStatus:
		"""Return the state, in RQ's words."""
		future = self.future
		if future is None or not (future.running() or future.done()):
			return JobStatus.QUEUED
		if future.running():
			return JobStatus.STARTED
		return JobStatus.FAILED if future.cancelled() or future.exception() else JobStatus.FINISHED

	def delete(self) -> None:
		"""Forget the job; a later one of the same name stays."""
		with _lock:
			if _jobs.get(self.id) is self:
				del _jobs[self.id]

	def finish(self, future: Future) -> None:
		"""Forget the job that has ended, and call whom RQ would call."""
		self.delete()
		if future.cancelled():
			return
		problem = future.exception()
		if problem and self._on_failure:
			self._on_failure(self, get_redis_conn(), type(problem), problem, problem.__traceback__)
		elif not problem and self._on_success:
			self._on_success(self, get_redis_conn(), future.result())


def enqueue(
	method: str | Callable,
	queue: str = "default",
	timeout: int | None = None,
	event: str | None = None,
	is_async: bool = True,
	job_name: str | None = None,
	now: bool = False,
	enqueue_after_commit: bool = False,
	*,
	on_success: Callable | None = None,
	on_failure: Callable | None = None,
	at_front: bool = False,
	job_id: str | None = None,
	deduplicate: bool = False,
	at_front_when_starved: bool = False,
	**kwargs,
) -> Any:
	"""Run ``method`` in a thread of this process once the transaction allows it; see the framework's ``enqueue``.

	A thread can't be stopped: ``timeout`` has no effect. Tests run as on a bench without workers: what is queued
	stays queued, unless ``now``.
	"""
	is_async = kwargs.pop("async", is_async)
	if deduplicate and not job_id:
		frappe.throw(_("`job_id` paramater is required for deduplication."))
	if now or not is_async:
		return None if deduplicate and is_job_enqueued(job_id) else frappe.call(method, **kwargs)
	job = EmbeddedJob(create_job_id(job_id), on_success, on_failure)
	if not _put(job, deduplicate):
		return None
	task = {
		"site": frappe.get_site_name(),
		"user": frappe.session.user,
		"method": method,
		"event": event,
		"job_name": job_name or str(method),
		"is_async": True,
		"kwargs": kwargs,
	}
	if enqueue_after_commit:
		frappe.db.after_commit.add(lambda: _submit(job, task))
		frappe.db.after_rollback.add(job.delete)
	else:
		_submit(job, task)
	return job


def _put(job: EmbeddedJob, deduplicate: bool) -> bool:
	"""Enter the job as waiting; False when one of its name waits or runs and one is enough."""
	with _lock:
		if deduplicate and (same := _jobs.get(job.id)) and same.get_status() in WAITING_OR_RUNNING:
			return False
		_jobs[job.id] = job
		return True


def _submit(job: EmbeddedJob, task: dict) -> None:
	global _pool
	if frappe.in_test:
		return
	with _lock:
		_pool = _pool or ThreadPoolExecutor(WORKERS, thread_name_prefix="job")
		job.future = _pool.submit(Context().run, lambda: execute_job(**task))
	job.future.add_done_callback(job.finish)


def finish_jobs(wait: bool = True) -> None:
	"""Let the jobs that run come to their end; those that wait are given up where ``wait`` is false."""
	global _pool
	with _lock:
		pool, _pool = _pool, None
	if pool:
		pool.shutdown(wait=True, cancel_futures=not wait)


def is_job_enqueued(job_id: str) -> bool:
	"""Return whether the job waits or runs."""
	return get_job_status(job_id) in WAITING_OR_RUNNING


def get_job_status(job_id: str) -> JobStatus | None:
	"""Return the job's state; None when it is over and forgotten."""
	job = get_job(job_id)
	return job.get_status() if job else None


def get_job(job_id: str) -> EmbeddedJob | None:
	"""Return the job, while it waits or runs."""
	return _jobs.get(create_job_id(job_id))


def get_redis_conn(username: str | None = None, password: str | None = None):
	"""Return the connection that the job queue's own pages read: nothing is queued outside the process."""
	from frappe.embedded.cache import EmbeddedCache

	return EmbeddedCache()
