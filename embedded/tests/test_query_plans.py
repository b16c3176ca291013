"""What an office opens first each morning reads what it shows, not all that years have gathered.

SQLite tells how it would answer a statement. Without statistics it takes an index wherever there is one, so that what
it reads in full is what has none. The same indexes stand on MariaDB.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from unittest import mock

import frappe
from frappe.desk.doctype.number_card.number_card import get_result

from nongan_supervision.api import my_agenda, town_overview
from nongan_supervision.nongan_supervision.report.responsibility_checklist_progress import (
	responsibility_checklist_progress as progress,
)
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, VETERINARY, VILLAGE
from nongan_supervision.tests.factories import make_campaign, make_suspect_test, make_user
from nongan_supervision.tests.test_town_overview import EAST, TOWN, YEAR, OverviewTest

GROWING = (
	"Case Clue",
	"Case Referral",
	"Certificate Check",
	"Checklist Item",
	"Conformity Certificate",
	"Credit Event",
	"Enforcement Case",
	"Enforcement Escalation",
	"Input Sale",
	"Inspection Task",
	"Nonconformity Notice",
	"Outreach Activity",
	"Producer",
	"Production Record",
	"Quarterly Production Update",
	"Residue Test",
	"Sale Ban",
	"Technical Guidance",
)
"""DocTypes that each year brings many more documents of; of producers, each town."""

READ_IN_FULL = re.compile(r"SCAN tab(.+?)(?: USING .*)?$")


class TestQueryPlans(OverviewTest):
	def setUp(self):
		super().setUp()
		self.add_checklist()
		make_campaign(town=TOWN, year=YEAR)
		make_suspect_test(self.grower, sampled_on="2022-05-05", tested_on="2022-05-05")

	def test_number_cards(self):
		for role in (AGRICULTURE, MARKET, VETERINARY, LEADER):
			self.check(role, self.cards)

	def test_failing_tests_that_wait_are_found_without_those_that_passed(self):
		with explained() as plans:
			card = frappe.get_doc("Number Card", "Failing Tests Not Yet Published")
			get_result(card, card.filters_json)
		self.assertTrue(any("(verdict=? AND published=?)" in plan for _statement, plan in plans), plans)

	def test_what_waits_for_somebody(self):
		for role in (AGRICULTURE, LEADER, VILLAGE):
			self.check(role, my_agenda)

	def test_the_page_on_a_town(self):
		self.check(LEADER, lambda: town_overview(town=TOWN, year=YEAR))
		self.check(LEADER, lambda: town_overview(year=YEAR, compare=1))

	def test_the_checklists_progress(self):
		for role in (AGRICULTURE, VILLAGE):
			for view in ("Items", "Departments", "Villages"):
				asked = {"town": TOWN, "year": YEAR, "as_on": str(date(YEAR, 11, 30)), "view": view}
				self.check(role, lambda asked=asked: progress.execute(asked))

	def cards(self) -> None:
		for name in frappe.get_list("Number Card", {"module": "Nongan Supervision"}, pluck="name"):
			card = frappe.get_doc("Number Card", name)
			if card.type == "Document Type" and frappe.has_permission(card.document_type, "read"):
				get_result(card, card.filters_json)

	def check(self, role: str, page: Callable[[], Any]) -> None:
		"""Open a page as a role, and see how its statements would be answered."""
		frappe.set_user(make_user(role, villages=[EAST] if role == VILLAGE else None))
		page()  # the framework estimates the size of a table when it first reads its DocType
		with self.subTest(role=role), explained() as plans:
			page()
			self.assertTrue(plans)
			for statement, plan in plans:
				found = READ_IN_FULL.match(plan)
				self.assertFalse(found and found[1] in GROWING, f"{plan}: {statement}")
		frappe.set_user("Administrator")


@contextmanager
def explained() -> Iterator[list[tuple[str, str]]]:
	"""Gather how each statement that reads would be answered: the statement, and a step of its plan."""
	plans: list[tuple[str, str]] = []
	send = frappe.db.sql

	def sql(query, *arguments, **options):
		statement = str(query)
		if statement.lstrip().upper().startswith("SELECT"):
			plans.extend((statement, row[-1]) for row in send(f"explain query plan {statement}", *arguments[:1]))
		return send(query, *arguments, **options)

	with mock.patch.object(frappe.local.db, "sql", sql):
		yield plans
