"""What the framework tells of hidden documents unless it is made to ask, and stays untold."""

import json
from unittest import mock

import frappe
from frappe.desk.doctype.dashboard_chart import dashboard_chart
from werkzeug.wrappers import Response

from nongan_supervision.permissions.attachments import TEMPORARY_NAME, refuse_hidden_files
from nongan_supervision.permissions.grants import AGRICULTURE, POLICE, VILLAGE
from nongan_supervision.tests.factories import make, make_portal_user
from nongan_supervision.tests.permission_case import OTHER, OWN, PermissionsTestCase
from nongan_supervision.tests.web import call, message_of, request, text_of

STATES = "frappe.workflow.doctype.workflow.workflow.get_workflow_state_count"
CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
ATTACH = "frappe.utils.file_manager.add_attachments"


class TestLinkedDocuments(PermissionsTestCase):
	def test_the_rest_api_puts_in_none_whole(self):
		producer = self.growers[OWN].name
		clue = make("Case Clue", description="不给村里看的线索", received_on="2022-07-01", producer=producer)
		values = {"producer": producer, "product": self.crop, "recorded_on": "2022-07-01", "activity": "Other"}
		record = make("Production Record", **values)
		record.db_set("case_clue", clue.name)
		for role in (VILLAGE, AGRICULTURE):
			with self.subTest(role):
				path = f"/api/resource/Production Record/{record.name}"
				answer = request(self.users[role], "GET", path, expand_links="1")
				data = json.loads(answer.get_data())["data"]
				self.assertEqual((data["case_clue"], data["village"]), (clue.name, OWN))
				self.assertNotIn("不给村里看的线索", text_of(answer))


class TestCountsByState(PermissionsTestCase):
	def test_no_field_of_hidden_documents_is_told(self):
		hidden = self.growers[OTHER]
		frappe.db.set_value("Producer", hidden.name, "phone", "13900000077")
		for role in (VILLAGE, POLICE, AGRICULTURE):
			asked = {"doctype": "Producer", "workflow_state_field": "phone", "states": ["x"]}
			with self.subTest(role):
				answer = call(self.users[role], STATES, **asked)
				self.assertEqual(answer.status_code, 403)
				self.assertNotIn("13900000077", text_of(answer))
		asked = {"doctype": "Enforcement Case", "workflow_state_field": "workflow_state", "states": ["x"]}
		self.assertEqual(call("Administrator", STATES, **asked).status_code, 200)


class TestMethodsByName(PermissionsTestCase):
	def test_a_tree_calls_a_guarded_method_as_it_is_guarded(self):
		frappe.db.set_value("Producer", self.growers[OTHER].name, "phone", "13900000078")
		for role in (VILLAGE, AGRICULTURE):
			asked = {"doctype": "Producer", "label": "x", "parent": "phone", "tree_method": STATES, "states": ["x"]}
			with self.subTest(role):
				answer = call(self.users[role], "frappe.desk.treeview.get_all_nodes", **asked)
				self.assertEqual(answer.status_code, 403)
				self.assertNotIn("13900000078", text_of(answer))


