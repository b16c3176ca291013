import frappe
from nongan_supervision.cases.states import *
from nongan_supervision.cases.verification import verify
from nongan_supervision.cases.journal import entries_of
from nongan_supervision.tests.case_world import CaseTestCase

class TestSmoke(CaseTestCase):
	def test_whole_way(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING, SUBMIT_FOR_REVIEW, RETURN_FOR_INVESTIGATION, SUBMIT_FOR_REVIEW, APPROVE_DECISION, CLOSE)
		self.assertEqual(case.workflow_state, CLOSED)
		print([(e.sequence,e.event,e.to_state,e.reason,e.details) for e in entries_of(CASE, case.name)])
		self.assertEqual([str(p) for p in verify(CASE, case.name)], [])

	def test_referral(self):
		ref = self.referral_in(REPORT, APPROVE, TRANSFER, POLICE_DECLINE, REQUEST_RECONSIDERATION, POLICE_FILE)
		self.assertEqual([str(p) for p in verify(REFERRAL, ref.name)], [])
		self.assertEqual([str(p) for p in verify(CASE, ref.enforcement_case)], [])
		self.assertEqual(frappe.db.get_value(CASE, ref.enforcement_case, "workflow_state"), TRANSFERRED)
