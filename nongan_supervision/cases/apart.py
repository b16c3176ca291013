"""Jobs that deal with many records: one that fails stops none of the others, and none is dealt with by two at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TypeVar

import frappe
from filelock import FileLock, Timeout

SAVEPOINT = "nongan_apart"

Each = TypeVar("Each")


def each_apart(items: Iterable[Each], do: Callable[[Each], object], title: str) -> None:
	"""Do something with each item; what a failing one has written is undone, and its error is in the Error Log.

	:param title: what the job does, for the log, where the item's own name follows it.
	"""
	for item in items:
		frappe.db.savepoint(SAVEPOINT)
		try:
			do(item)
		except frappe.QueryDeadlockError:  # the database has undone everything: what was done comes with the next run
			frappe.db.rollback()
			frappe.log_error(title=f"{title} {item}")
		except Exception:
			_undo()
			frappe.log_error(title=f"{title} {item}")


def alone(job: str, do: Callable[[], object]) -> bool:
	"""Do something unless another worker of the site is at it; return whether it was done.

	It sees all that was stored before, and what it writes is stored before another may begin: both by a commit. The
	framework's `filelock` does the same, and writes to the Error Log each time that somebody else was faster.

	:param job: what it is called, for the file of the lock.
	"""
	try:
		with FileLock(os.path.abspath(frappe.get_site_path("locks", f"{job}.lock")), timeout=0):
			frappe.db.commit()  # a transaction that has read already would not see what the last one stored since
			do()
			frappe.db.commit()
	except Timeout:
		return False
	return True


def _undo() -> None:
	"""Undo what an item has written; what it has committed before it failed stays, and took the savepoint along."""
	try:
		frappe.db.rollback(save_point=SAVEPOINT)
	except Exception:
		frappe.db.rollback()
