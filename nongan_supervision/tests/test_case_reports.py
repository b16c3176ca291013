"""The reports on clues, cases, referrals and notices: what they count, what is overdue, and to whom they show it."""

from __future__ import annotations

import datetime
import unittest
from datetime import date

import frappe

from nongan_supervision.agenda.kinds import DECISION_OF_HEAD, DECISION_OF_POLICE, RECONSIDERATION, TRANSFER_TO_POLICE
from nongan_supervision.cases import clock
from nongan_supervision.cases.states import (
	APPROVE,
	APPROVE_FILING,
	CASE,
	POLICE_DECLINE,
	POLICE_FILE,
	REJECT,
	REPORT,
	REQUEST_FILING,
	TRANSFER,
)
from nongan_supervision.cases.timeliness import IN_TIME, LATE, NOT_USED, OPEN, OVERDUE, TimedStep
from nongan_supervision.nongan_supervision.report.case_register_and_deadlines import (
	case_register_and_deadlines as register,
)
from nongan_supervision.nongan_supervision.report.nonconformity_notices import nonconformity_notices as notices
from nongan_supervision.nongan_supervision.report.referral_timeliness import referral_timeliness as timeliness
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, MARKET, POLICE
from nongan_supervision.tests.case_world import MONDAY, CaseTestCase, department_of
from nongan_supervision.tests.factories import make, make_key_product
from nongan_supervision.tests.properties import given, st
from nongan_supervision.tests.registers import counted_queries

YEAR = {"year": 2022, "village": "案件村"}
days = st.dates(min_value=date(2022, 1, 1), max_value=date(2030, 12, 31))


def at_noon(day: date) -> datetime.datetime:
	return datetime.datetime.combine(day, datetime.time(12))


def now_on(day: date) -> clock.Moment:
	with clock.standing_at(at_noon(day)):
		return clock.now()


class TestTimedSteps(unittest.TestCase):
	@given(days, days)
	def test_a_limit_in_days_ends_with_its_last_day(self, due, done):
		step = TimedStep(DECISION_OF_HEAD, due, due, at_noon(done))
		self.assertEqual(step.outcome(now_on(due)), IN_TIME if done <= due else LATE)

	@given(days, days)
	def test_what_is_not_done_is_open_until_then(self, due, today):
		self.assertEqual(TimedStep("", due, due, None).outcome(now_on(today)), OPEN if today <= due else OVERDUE)
		right = TimedStep("", due, due, None, is_duty=False)
		self.assertEqual(right.outcome(now_on(today)), OPEN if today <= due else NOT_USED)

	def test_a_limit_in_hours_ends_to_the_hour(self):
		due = datetime.datetime(2022, 7, 5, 10)
		late = due + datetime.timedelta(minutes=1)
		for done, outcome in ((due, IN_TIME), (late, LATE)):
			self.assertEqual(TimedStep("", MONDAY, due, done).outcome(now_on(date(2022, 7, 6))), outcome)


class TestReferralTimeliness(CaseTestCase):
	def rows(self, referral, user=None, **asked):
		with self.as_user(user or self.users[LEADER]):
			found = timeliness.execute({**YEAR, **asked})[1]
		return {row["step"]: row["outcome"] for row in found if row["referral"] == referral.name}

	def test_steps_in_time(self):
		referral = self.referral_in(REPORT, APPROVE, TRANSFER, POLICE_FILE)
		done = {DECISION_OF_HEAD: IN_TIME, TRANSFER_TO_POLICE: IN_TIME, DECISION_OF_POLICE: IN_TIME}
		self.assertEqual(self.rows(referral), done)

	def test_late_overdue_and_open(self):
		referral = self.referral_in(REPORT)
		self.assertEqual(self.rows(referral), {DECISION_OF_HEAD: OPEN})
		self.clock_at("2022-07-08 00:00:00")
		self.assertEqual(self.rows(referral), {DECISION_OF_HEAD: OVERDUE})
		self.take(referral, APPROVE)
		self.assertEqual(self.rows(referral), {DECISION_OF_HEAD: LATE, TRANSFER_TO_POLICE: OPEN})
		self.clock_at("2022-07-09 00:00:01")
		self.assertEqual(self.rows(referral)[TRANSFER_TO_POLICE], OVERDUE)
		self.assertEqual(self.rows(referral, outcome=OVERDUE), {TRANSFER_TO_POLICE: OVERDUE})

	def test_a_rejection_is_a_decision(self):
		referral = self.referral_in(REPORT, REJECT)
		self.clock_at("2022-08-01 10:00:00")
		self.assertEqual(self.rows(referral), {DECISION_OF_HEAD: IN_TIME})

	def test_reconsideration_is_a_right(self):
		referral = self.referral_in(REPORT, APPROVE, TRANSFER, POLICE_DECLINE)
		self.assertEqual(self.rows(referral)[RECONSIDERATION], OPEN)
		self.clock_at("2022-08-01 10:00:00")
		self.assertEqual(self.rows(referral)[RECONSIDERATION], NOT_USED)

	def test_share_in_time(self):
		self.referral_in(REPORT, APPROVE)
		with self.as_user(self.users[LEADER]):
			summary = {entry["label"]: entry["value"] for entry in timeliness.execute(YEAR)[4]}
		self.assertEqual((summary["Steps in Time"], summary["Still Open"]), (100, 1))

	def test_the_police_see_what_was_transferred(self):
		referral = self.referral_in(REPORT, APPROVE)
		self.assertEqual(self.rows(referral, self.users[POLICE]), {})
		self.take(referral, TRANSFER)
		self.assertIn(DECISION_OF_POLICE, self.rows(referral, self.users[POLICE]))

	def test_as_many_queries_for_many_as_for_one(self):
		counts = []
		for _referral in range(3):
			self.referral_in(REPORT)
			with self.as_user(self.users[LEADER]), counted_queries() as queries:
				timeliness.execute(YEAR)
			counts.append(len(queries))
		self.assertEqual(counts[1], counts[2])


