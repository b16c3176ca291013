"""The reports on producers and on quarterly updates: figures, filters, and who sees what."""

from __future__ import annotations

import frappe

from nongan_supervision.nongan_supervision.report.producer_directory import producer_directory
from nongan_supervision.nongan_supervision.report.quarterly_update_coverage import quarterly_update_coverage
from nongan_supervision.registry.antimicrobials import reduction_card
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, POLICE, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_key_product, make_producer, make_user, make_village
from nongan_supervision.tests.registers import counted_queries

TOWN = "名录镇"
EAST, WEST = "名录东村", "名录西村"
YEAR = 2021


class RegistryReportCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		for village in (EAST, WEST):
			make_village(village, town=TOWN)
		self.crop = make_key_product("名录菜").name
		self.grower = make_producer(
			"名录种植户",
			village=EAST,
			of_scale=1,
			networked=1,
			id_number="11010519491231002X",
			products=[{"product": self.crop, "area_or_stock": 3, "unit": "亩"}],
		)
		self.keeper = make_producer("名录养殖场", village=WEST, sector="Livestock", of_scale=1)
		self.officer = make_user(VILLAGE, villages=[EAST])


class TestProducerDirectory(RegistryReportCase):
	def names(self, **filters) -> set[str]:
		return {row.producer_name for row in producer_directory.execute({"town": TOWN, **filters})[1]}

	def test_filters(self):
		self.keeper.db_set("credit_level", "C")
		self.grower.db_set("credit_level", "A")
		grower, keeper = {"名录种植户"}, {"名录养殖场"}
		for filters, expected in (
			({}, grower | keeper),
			({"village": WEST}, keeper),
			({"sector": "Planting"}, grower),
			({"product": self.crop}, grower),
			({"networked": "No"}, keeper),
			({"of_scale": "Yes"}, grower | keeper),
			({"credit_level": "C"}, keeper),
			({"reduction": "No"}, keeper),
			({"reduction": "Yes"}, set()),
			({"status": "Inactive"}, set()),
		):
			with self.subTest(filters):
				self.assertEqual(self.names(**filters), expected)

	def test_active_ones_unless_asked(self):
		self.grower.reload().update({"status": "Inactive"}).save()
		self.assertEqual(self.names(), {"名录养殖场"})
		self.assertEqual(self.names(status="All"), {"名录种植户", "名录养殖场"})

	def test_a_row(self):
		row = producer_directory.execute({"village": EAST})[1][0]
		self.assertEqual((row.products, row.masked_id_number), ("名录菜 3亩", "110*************2X"))
		self.assertNotIn("11010519491231002X", frappe.as_json(producer_directory.execute({})))

	def test_summary(self):
		summary = producer_directory.execute({"town": TOWN})[4]
		self.assertEqual([entry["value"] for entry in summary], [2, 2, 50, 0])

	def test_own_village_only(self):
		with self.as_user(self.officer):
			self.assertEqual(self.names(), {"名录种植户"})
			self.assertEqual(self.names(village=WEST), set())
		with self.as_user(make_user(POLICE)):
			self.assertRaises(frappe.PermissionError, self.names)

	def test_producers_do_not_add_queries(self):
		self.names()  # what is cached from now on
		with counted_queries() as before:
			self.names()
		for _ in range(3):
			make_producer(village=EAST, products=[{"product": self.crop}])
		with counted_queries() as after:
			self.names()
		self.assertEqual(len(after), len(before))


class TestQuarterlyUpdateCoverage(RegistryReportCase):
	def setUp(self):
		super().setUp()
		rows = [{"producer": self.grower.name, "product": self.crop, "area_or_stock": 3, "unit": "亩"}]
		self.update = make("Quarterly Production Update", village=EAST, year=YEAR, quarter="Q1", rows=rows, submit=True)
		self.draft = make("Quarterly Production Update", village=EAST, year=YEAR, quarter="Q2", rows=rows)

	def report(self, **filters):
		return quarterly_update_coverage.execute({"town": TOWN, "year": YEAR, **filters})

	def test_rows_lead_to_the_updates(self):
		rows = {row["village"]: row for row in self.report()[1]}
		self.assertEqual((rows[EAST]["q1_update"], rows[EAST]["q1_state"]), (self.update.name, "Late"))
		self.assertEqual((rows[EAST]["q2_update"], rows[EAST]["q2_state"]), (self.draft.name, "Not Submitted"))
		self.assertEqual(rows[EAST]["percent"], 25)
		self.assertEqual(rows[WEST]["percent"], 0)

	def test_a_row_for_all_of_them(self):
		total = self.report()[1][-1]
		self.assertTrue(total["is_total"])
		self.assertEqual((total["q1"], total["submitted"], total["due"], total["percent"]), ("1 of 2", 1, 8, 12.5))
		self.assertNotIn("is_total", self.report(village=EAST)[1][-1])

	def test_summary_and_chart(self):
		_columns, _rows, _message, chart, summary = self.report()
		self.assertEqual([entry["value"] for entry in summary], [12.5, 0, 1, 7])
		self.assertEqual(sum(sum(dataset["values"]) for dataset in chart["data"]["datasets"]), 8)

	def test_levels_without_an_officer(self):
		village = frappe.get_doc("Village", EAST)
		village.append("grid_officers", {"officer_name": "测试", "grid_level": "Village"})
		village.save()
		missing = {row["village"]: row.get("missing_levels") for row in self.report()[1]}
		self.assertEqual(missing[EAST], "District、Town、Station")

	def test_impossible_year_is_the_current_one(self):
		current = (
			frappe.db.get_single_value("Nongan Supervision Settings", "current_year") or frappe.utils.getdate().year
		)
		for year in (None, 0, 1999):
			self.assertEqual(self.report(year=year)[1][0]["year"], current)

	def test_own_village_only(self):
		with self.as_user(self.officer):
			self.assertEqual([row["village"] for row in self.report()[1]], [EAST])
			self.assertEqual(self.report(village=WEST)[1], [])
		with self.as_user(make_user(POLICE)):
			self.assertRaises(frappe.PermissionError, self.report)


class TestReductionCard(RegistryReportCase):
	def test_share_of_own_farms(self):
		reducing = {"sector": "Livestock", "of_scale": 1, "antimicrobial_reduction": 1}
		make_producer(village=EAST, **reducing)
		make_producer(village=EAST, **{**reducing, "antimicrobial_reduction": 0})
		make_producer(village=EAST, status="Inactive", **reducing)
		with self.as_user(self.officer):
			card = reduction_card()
		self.assertEqual(card["value"], 50)
		self.assertEqual(card["precision"], 1)
		self.assertEqual(card["route_options"]["antimicrobial_reduction"], 0)

	def test_who_may_see_it(self):
		for role in (LEADER, AGRICULTURE):
			with self.as_user(make_user(role)):
				reduction_card()
		with self.as_user(make_user(POLICE)):
			self.assertRaises(frappe.PermissionError, reduction_card)
