"""Comments, likes, tags, assignments and following: on what one sees, in one's own name, whichever method is called."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

import frappe
from werkzeug.wrappers import Response

from nongan_supervision.permissions.grants import AGRICULTURE, POLICE, VILLAGE
from nongan_supervision.permissions.guards import follow_conditions
from nongan_supervision.setup.roles import ADMINISTRATOR
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.permission_case import OWN, PermissionsTestCase
from nongan_supervision.tests.web import call, message_of, request, text_of

COMMENTS = "frappe.desk.form.utils"
FOLLOW = "frappe.desk.form.document_follow"
TAGS = "frappe.desk.doctype.tag.tag"


class MarksTestCase(PermissionsTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.mine, cls.theirs = (producer.name for producer in cls.growers.values())
		cls.officer = cls.users[VILLAGE]
		cls.colleague = make_user(VILLAGE, villages=[OWN])
		for user in (cls.officer, cls.colleague):
			frappe.db.set_value("User", user, "document_follow_notify", 1)

	def assert_seen_only(self, method: str, **sent: Any) -> None:
		"""The method answers for a producer that the officer sees and refuses one that they don't; `{}` is its name."""
		for name, status in ((self.mine, 200), (self.theirs, 403)):
			filled = {key: json.loads(json.dumps(value).replace("{}", name)) for key, value in sent.items()}
			response = call(self.officer, method, **filled)
			self.assertEqual(response.status_code, status, text_of(response)[-2000:])

	def comment(self, user: str, name: str, **claims: str) -> Response:
		sent = {"reference_doctype": "Producer", "reference_name": name, "content": "看过", **claims}
		return call(user, f"{COMMENTS}.add_comment", **{"comment_email": user, "comment_by": user, **sent})


class TestOnWhatIsSeen(MarksTestCase):
	def test_likes(self):
		for add in ("Yes", "No"):
			self.assert_seen_only("frappe.desk.like.toggle_like", doctype="Producer", name="{}", add=add)

	def test_comments(self):
		self.assertEqual(self.comment(self.officer, self.mine).status_code, 200)
		self.assertEqual(self.comment(self.officer, self.theirs).status_code, 403)
		claims = {"comment_email": self.officer, "comment_by": "甲", "route": ""}
		with mock.patch("frappe.sendmail"):  # Frappe 15 tells the document's owner, and a site may have no mail account
			self.assert_seen_only(
				"frappe.templates.includes.comments.comments.add_comment",
				comment="看过",
				reference_doctype="Producer",
				reference_name="{}",
				**claims,
			)

	def test_comments_are_changed_by_who_still_sees_the_document(self):
		for name, status in ((self.mine, 200), (self.theirs, 403)):
			comment = frappe.get_doc("Producer", name).add_comment("Comment", "原文")
			comment.db_set("owner", self.officer)
			response = call(self.officer, f"{COMMENTS}.update_comment", name=comment.name, content="改文")
			self.assertEqual(response.status_code, status)
			refused = call(self.colleague, f"{COMMENTS}.update_comment", name=comment.name, content="改文")
			self.assertEqual(refused.status_code, 403)

	def test_following(self):
		asked = {"doctype": "Producer", "doc_name": "{}", "user": self.officer}
		for module in (FOLLOW, "frappe.desk.like", "frappe.share"):
			self.assert_seen_only(f"{module}.follow_document", **asked)
		self.assert_seen_only(f"{FOLLOW}.update_follow", doctype="Producer", doc_name="{}", following="1")
		self.assert_seen_only(f"{FOLLOW}.get_follow_users", doctype="Producer", doc_name="{}")

	def test_assigning(self):
		for assign_to in ([self.officer], []):
			self.assert_seen_only(
				"frappe.desk.form.assign_to.add",
				doctype="Producer",
				name="{}",
				assign_to=assign_to,
				ignore_permissions="1",
			)
		todo = {"description": "看", "reference_type": "Producer", "allocated_to": self.officer}
		for name, status in ((self.mine, 200), (self.theirs, 403)):
			response = request(self.officer, "POST", "/api/resource/ToDo", **todo, reference_name=name)
			self.assertEqual(response.status_code, status, text_of(response)[-2000:])

	def test_tags(self):
		self.assert_seen_only(f"{TAGS}.add_tag", tag="重点", dt="Producer", dn="{}")
		self.assert_seen_only(f"{TAGS}.add_tags", tags=["重点"], dt="Producer", docs=["{}"])
		self.assert_seen_only(f"{TAGS}.remove_tag", tag="重点", dt="Producer", dn="{}")
		for name in (self.mine, self.theirs):
			frappe.db.set_value("Producer", name, "_user_tags", "重点")
		answer = call(self.officer, f"{TAGS}.get_tagged_docs", doctype="Producer", tag="%重点%")
		self.assertEqual(message_of(answer), [[self.mine]])

	def test_neighbours_in_a_list(self):
		asked = {"doctype": "Producer", "value": "{}", "prev": "0", "sort_field": "phone"}
		self.assert_seen_only(f"{COMMENTS}.get_next", **asked)

	def test_sharing(self):
		for name in (self.mine, self.theirs):
			for method in ("frappe.share.add", "frappe.share.set_permission"):
				shared = {"doctype": "Producer", "name": name, "user": self.users[POLICE], "permission_to": "read"}
				self.assertEqual(call(self.officer, method, **shared).status_code, 403)
		self.assertEqual(call(make_user(ADMINISTRATOR), "frappe.share.add", **shared).status_code, 200)

	def test_who_sees_everything_marks_everything(self):
		office = self.users[AGRICULTURE]
		self.assertEqual(self.comment(office, self.theirs).status_code, 200)
		like = call(office, "frappe.desk.like.toggle_like", doctype="Producer", name=self.theirs, add="Yes")
		self.assertEqual(like.status_code, 200)


