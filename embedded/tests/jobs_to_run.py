"""What the tests of background jobs have run; a job's method must be importable."""

from __future__ import annotations

import threading

import frappe

STARTED = threading.Semaphore(0)
RELEASED = threading.Event()


def note(title: str, wait: bool = False) -> str:
	"""Write a note, and say who did it; with ``wait``, when the test lets it."""
	STARTED.release()
	if wait:
		RELEASED.wait(60)
	return frappe.get_doc(doctype="Note", title=title, content=frappe.session.user).insert(ignore_permissions=True).name


def fail(title: str) -> None:
	"""Write a note, then fail."""
	note(title)
	raise ValueError(f"failed on purpose: {title}")
