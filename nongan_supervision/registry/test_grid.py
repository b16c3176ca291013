import frappe

from nongan_supervision.registry.grid import LEVELS, levels_by_village, missing_levels
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_village


class TestGrid(NonganTestCase):
	def test_levels_without_anybody(self):
		self.assertEqual(missing_levels([]), LEVELS)
		self.assertEqual(missing_levels(["Town", "Village", None, "Town"]), ("District", "Station"))
		self.assertEqual(missing_levels(LEVELS), ())

	def test_levels_of_villages(self):
		village = make_village("网格村")
		village.append("grid_officers", {"officer_name": "站级协管员", "grid_level": "Station"})
		village.save()
		found = levels_by_village([village.name, make_village("空网格村").name])
		self.assertEqual(dict(found), {village.name: {"Station"}})

	def test_levels_are_the_fields(self):
		options = frappe.get_meta("Village Grid Officer").get_field("grid_level").options
		self.assertCountEqual(options.split("\n"), LEVELS)
