"""Who reads a digest and who doesn't, and when old ones go."""

from __future__ import annotations

import frappe

from nongan_supervision.agenda.digest import DIGEST
from nongan_supervision.cases.states import APPROVE_FILING, REQUEST_FILING
from nongan_supervision.permissions.grants import LEADER, OFFICES
from nongan_supervision.tests.digest_case import MORNING, DigestCase
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.web import message_of, request


class TestWhoReadsIt(DigestCase):
	def setUp(self):
		super().setUp()
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		case.db_set("decision_due_on", "2022-07-08")
		self.send(MORNING)
		self.found = self.digests(LEADER)[0]

	def test_its_person_alone_and_the_administrator(self):
		path = f"/api/resource/{DIGEST}/{self.found.name}"
		for role, user in self.users.items():
			expected = 200 if role == LEADER else 403
			self.assertEqual(request(user, "GET", path).status_code, expected, role)
			listed = message_of(request(user, "GET", f"/api/resource/{DIGEST}", limit_page_length="0"))
			self.assertEqual(self.found.name in [row["name"] for row in listed], role == LEADER, role)
		self.assertEqual(request(make_user("Nongan Administrator"), "GET", path).status_code, 200)

	def test_nobody_writes_one(self):
		path = f"/api/resource/{DIGEST}"
		for role in OFFICES:
			user = self.users[role]
			self.assertEqual(request(user, "POST", path, user=user, digest_date="2022-07-12").status_code, 403, role)
			self.assertEqual(request(user, "PUT", f"{path}/{self.found.name}", subject="x").status_code, 403, role)
			self.assertEqual(request(user, "DELETE", f"{path}/{self.found.name}").status_code, 403, role)

	def test_each_row_is_one_that_its_person_may_read(self):
		for role in OFFICES:
			for doc in self.digests(role):
				for row in doc.get("items"):
					if row.reference_name:
						of = frappe.get_doc(row.reference_doctype, row.reference_name)
						self.assertTrue(
							frappe.has_permission(of.doctype, doc=of, user=self.users[role]), (role, of.name)
						)

	def test_old_ones_go_as_the_log_settings_say(self):
		self.found.clear_old_logs(400)
		self.assertFalse(frappe.db.exists(DIGEST, self.found.name))
		self.assertFalse(frappe.db.exists("Reminder Digest Item", {"parent": self.found.name}))
