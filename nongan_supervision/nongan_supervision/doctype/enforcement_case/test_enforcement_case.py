from __future__ import annotations

import frappe
from frappe.model.workflow import WorkflowTransitionError

from nongan_supervision.agenda.agenda import agenda_of
from nongan_supervision.cases import clock, errors
from nongan_supervision.cases.journal import entries_of
from nongan_supervision.cases.states import (
	APPROVE_DECISION,
	APPROVE_FILING,
	CLOSE,
	CLOSED,
	DECIDED,
	DRAFT,
	INVESTIGATING,
	NOT_FILED,
	PENDING_FILING,
	PENDING_REVIEW,
	REFER_TO_POLICE,
	REFERRAL_IN_PROGRESS,
	REJECT_FILING,
	REQUEST_FILING,
	RETURN_FILING,
	RETURN_FOR_INVESTIGATION,
	SUBMIT_FOR_REVIEW,
	TRANSFERRED,
)
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, MARKET
from nongan_supervision.tests.case_world import CASE, TO_DECISION, TO_INVESTIGATION, TO_REVIEW, CaseTestCase, at
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.web import request
from nongan_supervision.workflows import errors as step_errors


class TestTransitions(CaseTestCase):
	def test_request_filing(self):
		case = self.case_in(REQUEST_FILING)
		self.assertEqual(case.workflow_state, PENDING_FILING)
		self.assertEqual(case.filing_requested_by, self.users[AGRICULTURE])

	def test_approve_filing_starts_the_time_limit(self):
		case = self.case_in(*TO_INVESTIGATION)
		self.assertEqual(case.workflow_state, INVESTIGATING)
		self.assertEqual((str(case.filed_on), str(case.decision_due_on)), ("2022-07-04", "2022-10-03"))  # over a Sunday

	def test_a_returned_request_is_completed_and_made_again(self):
		case = self.case_in(REQUEST_FILING, RETURN_FILING)
		self.assertEqual((case.workflow_state, case.filing_requested_by), (DRAFT, None))
		self.assertEqual(case.return_reason, "补拍标签后再报")
		with at(f"{case.filing_due_on} 08:00:00"):
			waiting = agenda_of(self.users[AGRICULTURE], clock.now())
		self.assertIn(case.name, [entry.name for entry in waiting])
		with self.as_user(self.users[AGRICULTURE]):
			self.assertRaises(step_errors.SettledRecordError, case.delete)
		case = self.take(case.reload(), REQUEST_FILING)
		self.assertEqual((case.workflow_state, case.return_reason), (PENDING_FILING, None))
		self.assertEqual(self.take(case, APPROVE_FILING).workflow_state, INVESTIGATING)

	def test_who_asked_is_told_of_the_answer(self):
		frappe.db.set_value("User", self.users[AGRICULTURE], "language", "zh")
		for action, said in (
			(RETURN_FILING, "退回补充 补拍标签后再报"),
			(APPROVE_FILING, "批准立案"),
		):
			case = self.case_in(REQUEST_FILING, action)
			told = frappe.get_all(
				"Notification Log", {"document_name": case.name}, ["for_user", "subject"], as_list=True
			)
			self.assertIn((self.users[AGRICULTURE], f"{case.title}：{said}"), told)
			self.assertNotIn(self.users[LEADER], [user for user, _subject in told])

	def test_markup_in_a_reason_is_told_as_text(self):
		case = self.case_in(REQUEST_FILING)
		self.take(case, RETURN_FILING, return_reason="<b onclick=alert(1)>补拍</b>")
		told = frappe.get_all("Notification Log", {"document_name": case.name}, pluck="subject")
		self.assertTrue(told)
		for subject in told:
			self.assertIn("补拍", subject)
			self.assertNotIn("<b", subject)

	def test_reject_filing(self):
		case = self.case_in(REQUEST_FILING, REJECT_FILING)
		self.assertEqual((case.workflow_state, case.filed_on), (NOT_FILED, None))

	def test_submit_for_review(self):
		case = self.case_in(*TO_REVIEW)
		self.assertEqual(case.workflow_state, PENDING_REVIEW)
		self.assertEqual(case.decision_requested_by, self.users[AGRICULTURE])

	def test_returned_case_keeps_its_history_and_needs_a_new_review(self):
		case = self.case_in(*TO_REVIEW)
		self.put(case, self.reviewer, legal_review_opinion="程序有瑕疵")
		case = self.take(case.reload(), RETURN_FOR_INVESTIGATION)
		self.assertEqual((case.workflow_state, case.legal_review_opinion), (INVESTIGATING, None))
		self.assertEqual(case.return_reason, "补充现场笔录")
		last = entries_of(CASE, case.name)[-1]
		self.assertEqual((last.from_state, last.to_state, last.reason), (PENDING_REVIEW, INVESTIGATING, "补充现场笔录"))
		self.assertTrue(any("程序有瑕疵" in entry.details for entry in entries_of(CASE, case.name)))
		case = self.take(case, SUBMIT_FOR_REVIEW)
		self.assertIsNone(case.return_reason)

	def test_approve_decision(self):
		case = self.case_in(*TO_DECISION)
		self.assertEqual((case.workflow_state, str(case.decided_on)), (DECIDED, "2022-07-04"))
		self.assertEqual(case.legal_reviewed_by, self.reviewer)
		self.assertEqual(str(case.legal_reviewed_on), "2022-07-04")

	def test_close(self):
		case = self.case_in(*TO_DECISION, CLOSE)
		self.assertEqual((case.workflow_state, str(case.closed_on)), (CLOSED, "2022-07-04"))

	def test_refer_to_police_from_either_state(self):
		for actions in (TO_INVESTIGATION, TO_REVIEW):
			case = self.case_in(*actions, REFER_TO_POLICE)
			self.assertEqual(case.workflow_state, REFERRAL_IN_PROGRESS)
			referral = frappe.get_doc("Case Referral", case.referral)
			self.assertEqual((referral.workflow_state, referral.report), (DRAFT, case.facts))


