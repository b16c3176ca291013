"""Who handles a case, what stands still in it, and what it cites."""

from __future__ import annotations

import frappe

from nongan_supervision.cases import errors
from nongan_supervision.cases.journal import entries_of
from nongan_supervision.cases.states import (
	APPROVE_FILING,
	CLOSE,
	PENDING_FILING,
	REJECT_FILING,
	REQUEST_FILING,
	SUBMIT_FOR_REVIEW,
)
from nongan_supervision.registry.personal_numbers import number_of
from nongan_supervision.setup.roles import AGRICULTURE, LEADER
from nongan_supervision.tests.case_world import CASE, TO_DECISION, TO_INVESTIGATION, TO_REVIEW, CaseTestCase
from nongan_supervision.tests.factories import make_producer, make_residue_test, make_user
from nongan_supervision.tests.web import request, text_of
from nongan_supervision.workflows import errors as step_errors

ID_NUMBER = "11010519491231002X"
OFFICER = {"officer_name": "执法员甲", "certificate_no": "示例-001"}


class TestOfficers(CaseTestCase):
	def test_two_at_least(self):
		for officers in ([], [OFFICER]):
			case = self.make_case(officers=officers)
			with self.assertRaises(errors.TooFewOfficersError):
				self.put(case, self.users[AGRICULTURE], workflow_state=PENDING_FILING)

	def test_not_the_same_twice(self):
		for again in (
			{"officer_name": "执法员 甲", "certificate_no": "示例-009"},
			{"officer_name": "执法员乙", "certificate_no": "示例-001"},
		):
			with self.assertRaises(errors.SameOfficerError):
				self.make_case(officers=[OFFICER, again])

	def test_an_identity_number_is_sealed_and_found(self):
		case = self.make_case(officers=[{**OFFICER, "id_number": ID_NUMBER}])
		stored = frappe.db.get_value("Case Officer", {"parent": case.name}, ["id_number", "id_number_sealed"])
		self.assertEqual(stored[0], "110*************2X")
		self.assertNotIn(ID_NUMBER, stored[1])
		self.assertEqual(number_of(frappe.get_doc(CASE, case.name).officers[0]), ID_NUMBER)
		case = self.put(case, self.users[AGRICULTURE], title="改个标题")  # and stays, saved again
		with self.assertRaises(errors.RecusalError):
			self.put(case, self.users[AGRICULTURE], party_id_number=ID_NUMBER)

	def test_neither_an_officer_nor_who_asked_for_something_reviews(self):
		with self.as_user(owner := make_user(AGRICULTURE)):
			case = self.new_case().insert()
		clerk, boss = make_user(AGRICULTURE), make_user(AGRICULTURE)
		self.take(case, REQUEST_FILING, user=clerk)
		self.take(case, APPROVE_FILING)
		self.take(case, SUBMIT_FOR_REVIEW, user=boss)
		path = f"/api/resource/{CASE}/{case.name}"
		for user in (owner, clerk, boss, self.officers[0]["user"]):
			with self.subTest(user):
				answer = request(user, "PUT", path, legal_review_opinion="合法")
				self.assertEqual(answer.status_code, 417)
				self.assertIn("ReviewerError", text_of(answer))
		self.assertEqual(request(self.reviewer, "PUT", path, legal_review_opinion="合法").status_code, 200)


class TestWhatStandsStill(CaseTestCase):
	def test_what_the_server_sets(self):
		case = self.make_case(filed_on="2020-01-01", referral=None, decision_due_on="2020-01-01", journal_head="x")
		self.assertIsNone(case.filed_on)
		case = self.put(case, self.users[AGRICULTURE], filing_approved_by="自己", decided_on="2020-01-01")
		self.assertEqual((case.filing_approved_by, case.decided_on), (None, None))

	def test_a_case_that_waits_for_a_leader(self):
		case = self.case_in(REQUEST_FILING)
		with self.assertRaises(step_errors.LockedFieldError):
			self.put(case, self.users[AGRICULTURE], facts="另一套说法")

	def test_what_a_filed_case_came_from(self):
		case = self.case_in(*TO_INVESTIGATION)
		with self.assertRaises(step_errors.LockedFieldError):
			self.put(case, self.users[AGRICULTURE], case_type="Other")
		self.put(case, self.users[AGRICULTURE], facts="补充事实")

	def test_the_proposal_under_review(self):
		case = self.case_in(*TO_REVIEW)
		with self.assertRaises(step_errors.LockedFieldError):
			self.put(case, self.users[AGRICULTURE], penalty_amount=1)
		with self.as_user(self.users[LEADER]), self.assertRaises(frappe.PermissionError):
			self.put(case, self.users[LEADER], penalty_amount=1)

	def test_settled_cases(self):
		settled = (
			self.case_in(REQUEST_FILING, REJECT_FILING),
			self.case_in(*TO_DECISION, CLOSE),
		)
		for case in settled:
			with self.assertRaises(step_errors.SettledRecordError):
				self.put(case, "Administrator", closing_note="事后补记")
			with self.assertRaises(step_errors.SettledRecordError):
				self.put(case, self.users[AGRICULTURE], items=[{"item": "物品"}])
			with self.assertRaises(step_errors.SettledRecordError):
				frappe.delete_doc(CASE, case.name)

	def test_only_a_draft_can_be_deleted(self):
		case = self.make_case()
		with self.as_user(self.users[AGRICULTURE]):
			frappe.delete_doc(CASE, case.name)
		self.assertEqual([e.event for e in entries_of(CASE, case.name)], ["Created", "Deleted"])
		filed = self.case_in(*TO_INVESTIGATION)
		with self.assertRaises(step_errors.SettledRecordError):
			frappe.delete_doc(CASE, filed.name, force=True)


class TestWhatACaseCites(CaseTestCase):
	def test_is_not_deleted(self):
		producer = make_producer(village="案件村")
		test = make_residue_test(producer, submit=False)
		clue = self.make_clue()
		self.make_case(producer=producer.name, residue_test=test.name, clue=clue.name)
		for doc in (producer, test, clue):
			with self.assertRaises(frappe.LinkExistsError):
				frappe.delete_doc(doc.doctype, doc.name)

	def test_a_producer_may_be_called_otherwise(self):
		from nongan_supervision.cases.verification import verify

		producer = make_producer(village="案件村")
		case = self.case_in(*TO_INVESTIGATION, producer=producer.name)
		producer.reload()
		producer.producer_name = "改名后的农户"
		producer.save()
		self.assertEqual(case.reload().producer, producer.name)
		self.assertEqual(verify(CASE, case.name), [])

	def test_a_renamed_village_is_put_on_record(self):
		from nongan_supervision.cases.verification import verify

		case = self.case_in(*TO_INVESTIGATION)
		frappe.rename_doc("Village", "案件村", "案件新村")
		self.assertEqual(case.reload().village, "案件新村")
		self.assertEqual(verify(CASE, case.name), [])
		self.assertIn("案件新村", entries_of(CASE, case.name)[-1].reason)

	def test_users_of_the_journal_keep_their_names(self):
		self.make_case()
		user = self.users[AGRICULTURE]
		with self.assertRaises(errors.CitedError):
			frappe.rename_doc("User", user, "somebody.else@nongan.example")
		with self.assertRaises((errors.CitedError, frappe.LinkExistsError)):
			frappe.delete_doc("User", user)
