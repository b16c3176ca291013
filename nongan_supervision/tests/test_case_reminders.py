from __future__ import annotations

from unittest import mock

import frappe

from nongan_supervision.cases import reminders
from nongan_supervision.cases.reminders import remind
from nongan_supervision.cases.states import (
	APPROVE,
	APPROVE_FILING,
	POLICE_DECLINE,
	REPORT,
	REQUEST_FILING,
	SUBMIT_FOR_REVIEW,
	TRANSFER,
)
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, MARKET, POLICE
from nongan_supervision.tests.case_world import CaseTestCase


class TestReminders(CaseTestCase):
	def told(self, doc) -> list[str]:
		"""Who has been told of a document, each as often as they were."""
		remind()
		names = {user: role for role, user in self.users.items()}
		rows = frappe.get_all("Notification Log", {"document_name": doc.name}, pluck="for_user")
		return sorted(names[user] for user in rows if user in names)

	def test_the_department_of_the_check_of_a_clue_until_it_is_settled(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "clue_check_days", 7)
		clue, settled = (self.make_clue() for _each in range(2))
		settled.update({"status": "Not Filed", "outcome_reason": "查无实据"}).save()
		self.assertEqual(self.told(clue), [])
		self.clock_at("2022-07-10 08:00:00")
		self.assertEqual(self.told(clue), [AGRICULTURE])
		self.clock_at("2022-07-12 00:00:00")
		self.assertEqual(self.told(clue), [AGRICULTURE, AGRICULTURE, LEADER])
		self.assertEqual(self.told(settled), [])

	def make_clue(self, received_on="2022-07-04"):
		return super().make_clue(description="测试线索", received_on=received_on)

	def test_the_leader_before_the_decision_on_a_filing_is_due(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "clue_check_days", 7)
		case = self.case_in(REQUEST_FILING)
		of_clue = self.case_in(REQUEST_FILING, clue=self.make_clue(received_on="2022-06-30").name)
		self.assertEqual((str(case.filing_due_on), str(of_clue.filing_due_on)), ("2022-07-11", "2022-07-07"))
		self.assertEqual(self.told(case), [])
		self.clock_at("2022-07-06 08:00:00")
		self.assertEqual((self.told(case), self.told(of_clue)), ([], [LEADER]))
		self.clock_at("2022-07-10 08:00:00")
		self.assertEqual((self.told(case), self.told(of_clue)), ([LEADER], [LEADER, LEADER]))
		self.take(case, APPROVE_FILING)
		self.clock_at("2022-07-13 08:00:00")
		self.assertEqual(self.told(case), [LEADER])

	def test_the_leader_before_a_case_under_review_has_to_be_decided(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING, SUBMIT_FOR_REVIEW)
		self.clock_at("2022-09-27 08:00:00")
		self.assertEqual(self.told(case), [LEADER])

	def test_once_whatever_the_site_is_called_and_whatever_the_words_are(self):
		referral = self.referral_in(REPORT)
		self.clock_at("2022-07-06 08:00:00")
		self.assertEqual(self.told(referral), [LEADER])
		frappe.db.set_value("Notification Log", {"document_name": referral.name}, "subject", "另一种说法")
		with mock.patch.object(reminders, "get_url_to_form", return_value="https://elsewhere.example/x"):
			self.assertEqual(self.told(referral), [LEADER])

	def test_one_that_fails_stops_none_of_the_others(self):
		first, second = self.referral_in(REPORT), self.referral_in(REPORT)
		self.clock_at("2022-07-06 08:00:00")
		agenda_of = reminders.agenda_of

		def failing(user, now):
			if user == self.users[LEADER]:
				raise RuntimeError("unreadable")
			return agenda_of(user, now)

		with mock.patch.object(reminders, "agenda_of", failing):
			remind()
		self.assertEqual((self.told(second), self.told(first)), ([LEADER], [LEADER]))
		self.assertTrue(frappe.db.exists("Error Log", {"method": ["like", f"%{self.users[LEADER]}"]}))

	def test_the_leader_before_the_decision_on_a_referral_is_due(self):
		referral = self.referral_in(REPORT)
		self.assertEqual(self.told(referral), [])
		self.clock_at("2022-07-06 08:00:00")
		self.assertEqual(self.told(referral), [LEADER])
		self.assertEqual(self.told(referral), [LEADER])  # once, however often the job runs

	def test_the_department_in_the_last_hours_and_the_leader_after_them(self):
		referral = self.referral_in(REPORT, APPROVE)
		self.clock_at("2022-07-05 03:00:00")
		self.assertEqual(self.told(referral), [])
		self.clock_at("2022-07-05 04:00:00")
		self.assertEqual(self.told(referral), [AGRICULTURE])
		self.clock_at("2022-07-05 10:00:00")
		self.assertEqual(self.told(referral), [AGRICULTURE, AGRICULTURE, LEADER])

	def test_the_police_of_their_decision(self):
		referral = self.referral_in(REPORT, APPROVE, TRANSFER)
		self.clock_at("2022-07-07 08:00:00")
		self.assertEqual(self.told(referral), [POLICE])

	def test_the_department_of_the_time_for_reconsideration(self):
		referral = self.referral_in(REPORT, APPROVE, TRANSFER, POLICE_DECLINE)
		self.clock_at("2022-07-07 08:00:00")
		self.assertEqual(self.told(referral), [AGRICULTURE])

	def test_the_case_a_week_before_and_no_other_department(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		self.clock_at("2022-09-25 08:00:00")
		self.assertEqual(self.told(case), [])
		self.clock_at("2022-09-27 08:00:00")
		self.assertEqual(self.told(case), [AGRICULTURE])
		self.assertNotIn(MARKET, self.told(case))
