"""What the Desk looks like to others is not for each of its users to change."""

import frappe

from nongan_supervision.permissions.grants import AGRICULTURE, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.web import request

ADDRESS = {"link_type": "External", "icon_type": "Link", "link": "https://example.com"}


class TestDeskDocuments(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.user, cls.other = make_user(VILLAGE, villages=[]), make_user(AGRICULTURE)

	def status(self, http_method: str, path: str, user: str | None = None, **values) -> int:
		return request(user or self.user, http_method, f"/api/resource/{path}", **values).status_code

	def needs(self, doctype: str) -> None:
		if not frappe.db.exists("DocType", doctype):
			self.skipTest(f"no {doctype} in this version")

	def test_dashboard_settings_are_one_s_own(self):
		for user in (self.user, self.other):
			frappe.get_doc({"doctype": "Dashboard Settings", "name": user}).insert()
		settings = {"chart_config": "{{{"}
		self.assertEqual(self.status("PUT", f"Dashboard Settings/{self.other}", **settings), 403)
		self.assertEqual(self.status("PUT", f"Dashboard Settings/{self.user}", **settings), 200)

	def test_a_saved_filter_is_one_s_own(self):
		values = {"filter_name": "我的", "reference_doctype": "Producer", "filters": "[]"}
		for whose, status in ((self.user, 200), (self.other, 403), ("", 403)):
			with self.subTest(whose):
				self.assertEqual(self.status("POST", "List Filter", for_user=whose, **values), status)
		self.assertEqual(self.status("POST", "List Filter", "Administrator", for_user="", **values), 200)
		theirs = frappe.get_doc({"doctype": "List Filter", "for_user": self.other, **values}).insert()
		self.assertEqual(self.status("PUT", f"List Filter/{theirs.name}", for_user=self.user), 403)
		self.assertEqual(self.status("DELETE", f"List Filter/{theirs.name}"), 403)

	def test_an_icon_for_everybody_is_not_for_anybody_to_make(self):
		self.needs("Desktop Icon")
		makes_own = frappe.has_permission("Desktop Icon", "create", user=self.user)  # not in version 15
		for standard, status in ((1, 403), (0, 200 if makes_own else 403)):
			with self.subTest(standard=standard):
				values = {"label": f"图标{standard}", "standard": standard, **ADDRESS}
				self.assertEqual(self.status("POST", "Desktop Icon", **values), status)
		shipped = frappe.get_doc({"doctype": "Desktop Icon", "label": "大家的", "standard": 1, **ADDRESS}).insert()
		self.assertEqual(self.status("PUT", f"Desktop Icon/{shipped.name}", hidden=1), 403)
		self.assertEqual(self.status("PUT", f"Desktop Icon/{shipped.name}", standard=0, owner=self.user), 403)
		self.assertEqual(self.status("DELETE", f"Desktop Icon/{shipped.name}"), 403)

	def test_nor_is_the_menu(self):
		self.needs("Workspace Sidebar")
		menu = frappe.get_all("Workspace Sidebar", pluck="name", limit_page_length=1)[0]
		self.assertEqual(self.status("PUT", f"Workspace Sidebar/{menu}", header_icon="x"), 403)
		self.assertEqual(self.status("PUT", f"Workspace Sidebar/{menu}", for_user=self.user), 403)
		own = {"title": f"{menu}-{self.user}", "for_user": self.user}
		self.assertEqual(self.status("POST", "Workspace Sidebar", **own), 200)
