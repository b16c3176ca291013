"""What an upgrade does to the checklist that an office has."""

from __future__ import annotations

import json

import frappe

from nongan_supervision.patches.v0_2 import (
	count_outreach_and_deadlines,
	count_quarterly_updates,
	count_supervision,
	date_reports,
	ship_ledgers,
)
from nongan_supervision.setup import shipped
from nongan_supervision.setup.plan import read_indicator, read_item
from nongan_supervision.tests.base import NonganTestCase

UPDATES, INSTRUCTORS = count_quarterly_updates.UPDATES, count_quarterly_updates.INSTRUCTORS
LEDGERS = ship_ledgers.LEDGERS


class TestCountedIndicators(NonganTestCase):
	"""On a site as version 0.1 left it: one indicator by hand, the others not there; in the order of migration."""

	def setUp(self):
		super().setUp()
		frappe.db.set_value("Checklist Indicator", UPDATES, {"measure": "Manual", "method": None})
		frappe.db.set_value("Checklist Item", {"indicator": UPDATES}, {"manual_value": 0, "reported_on": None})
		self.items = {name: self.forget(name) for name in (INSTRUCTORS, LEDGERS)}

	def forget(self, indicator: str) -> str:
		"""Let an indicator never have been shipped; return the plan's item that it is for."""
		item = frappe.db.get_value("Checklist Item", {"indicator": indicator})
		frappe.db.set_value("Checklist Item", item, {"indicator": None, "manual_value": 0, "reported_on": None})
		frappe.delete_doc("Checklist Indicator", indicator)
		ledger = shipped._read()
		ledger.remove(f"Checklist Indicator/{indicator}")
		shipped._write(ledger)
		return item

	def migrate(self) -> None:
		patches = (ship_ledgers, count_quarterly_updates, date_reports)
		listed = frappe.get_file_items(frappe.get_app_path("nongan_supervision", "patches.txt"))
		for patch in sorted(patches, key=lambda module: listed.index(module.__name__)):
			patch.execute()

	def measure(self) -> str:
		return frappe.db.get_value("Checklist Indicator", UPDATES, "measure")

	def indicator_of(self, item: str) -> str | None:
		return frappe.db.get_value("Checklist Item", item, "indicator")

	def test_all_are_counted(self):
		self.migrate()
		self.assertEqual(self.measure(), "Built-in")
		for indicator, item in self.items.items():
			self.assertEqual(self.indicator_of(item), indicator)

	def test_each_patch_brings_its_own(self):
		ship_ledgers.execute()
		self.assertTrue(frappe.db.exists("Checklist Indicator", LEDGERS))
		self.assertFalse(frappe.db.exists("Checklist Indicator", INSTRUCTORS))

	def test_one_that_is_shipped_already_still_finds_its_item(self):
		shipped.ship([{"doctype": "Checklist Indicator", **read_indicator(INSTRUCTORS)}])
		self.migrate()
		self.assertEqual(self.indicator_of(self.items[INSTRUCTORS]), INSTRUCTORS)

	def test_one_that_the_office_has_deleted_stays_away(self):
		shipped.ship([{"doctype": "Checklist Indicator", **read_indicator(INSTRUCTORS)}])
		frappe.delete_doc("Checklist Indicator", INSTRUCTORS)
		self.migrate()
		self.assertIsNone(self.indicator_of(self.items[INSTRUCTORS]))

	def test_figures_by_hand_stay(self):
		name = frappe.db.get_value("Checklist Item", {"indicator": UPDATES})
		for item in (name, self.items[LEDGERS]):
			frappe.db.set_value("Checklist Item", item, "manual_value", 83)
		self.migrate()
		self.assertEqual(self.measure(), "Manual")
		self.assertIsNone(self.indicator_of(self.items[LEDGERS]))

	def test_what_the_office_chose_stays(self):
		frappe.db.set_value("Checklist Indicator", UPDATES, "measure", "Count")
		frappe.db.set_value("Checklist Item", self.items[INSTRUCTORS], "indicator", UPDATES)
		self.migrate()
		self.assertEqual(self.measure(), "Count")
		self.assertEqual(self.indicator_of(self.items[INSTRUCTORS]), UPDATES)

	def test_words_of_the_office_stay(self):
		words = {"description": "本镇口径", "unit": "百分比"}
		frappe.db.set_value("Checklist Indicator", UPDATES, {**words})
		self.migrate()
		self.assertEqual(self.measure(), "Built-in")
		self.assertEqual(frappe.db.get_value("Checklist Indicator", UPDATES, list(words), as_dict=True), words)