class TestInOnesOwnName(MarksTestCase):
	def test_comments(self):
		response = self.comment(self.officer, self.mine, comment_email=self.colleague)
		self.assertEqual(response.status_code, 403)
		self.assertIn(self.colleague, text_of(response))
		comment = message_of(self.comment(self.officer, self.mine, comment_by="镇长"))
		self.assertEqual(comment["comment_email"], self.officer)
		self.assertEqual(comment["comment_by"], frappe.utils.get_fullname(self.officer))

	def test_assignments(self):
		asked = {"doctype": "Producer", "name": self.mine, "assign_to": [self.officer]}
		method = "frappe.desk.form.assign_to.add"
		self.assertEqual(call(self.officer, method, **asked, assigned_by=self.colleague).status_code, 403)
		self.assertEqual(call(self.officer, method, **asked, assigned_by=self.officer).status_code, 200)

	def test_following(self):
		for method in ("follow_document", "unfollow_document"):
			for user, status in ((self.officer, 200), (self.colleague, 403)):
				asked = {"doctype": "Producer", "doc_name": self.mine, "user": user}
				self.assertEqual(call(self.officer, f"{FOLLOW}.{method}", **asked).status_code, status)

	def test_the_system_speaks_for_users(self):
		comment = frappe.get_doc("Producer", self.mine).add_comment("Comment", "看过", comment_email=self.officer)
		self.assertEqual(comment.comment_email, self.officer)


class TestWhatGoesOn(MarksTestCase):
	def test_an_assignment_is_closed_by_who_no_longer_sees_the_document(self):
		values = {"description": "看", "reference_type": "Producer", "reference_name": self.theirs}
		todo = frappe.get_doc({"doctype": "ToDo", "allocated_to": self.officer, **values}).insert()
		response = request(self.officer, "PUT", f"/api/resource/ToDo/{todo.name}", status="Closed")
		self.assertEqual(response.status_code, 200, text_of(response)[-2000:])

	def test_who_follows_a_hidden_document_is_hidden_too(self):
		for name in (self.mine, self.theirs):
			follow = {"ref_doctype": "Producer", "ref_docname": name, "user": self.users[AGRICULTURE]}
			frappe.get_doc({"doctype": "Document Follow", **follow}).insert()
		shown = text_of(request(self.officer, "GET", "/api/resource/Document Follow", fields=["ref_docname"]))
		self.assertIn(self.mine, shown)
		self.assertNotIn(self.theirs, shown)
		self.assertEqual(follow_conditions("Administrator"), "")

	def test_other_notes_of_the_system_are_not_asked_for(self):
		with self.as_user(self.officer):
			frappe.get_doc("Producer", self.theirs).add_comment("Info", "记录")


class TestNotesOfWhatHappened(MarksTestCase):
	def test_are_not_a_clients_to_make(self):
		v1, v2 = f"/api/resource/Producer/{self.mine}", f"/api/v2/document/Producer/{self.mine}/method/add_comment"
		for kind, status in (("Workflow", 403), ("Info", 403), ("Edit", 403), ("Comment", 200)):
			note = {"comment_type": kind, "text": "领导已批准"}
			asked = {"dt": "Producer", "dn": self.mine, "method": "add_comment", "args": note}
			with self.subTest(kind):
				self.assertEqual(call(self.officer, "run_doc_method", **asked).status_code, status)
				self.assertEqual(
					request(self.officer, "POST", v1, run_method="add_comment", **note).status_code, status
				)
				self.assertEqual(request(self.officer, "POST", v2, **note).status_code, status)
