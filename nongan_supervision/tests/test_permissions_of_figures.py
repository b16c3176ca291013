"""Who reports the figure of a checklist's item, and who sees an identity number."""

from __future__ import annotations

from typing import Any

import frappe
from werkzeug.wrappers import Response

from nongan_supervision.permissions.grants import (
	AGRICULTURE,
	DISTRICT,
	LEADER,
	MARKET,
	OFFICES,
	VETERINARY,
	VILLAGE,
)
from nongan_supervision.tests.factories import (
	make,
	make_checklist,
	make_checklist_item,
	unique,
)
from nongan_supervision.tests.permission_case import OTHER, OWN, PermissionsTestCase
from nongan_supervision.tests.web import call, message_of, text_of


class TestChecklistItems(PermissionsTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		department = make("Supervision Department", department_name=unique("权限"), role=MARKET).name
		cls.item = make_checklist_item(make_checklist(), departments=[{"department": department}])

	def answer(self, role: str, **values: Any) -> Response:
		method = "frappe.client.set_value"
		return call(self.users[role], method, doctype="Checklist Item", name=self.item.name, fieldname=values)

	def change(self, role: str, **values: Any) -> int:
		return self.answer(role, **values).status_code

	def reported(self, role: str, **values: Any) -> tuple:
		found = message_of(self.answer(role, **values))
		return found["manual_value"], found["reported_on"], found["reported_by"]

	def test_a_department_reports_on_its_own_items(self):
		self.assertEqual(self.change(MARKET, manual_value=3, remarks="三次"), 200)
		self.assertEqual(self.change(VETERINARY, manual_value=3), 403)
		self.assertEqual(self.change(MARKET, manual_value=-3), 417)

	def test_and_is_named_with_the_day_whatever_it_sends(self):
		today = str(frappe.utils.getdate())
		self.assertEqual(self.reported(MARKET, manual_value=3), (3, today, self.users[MARKET]))
		self.assertEqual(self.reported(AGRICULTURE, reported_by="Administrator"), (0, None, None))
		self.assertEqual(self.change(MARKET, reported_by="Administrator"), 403)
		self.assertEqual(self.change(MARKET, reported_on="2099-01-01"), 417)

	def test_and_reports_0_with_a_day(self):
		self.assertEqual(self.reported(MARKET, reported_on="2022-06-01"), (0, "2022-06-01", self.users[MARKET]))
		for role in (VETERINARY, VILLAGE, DISTRICT, LEADER):
			self.assertEqual(self.change(role, reported_on="2022-06-01"), 403, role)

	def test_and_changes_nothing_else(self):
		for values in ({"target": 1}, {"manual_value": 3, "target": 1}, {"departments": []}):
			self.assertEqual(self.change(MARKET, **values), 403)
		self.assertEqual(self.change(AGRICULTURE, target=1), 200)


class TestIdentityNumbers(PermissionsTestCase):
	NUMBER = "110101199003072973"

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		for producer in (cls.keepers[OWN], cls.keepers[OTHER]):
			producer.id_number = cls.NUMBER
			producer.save()

	def setUp(self):
		super().setUp()
		frappe.cache.delete_keys("rl:")  # searches are counted by the hour, those of other tests too

	def test_who_sees_them(self):
		seen = {
			role
			for role, user in self.users.items()
			if self.NUMBER in text_of(call(user, "frappe.client.get", doctype="Producer", name=self.keepers[OWN].name))
		}
		self.assertEqual(seen, {AGRICULTURE, VETERINARY, VILLAGE})

	def test_lists_hide_them_alike(self):
		for role in (LEADER, MARKET, DISTRICT):
			fields = ["name", "id_number"]
			listed = call(self.users[role], "frappe.client.get_list", doctype="Producer", fields=fields)
			self.assertNotIn(self.NUMBER, text_of(listed))

	def test_no_query_reaches_them(self):
		"""Frappe 15 filters, orders and groups by columns whose values it doesn't return."""
		sealed = frappe.db.get_value("Producer", self.keepers[OWN].name, "id_number_sealed")
		columns = frappe.db.get_value("Producer", self.keepers[OWN].name, "*", as_dict=True)
		self.assertNotIn(self.NUMBER, frappe.as_json(columns))
		self.assertNotEqual(sealed, frappe.db.get_value("Producer", self.keepers[OTHER].name, "id_number_sealed"))
		for field in ("id_number", "masked_id_number", "id_number_sealed"):
			for filters in ([[field, "=", self.NUMBER]], [[field, "like", f"{self.NUMBER[:8]}%"]]):
				for user in (self.users[role] for role in (LEADER, AGRICULTURE, MARKET)):
					listed = call(user, "frappe.client.get_list", doctype="Producer", filters=frappe.as_json(filters))
					self.assertNotIn(self.keepers[OWN].name, text_of(listed))

	def test_who_searches_by_them(self):
		found = {
			role: {village for village, keeper in self.keepers.items() if keeper.name in text_of(self.search(role))}
			for role in OFFICES
		}
		everywhere = {OWN, OTHER}
		self.assertEqual(
			{role: villages for role, villages in found.items() if villages},
			{AGRICULTURE: everywhere, VETERINARY: everywhere, VILLAGE: {OWN}},
		)

	def test_the_search_is_limited(self):
		for _ in range(60):
			answer = self.search(AGRICULTURE, "110101199003072974")
		self.assertEqual(answer.status_code, 417)
		self.assertEqual(self.search(AGRICULTURE).status_code, 429)

	def search(self, role: str, number: str = NUMBER):
		return call(self.users[role], "nongan_supervision.api.find_producer_by_id_number", number=number)
