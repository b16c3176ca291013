import frappe

from nongan_supervision.cases.clues import CLUE
from nongan_supervision.cases.nonconformity import NOTICE
from nongan_supervision.registry.places import place_field
from nongan_supervision.setup.plan import read_plan_file
from nongan_supervision.tests.base import NonganTestCase

OF_METHODS = {(CLUE, "check_due_on"), (NOTICE, "reply_due_on")}
"""What the methods of built-in indicators count, and by which day."""


class TestIndexes(NonganTestCase):
	def test_a_town_s_year_is_found_without_its_other_years(self):
		indicators = read_plan_file("indicators.json")
		dated = {(one["source_doctype"], one["date_field"]) for one in indicators if one.get("date_field")}
		for doctype, date_field in sorted(dated | OF_METHODS):
			with self.subTest(doctype):
				self.assertEqual(place_field(doctype, "Town"), "town")
				self.assertTrue(frappe.db.has_index(f"tab{doctype}", f"town_{date_field}_index"))

	def test_a_producer_s_year_is_found_without_its_other_years(self):
		self.assertTrue(frappe.db.has_index("tabProduction Record", "producer_recorded_on_index"))
		# MariaDB would as soon take an index on the producer alone, and read the ledgers of all years
		self.assertIsNone(frappe.db.get_column_index("tabProduction Record", "producer", unique=False))
