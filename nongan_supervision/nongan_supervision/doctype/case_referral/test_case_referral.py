from __future__ import annotations

import frappe

from nongan_supervision.cases import errors
from nongan_supervision.cases.journal import entries_of
from nongan_supervision.cases.referrals import DOCUMENT_TYPES, return_declined_cases
from nongan_supervision.cases.states import (
	APPROVE,
	APPROVE_FILING,
	APPROVED,
	DRAFT,
	INVESTIGATING,
	PENDING_APPROVAL,
	POLICE_DECLINE,
	POLICE_DECLINED,
	POLICE_FILE,
	POLICE_FILED,
	RECONSIDERATION_REQUESTED,
	REFER_TO_POLICE,
	REFERRAL_IN_PROGRESS,
	REJECT,
	REJECTED,
	REPORT,
	REQUEST_FILING,
	REQUEST_RECONSIDERATION,
	TRANSFER,
	TRANSFERRED,
)
from nongan_supervision.cases.verification import verify
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, MARKET, POLICE
from nongan_supervision.tests.case_world import CASE, REFERRAL, CaseTestCase
from nongan_supervision.tests.factories import make, make_user
from nongan_supervision.workflows import errors as step_errors

TO_TRANSFER = (REPORT, APPROVE, TRANSFER)


class ReferralTestCase(CaseTestCase):
	def case_of(self, referral):
		return frappe.get_doc(CASE, referral.enforcement_case)

	def assert_case(self, referral, state):
		self.assertEqual(self.case_of(referral).workflow_state, state)
		self.assertEqual(verify(CASE, referral.enforcement_case) + verify(REFERRAL, referral.name), [])


class TestTransitions(ReferralTestCase):
	def test_report(self):
		referral = self.referral_in(REPORT)
		self.assertEqual(referral.workflow_state, PENDING_APPROVAL)
		self.assertEqual((str(referral.reported_on), str(referral.approval_due_on)), ("2022-07-04", "2022-07-07"))
		self.assertEqual(str(referral.waits_until), "2022-07-07 23:59:59")
		self.assert_case(referral, REFERRAL_IN_PROGRESS)

	def test_approval_gives_24_hours_to_the_hour_day_off_or_not(self):
		referral = self.referral_in(REPORT)
		self.clock_at("2022-07-08 16:30:00")  # a Friday
		referral = self.take(referral, APPROVE)
		self.assertEqual(referral.workflow_state, APPROVED)
		self.assertEqual(str(referral.approved_at), "2022-07-08 16:30:00")
		self.assertEqual(str(referral.transfer_due_at), "2022-07-09 16:30:00")
		self.assertEqual(referral.waits_until, referral.transfer_due_at)

	def test_rejection_takes_the_case_back(self):
		referral = self.referral_in(REPORT, REJECT)
		self.assertEqual(referral.workflow_state, REJECTED)
		self.assert_case(referral, INVESTIGATING)
		self.assertEqual(entries_of(CASE, referral.enforcement_case)[-1].reason, "尚不构成犯罪")

	def test_transfer(self):
		referral = self.referral_in(*TO_TRANSFER)
		self.assertEqual(referral.workflow_state, TRANSFERRED)
		self.assertEqual(str(referral.transferred_at), "2022-07-04 10:00:00")
		self.assertEqual(str(referral.police_decision_due_on), "2022-07-07")
		self.assertTrue(all(len(row.sha256) == 64 for row in referral.documents))

	def test_the_police_file(self):
		referral = self.referral_in(*TO_TRANSFER, POLICE_FILE)
		self.assertEqual((referral.workflow_state, referral.police_decision), (POLICE_FILED, "Filed"))
		self.assertIsNone(referral.waits_until)
		self.assert_case(referral, TRANSFERRED)

	def test_the_police_decline(self):
		referral = self.referral_in(*TO_TRANSFER, POLICE_DECLINE)
		self.assertEqual((referral.workflow_state, referral.police_decision), (POLICE_DECLINED, "Not Filed"))
		self.assertEqual(str(referral.reconsideration_due_on), "2022-07-07")
		self.assert_case(referral, REFERRAL_IN_PROGRESS)

	def test_reconsideration_asks_for_a_second_decision(self):
		referral = self.referral_in(*TO_TRANSFER, POLICE_DECLINE, REQUEST_RECONSIDERATION)
		self.assertEqual(referral.workflow_state, RECONSIDERATION_REQUESTED)
		self.assertEqual((referral.first_police_reason, referral.police_reason), ("情节轻微", None))
		referral = self.take(referral, POLICE_FILE)
		self.assert_case(referral, TRANSFERRED)

	def test_declined_again_the_case_goes_back(self):
		referral = self.referral_in(*TO_TRANSFER, POLICE_DECLINE, REQUEST_RECONSIDERATION, POLICE_DECLINE)
		self.assertEqual(referral.workflow_state, POLICE_DECLINED)
		self.assert_case(referral, INVESTIGATING)
		with self.assertRaises(step_errors.OutOfTurnError):
			self.put(
				referral,
				self.users[AGRICULTURE],
				workflow_state=RECONSIDERATION_REQUESTED,
				reconsideration_reason="再议",
			)

	def test_without_reconsideration_the_case_goes_back_when_the_time_has_passed(self):
		referral = self.referral_in(*TO_TRANSFER, POLICE_DECLINE)
		self.clock_at("2022-07-07 23:59:00")
		return_declined_cases()
		self.assert_case(referral, REFERRAL_IN_PROGRESS)
		self.clock_at("2022-07-08 00:00:00")
		with self.assertRaises(errors.TooLateError):
			self.take(referral, REQUEST_RECONSIDERATION)
		return_declined_cases()
		return_declined_cases()
		self.assert_case(referral, INVESTIGATING)

	def test_one_that_cannot_go_back_keeps_no_other_from_it(self):
		first, second = (self.referral_in(*TO_TRANSFER, POLICE_DECLINE) for _number in range(2))
		frappe.db.set_value(REFERRAL, first.name, "enforcement_case", "EC-GONE")
		self.clock_at("2022-07-08 00:00:00")
		return_declined_cases()
		self.assert_case(second, INVESTIGATING)
		self.assertTrue(frappe.db.exists("Error Log", {"method": ["like", f"%{first.name}"]}))

	def test_a_case_can_be_referred_again(self):
		first = self.referral_in(REPORT, REJECT)
		case = self.take(self.case_of(first), REFER_TO_POLICE)
		self.assertNotEqual(case.referral, first.name)
		self.assertEqual(frappe.db.get_value(REFERRAL, case.referral, "workflow_state"), DRAFT)