class TestReportsGetTheirDay(NonganTestCase):
	"""On a site whose figures by hand have no day yet."""

	def setUp(self):
		super().setUp()
		self.item = frappe.get_doc("Checklist Item", "洛阳镇-2022-A1")

	def dated(self, value: float) -> tuple:
		self.item.db_set({"manual_value": value, "reported_on": None, "reported_by": None}, update_modified=False)
		date_reports.execute()
		self.item.reload()
		return self.item.manual_value, self.item.reported_on and str(self.item.reported_on), self.item.reported_by

	def version(self, creation: str, owner: str, field: str) -> None:
		changed = json.dumps({"changed": [[field, "0", "3"]]})
		version = frappe.new_doc("Version", ref_doctype=self.item.doctype, docname=self.item.name, data=changed)
		version.insert()
		version.db_set({"creation": creation, "owner": owner}, update_modified=False)

	def test_that_of_the_last_change_of_the_figure(self):
		self.version("2022-03-01 08:00:00", "Guest", "manual_value")
		self.version("2022-04-01 08:00:00", "Guest", "manual_value")
		self.version("2022-05-01 08:00:00", "Administrator", "remarks")
		self.assertEqual(self.dated(3), (3, "2022-04-01", "Guest"))

	def test_otherwise_that_of_the_item(self):
		self.item.db_set({"creation": "2022-06-01 08:00:00", "owner": "Guest"}, update_modified=False)
		self.assertEqual(self.dated(3), (3, "2022-06-01", "Guest"))

	def test_0_was_not_reported(self):
		self.assertEqual(self.dated(0), (0, None, None))

	def test_one_that_has_a_day_keeps_it(self):
		self.item.db_set({"manual_value": 3, "reported_on": "2022-02-01"})
		date_reports.execute()
		self.assertEqual(str(self.item.reload().reported_on), "2022-02-01")


class TestOutreachIndicators(NonganTestCase):
	"""A site of before: training and outreach by hand, deadlines without an indicator, no further items."""

	NEW_ITEM = "洛阳镇-2022-A8-3"
	WITH_TARGET = "洛阳镇-2022-A7"
	TRAININGS = "安全用药培训次数"

	def setUp(self):
		super().setUp()
		planned = [*count_outreach_and_deadlines.WITHOUT_INDICATOR, read_item("A8-3")["indicator"]]
		frappe.delete_doc("Checklist Item", self.NEW_ITEM)
		for item in frappe.get_all("Checklist Item", {"indicator": ["in", planned]}, pluck="name"):
			frappe.db.set_value("Checklist Item", item, {"indicator": None, "target": 0, "unit": None})
		for indicator in planned:
			frappe.delete_doc("Checklist Indicator", indicator)
		frappe.db.set_value("Checklist Indicator", self.TRAININGS, {"measure": "Manual", "source_doctype": None})
		forgotten = {f"Checklist Item/{self.NEW_ITEM}", *(f"Checklist Indicator/{name}" for name in planned)}
		shipped._write([key for key in shipped._read() if key not in forgotten])

	def test_what_was_by_hand_is_counted(self):
		count_outreach_and_deadlines.execute()
		measure = frappe.db.get_value("Checklist Indicator", self.TRAININGS, ["measure", "source_doctype"])
		self.assertEqual(measure, ("Count", "Outreach Activity"))
		self.assertEqual(frappe.db.get_value("Checklist Item", self.WITH_TARGET, "target"), 100)
		self.assertTrue(frappe.db.get_value("Checklist Item", self.NEW_ITEM, "indicator"))

	def test_once(self):
		count_outreach_and_deadlines.execute()
		frappe.delete_doc("Checklist Item", self.NEW_ITEM)
		count_outreach_and_deadlines.execute()
		self.assertFalse(frappe.db.exists("Checklist Item", self.NEW_ITEM))

	def test_a_figure_by_hand_stays(self):
		frappe.db.set_value("Checklist Item", {"indicator": self.TRAININGS}, "manual_value", 3)
		frappe.db.set_value("Checklist Item", self.WITH_TARGET, "manual_value", 80)
		date_reports.execute()
		count_outreach_and_deadlines.execute()
		self.assertEqual(frappe.db.get_value("Checklist Indicator", self.TRAININGS, "measure"), "Manual")
		self.assertFalse(frappe.db.get_value("Checklist Item", self.WITH_TARGET, "indicator"))

	def test_no_checklist_no_items(self):
		for doctype in ("Checklist Item", "Responsibility Checklist"):
			frappe.db.delete(doctype)
		count_outreach_and_deadlines.execute()
		self.assertFalse(frappe.db.count("Checklist Item"))


class TestSupervisionRounds(NonganTestCase):
	ITEM = "洛阳镇-2022-A8-6"

	def setUp(self):
		super().setUp()
		planned = read_item("A8-6")["indicator"]
		frappe.delete_doc("Checklist Item", self.ITEM)
		frappe.delete_doc("Checklist Indicator", planned)
		forgotten = {f"Checklist Item/{self.ITEM}", f"Checklist Indicator/{planned}"}
		shipped._write([key for key in shipped._read() if key not in forgotten])

	def test_they_are_counted_from_now_on_and_once(self):
		count_supervision.execute()
		self.assertEqual(frappe.db.get_value("Checklist Item", self.ITEM, "target"), 100)
		frappe.delete_doc("Checklist Item", self.ITEM)
		count_supervision.execute()
		self.assertFalse(frappe.db.exists("Checklist Item", self.ITEM))
