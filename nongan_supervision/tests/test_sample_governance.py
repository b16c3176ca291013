"""The sample year's governance summaries."""

from __future__ import annotations

import datetime

import frappe

from nongan_supervision.setup.sample.governance import PRODUCTS, WRITTEN_UP, sum_up
from nongan_supervision.setup.sample.town import TOWN
from nongan_supervision.tests.base import NonganTestCase

DAY = datetime.date(2023, 6, 30)


class TestSampleGovernance(NonganTestCase):
	def test_once_for_each_product(self):
		for _ in range(2):
			sum_up(DAY)
		fields = ["product", "year", "docstatus", "measures"]
		found = frappe.get_all("Product Governance Summary", {"town": TOWN, "year": DAY.year}, fields)
		self.assertEqual({one.product for one in found}, set(PRODUCTS))
		self.assertEqual(len(found), len(PRODUCTS))
		self.assertEqual([one.product for one in found if one.measures], [WRITTEN_UP])
