"""What the tests of tip-offs have in common: a town that takes them, a form, and a guest who hands it in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import frappe

from nongan_supervision.cases import errors, tip_offs
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_key_product, make_village

TODAY = date(2022, 7, 4)


class TipOffTestCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village("举报村")
		make_key_product("举报菜")
		frappe.db.set_single_value("Nongan Supervision Settings", {"public_tip_off_page": 1, "current_town": None})
		frappe.cache.delete_keys("rl:tip-off")

	def form(self, **values) -> dict:
		return {
			"action": "report",
			"description": "田里用了禁用农药，气味很重。",
			"seen_at": "Field",
			"village": "举报村",
			"anonymous": "1",
			**values,
		}

	def hand_in(self, *files: bytes, **values):
		"""Hand in a tip-off as a guest, and return its clue."""
		with self.as_user("Guest"):
			receipt_no = tip_offs.hand_in(self.form(**values), files, Context(today=TODAY))
		clue = frappe.get_doc("Case Clue", {"receipt_no": receipt_no})
		for url in self.files_of(clue):
			path = frappe.get_doc("File", {"file_url": url}).get_full_path()
			self.addCleanup(Path(path).unlink, missing_ok=True)
		return clue

	def files_of(self, clue) -> list[str]:
		return frappe.get_all(
			"File", {"attached_to_doctype": "Case Clue", "attached_to_name": clue.name}, pluck="file_url"
		)

	def refused(self, *files: bytes, **values) -> set[str]:
		"""The fields for which a tip-off is refused; nothing is stored."""
		before = frappe.db.count("Case Clue")
		with self.assertRaises(errors.TipOffRefusedError) as refusal:
			self.hand_in(*files, **values)
		self.assertEqual(frappe.db.count("Case Clue"), before)
		return set(refusal.exception.problems)
