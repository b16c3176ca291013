"""The checklist's progress with 100 town-years of data, beside the same figures by hand-written SQL.

Ten towns of eighteen villages, ten years each: 180,000 tests, certificates, ledgers, tasks and the rest in proportion.
The report of one town and year is asked for as the agriculture office sees it: all its figures, once more as statements
that were written for nothing but them, each table read once. Then by department, by village, as a village officer and
the leader see it, with the cards and pages that they start on; and what the framework alone takes for its part of the
report, which is to say who may see what and to list the checklist and its items. The same with a tenth of the data
tells what grows with the table. Each is the best of several runs, in turns with the statements by hand, so that a
machine that is busy for a while is so for both; on SQLite and, where it is installed, MariaDB.

	./nongan benchmark
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from town_years import RUNNING_YEAR, fill, make_places

from embedded import mariadb, site

TOWNS, YEARS = 10, int(os.environ.get("NONGAN_BENCHMARK_YEARS", "10"))
YEAR, TOWN, VILLAGE = RUNNING_YEAR, "洛阳镇", "岑村"
ASKED = {"year": YEAR, "town": TOWN, "as_on": f"{YEAR}-11-30"}
RUNS = 15
LEADER = "Supervision Leader"
COUNTED = (
	"Residue Test",
	"Producer",
	"Production Record",
	"Conformity Certificate",
	"Technical Guidance",
	"Outreach Activity",
	"Joint Meeting",
	"Case Clue",
	"Case Referral",
	"Nonconformity Notice",
	"Supervision Campaign",
	"Quarterly Production Update",
	"Key Product",
	"Safe Use Instructor",
	"Village",
)
"""What the report counts."""
DATABASE = "NONGAN_BENCHMARK_DATABASE"


def main() -> None:
	"""Run on each database, each in a process of its own."""
	if DATABASE in os.environ:
		return _run(json.loads(os.environ[DATABASE]))
	_in_a_process({})
	if mariadb.is_present():
		with mariadb.private_instance() as database:
			_in_a_process(database)


def _in_a_process(database: dict[str, Any]) -> None:
	environ = {**os.environ, DATABASE: json.dumps(database)}
	subprocess.run([sys.executable, __file__], env=environ, check=True)


def _run(database: dict[str, Any]) -> None:
	root = Path(tempfile.mkdtemp(prefix="nongan-benchmark-"))
	try:
		folder = site.Folder(root, database) if database else site.Folder(root)
		site.create(folder, lambda step: None, "benchmark")
		with site.opened(folder):
			_measure("MariaDB" if database else "SQLite")
	finally:
		os.chdir(Path(__file__).parent)
		shutil.rmtree(root, ignore_errors=True)


def _measure(engine: str) -> None:
	users = users_of_roles()
	make_places(TOWNS)
	fill(range(YEAR, YEAR + 1))
	with_one = _time(users)
	counts = fill(range(YEAR - YEARS + 1, YEAR))
	with_all = _time(users)
	print(f"checklist progress, {TOWNS * YEARS} town-years, {engine}")
	print("  " + ", ".join(f"{number} {doctype}" for doctype, number in counts.items()))
	for what, (page, by_hand) in with_all.items():
		print(
			f"  {what:48} {page.seconds * 1000:7.1f} ms, by hand {by_hand.seconds * 1000:5.1f} ms"
			f" {page.seconds / by_hand.seconds:6.2f} x; in the database {page.in_database / by_hand.in_database:5.2f} x"
			f"; {page.seconds / with_one[what][0].seconds:5.2f} x with a tenth of the data"
		)


def users_of_roles() -> dict[str, str]:
	"""A user each of those who open the pages."""
	from nongan_supervision.tests.factories import make_user

	return {
		"agriculture office": make_user("Agriculture Office"),
		"village officer": make_user("Village Officer", villages=[VILLAGE]),
		"leader": make_user(LEADER),
	}


class Time(NamedTuple):
	"""Seconds, and how many of them the database took."""

	seconds: float
	in_database: float


def _time(users: dict[str, str]) -> dict[str, tuple[Time, Time]]:
	"""The best time of what was asked for, and that of the figures by hand in turns with it.

	The figures by hand are compared with the report's first.
	"""
	import frappe
	from by_hand import figures_by_hand

	frappe.db.commit()
	frappe.set_user(users["agriculture office"])
	by_hand = figures_by_hand(TOWN, YEAR, ASKED["as_on"])
	_compare(by_hand, _report(ASKED)[1])
	times = {}
	for role, user in users.items():
		frappe.set_user(user)
		for what, ask in pages().items():
			times[f"{role}: {what}"] = _best(ask, lambda: figures_by_hand(TOWN, YEAR, ASKED["as_on"]))
	frappe.set_user("Administrator")
	return times


def pages() -> dict[str, Callable[[], Any]]:
	"""What the session's user may open: by its name, a function that asks for it."""
	import frappe

	from nongan_supervision.api import my_agenda, town_overview

	found = {
		"report": lambda: _report(ASKED),
		"framework's part of the report": _framework_alone,
		"by Departments": lambda: _report({**ASKED, "view": "Departments"}),
		"by Villages": lambda: _report({**ASKED, "view": "Villages"}),
		"what waits for them": my_agenda,
		"cards of the workspaces": _cards,
	}
	if LEADER in frappe.get_roles():
		found["the page on a town"] = lambda: town_overview(town=TOWN, year=YEAR)
		found["towns side by side"] = lambda: town_overview(year=YEAR, compare=1)
	return found


