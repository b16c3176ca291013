"""Locks that wait for others and then read what these have left, on every release of MariaDB.

The app takes turns by locking a row: for the next serial number, for the ban that a test adds to, for the messages that
may still leave today. From release 11.6 on MariaDB refuses a lock on what has changed since the transaction's first
look at the database (error 1020), which the framework reports as a deadlock: one of two who issue certificates at the
same moment would have to try again. Who saves a document that somebody has changed meanwhile is told so by the
framework itself.
"""

from __future__ import annotations

import frappe
from frappe.utils.caching import site_cache

REFUSAL = "innodb_snapshot_isolation"


def read_what_others_left() -> None:
	"""Let the locks of this connection read on, as on earlier releases; other databases have no such refusal."""
	if may_refuse():
		frappe.db.sql(f"set session {REFUSAL} = off")  # MariaDB's own setting, a constant: no query builder has it


@site_cache
def may_refuse() -> bool:
	"""Whether the database knows such a refusal: MariaDB does, from its releases of 2024 on."""
	return frappe.db.db_type == "mariadb" and bool(frappe.db.sql("show variables like %s", REFUSAL))
