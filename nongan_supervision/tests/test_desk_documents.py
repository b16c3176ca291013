"""What the Desk looks like to others is not for each of its users to change."""

import frappe

from nongan_supervision.permissions.grants import AGRICULTURE, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.web import call, request

ADDRESS = {"link_type": "External", "icon_type": "Link", "link": "https://example.com"}
OURS = "Nongan Supervision"
UPDATE_PAGE = "frappe.desk.doctype.workspace.workspace.update_page"
SAVE_PAGE = "frappe.desk.doctype.workspace.workspace.save_page"
MAKE_CARD = "frappe.desk.doctype.number_card.number_card.create_number_card"
MAKE_CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.create_dashboard_chart"
PROGRAM = "window.theirs = 1"


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

	def test_a_workspace_is_one_s_own_whatever_method_stores_it(self):
		values = {"title": "工作台", "public": 0, "type": "Workspace", "content": "[]"}
		for whose, status in ((self.user, 200), (self.other, 403), ("", 403)):
			with self.subTest(whose):
				sent = {**values, "label": f"工作台-{whose}", "for_user": whose}
				self.assertEqual(self.status("POST", "Workspace", **sent), status)
		theirs = frappe.get_doc({"doctype": "Workspace", "label": "他的", "for_user": self.other, **values}).insert()
		for name in (OURS, theirs.name):
			with self.subTest(name):
				self.assertEqual(self.status("PUT", f"Workspace/{name}", public=0, for_user=self.user), 403)
				self.assertEqual(self.status("DELETE", f"Workspace/{name}"), 403)
				page = {"name": name, "title": "拿走", "icon": "", "indicator_color": "", "parent": "", "public": 0}
				self.assertEqual(call(self.user, UPDATE_PAGE, **page).status_code, 403)
				blocks = {"name": name, "public": 0, "new_widgets": "{}", "blocks": "[]"}
				self.assertEqual(call(self.user, SAVE_PAGE, **blocks).status_code, 403)

	def test_what_a_browser_runs_is_written_by_who_manages_the_desk(self):
		card = {"type": "Document Type", "document_type": "Village", "function": "Count", "filters_json": "[]"}
		chart = {"chart_type": "Count", "document_type": "Village", "based_on": "creation", "filters_json": "[]"}
		block = {"doctype": "Custom HTML Block", "private": 1}
		makers = {
			MAKE_CARD: (card, "label", ("filters_config", "dynamic_filters_json", "method")),
			MAKE_CHART: (chart, "chart_name", ("dynamic_filters_json",)),
			"frappe.client.insert": (block, "name", ("html", "script")),
		}
		for method, (values, naming, programs) in makers.items():
			for field in (None, *programs):
				with self.subTest(method, field=field):
					sent = {**values, naming: f"程序{field}", **({field: PROGRAM} if field else {})}
					sent = {"doc" if "client" in method else "args": sent}
					self.assertEqual(call(self.user, method, **sent).status_code, 403 if field else 200)
					if field:
						self.assertEqual(call("Administrator", method, **sent).status_code, 200)
