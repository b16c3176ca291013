import datetime

import frappe

from nongan_supervision.api import carry_over_checklist
from nongan_supervision.checklist.carry_over import CarryOverError, shift_years
from nongan_supervision.checklist.rules import DuplicateChecklistError, InvalidYearError
from nongan_supervision.setup.roles import DISTRICT
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_checklist, make_user, printed
from nongan_supervision.tests.properties import given, st

PLAN = "洛阳镇-2022"


class TestResponsibilityChecklist(NonganTestCase):
	def test_one_a_year_and_town(self):
		make_checklist(year=2031)
		self.assertRaises(DuplicateChecklistError, make_checklist, year=2031)

	def test_name_tells_town_and_year(self):
		self.assertEqual(make_checklist(town="甲镇", year=2031).name, "甲镇-2031")

	def test_year_of_this_century(self):
		self.assertRaises(InvalidYearError, make_checklist, year=22)


class TestCarryOver(NonganTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value(
			"Checklist Item", f"{PLAN}-A1", {"manual_value": 7, "reported_on": "2022-05-01", "remarks": "旧"}
		)
		self.copy = frappe.get_doc("Responsibility Checklist", carry_over_checklist(PLAN, 2028))

	def item(self, checklist: str, item_no: str):
		return frappe.get_doc("Checklist Item", f"{checklist}-{item_no}")

	def test_title_says_the_new_year(self):
		self.assertIn("2028", self.copy.title)
		self.assertNotIn("2022", self.copy.title)
		self.assertEqual((self.copy.status, self.copy.carried_over_from), ("Draft", PLAN))

	def test_every_item_comes_along_with_its_words_and_target(self):
		for name in frappe.get_all("Checklist Item", {"checklist": PLAN}, pluck="name"):
			old = frappe.get_doc("Checklist Item", name)
			new = self.item(self.copy.name, old.item_no)
			for fieldname in ("requirement", "task_category", "indicator", "target", "unit", "sort_order"):
				self.assertEqual(new.get(fieldname), old.get(fieldname), (old.item_no, fieldname))
			self.assertEqual([row.department for row in new.departments], [row.department for row in old.departments])

	def test_parts_belong_to_the_new_rows(self):
		self.assertEqual(self.item(self.copy.name, "A5-2").part_of, f"{self.copy.name}-A5")

	def test_due_dates_move_and_reports_stay_behind(self):
		item = self.item(self.copy.name, "A1")
		self.assertEqual((item.year, str(item.due_on)), (2028, "2028-12-31"))
		self.assertEqual((item.manual_value, item.reported_on, item.remarks), (0, None, None))

	def test_not_twice(self):
		self.assertRaises(CarryOverError, carry_over_checklist, PLAN, 2028)

	def test_not_backwards(self):
		self.assertRaises(CarryOverError, carry_over_checklist, PLAN, 2022)

	def test_not_without_the_right_to_write(self):
		with self.as_user(make_user(DISTRICT)):
			self.assertRaises(frappe.PermissionError, carry_over_checklist, PLAN, 2029)


class TestShiftingYears(NonganTestCase):
	def test_leap_day(self):
		self.assertEqual(str(shift_years("2024-02-29", 1)), "2025-02-28")
		self.assertIsNone(shift_years(None, 1))

	@given(st.dates(min_value=datetime.date(2000, 1, 1)).filter(lambda day: day.year < 2090))
	def test_month_stays(self, day):
		shifted = shift_years(day, 3)
		self.assertEqual((shifted.year, shifted.month), (day.year + 3, day.month))


class TestPrintedChecklist(NonganTestCase):
	def test_groups_of_the_annex(self):
		groups = frappe.get_doc("Responsibility Checklist", PLAN).printed_groups()
		self.assertEqual([len(group.rows) for group in groups], [1, 2, 4, 2, 1, 1, 1, 1])
		self.assertEqual([group.number for group in groups], list(range(1, 9)))
		self.assertEqual(groups[6].rows[0].departments, ["市场监督分局", "派出所"])

	def test_print_shows_every_row(self):
		checklist = frappe.get_doc("Responsibility Checklist", PLAN)
		html = printed(checklist, "责任清单表")
		for group in checklist.printed_groups():
			for row in group.rows:
				self.assertIn(row.requirement, html)
