"""What a department does with a clue, and what nobody does to one past it."""

from __future__ import annotations

import frappe

from nongan_supervision.cases import clue_work, errors
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.tests import web
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.case_world import department_of
from nongan_supervision.tests.factories import (
	make,
	make_key_product,
	make_producer,
	make_residue_test,
	make_user,
	make_village,
)
from nongan_supervision.workflows import errors as step_errors


class TestClueWork(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		village = make_village("线索村").name
		cls.users = {role: make_user(role) for role in (AGRICULTURE, MARKET, LEADER)}
		cls.users[VILLAGE] = make_user(VILLAGE, villages=[village])

	def clue(self, **values):
		defaults = {"description": "线索", "received_on": "2022-07-04", "village": "线索村"}
		return make("Case Clue", **{**defaults, "department": department_of(AGRICULTURE), **values})

	def test_taken_up_by_its_department(self):
		clue = self.clue()
		with self.as_user(self.users[AGRICULTURE]):
			clue_work.take_up(clue.name)
		clue.reload()
		self.assertEqual(clue.handler, self.users[AGRICULTURE])
		self.assertTrue(clue.check_begun_on)
		for role in (MARKET, LEADER, VILLAGE):
			with self.subTest(role), self.as_user(self.users[role]):
				self.assertRaises(frappe.PermissionError, clue_work.take_up, clue.name)

	def test_nobody_gives_it_a_receipt_of_the_public_page(self):
		clue = self.clue(receipt_no="AAAAA-AAAAA")
		self.assertIsNone(clue.receipt_no)
		clue.update({"receipt_no": "AAAAA-AAAAB"}).save()
		self.assertIsNone(frappe.db.get_value("Case Clue", clue.name, "receipt_no"))

	def test_who_handles_it_is_the_servers(self):
		clue = self.clue(handler="Administrator", check_begun_on="2022-07-01")
		self.assertEqual((clue.handler, clue.check_begun_on), (None, None))
		clue.update({"handler": "Administrator", "settled_on": "2022-07-01"}).save()
		self.assertEqual((clue.handler, clue.settled_on), (None, None))

	def test_handed_over_it_is_the_other_departments(self):
		clue = self.clue()
		with self.as_user(self.users[AGRICULTURE]):
			clue_work.take_up(clue.name)
			self.assertRaises(
				step_errors.MissingReasonError, clue_work.hand_over, clue.name, department_of(MARKET), " "
			)
			clue_work.hand_over(clue.name, department_of(MARKET), "属流通环节")
			self.assertFalse(frappe.has_permission("Case Clue", "read", doc=clue.name))
		due = clue.check_due_on
		clue.reload()
		self.assertEqual((clue.department, clue.handler, clue.check_begun_on), (department_of(MARKET), None, None))
		self.assertEqual(clue.check_due_on, due)
		said = frappe.get_all("Comment", {"reference_name": clue.name, "comment_type": "Info"}, pluck="content")
		self.assertTrue(any("属流通环节" in text for text in said))

	def test_a_settled_one_is_neither_taken_up_nor_handed_over(self):
		clue = self.clue()
		clue.update({"status": "Not Filed", "outcome_reason": "查无实据"}).save()
		self.assertRaises(errors.ClueSettledError, clue_work.take_up, clue.name)
		self.assertRaises(errors.ClueSettledError, clue_work.hand_over, clue.name, department_of(MARKET), "理由")

	def test_what_a_village_officer_reports_starts_open_and_stays_theirs_to_see(self):
		with self.as_user(self.users[VILLAGE]):
			clue = self.clue(status="Not Filed", outcome_reason="不用查", clue_source="Inspection")
			self.assertEqual(clue.status, "Open")
			self.assertEqual(frappe.get_list("Case Clue", pluck="name"), [clue.name])
			self.assertRaises(frappe.PermissionError, clue.update({"description": "改"}).save)
		other = self.clue()
		with self.as_user(self.users[VILLAGE]):
			self.assertFalse(frappe.has_permission("Case Clue", "read", doc=other.name))

	def test_handed_over_only_to_who_deals_with_it(self):
		make_key_product("线索羊", "Livestock")
		planting, livestock = self.clue(), self.clue(product="线索羊")

		def hand_over(clue, role):
			method = "nongan_supervision.api.hand_over_clue"
			return web.call(
				self.users[AGRICULTURE], method, clue=clue.name, department=department_of(role), reason="理由"
			)

		for clue, role in ((planting, POLICE), (planting, VILLAGE), (planting, VETERINARY), (livestock, POLICE)):
			with self.subTest(role=role):
				answer = hand_over(clue, role)
				self.assertEqual(answer.status_code, 417)
				self.assertIn("WrongDepartmentError", web.text_of(answer))
		for clue, role in ((planting, MARKET), (livestock, VETERINARY)):
			self.assertEqual(hand_over(clue, role).status_code, 200)

	def report(self, **values):
		"""What the village's officer gets for reporting a clue."""
		values = {"description": "线索", "clue_source": "Residue Test", "received_on": "2022-07-04", **values}
		answer = web.request(self.users[VILLAGE], "POST", "/api/resource/Case Clue", village="线索村", **values)
		return answer.status_code, (web.message_of(answer) if answer.status_code == 200 else None)

	def test_a_report_goes_where_its_source_belongs(self):
		producer = make_producer(village="线索村")
		stage, other = make_residue_test(producer), make_residue_test(producer)
		frappe.db.set_value("Residue Test", stage.name, "stage", "Market")
		for test, role in ((stage, MARKET), (other, AGRICULTURE)):
			for sent in (department_of(POLICE), department_of(VETERINARY), None):
				code, clue = self.report(
					reference_doctype="Residue Test", reference_name=test.name, department=sent, outcome_reason="结了"
				)
				self.assertEqual((code, clue["department"]), (200, department_of(role)))
				self.assertEqual((clue["status"], clue.get("outcome_reason")), ("Open", None))

	def test_a_report_names_no_document_that_its_author_does_not_see(self):
		hidden = make_residue_test(make_producer(village=make_village("别的线索村").name))
		for doctype, name, code in (
			("Residue Test", hidden.name, 403),
			("User", "Administrator", 403),
			("Residue Test", "RT-NONE", 417),
			("No Such DocType", "X", 417),
		):
			with self.subTest(doctype=doctype, name=name):
				self.assertEqual(self.report(reference_doctype=doctype, reference_name=name), (code, None))

	def test_whoever_names_no_department_enters_a_clue_of_their_own(self):
		values = {"description": "线索", "clue_source": "Other Authority", "received_on": "2022-07-04"}
		for role in (AGRICULTURE, MARKET):
			with self.subTest(role):
				answer = web.request(self.users[role], "POST", "/api/resource/Case Clue", village="线索村", **values)
				self.assertEqual(answer.status_code, 200, web.text_of(answer)[-300:])
				self.assertEqual(web.message_of(answer)["department"], department_of(role))
		for role, expected in ((LEADER, 403), (VILLAGE, 200)):
			answer = web.request(self.users[role], "POST", "/api/resource/Case Clue", village="线索村", **values)
			self.assertEqual(answer.status_code, expected)
		self.assertEqual(web.message_of(answer)["department"], department_of(AGRICULTURE), "not the villages' own")

	def test_methods_ask_for_permission(self):
		clue = self.clue()
		for method, arguments in (
			("take_up_clue", {}),
			("hand_over_clue", {"department": department_of(MARKET), "reason": "理由"}),
			("reporter_of_clue", {}),
		):
			for user in (self.users[MARKET], "Guest"):
				with self.subTest(method=method, user=user):
					answer = web.call(user, f"nongan_supervision.api.{method}", clue=clue.name, **arguments)
					self.assertEqual(answer.status_code, 403)
