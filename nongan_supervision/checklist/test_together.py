"""The figures of several indicators in one statement."""

from __future__ import annotations

from datetime import date
from typing import Any
from unittest import mock

import frappe

from nongan_supervision.checklist import together
from nongan_supervision.checklist.measurement import Period, Place
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.permissions.grants import POLICE, VILLAGE
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.progress_town import QUICK, TOWN, VILLAGE_A, YEAR, ProgressTestCase, make_indicator
from nongan_supervision.tests.registers import counted_queries

SUMMED = "certificate_count"


class TestTogether(ProgressTestCase):
	def setUp(self):
		super().setUp()
		self.asked = [
			self.indicator(),
			self.indicator(filters=QUICK),
			self.indicator("Sum", source_doctype="Conformity Certificate", date_field="issued_on", value_field=SUMMED),
			self.indicator(source_doctype="Joint Meeting", date_field="held_on"),
		]

	def indicator(self, measure: str = "Count", **values: Any) -> frappe._dict:
		return frappe._dict(frappe.get_doc("Checklist Indicator", make_indicator(measure, **values)).as_dict())

	def count(self, user: str = "Administrator") -> tuple[list[float | None], int]:
		"""The figures in their order, None for what is left out, and how many statements they took."""
		measurer = Measurer(Period.of_year(YEAR, date(YEAR, 12, 31)), Place(TOWN), user)
		with counted_queries() as statements:
			found = together.count_together(measurer, self.asked)
		keys = [
			together.Key(
				one.source_doctype,
				measurer.filters_of(one.source_doctype, one.filters, one.date_field),
				together.summed_field(one),
			)
			for one in self.asked
		]
		return [found.get(key) for key in keys], sum("figure_0" in statement for statement in statements)

	def test_all_tables_are_read_in_one_statement(self):
		self.assertEqual(self.count(), ([8, 8, 500, 0], 1))

	def test_what_somebody_may_not_see_is_left_out(self):
		self.assertEqual(self.count(make_user(POLICE))[0][:3], [None, None, None])
		found, statements = self.count(make_user(VILLAGE, villages=[VILLAGE_A]))
		self.assertEqual((found, statements), ([5, 5, 500, None], 1))

	def test_where_they_cannot_be_read_at_once_each_table_is_read_by_itself(self):
		read = together._read

		def fail_on_certificates(rows: list[together.Row]) -> dict[together.Key, float]:
			if any(key.doctype == "Conformity Certificate" for row in rows for key in row.keys):
				raise frappe.db.ProgrammingError
			return read(rows)

		with mock.patch.object(together, "_read", fail_on_certificates):
			self.assertEqual(self.count(), ([8, 8, None, 0], 2))