class TestAttachments(PermissionsTestCase):
	def file_of(self, user: str, content: str, **place: str) -> str:
		with self.as_user(user):
			file = {"doctype": "File", "file_name": f"{content}.txt", "content": content, "is_private": 1, **place}
			return frappe.get_doc(file).insert().name

	def test_one_s_own_is_hung_on_no_hidden_document(self):
		village = self.users[VILLAGE]
		mine = self.file_of(village, "自己的")
		for grower, status in ((self.growers[OTHER], 403), (self.growers[OWN], 200)):
			with self.subTest(grower.village):
				asked = {"doctype": "Producer", "name": grower.name, "attachments": [mine]}
				self.assertEqual(call(village, ATTACH, **asked).status_code, status)

	def test_a_hidden_one_is_hung_on_no_document_of_ones_own(self):
		place = {"attached_to_doctype": "Producer", "attached_to_name": self.growers[OTHER].name}
		hidden = self.file_of("Administrator", "他村的", **place)
		asked = {"doctype": "Producer", "name": self.growers[OWN].name, "attachments": [hidden]}
		self.assertEqual(call(self.users[VILLAGE], ATTACH, **asked).status_code, 403)

	def test_a_hidden_one_is_no_picture_of_oneself(self):
		"""Nor one that another user has not hung on anything yet."""
		village, portal = self.users[VILLAGE], make_portal_user(self.growers[OWN])
		for place in ({"attached_to_doctype": "Producer", "attached_to_name": self.growers[OTHER].name}, {}):
			hidden = frappe.db.get_value("File", self.file_of("Administrator", "他村的", **place), "file_url")
			for user in (village, portal):
				with self.subTest(user=user, place=place):
					answer = request(user, "PUT", f"/api/resource/User/{user}", user_image=hidden)
					self.assertEqual(answer.status_code, 403, text_of(answer)[-300:])
			contact = {"first_name": "甲", "image": hidden}
			self.assertEqual(request(village, "POST", "/api/resource/Contact", **contact).status_code, 403)
		mine = frappe.db.get_value("File", self.file_of(village, "自己的"), "file_url")
		self.assertEqual(request(village, "PUT", f"/api/resource/User/{village}", user_image=mine).status_code, 200)

	def test_none_is_taken_off_a_document_that_it_is_said_to_have_been(self):
		field = {"attached_to_doctype": "Register Import", "attached_to_field": "file"}
		file = frappe.get_doc("File", self.file_of("Administrator", "登记", **field, attached_to_name="RI-他的"))
		for sent, kept in (("RI-他的", None), ("new-register-import-abc", "new-register-import-abc")):
			register = frappe.get_doc({"doctype": "Register Import", "file": file.file_url, TEMPORARY_NAME: sent})
			refuse_hidden_files(register)
			self.assertEqual(register.get(TEMPORARY_NAME), kept)


class TestCharts(PermissionsTestCase):
	def chart_for(self, role: str, doctype: str, **asked: str) -> Response:
		chart = {"document_type": doctype, "filters_json": "[]", "group_by_type": "Count", **asked}
		return call(self.users[role], CHART, chart=chart, no_cache="1", heatmap_year="2022")

	def test_a_bar_of_a_hidden_document_has_its_name_alone(self):
		own, hidden = (self.growers[village] for village in (OWN, OTHER))
		dealer = make("Input Dealer", dealer_name="本村农资店", village=OWN)
		product = make("Agricultural Input", input_name="图表肥", input_type="Fertilizer")
		for grower in (own, hidden):
			item = {"input": product.name, "quantity": 1, "unit": "kg"}
			sold = {"dealer": dealer.name, "sold_on": "2022-07-01", "buyer_name": "甲", "producer": grower.name}
			make("Input Sale", submit=True, items=[item], **sold)
		asked = {"chart_type": "Group By", "type": "Bar", "group_by_based_on": "producer"}
		for role, labels in ((VILLAGE, {own.producer_name, hidden.name}), (AGRICULTURE, None)):
			with self.subTest(role):
				shown = set(message_of(self.chart_for(role, "Input Sale", **asked))["labels"])
				self.assertLessEqual(labels or {own.producer_name, hidden.producer_name}, shown)
				self.assertEqual(hidden.producer_name in shown, role == AGRICULTURE)

	def test_a_heatmap_counts_nothing_hidden(self):
		asked = {"chart_type": "Count", "type": "Heatmap", "based_on": "creation"}
		self.assertEqual(self.chart_for(VILLAGE, "Enforcement Case", **asked).status_code, 403)
		with mock.patch.object(dashboard_chart, "get_heatmap_chart_config", lambda _chart, filters, _year: filters):
			answer = message_of(self.chart_for(VILLAGE, "Producer", **asked))
		self.assertEqual(answer[0][:3], ["Producer", "name", "in"])
		self.assertIn(self.growers[OWN].name, answer[0][3])
		self.assertNotIn(self.growers[OTHER].name, answer[0][3])


class TestMails(PermissionsTestCase):
	def test_are_hung_on_no_other_document(self):
		own, hidden = (self.growers[village].name for village in (OWN, OTHER))
		values = {
			"subject": "密",
			"content": "他村的信",
			"communication_medium": "Phone",
			"reference_doctype": "Producer",
		}
		for at, to, status in ((hidden, own, 403), (own, hidden, 403), (own, own, 200)):
			mail = frappe.get_doc({"doctype": "Communication", "reference_name": at, **values}).insert()
			mail.db_set("owner", self.users[VILLAGE])
			asked = {"name": mail.name, "reference_doctype": "Producer", "reference_name": to}
			with self.subTest(at=at, to=to):
				self.assertEqual(call(self.users[VILLAGE], "frappe.email.relink", **asked).status_code, status)