class TestRefusals(ReferralTestCase):
	def test_a_referral_starts_from_its_case(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		values = {"doctype": REFERRAL, "suspected_offence": "某罪", "report": "报告", "department": case.department}
		with self.as_user(self.users[AGRICULTURE]):
			with self.assertRaises(step_errors.OutOfTurnError):
				frappe.get_doc({**values, "enforcement_case": case.name}).insert()
			running = self.take(case, REFER_TO_POLICE)
			with self.assertRaises(step_errors.OutOfTurnError):
				frappe.get_doc({**values, "enforcement_case": running.name}).insert()

	def test_report_needs_offence_and_report(self):
		referral = self.referral_in()
		with self.assertRaises(step_errors.IncompleteError):
			self.put(referral, self.users[AGRICULTURE], workflow_state=PENDING_APPROVAL)

	def test_whoever_reported_does_not_approve(self):
		both = make_user(AGRICULTURE, LEADER)
		referral = self.referral_in()
		self.take(referral, REPORT, user=both)
		with self.assertRaises(errors.OwnRequestError):
			self.put(referral, both, workflow_state=APPROVED)

	def test_reasons(self):
		referral = self.referral_in(REPORT)
		with self.assertRaises(step_errors.MissingReasonError):
			self.put(referral, self.users[LEADER], workflow_state=REJECTED)
		referral = self.referral_in(*TO_TRANSFER)
		with self.assertRaises(step_errors.MissingReasonError):
			self.put(referral, self.users[POLICE], workflow_state=POLICE_DECLINED)
		referral = self.take(referral, POLICE_DECLINE)
		with self.assertRaises(step_errors.MissingReasonError):
			self.put(referral, self.users[AGRICULTURE], workflow_state=RECONSIDERATION_REQUESTED)

	def test_missing_documents_are_named(self):
		referral = self.referral_in(REPORT, APPROVE)
		file = self.upload(referral)
		self.put(referral, self.users[AGRICULTURE], documents=[{"document_type": DOCUMENT_TYPES[0], "file": file}])
		with self.assertRaises(step_errors.IncompleteError) as refused:
			self.put(referral, self.users[AGRICULTURE], workflow_state=TRANSFERRED)
		for kind in DOCUMENT_TYPES[1:]:
			self.assertIn(kind, str(refused.exception))
		self.assertNotIn(DOCUMENT_TYPES[0], str(refused.exception))

	def test_police_write_their_own_fields_only_and_in_time(self):
		referral = self.referral_in(*TO_TRANSFER)
		with self.assertRaises(frappe.PermissionError):
			self.put(referral, self.users[POLICE], report="改写报告")
		with self.assertRaises(step_errors.WrongRoleError):
			self.put(referral, self.users[AGRICULTURE], workflow_state=POLICE_FILED)
		referral = self.take(referral, POLICE_FILE)
		with self.assertRaises(step_errors.SettledRecordError):
			self.put(referral, self.users[POLICE], police_case_no="补填")

	def test_another_department_does_not_transfer(self):
		referral = self.referral_in(REPORT, APPROVE)
		self.complete_papers(referral)
		with self.assertRaises(frappe.PermissionError):
			self.put(referral, self.users[MARKET], workflow_state=TRANSFERRED)

	def test_papers_of_a_transferred_file_stay(self):
		referral = self.referral_in(*TO_TRANSFER)
		with self.assertRaises(step_errors.LockedFieldError):
			self.put(referral, self.users[AGRICULTURE], documents=[])

	def test_it_is_never_deleted(self):
		referral = self.referral_in()
		with self.assertRaises(step_errors.SettledRecordError):
			frappe.delete_doc(REFERRAL, referral.name, force=True)

	def test_head_s_days_move_over_a_holiday(self):
		make("Legal Holiday", holiday_date="2022-07-07", holiday_name="测试节")
		self.assertEqual(str(self.referral_in(REPORT).approval_due_on), "2022-07-08")
