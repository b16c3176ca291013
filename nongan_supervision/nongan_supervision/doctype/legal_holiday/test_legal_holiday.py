import frappe

from nongan_supervision.setup.roles import AGRICULTURE, MARKET
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_user


class TestLegalHoliday(NonganTestCase):
	def test_a_day_stands_in_the_table_once(self):
		make("Legal Holiday", holiday_date="2022-10-03", holiday_name="国庆节")
		with self.assertRaises(frappe.DuplicateEntryError):
			make("Legal Holiday", holiday_date="2022-10-03", holiday_name="国庆节")

	def test_the_agriculture_office_keeps_it(self):
		with self.as_user(make_user(AGRICULTURE)):
			make("Legal Holiday", holiday_date="2022-10-04", holiday_name="国庆节")
		with self.as_user(make_user(MARKET)), self.assertRaises(frappe.PermissionError):
			make("Legal Holiday", holiday_date="2022-10-05", holiday_name="国庆节")
