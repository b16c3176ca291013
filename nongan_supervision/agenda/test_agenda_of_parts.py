"""How the parts of the app come together in a user's agenda: whose turn it is, and what one that fails does."""

from __future__ import annotations

import datetime
from dataclasses import replace
from unittest import mock

import frappe

from nongan_supervision.agenda import agenda
from nongan_supervision.agenda.agenda import FOR_DECISION, TO_DO, agenda_of
from nongan_supervision.agenda.waiting import Awaited, Deadline
from nongan_supervision.cases import clock
from nongan_supervision.cases.states import REQUEST_FILING
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, POLICE
from nongan_supervision.tests.agenda_case import AgendaCase, call_agenda
from nongan_supervision.tests.case_world import CaseTestCase
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.web import message_of


class TestParts(AgendaCase, CaseTestCase):
	def test_what_somebody_had_in_hand_who_has_left_is_the_departments(self):
		officer = make_user(AGRICULTURE, name="agenda.left")
		clue = self.make_clue(received_on="2022-07-04")
		clue.db_set("handler", officer)
		self.clock_at("2022-07-11 08:00:00")
		self.assertEqual(self.kinds(clue.name), {})
		frappe.db.set_value("User", officer, "enabled", 0)
		self.assertEqual(self.kinds(clue.name), {AGRICULTURE: [TO_DO]})

	def test_a_part_that_fails_takes_nothing_from_the_others(self):
		case = self.case_in(REQUEST_FILING)

		def failing(person):
			raise RuntimeError("unreadable")
			yield

		with mock.patch.object(agenda, "SOURCES", (failing, *agenda.SOURCES)):
			self.assertEqual(self.kinds(case.name), {LEADER: [FOR_DECISION]})
		self.assertTrue(frappe.db.exists("Error Log", {"method": ["like", "Agenda of %: failing"]}))

	def test_what_is_ones_own_goes_before_what_others_are_late_with(self):
		both = make_user(LEADER, AGRICULTURE, name="leader.and.office")
		due = datetime.date(2022, 7, 1)
		of_others = Deadline("Joint Meeting", "示例", Awaited("Resolution", "due_on", (POLICE,)), due)
		own = replace(of_others, awaited=Awaited("Resolution", "due_on", (AGRICULTURE,)))
		for deadlines in ((of_others, own), (own, of_others)):
			with mock.patch.object(agenda, "SOURCES", (lambda person, found=deadlines: found,)):
				self.assertEqual([entry.kind for entry in agenda_of(both, clock.now())], [TO_DO])

	def test_a_part_that_fails_leaves_the_page_the_others(self):
		case = self.case_in(REQUEST_FILING)

		def failing(person):
			raise RuntimeError("unreadable")

		with mock.patch.object(agenda, "SOURCES", (failing, *agenda.SOURCES)):
			answer = message_of(call_agenda(self.users[LEADER]))
		self.assertIn(case.name, [row["name"] for row in answer["entries"]])
