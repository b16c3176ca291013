from datetime import date

import frappe

from nongan_supervision.checklist.measurement import Period, Place
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.setup.roles import AGRICULTURE, POLICE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_user


class TestInstruction(NonganTestCase):
	def measure(self, user: str = "Administrator", village: str | None = None):
		indicator = frappe._dict(name="测试", measure="Built-in", method="Instructor Coverage")
		return Measurer(Period(date(2022, 1, 1), date(2022, 12, 31)), Place(village=village), user).measure(indicator)

	def test_products_of_the_national_list(self):
		products = frappe.get_all("Key Product", {"national_list": 1}, pluck="name")
		before = self.measure().value
		rows = [{"product": product} for product in products]
		instructor = make("Safe Use Instructor", instructor_name="测试指导员", products=rows)
		self.assertEqual(self.measure().value, 100)
		self.assertEqual(self.measure(make_user(AGRICULTURE)).value, 100)
		instructor.update({"status": "Inactive"}).save()
		self.assertEqual(self.measure().value, before)

	def test_it_is_no_villages(self):
		village = frappe.get_all("Village", limit=1, pluck="name")[0]
		self.assertEqual(self.measure(village=village).problem, "Not by Village")

	def test_not_for_the_police(self):
		self.assertEqual(self.measure(make_user(POLICE)).problem, "Not Permitted")
