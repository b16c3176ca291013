"""The method that pages ask for what waits: its figures, its first entries, and who is told what."""

from __future__ import annotations

import datetime
from unittest import mock

import frappe

from nongan_supervision.agenda.agenda import agenda_of
from nongan_supervision.agenda.overview import MOST_ENTRIES
from nongan_supervision.cases import clock
from nongan_supervision.cases.states import CASE, INVESTIGATING, PENDING_FILING, REPORT, REQUEST_FILING
from nongan_supervision.permissions.grants import LEADER, OFFICES
from nongan_supervision.tests.agenda_case import METHOD, AgendaCase, call_agenda
from nongan_supervision.tests.case_world import CaseTestCase
from nongan_supervision.tests.factories import make_portal_user, make_producer, make_user
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.web import call, message_of

MOST_QUERIES = 150


class TestMethod(AgendaCase, CaseTestCase):
	def test_counts_and_entries(self):
		first, second = (self.case_in(REQUEST_FILING) for _each in range(2))
		referral = self.referral_in(REPORT)
		self.clock_at("2022-07-07 08:00:00")
		found = message_of(call_agenda(self.users[LEADER]))
		own = [row["name"] for row in found["entries"]]
		self.assertEqual(own[0], referral.name)
		self.assertEqual({row["late_label"] for row in found["entries"]}, {""})
		self.assertLessEqual({first.name, second.name, referral.name}, set(own))
		self.assertGreaterEqual(found["counts"]["waiting"], 3)
		self.assertGreaterEqual(found["counts"]["due_today"], 1)
		self.assertEqual(found["entries"][0]["remaining"], "due today")

	def test_each_role_reads_only_what_it_may(self):
		self.case_in(REQUEST_FILING)
		self.referral_in(REPORT)
		self.make_clue()
		self.clock_at("2023-01-01 08:00:00")
		for role in OFFICES:
			response = call_agenda(self.users[role])
			self.assertEqual(response.status_code, 200, role)
			answer = message_of(response)
			for row in (*answer["entries"], *answer["with_others"]):
				if row["name"]:
					doc = frappe.get_doc(row["doctype"], row["name"])
					self.assertTrue(frappe.has_permission(doc.doctype, doc=doc, user=self.users[role]), (role, row))

	def test_who_has_no_part_in_it_has_nothing(self):
		self.case_in(REQUEST_FILING)
		self.clock_at("2023-01-01 08:00:00")
		nothing = {"own": 0, "overdue": 0, "due_today": 0, "soon": 0, "waiting": 0, "with_others": 0}
		for user in (make_user(), make_portal_user(make_producer())):
			self.assertEqual(message_of(call_agenda(user))["counts"], nothing)
		self.assertEqual(call_agenda("Guest").status_code, 403)
		self.assertEqual(call(self.users[LEADER], METHOD).status_code, 403)  # it is no POST

	def test_as_many_queries_however_much_waits(self):
		self.case_in(REQUEST_FILING)
		agenda_of(self.users[LEADER], clock.now())
		few = self.count_queries()
		for _each in range(3):
			self.case_in(REQUEST_FILING)
			self.referral_in(REPORT)
		self.assertLessEqual(self.count_queries(), few)
		self.assertLess(few, MOST_QUERIES)

	def count_queries(self) -> int:
		with counted_queries() as statements:
			agenda_of(self.users[LEADER], clock.now())
		return len(statements)

	def test_no_more_than_fit_on_a_page(self):
		for number in range(MOST_ENTRIES + 2):
			case = self.new_case(party_name=f"示例户{number}").insert()
			case.db_set({"workflow_state": PENDING_FILING, "filing_due_on": datetime.date(2022, 7, 11)})
		answer = message_of(call_agenda(self.users[LEADER]))
		self.assertEqual(len(answer["entries"]), MOST_ENTRIES)
		self.assertGreater(answer["counts"]["waiting"], MOST_ENTRIES)
		self.assertGreater(answer["counts"]["own"], MOST_ENTRIES)

	def test_of_what_others_are_late_with_too(self):
		before = self.counts(LEADER, "2022-12-01 08:00:00")
		for number in range(MOST_ENTRIES + 2):
			case = self.new_case(party_name=f"示例户{number}").insert()
			case.db_set({"workflow_state": INVESTIGATING, "decision_due_on": datetime.date(2022, 7, 11)})
		answer = message_of(call_agenda(self.users[LEADER]))
		self.assertEqual(len(answer["with_others"]), MOST_ENTRIES)
		late = {row["late_label"] for row in answer["with_others"] if row["doctype"] == CASE}
		self.assertEqual(late, {case.department})
		self.assertEqual(answer["counts"]["with_others"], before["with_others"] + MOST_ENTRIES + 2)
		self.assertEqual(answer["counts"]["own"], before["own"])

	def test_a_decision_is_soon_once_its_day_is_near(self):
		days = [f"2022-07-{day} 08:00:00" for day in ("05", "10", "11", "12")]
		before = [self.counts(LEADER, day) for day in days]
		self.clock_at("2022-07-04 08:00:00")
		case = self.case_in(REQUEST_FILING)
		found = [self.counts(LEADER, day) for day in days]
		added = [
			{state: now[state] - then[state] for state in now if now[state] != then[state]}
			for now, then in zip(found, before, strict=True)
		]
		waits = {"own": 1, "waiting": 1}
		self.assertEqual(added, [waits, waits | {"soon": 1}, waits | {"due_today": 1}, waits | {"overdue": 1}], case)

	def counts(self, role: str, moment: str) -> dict[str, int]:
		self.clock_at(moment)
		return message_of(call_agenda(self.users[role]))["counts"]

	def test_in_the_users_language(self):
		frappe.db.set_value("User", self.users[LEADER], "language", "zh")
		self.case_in(REQUEST_FILING)
		with mock.patch.object(frappe.local, "lang", "zh"):
			answer = message_of(call_agenda(self.users[LEADER]))
		self.assertEqual(answer["entries"][0]["kind_label"], "待我审批")
