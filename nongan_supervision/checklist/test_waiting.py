"""Which targets of a checklist are waited for, and until when."""

from __future__ import annotations

from datetime import date, datetime

import frappe

from nongan_supervision.agenda.person import Person
from nongan_supervision.cases.clock import moment_at
from nongan_supervision.checklist import waiting
from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.progress_town import YEAR, ProgressTestCase

YEAR_END = date(YEAR, 12, 31)


class TestTargets(ProgressTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Responsibility Checklist", self.checklist, "status", "Active")
		self.user = make_user(AGRICULTURE)

	def waited_for(self, *day: int) -> dict[str, date]:
		"""Until when items of this checklist are waited for on a day, by their numbers."""
		person = Person(self.user, moment_at(datetime(*day, 9)))
		names = dict(frappe.get_all("Checklist Item", {"checklist": self.checklist}, ["name", "item_no"], as_list=True))
		return {names[one.name]: one.due for one in waiting.target_deadlines(person) if one.name in names}

	def due(self, item_no: str, due_on: str | None) -> None:
		frappe.db.set_value("Checklist Item", {"checklist": self.checklist, "item_no": item_no}, "due_on", due_on)

	def test_what_names_no_day_is_due_at_the_end_of_its_year(self):
		self.due("A1", None)
		self.due("A5", f"{YEAR}-06-30")
		self.assertEqual(self.waited_for(YEAR, 7, 2), {"A5": date(YEAR, 6, 30)})
		self.assertEqual(self.waited_for(YEAR, 12, 30)["A1"], YEAR_END)
		self.assertEqual(self.waited_for(YEAR + 1, 1, 5)["A1"], YEAR_END)
		self.assertNotIn("A1", self.waited_for(YEAR + 1, 6, 1))

	def test_the_report_has_the_same_day(self):
		self.due("A1", None)
		self.assertEqual(self.rows()["A1"]["due_on"], YEAR_END)

	def test_what_is_reached_is_not_waited_for(self):
		self.due("A5", f"{YEAR}-06-30")
		self.report("A5", 2)
		self.assertNotIn("A5", self.waited_for(YEAR, 7, 2))
