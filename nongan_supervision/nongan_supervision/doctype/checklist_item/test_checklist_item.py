from nongan_supervision.checklist.rules import InvalidItemError
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_checklist, make_checklist_item


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