class TestCaseRegister(CaseTestCase):
	def clue(self, **values):
		defaults = {"description": "线索", "received_on": "2022-07-04", "village": "案件村"}
		return make("Case Clue", **{**defaults, "department": self.department, **values})

	def rows(self, role=LEADER, **asked):
		with self.as_user(self.users[role]):
			return {row["document"]: row for row in register.execute({**YEAR, **asked})[1]}

	def test_a_clue_until_it_is_settled(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "clue_check_days", 7)
		clue = self.clue()
		row = self.rows()[clue.name]
		self.assertEqual((row["state"], row["days_left"]), ("Running", 7))
		self.clock_at("2022-07-12 08:00:00")
		row = self.rows()[clue.name]
		self.assertEqual((row["state"], row["days_left"]), ("Overdue", -1))
		clue.update({"status": "Not Filed", "outcome_reason": "查无实据"}).save()
		self.assertEqual(self.rows()[clue.name]["state"], "Settled")

	def test_a_case_with_its_officers_and_its_deadline(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		row = self.rows()[case.name]
		self.assertEqual((row["officers"], row["state"]), ("执法员甲、执法员乙", "Running"))
		self.assertEqual(str(row["due_on"]), str(case.decision_due_on))
		self.clock_at("2022-12-01 10:00:00")
		self.assertEqual(self.rows()[case.name]["state"], "Overdue")

	def test_the_most_urgent_first(self):
		late, early = self.clue(received_on="2022-07-03"), self.clue(received_on="2022-07-01")
		order = [name for name in self.rows() if name in (late.name, early.name)]
		self.assertEqual(order, [early.name, late.name])

	def test_an_open_one_is_carried_into_the_next_year(self):
		running, settled = self.clue(), self.clue()
		settled.update({"status": "Not Filed", "outcome_reason": "查无实据"}).save()
		next_year = self.rows(year=2023)
		self.assertIn(running.name, next_year)
		self.assertNotIn(settled.name, next_year)
		self.assertNotIn(running.name, self.rows(year=2021))

	def test_filters(self):
		clue, case = self.clue(), self.case_in(REQUEST_FILING, APPROVE_FILING)
		self.assertNotIn(case.name, self.rows(kind="Case Clue"))
		self.assertNotIn(clue.name, self.rows(kind=CASE))
		self.assertNotIn(clue.name, self.rows(state="Settled"))
		self.assertNotIn(clue.name, self.rows(department=department_of(MARKET)))

	def test_each_department_sees_its_own_and_the_police_no_clue(self):
		clue, case = self.clue(), self.case_in(REQUEST_FILING, APPROVE_FILING)
		self.assertLessEqual({clue.name, case.name}, set(self.rows(AGRICULTURE)))
		for role in (MARKET, POLICE):
			self.assertTrue({clue.name, case.name}.isdisjoint(self.rows(role)))


class TestNonconformityNotices(CaseTestCase):
	def test_late_replies(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "notice_reply_days", 7)
		values = {"counterpart": "示例市场", "product": make_key_product().name, "finding": "超标", "village": "案件村"}
		notice = make("Nonconformity Notice", direction="Origin to Market", notified_on="2022-07-04", **values)
		notice.update({"workflow_state": "Sent"}).save()
		on_the_day = notices.get_rows(frappe._dict(YEAR), date(2022, 7, 11))[0]
		self.assertEqual((on_the_day["state"], on_the_day["days_late"]), ("Sent", 0))
		rows = notices.get_rows(frappe._dict(YEAR), date(2022, 7, 14))
		self.assertEqual(rows[0]["days_late"], 3)
		summary = {entry["label"]: entry["value"] for entry in notices.get_summary(rows)}
		self.assertEqual((summary["Notices"], summary["Overdue"]), (1, 1))
		self.assertEqual(notices.get_rows(frappe._dict(YEAR, direction="Market to Origin"), date(2022, 7, 14)), [])
		self.assertEqual(len(notices.get_rows(frappe._dict(YEAR, year=2023), date(2023, 7, 14))), 1)
