import frappe
from frappe.utils import add_days, getdate

from nongan_supervision.checklist.reporting import InvalidReportError
from nongan_supervision.checklist.rules import InvalidItemError
from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_checklist, make_checklist_item, make_user


class TestChecklistItem(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.checklist = make_checklist(town="甲镇", year=2027)

	def test_year_and_town_are_those_of_the_checklist(self):
		item = make_checklist_item(self.checklist, year=1999, town=None)
		self.assertEqual((item.name, item.year, item.town), ("甲镇-2027-A1", 2027, "甲镇"))

	def test_number_begins_with_the_clause(self):
		with self.assertRaises(InvalidItemError):
			make_checklist_item(self.checklist, "A1", clause="A2")

	def test_part_of_a_row(self):
		row = make_checklist_item(self.checklist, "A5")
		part = make_checklist_item(self.checklist, "A5-2", part_of=row.name)
		with self.assertRaises(InvalidItemError):
			make_checklist_item(self.checklist, "A5-3", part_of=part.name)

	def test_part_of_another_checklist(self):
		row = make_checklist_item(make_checklist(town="甲镇", year=2028), "A5")
		with self.assertRaises(InvalidItemError):
			make_checklist_item(self.checklist, "A5-2", part_of=row.name)

	def test_department_twice(self):
		with self.assertRaises(InvalidItemError):
			make_checklist_item(self.checklist, departments=[{"department": "派出所"}] * 2)


class TestReports(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.item = make_checklist_item(make_checklist(town="甲镇", year=2027))

	def report(self, **values) -> tuple:
		self.item.update(values).save()
		self.item.reload()
		return self.item.manual_value, self.item.reported_on and str(self.item.reported_on), self.item.reported_by

	def test_nothing_is_reported_at_first(self):
		self.assertEqual(self.report(remarks="x"), (0, None, None))

	def test_a_figure_that_is_entered_or_changed_is_of_today(self):
		today = str(getdate())
		self.assertEqual(self.report(manual_value=3), (3, today, "Administrator"))
		self.assertEqual(self.report(manual_value=4, reported_on="2022-03-01"), (4, "2022-03-01", "Administrator"))
		self.assertEqual(self.report(manual_value=5), (5, today, "Administrator"))

	def test_what_else_changes_leaves_it_as_it_is(self):
		before = self.report(manual_value=3, reported_on="2022-03-01")
		with self.as_user(make_user(AGRICULTURE)):
			self.assertEqual(self.report(remarks="x", reported_by="Guest"), before)

	def test_0_is_reported_by_its_day_or_by_changing_to_it(self):
		self.assertEqual(self.report(reported_on="2022-03-01"), (0, "2022-03-01", "Administrator"))
		self.report(manual_value=3)
		self.assertEqual(self.report(manual_value=0), (0, str(getdate()), "Administrator"))

	def test_taken_back_without_day_or_figure(self):
		for nothing in ({"reported_on": None}, {"manual_value": None}, {"reported_on": "", "manual_value": 0}):
			self.report(manual_value=3)
			self.assertEqual(self.report(**nothing), (0, None, None), nothing)

	def test_not_of_a_day_to_come(self):
		self.assertRaises(InvalidReportError, self.report, manual_value=3, reported_on=add_days(getdate(), 1))

	def test_a_copy_has_reported_nothing(self):
		self.report(manual_value=3)
		copy = frappe.copy_doc(self.item, ignore_no_copy=False)
		copy.item_no = "A1b"
		copy.insert()
		self.assertEqual((copy.manual_value, copy.reported_on, copy.reported_by), (0, None, None))
