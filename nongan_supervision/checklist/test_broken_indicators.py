"""An indicator that cannot be counted, on the page on a town."""

from __future__ import annotations

from unittest import mock

import frappe

from nongan_supervision.checklist import methods
from nongan_supervision.checklist.measurement import Measurement
from nongan_supervision.tests.factories import make_checklist_item
from nongan_supervision.tests.progress_town import make_indicator
from nongan_supervision.tests.test_town_overview import OverviewTest


def answer() -> Measurement:
	"""What an app's own measure may say."""
	return Measurement(problem="Closed for Repair")


class TestBrokenIndicators(OverviewTest):
	def test_an_indicator_that_cannot_be_counted_is_one_item_and_no_crash(self):
		self.add_checklist()
		checklist = frappe.get_last_doc("Responsibility Checklist")
		broken = make_indicator()
		frappe.db.set_value("Checklist Indicator", broken, "filters", '[["Residue Test", "no_such_field", "=", 1]]')
		make_checklist_item(checklist, "A4b", indicator=broken)
		odd = make_indicator("Built-in", method="Referrals in Time", source_doctype=None, date_field=None, filters=None)
		make_checklist_item(checklist, "A7", indicator=odd)
		frappe.clear_messages()  # of what was made for the test
		with mock.patch.object(methods, "built_in_methods", lambda: {"Referrals in Time": f"{__name__}.answer"}):
			found = self.overview()
		states = {item["item_no"]: item["state"] for item in found["checklist"]["items"]}
		self.assertEqual((states["A4b"], states["A7"]), ("Indicator Error", "Closed for Repair"))
		self.assertEqual(found["quick_tests"]["target"], 120)
		self.assertFalse(frappe.local.message_log)
