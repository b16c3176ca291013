"""What the police see of cases, and from when on: through the API, lists, files and the journal."""

from __future__ import annotations

import frappe

from nongan_supervision.api import case_overview
from nongan_supervision.cases.overview import _proposed_penalty
from nongan_supervision.cases.states import (
	APPROVE,
	APPROVE_FILING,
	POLICE_FILE,
	REFER_TO_POLICE,
	REPORT,
	REQUEST_FILING,
	TRANSFER,
)
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.tests.case_world import CASE, REFERRAL, CaseTestCase
from nongan_supervision.tests.web import call, message_of, request, text_of

BEFORE = ((), (REPORT,), (REPORT, APPROVE))
AFTER = ((REPORT, APPROVE, TRANSFER), (REPORT, APPROVE, TRANSFER, POLICE_FILE))


class TestPolice(CaseTestCase):
	def referred(self, *actions: str):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		with self.as_user(self.users[AGRICULTURE]):
			self.evidence = self.upload(case)
			case.append("evidence", {"title": "报告", "file": self.evidence, "collected_on": "2022-07-01"})
			case.save()
		case = self.take(case.reload(), REFER_TO_POLICE)
		referral = frappe.get_doc(REFERRAL, case.referral)
		for action in actions:
			self.take(referral, action)
		return case.reload(), referral

	def get(self, path: str):
		return request(self.users[POLICE], "GET", path)

	def names(self, doctype: str) -> list[str]:
		rows = message_of(request(self.users[POLICE], "GET", f"/api/resource/{doctype}", limit_page_length=0))
		return [row["name"] for row in rows]

	def test_nothing_before_the_transfer(self):
		for actions in BEFORE:
			case, referral = self.referred(*actions)
			for doc in (case, referral):
				self.assertEqual(self.get(f"/api/resource/{doc.doctype}/{doc.name}").status_code, 403)
				self.assertNotIn(doc.name, self.names(doc.doctype))
				answer = call(
					self.users[POLICE], "nongan_supervision.api.case_overview", doctype=doc.doctype, name=doc.name
				)
				self.assertEqual(answer.status_code, 403)
			self.assertEqual(self.get(self.evidence).status_code, 403)

	def test_the_file_from_the_transfer_on(self):
		for actions in AFTER:
			case, referral = self.referred(*actions)
			for doc in (case, referral):
				self.assertEqual(self.get(f"/api/resource/{doc.doctype}/{doc.name}").status_code, 200)
				self.assertIn(doc.name, self.names(doc.doctype))
			self.assertEqual(self.get(self.evidence).status_code, 200)
			self.assertEqual(self.get(referral.documents[0].file).status_code, 200)

	def test_no_other_case_and_no_change_of_this_one(self):
		case, _referral = self.referred(*AFTER[0])
		other = self.case_in(REQUEST_FILING)
		self.assertEqual(self.get(f"/api/resource/{CASE}/{other.name}").status_code, 403)
		answer = request(self.users[POLICE], "PUT", f"/api/resource/{CASE}/{case.name}", facts="改写")
		self.assertGreaterEqual(answer.status_code, 400)
		with self.as_user(self.users[POLICE]), self.assertRaises(frappe.PermissionError):
			case_overview(CASE, other.name)

	def test_actions_that_wait_for_others_are_not_theirs_to_see(self):
		case, referral = self.referred(REPORT)
		listed = request(
			self.users[POLICE], "GET", "/api/resource/Workflow Action", fields=["reference_name"], limit_page_length=0
		)
		self.assertNotIn(referral.name, text_of(listed))
		self.assertNotIn(case.name, text_of(listed))


class TestJournalOnTheForm(CaseTestCase):
	def test_those_who_read_the_case_read_its_journal(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		for role in (AGRICULTURE, LEADER, DISTRICT):
			with self.as_user(self.users[role]):
				journal = case_overview(CASE, case.name)["journal"]
				self.assertEqual([row["sequence"] for row in journal], [3, 2, 1])
		for role in (MARKET, VETERINARY, POLICE, VILLAGE):
			with self.as_user(self.users[role]), self.assertRaises(frappe.PermissionError):
				case_overview(CASE, case.name)

	def test_it_tells_what_is_missing_and_what_is_open(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		with self.as_user(self.users[AGRICULTURE]):
			shown = case_overview(CASE, case.name)
		self.assertEqual(shown["deadline"]["due"], "2022-10-03")
		self.assertFalse(shown["deadline"]["overdue"])
		self.assertEqual([item["done"] for item in shown["checklist"]], [False, False, False])
		self.assertIn("facts", shown["open_fields"])
		self.assertNotIn("case_type", shown["open_fields"])
		with self.as_user(self.users[LEADER]):
			self.assertEqual(case_overview(CASE, case.name)["open_fields"], [])

	def test_a_fine_is_told_in_yuan(self):
		case = frappe._dict(penalty_type="Fine", penalty_amount=1000)
		self.assertEqual(_proposed_penalty(case), "Fine 1,000.00 yuan")
		self.assertEqual(_proposed_penalty(frappe._dict(penalty_type="Warning")), "Warning")

	def test_hours_count_down_and_turn_overdue(self):
		referral = self.referral_in(REPORT, APPROVE)
		self.clock_at("2022-07-04 13:30:00")
		shown = case_overview(REFERRAL, referral.name)["deadline"]
		self.assertEqual((shown["remaining"], shown["overdue"]), ("20 hours left", False))
		self.clock_at("2022-07-05 10:00:00")
		self.assertTrue(case_overview(REFERRAL, referral.name)["deadline"]["overdue"])