class TestOutOfTurn(CaseTestCase):
	def test_a_new_case_is_a_draft(self):
		with self.assertRaises(step_errors.OutOfTurnError):
			self.new_case(workflow_state=DECIDED).insert()

	def test_a_state_by_put(self):
		case = self.case_in(REQUEST_FILING)
		for state in (DECIDED, CLOSED, TRANSFERRED, DRAFT, NOT_FILED, INVESTIGATING):
			response = request(
				self.users[AGRICULTURE], "PUT", f"/api/resource/{CASE}/{case.name}", workflow_state=state
			)
			self.assertGreaterEqual(response.status_code, 400)
		self.assertEqual(case.reload().workflow_state, PENDING_FILING)

	def test_set_value_and_bulk_update_are_refused_too(self):
		case = self.case_in(REQUEST_FILING)
		with self.as_user(self.users[AGRICULTURE]), self.assertRaises(step_errors.WrongRoleError):
			frappe.client.set_value(CASE, case.name, "workflow_state", INVESTIGATING)
		with self.assertRaises(step_errors.OutOfTurnError):  # the Administrator has every role
			frappe.client.set_value(CASE, case.name, "workflow_state", CLOSED)

	def test_an_action_out_of_turn(self):
		case = self.case_in(REQUEST_FILING)
		with self.as_user(self.users[LEADER]), self.assertRaises(WorkflowTransitionError):
			frappe.model.workflow.apply_workflow(case.as_dict(), APPROVE_DECISION)

	def test_a_workflow_that_was_changed_meanwhile(self):
		case = self.make_case()
		workflow = frappe.get_doc("Workflow", "Enforcement Case Approval")
		step = {"state": DRAFT, "action": APPROVE_DECISION, "next_state": DECIDED, "allowed": AGRICULTURE}
		workflow.append("transitions", step)
		workflow.save()
		with self.as_user(self.users[AGRICULTURE]), self.assertRaises(step_errors.OutOfTurnError):
			frappe.model.workflow.apply_workflow(case.as_dict(), APPROVE_DECISION)

	def test_a_workflow_that_was_switched_off(self):
		case = self.case_in(REQUEST_FILING)
		workflow = frappe.get_doc("Workflow", "Enforcement Case Approval")
		workflow.is_active = 0
		workflow.save()
		frappe.clear_cache(doctype=CASE)
		self.addCleanup(frappe.clear_cache, doctype=CASE)
		with self.assertRaises(step_errors.WrongRoleError):
			self.put(case, self.users[AGRICULTURE], workflow_state=INVESTIGATING)

	def test_nobody_moves_a_case_that_is_being_referred(self):
		case = self.case_in(*TO_INVESTIGATION, REFER_TO_POLICE)
		for state in (INVESTIGATING, TRANSFERRED):
			with self.assertRaises(step_errors.OutOfTurnError):
				self.put(case, "Administrator", workflow_state=state)

	def test_two_approvals_at_once(self):
		case = self.case_in(REQUEST_FILING)
		first, second = (frappe.get_doc(CASE, case.name) for _ in range(2))
		with self.as_user(self.users[LEADER]):
			first.workflow_state = INVESTIGATING
			first.save()
		with self.as_user(make_user(LEADER)), self.assertRaises(frappe.TimestampMismatchError):
			second.workflow_state = INVESTIGATING
			second.save()
		self.assertEqual(len([e for e in entries_of(CASE, case.name) if e.to_state == INVESTIGATING]), 1)