def _report(filters: dict[str, Any]) -> tuple:
	from nongan_supervision.nongan_supervision.report.responsibility_checklist_progress import (
		responsibility_checklist_progress as report,
	)

	return report.execute(dict(filters))


def _framework_alone() -> None:
	"""Ask for the limits of what the report counts, and for the checklist with its items; count nothing."""
	import frappe
	from frappe.utils import getdate

	from nongan_supervision.checklist import progress
	from nongan_supervision.permissions.scope import scope_condition

	progress.items_of(progress.ask(ASKED, getdate()))
	for doctype in COUNTED:
		if frappe.has_permission(doctype, "read"):
			scope_condition(doctype)


def _cards() -> None:
	"""All number cards that the user may see, one after the other."""
	import frappe
	from frappe.desk.doctype.number_card.number_card import get_result

	for card in frappe.get_list("Number Card", {"module": "Nongan Supervision"}, pluck="name"):
		doc = frappe.get_doc("Number Card", card)
		if doc.type == "Document Type" and frappe.has_permission(doc.document_type, "read"):
			get_result(doc, doc.filters_json)


def _compare(by_hand: dict[str, float], rows: list[dict[str, Any]]) -> None:
	"""Make sure that both count the same."""
	figures = {row["item_no"]: row["actual"] for row in rows}
	different = {
		item_no: (value, figures.get(item_no))
		for item_no, value in by_hand.items()
		if abs((figures.get(item_no) or 0) - value) > 1e-6
	}
	assert not different, different
	assert set(by_hand) == {item_no for item_no, value in figures.items() if value is not None}, figures


def _best(*asks: Callable[[], Any]) -> tuple[Time, ...]:
	"""The fastest of some runs of each, in turns."""
	import frappe

	in_database = [0.0]
	send = frappe.db.sql

	def sql(*arguments: Any, **options: Any) -> Any:
		started = time.perf_counter()
		try:
			return send(*arguments, **options)
		finally:
			in_database[0] += time.perf_counter() - started

	def timed(ask: Callable[[], Any]) -> Time:
		in_database[0], started = 0.0, time.perf_counter()
		ask()
		return Time(time.perf_counter() - started, in_database[0])

	with mock.patch.object(frappe.local.db, "sql", sql):
		rounds = [[timed(ask) for ask in asks] for _round in range(RUNS + 1)][1:]
	return tuple(map(min, zip(*rounds, strict=True)))


if __name__ == "__main__":
	sys.exit(main())
