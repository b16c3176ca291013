"""The plan of 2022: complete, word for word, loaded once, and the users' own afterwards."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import frappe

from nongan_supervision.setup import shipped
from nongan_supervision.setup.plan import FILES, SETTINGS, load_plan_2022, plan_records
from nongan_supervision.setup.roles import ROLES
from nongan_supervision.tests.base import NonganTestCase

ANNEX_1 = Path(__file__).parent / "data" / "annex_1_2022.txt"
CHECKLIST = "洛阳镇-2022"
COLUMNS = 4


def annex_rows() -> list[list[str]]:
	"""Return the rows of the annex as published: number, category, requirement and departments."""
	lines = ANNEX_1.read_text(encoding="utf-8").splitlines()
	cells = [line.removeprefix("\t").strip() for line in lines if line.startswith("\t")]
	rows = [cells[start : start + COLUMNS] for start in range(0, len(cells), COLUMNS)]
	return rows[1:]


class TestPlanOf2022(NonganTestCase):
	def items(self) -> list:
		names = frappe.get_all(
			"Checklist Item",
			{"checklist": CHECKLIST, "part_of": ["is", "not set"]},
			pluck="name",
			order_by="sort_order",
		)
		return [frappe.get_doc("Checklist Item", name) for name in names]

	def test_annex_1_is_loaded_word_for_word(self):
		items = self.items()
		self.assertEqual([item.requirement for item in items], [row[2] for row in annex_rows()])

	def test_rows_carry_the_category_of_their_number(self):
		category = ""
		for item, row in zip(self.items(), annex_rows(), strict=True):
			category = row[1] or category
			self.assertEqual(item.task_category, category)

	def test_rows_carry_exactly_their_departments(self):
		for item, row in zip(self.items(), annex_rows(), strict=True):
			written = [name.replace("镇市场监督分局", "市场监督分局") for name in row[3].split("、")]
			self.assertEqual([child.department for child in item.departments], written, item.item_no)

	def test_further_targets_quote_their_row(self):
		parts = frappe.get_all(
			"Checklist Item",
			{"checklist": CHECKLIST, "part_of": ["is", "set"]},
			["requirement", "part_of", "item_no"],
		)
		self.assertEqual(len(parts), 11)
		for part in parts:
			row = frappe.get_doc("Checklist Item", part.part_of)
			self.assertIn(part.requirement, row.requirement, part.item_no)

	def test_the_blocks_are_those_of_annex_2(self):
		for block, first in (("A", "洛东"), ("B", "虞桥"), ("C", "天井")):
			villages = frappe.get_all("Village", {"town": "洛阳镇", "rotation_block": block}, pluck="name")
			self.assertEqual(len(villages), 6)
			self.assertIn(first, villages)

	def test_national_list_has_its_eleven_products(self):
		self.assertEqual(frappe.db.count("Key Product", {"national_list": 1}), 11)

	def test_roles_exist_for_the_desk(self):
		for role in ROLES:
			self.assertEqual(frappe.db.get_value("Role", role, "desk_access"), 1, role)

	def test_every_link_of_the_plan_leads_somewhere(self):
		for record in plan_records():
			doc = frappe.get_doc(record["doctype"], shipped.record_name(record))
			invalid, _cancelled = doc.get_invalid_links()
			for child in doc.get_all_children():
				invalid += child.get_invalid_links()[0]
			self.assertEqual(invalid, [], doc.name)

	def test_limits_name_their_standard(self):
		for record in plan_records():
			for limit in record.get("limits", []):
				self.assertRegex(limit["standard"], r"^GB \d", record["substance_name"])

	def test_the_town_is_current(self):
		self.assertEqual(frappe.db.get_single_value(SETTINGS, "current_town"), "洛阳镇")


class TestLoadingTwice(NonganTestCase):
	def test_second_load_creates_nothing(self):
		before = self.counts()
		self.assertEqual(load_plan_2022(), 0)
		self.assertEqual(self.counts(), before)

	def test_edited_record_stays_edited(self):
		frappe.db.set_value("Village", "岑村", "population", 3210)
		indicator = frappe.get_doc("Checklist Indicator", "胶体金速测批次")
		indicator.description = "改过"
		indicator.save()
		load_plan_2022()
		self.assertEqual(frappe.db.get_value("Village", "岑村", "population"), 3210)
		self.assertEqual(frappe.db.get_value("Checklist Indicator", indicator.name, "description"), "改过")

	def test_deleted_record_stays_deleted(self):
		frappe.delete_doc("Village", "岑村")
		load_plan_2022()
		self.assertFalse(frappe.db.exists("Village", "岑村"))

	def test_renamed_record_does_not_come_back(self):
		frappe.rename_doc("Key Product", "乌鳢", "黑鱼")
		load_plan_2022()
		self.assertFalse(frappe.db.exists("Key Product", "乌鳢"))

	def test_changed_setting_stays_changed(self):
		settings = frappe.get_doc(SETTINGS)
		settings.current_town = None
		settings.clue_check_days = 5
		settings.save()
		load_plan_2022()
		self.assertFalse(frappe.db.get_single_value(SETTINGS, "current_town"))
		self.assertEqual(frappe.db.get_single_value(SETTINGS, "clue_check_days"), 5)

	def test_migrating_touches_no_record(self):
		frappe.delete_doc("Village", "岑村")
		frappe.db.set_value("Key Product", "豇豆", "product_group", "改过")
		for method in frappe.get_hooks("after_migrate", app_name="nongan_supervision"):
			frappe.get_attr(method)()
		self.assertFalse(frappe.db.exists("Village", "岑村"))
		self.assertEqual(frappe.db.get_value("Key Product", "豇豆", "product_group"), "改过")

	def test_no_fixtures_overwrite_what_users_change(self):
		fixtures = Path(frappe.get_app_path("nongan_supervision", "fixtures"))
		shipped_as_fixtures = {path.stem for path in fixtures.glob("*.json")}
		self.assertLessEqual(shipped_as_fixtures, {"role", "workflow_action_master"})

	def test_forgotten_plan_is_loaded_again(self):
		frappe.delete_doc("Supervision Department", "派出所", force=True)
		shipped.forget()
		self.assertEqual(load_plan_2022(), 1)
		self.assertTrue(frappe.db.exists("Supervision Department", "派出所"))

	def counts(self) -> dict[str, int]:
		return {doctype: frappe.db.count(doctype) for doctype, _file in FILES}


class TestShippedNames(NonganTestCase):
	def test_every_record_has_a_name_of_its_own(self):
		keys = [shipped.record_key(record) for record in chain(plan_records())]
		self.assertEqual(len(keys), len(set(keys)))
