from __future__ import annotations

import frappe

from nongan_supervision.agenda.agenda import FOR_DECISION, INFORMED, TO_DO, agenda_of
from nongan_supervision.cases import clock
from nongan_supervision.cases.states import (
	APPROVE,
	APPROVE_FILING,
	CASE,
	REFERRAL,
	REPORT,
	REQUEST_FILING,
	SUBMIT_FOR_REVIEW,
	TRANSFER,
)
from nongan_supervision.permissions.grants import AGRICULTURE, DISTRICT, LEADER, MARKET, POLICE, VILLAGE
from nongan_supervision.tests.agenda_case import AgendaCase
from nongan_supervision.tests.case_world import CaseTestCase
from nongan_supervision.tests.factories import (
	make,
	make_checklist,
	make_checklist_item,
	make_key_product,
	make_producer,
	make_substance,
	make_suspect_test,
	make_user,
	make_village,
)
from nongan_supervision.tests.inspection_world import DEPARTMENTS, TO_RECTIFYING, TO_SUBMITTED, InspectionTestCase


class TestOfCases(AgendaCase, CaseTestCase):
	def test_a_filing_waits_for_the_leader_from_the_first_day(self):
		case = self.case_in(REQUEST_FILING)
		self.assertEqual(self.kinds(case.name), {LEADER: [FOR_DECISION]})
		[entry] = self.entries(LEADER, case.name)
		self.assertEqual((entry.doctype, entry.title, entry.what), (CASE, case.title, "Decision on the Filing"))
		self.assertEqual((str(entry.due), entry.is_overdue, entry.is_due_today), ("2022-07-11", False, False))
		self.assertIn(case.name, entry.url)

	def test_due_today_and_overdue(self):
		case = self.case_in(REQUEST_FILING)
		for moment, expected in (("2022-07-11 23:00:00", (False, True)), ("2022-07-12 00:00:00", (True, False))):
			self.clock_at(moment)
			[entry] = self.entries(LEADER, case.name)
			self.assertEqual((entry.is_overdue, entry.is_due_today), expected)

	def test_leaders_hear_of_what_others_are_late_with(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		self.assertEqual(self.kinds(case.name), {})
		self.clock_at("2022-12-01 08:00:00")
		self.assertEqual(self.kinds(case.name), {LEADER: [INFORMED], AGRICULTURE: [TO_DO]})
		[informed], [own] = self.entries(LEADER, case.name), self.entries(AGRICULTURE, case.name)
		self.assertEqual((informed.late, own.late), ((case.department,), ()))

	def test_who_asked_for_a_decision_does_not_take_it(self):
		both = make_user(LEADER, AGRICULTURE, name="leader.and.office")
		case = self.case_in(REQUEST_FILING)
		case.db_set("filing_requested_by", both)
		self.assertNotIn(case.name, [entry.name for entry in agenda_of(both, clock.now())])

	def test_an_extension_waits_for_the_leader(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		with self.as_user(self.users[AGRICULTURE]):
			frappe.get_attr("nongan_supervision.api.request_extension")(case.name, 30, "案情复杂")
		[entry] = self.entries(LEADER, case.name)
		self.assertEqual((entry.what, entry.due, entry.kind), ("Decision on the Extension", None, FOR_DECISION))

	def test_what_a_party_has_to_put_right(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		case.db_set("rectification_due_on", "2022-07-05")
		self.assertEqual([each.what for each in self.entries(AGRICULTURE, case.name)], ["Rectification by the Party"])

	def test_a_case_under_review(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING, SUBMIT_FOR_REVIEW)
		self.assertEqual(self.kinds(case.name), {LEADER: [FOR_DECISION]})

	def test_a_referral_step_by_step(self):
		referral = self.referral_in(REPORT)
		self.assertEqual(self.kinds(referral.name), {LEADER: [FOR_DECISION]})
		self.take(referral, APPROVE)
		self.clock_at("2022-07-05 05:00:00")
		self.assertEqual(self.kinds(referral.name), {AGRICULTURE: [TO_DO]})
		self.take(referral, TRANSFER)
		self.assertEqual(self.kinds(referral.name), {POLICE: [FOR_DECISION]})
		self.assertEqual({entry.doctype for entry in agenda_of(self.users[POLICE], clock.now())}, {REFERRAL})

	def test_a_clue_of_who_has_taken_it_up(self):
		clue = self.make_clue(received_on="2022-07-04")
		self.clock_at("2022-07-11 08:00:00")
		self.assertEqual(self.kinds(clue.name), {AGRICULTURE: [TO_DO]})
		clue.db_set("handler", self.officers[0]["user"])
		self.assertEqual(self.kinds(clue.name), {})
		self.assertIn(clue.name, [each.name for each in agenda_of(self.officers[0]["user"], clock.now())])

	def test_a_notice_at_its_other_end_and_then_at_its_own(self):
		notice = make(
			"Nonconformity Notice",
			direction="Market to Origin",
			counterpart="示例市场",
			village="案件村",
			product=make_key_product().name,
			finding="检出禁用药",
		)
		notice.db_set({"workflow_state": "Sent", "reply_due_on": "2022-07-05", "sent_by": self.users[MARKET]})
		self.assertEqual(self.kinds(notice.name), {AGRICULTURE: [TO_DO]})
		notice.db_set({"workflow_state": "Replied"})
		self.assertEqual(self.kinds(notice.name), {MARKET: [FOR_DECISION]})


class TestOfInspections(AgendaCase, InspectionTestCase):
	def test_findings_wait_to_be_accepted(self):
		of_market = self.task_in(*TO_SUBMITTED, department=DEPARTMENTS[MARKET])
		self.assertEqual(self.kinds(of_market.name), {MARKET: [FOR_DECISION]})
		patrol = self.task_in(*TO_SUBMITTED, department=DEPARTMENTS[VILLAGE])
		self.assertEqual(self.kinds(patrol.name), {AGRICULTURE: [FOR_DECISION]})

	def test_nobody_is_asked_to_accept_what_they_handed_in_where_a_colleague_could(self):
		own = self.task(department=DEPARTMENTS[MARKET])
		self.take(own, *TO_SUBMITTED, role=MARKET)
		self.assertEqual(self.kinds(own.name), {MARKET: [FOR_DECISION]}, "the department has nobody else")
		make_user(MARKET)
		self.assertEqual(self.kinds(own.name), {})

	def test_what_is_to_be_put_right(self):
		task = self.task_in(*TO_RECTIFYING, problems=True, department=DEPARTMENTS[MARKET])
		task.db_set("rectification_due_on", frappe.utils.today())
		self.assertEqual(self.kinds(task.name), {MARKET: [TO_DO]})

	def test_a_village_sees_its_own_alone(self):
		own = self.task(village=self.village, department=DEPARTMENTS[VILLAGE], task_type="Routine Patrol")
		other = self.task(village=make_village("议程他村").name, department=DEPARTMENTS[VILLAGE])
		for task in (own, other):
			task.db_set("due_on", frappe.utils.today())
		self.assertEqual(self.kinds(own.name), {VILLAGE: [TO_DO]})
		self.assertEqual(self.kinds(other.name), {})

	def test_a_village_officer_is_led_to_the_phones_page(self):
		own = self.task(village=self.village, department=DEPARTMENTS[VILLAGE], task_type="Routine Patrol")
		of_market = self.task(department=DEPARTMENTS[MARKET])
		for task in (own, of_market):
			task.db_set("due_on", frappe.utils.today())
		[patrol], [inspection] = self.entries(VILLAGE, own.name), self.entries(MARKET, of_market.name)
		self.assertEqual(patrol.url, f"/field#{own.name}")
		self.assertTrue(inspection.url.endswith(f"/inspection-task/{of_market.name}"), inspection.url)

	def test_a_patrol_plan_is_confirmed(self):
		today = frappe.utils.getdate()
		town = frappe.db.get_value("Village", self.village, "town")
		plan = make("Patrol Plan", town=town, year=today.year, month=today.month)
		self.assertEqual(self.kinds(plan.name), {AGRICULTURE: [FOR_DECISION]})
		plan.db_set("status", "Assigned")
		self.assertEqual(self.kinds(plan.name), {})


class TestOfTheRest(AgendaCase, CaseTestCase):
	def test_a_quarterly_update_of_the_villages_officer(self):
		make_producer(village="案件村")
		frappe.db.set_value("Reminder Lead Time", {"kind": "Quarterly Update"}, "days_before", 6)
		found = {}
		for moment in ("2022-07-01 08:00:00", "2022-07-04 08:00:00", "2022-07-11 08:00:00"):
			self.clock_at(moment)
			entries = [each for each in agenda_of(self.users[VILLAGE], clock.now()) if each.what == "Quarterly Update"]
			found[moment[:10]] = [(str(each.due), each.is_overdue, each.kind) for each in entries]
			for entry in entries:
				self.assertIn("案件村", entry.title)
				self.assertIsNone(entry.name)
				self.assertIn("quarter=Q2", entry.url)
		self.assertEqual(
			found,
			{
				"2022-07-01": [],
				"2022-07-04": [("2022-07-10", False, TO_DO)],
				"2022-07-11": [("2022-07-10", True, TO_DO)],
			},
		)

	def test_an_update_that_is_begun_is_led_to(self):
		make_producer(village="案件村")
		self.clock_at("2022-07-08 08:00:00")
		update = frappe.get_attr("nongan_supervision.api.draft_quarterly_update")("案件村", 2022, "Q2")
		[entry] = self.entries(VILLAGE, update)
		self.assertIn(update, entry.url)

	def test_the_tests_of_a_month(self):
		rows = [{"product": make_key_product().name, "planned": 3}]
		plan = make("Sampling Plan", village="案件村", year=2022, month=7, items=rows)
		[drafts] = [each for each in agenda_of(self.users[AGRICULTURE], clock.now()) if each.doctype == plan.doctype]
		self.assertEqual((drafts.name, drafts.kind), (None, FOR_DECISION))
		plan.db_set("status", "Confirmed")
		self.assertEqual(self.kinds(plan.name), {})
		self.clock_at("2022-07-30 08:00:00")
		self.assertEqual(self.kinds(plan.name), {VILLAGE: [TO_DO]})
		self.assertIn("3", self.entries(VILLAGE, plan.name)[0].title)
		self.clock_at("2022-08-01 08:00:00")
		self.assertEqual(self.kinds(plan.name), {})

	def test_an_escalation_of_the_district(self):
		make_suspect_test(substance=make_substance("议程禁药", "Banned").name)
		escalation = frappe.get_last_doc("Enforcement Escalation")
		escalation.db_set({"due_on": "2022-07-05", "workflow_state": "Reported"})
		self.assertEqual(self.kinds(escalation.name), {DISTRICT: [TO_DO]})
		self.clock_at("2022-07-06 08:00:00")
		self.assertEqual(self.kinds(escalation.name), {DISTRICT: [TO_DO], LEADER: [INFORMED]})

	def test_a_target_that_is_not_reached(self):
		checklist = make_checklist(town="议程镇", year=2022, status="Active")
		departments = [{"department": self.department}]
		item = make_checklist_item(checklist, "A1", due_on="2022-07-10", departments=departments)
		reached = make_checklist_item(checklist, "A2", due_on="2022-07-10", departments=departments, manual_value=5)
		without = make_checklist_item(checklist, "A3", due_on="2022-07-10", departments=departments, target=0)
		none_allowed = {"due_on": "2022-07-10", "departments": departments, "target": 0, "comparison": "At Most"}
		reported_0 = make_checklist_item(checklist, "A4", reported_on="2022-06-30", **none_allowed)
		unreported = make_checklist_item(checklist, "A5", **none_allowed)
		self.assertEqual(self.kinds(item.name), {AGRICULTURE: [TO_DO]})
		self.assertEqual((self.kinds(reached.name), self.kinds(without.name)), ({}, {}))
		self.assertEqual((self.kinds(reported_0.name), self.kinds(unreported.name)), ({}, {AGRICULTURE: [TO_DO]}))
		self.clock_at("2022-07-11 08:00:00")
		self.assertEqual(self.kinds(item.name), {AGRICULTURE: [TO_DO], LEADER: [INFORMED]})
		self.clock_at("2024-01-02 08:00:00")
		self.assertEqual(self.kinds(item.name), {})
		self.clock_at("2022-07-11 08:00:00")
		checklist.db_set("status", "Closed")
		self.assertEqual(self.kinds(item.name), {})
