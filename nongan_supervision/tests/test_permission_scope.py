"""The same limits in a report's own queries, in an import, and where the framework forgets to ask."""

from __future__ import annotations

from unittest.mock import patch

import frappe

from nongan_supervision.permissions import guards, scope
from nongan_supervision.permissions.grants import (
	AGRICULTURE,
	DISTRICT,
	LEADER,
	MARKET,
	POLICE,
	VETERINARY,
	VILLAGE,
)
from nongan_supervision.tests.factories import (
	make_producer,
	make_user,
	make_village,
)
from nongan_supervision.tests.permission_case import OTHER, OWN, PermissionsTestCase
from nongan_supervision.tests.web import call, message_of


class TestScope(PermissionsTestCase):
	def count(self, user: str) -> int:
		producer = frappe.qb.DocType("Producer")
		villages = [OWN, OTHER]
		query = frappe.qb.from_(producer).select(producer.name).where(producer.village.isin(villages))
		return len(scope.apply_scope(query, "Producer", user).run())

	def test_a_reports_query_is_limited_like_a_list(self):
		self.assertEqual(self.count("Administrator"), 4)
		self.assertEqual(self.count(self.users[LEADER]), 4)
		self.assertEqual(self.count(self.users[VETERINARY]), 2)
		self.assertEqual(self.count(self.users[VILLAGE]), 2)
		self.assertRaises(frappe.PermissionError, self.count, self.users[POLICE])

	def test_names_are_quoted(self):
		village = make_village("权'限%\\村").name
		producer = make_producer(village=village)
		user = make_user(VILLAGE, villages=[village])
		self.assertTrue(self.user_may(user, "read", producer))
		with self.as_user(user):
			self.assertEqual(frappe.get_list("Producer", pluck="name"), [producer.name])

	def test_visible_villages(self):
		self.assertEqual(scope.visible_villages(self.users[VILLAGE]), [OWN])
		self.assertEqual(scope.visible_villages(make_user(VILLAGE)), [])
		self.assertIn(OTHER, scope.visible_villages(self.users[POLICE]))
		self.assertTrue(scope.is_limited_to_villages(self.users[VILLAGE]))
		self.assertFalse(scope.is_limited_to_villages(self.users[LEADER]))

	def test_what_is_asked_once_is_of_one_user(self):
		everybody = [self.users[LEADER], self.users[VETERINARY], self.users[VILLAGE]]
		with scope.asked_once(), patch.object(scope, "_ask", wraps=scope._ask) as ask:
			for _time in range(2):
				self.assertEqual([self.count(user) for user in everybody], [4, 2, 2])
				limited = [scope.is_limited_to_villages(user) for user in everybody]
				self.assertEqual(limited, [False, False, True])
			asked = [call.args for call in ask.call_args_list]
		self.assertEqual(len(asked), len(set(asked)))
		self.assertEqual(self.count(self.users[VILLAGE]), 2)

	def test_an_import_asks_no_database_per_row(self):
		rows = [
			{"village": village, "method": "Colloidal Gold", "purpose": "Quick Screening"} for village in (OWN, OTHER)
		]
		writable = scope.writable("Residue Test", self.users[VILLAGE])
		self.assertEqual([writable.contains(row) for row in rows], [True, False])


class TestGuards(PermissionsTestCase):
	"""Framework methods that forget to ask; those that only version 15 gets wrong the matrix sees only there."""

	def test_count_by_a_client_is_the_visible_count(self):
		filters = {"village": ["in", [OWN, OTHER]]}
		counted = {
			role: message_of(call(user, "frappe.client.get_count", doctype="Producer", filters=filters))
			for role, user in self.users.items()
			if role != POLICE
		}
		self.assertEqual(counted, {LEADER: 4, AGRICULTURE: 4, MARKET: 4, VETERINARY: 2, VILLAGE: 2, DISTRICT: 4})

	def test_version_15_may_not_be_told_to_ignore_permissions(self):
		for version, passed_on in (("15.50.0", False), ("16.0.0", True)):
			with (
				self.subTest(version=version),
				patch.object(frappe, "__version__", version),
				patch("frappe.desk.search.search_link", lambda doctype, txt, **options: options),
			):
				options = guards.search_link("Producer", "x", ignore_user_permissions=True, page_length=5)
				self.assertEqual("ignore_user_permissions" in options, passed_on)
				self.assertEqual(options["page_length"], 5)