class TestWhoMay(CaseTestCase):
	def test_another_department_may_not(self):
		case = self.make_case()
		both = make_user(MARKET, LEADER)  # who may write some fields of every case, and has the role of a department
		with self.assertRaises(step_errors.WrongRoleError):
			self.put(case, both, workflow_state=PENDING_FILING)

	def test_the_requester_does_not_approve_through_another_role(self):
		both = make_user(AGRICULTURE, LEADER)
		case = self.make_case()
		self.take(case, REQUEST_FILING, user=both)
		with self.assertRaises(errors.OwnRequestError):
			self.put(case, both, workflow_state=INVESTIGATING)

	def test_the_creator_does_not_approve(self):
		both = make_user(AGRICULTURE, LEADER)
		with self.as_user(both):
			case = self.new_case().insert()
		self.take(case, REQUEST_FILING)
		with self.assertRaises(errors.OwnRequestError):
			self.put(case, both, workflow_state=INVESTIGATING)

	def test_an_officer_does_not_approve(self):
		officers = [{"user": self.users[LEADER], "certificate_no": "示例-009"}, self.officers[1]]
		case = self.case_in(REQUEST_FILING, officers=officers)
		with self.assertRaises(errors.OwnRequestError):
			self.put(case, self.users[LEADER], workflow_state=INVESTIGATING)

	def test_the_reviewer_does_not_decide(self):
		both = make_user(AGRICULTURE, LEADER)
		case = self.case_in(*TO_REVIEW)
		self.put(case, both, legal_review_opinion="合法")
		with self.assertRaises(errors.OwnRequestError):
			self.put(case, both, workflow_state=DECIDED)

	def test_an_administrator_without_the_role_does_not_decide(self):
		case = self.case_in(REQUEST_FILING)
		with self.assertRaises(step_errors.WrongRoleError):
			self.put(case, make_user("System Manager", "Nongan Administrator"), workflow_state=INVESTIGATING)


class TestWhatAStepNeeds(CaseTestCase):
	def test_a_reason(self):
		case = self.case_in(REQUEST_FILING)
		with self.assertRaises(step_errors.MissingReasonError):
			self.put(case, self.users[LEADER], workflow_state=NOT_FILED)
		case = self.case_in(*TO_REVIEW)
		with self.assertRaises(step_errors.MissingReasonError):
			self.put(case, self.users[LEADER], workflow_state=INVESTIGATING)

	def test_a_reason_and_the_step_in_one_request(self):
		case = self.case_in(REQUEST_FILING)
		case = self.put(case, self.users[LEADER], workflow_state=NOT_FILED, return_reason="查无实据")
		self.assertEqual(case.workflow_state, NOT_FILED)

	def test_a_proposed_decision(self):
		case = self.case_in(*TO_INVESTIGATION)
		for values in (
			{"legal_basis": "法"},
			{"penalty_type": "Warning"},
			{"legal_basis": "法", "penalty_type": "Fine"},
		):
			with self.assertRaises(step_errors.IncompleteError):
				self.put(case, self.users[AGRICULTURE], workflow_state=PENDING_REVIEW, **values)

	def test_a_legal_review_made_for_this_decision(self):
		case = self.case_in(*TO_INVESTIGATION)
		with self.assertRaises(step_errors.LockedFieldError):
			self.put(case, self.users[AGRICULTURE], legal_review_opinion="早已审核")
		case = self.case_in(*TO_REVIEW)
		with self.assertRaises(step_errors.IncompleteError):
			self.put(case, self.users[LEADER], workflow_state=DECIDED)
		drafted = self.make_case(legal_review_opinion="早已审核")
		self.assertIsNone(drafted.legal_review_opinion)

	def test_a_hearing_that_was_requested(self):
		case = self.case_in(*TO_REVIEW)
		self.put(case, self.reviewer, legal_review_opinion="合法", hearing_requested=1)
		with self.assertRaises(step_errors.IncompleteError):
			self.put(case, self.users[LEADER], workflow_state=DECIDED)

	def test_service_between_decision_and_today(self):
		case = self.case_in(*TO_DECISION)
		for served_on in (None, "2022-07-03", "2022-07-05"):
			with self.assertRaises(step_errors.IncompleteError):
				self.put(case, self.users[AGRICULTURE], workflow_state=CLOSED, served_on=served_on)

	def test_the_suspicion_of_a_crime(self):
		case = self.case_in(*TO_INVESTIGATION)
		with self.assertRaises(step_errors.IncompleteError):
			self.put(case, self.users[AGRICULTURE], workflow_state=REFERRAL_IN_PROGRESS)
