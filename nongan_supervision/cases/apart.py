"""Jobs that deal with many records: one that fails stops none of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import frappe

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


def _undo() -> None:
	"""Undo what an item has written; what it has committed before it failed stays, and took the savepoint along."""
	try:
		frappe.db.rollback(save_point=SAVEPOINT)
	except Exception:
		frappe.db.rollback()
