"""What the framework tells of hidden documents unless it is made to ask, and stays untold."""

import json

import frappe

from nongan_supervision.permissions.grants import AGRICULTURE, POLICE, VILLAGE
from nongan_supervision.tests.factories import make
from nongan_supervision.tests.permission_case import OTHER, OWN, PermissionsTestCase
from nongan_supervision.tests.web import call, request, text_of

STATES = "frappe.workflow.doctype.workflow.workflow.get_workflow_state_count"
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
