"""Work that several do at the same moment, each with a connection and a transaction of their own."""

from __future__ import annotations

import threading
import unittest
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import frappe

from nongan_supervision.setup.locks import REFUSAL, may_refuse, read_what_others_left

AT_ONCE = 4
WAIT_SECONDS = 60

Result = TypeVar("Result")


def at_once(work: Callable[[threading.Barrier, int], Result], count: int = AT_ONCE) -> list[Result]:
	"""Let as many as `count` do some work, and return what each of them returns, in their order.

	They see what the test has committed; `work` commits or rolls back itself.

	:param work: takes a barrier, at which they wait for each other, and the number of who works, from 0.
	:raises Exception: what the work of one of them raises.
	"""
	site, sites_path = frappe.local.site, frappe.local.sites_path
	barrier = threading.Barrier(count, timeout=WAIT_SECONDS)

	def run(who: int) -> Result:
		frappe.init(site, sites_path=sites_path, force=True)
		frappe.connect()
		refuse_as_newer_servers_do()
		read_what_others_left()
		try:
			return work(barrier, who)
		finally:
			frappe.destroy()

	with ThreadPoolExecutor(count) as pool:
		return list(pool.map(run, range(count)))


def refuse_as_newer_servers_do() -> None:
	"""Let MariaDB refuse a lock on what has changed meanwhile, as its releases from 11.6 on do by themselves."""
	if may_refuse():
		frappe.db.sql(f"set session {REFUSAL} = on")  # as in setup/locks.py


def forget_afterwards(test: unittest.TestCase, *doctypes: str) -> None:
	"""Delete at the end of a test, which commits, what these tables have then and don't have now."""
	known = {doctype: frappe.get_all(doctype, pluck="name") for doctype in doctypes}

	def forget() -> None:
		frappe.db.rollback()
		for doctype, names in known.items():
			new = set(frappe.get_all(doctype, pluck="name")).difference(names)
			if not new:
				continue  # Frappe 15 writes "IN ()" for nothing, which MariaDB refuses
			for row in frappe.get_meta(doctype).get_table_fields():
				frappe.db.delete(row.options, {"parenttype": doctype, "parent": ["in", new]})
			frappe.db.delete(doctype, {"name": ["in", new]})
		frappe.db.commit()

	test.addCleanup(forget)
