from __future__ import annotations

import datetime
import threading
from unittest import mock

import frappe

from nongan_supervision.agenda.waiting import Awaited, Deadline
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
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, POLICE
from nongan_supervision.tests.at_once import WAIT_SECONDS, at_once, forget_afterwards
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.case_world import CaseTestCase, at
from nongan_supervision.tests.digest_case import DigestMixin, every_day
from nongan_supervision.tests.factories import make_user, make_village


class TestAtOnce(CaseTestCase):
	"""The transfer to the police, which is due to the hour."""

	def setUp(self):
		super().setUp()
		commit = mock.patch.object(frappe.db, "commit")  # what a test makes goes with the test
		commit.start()
		self.addCleanup(commit.stop)

	def told(self, doc) -> list[str]:
		"""Who has been told of a document, each as often as they were."""
		remind()
		names = {user: role for role, user in self.users.items()}
		rows = frappe.get_all("Notification Log", {"document_name": doc.name}, pluck="for_user")
		return sorted(names[user] for user in rows if user in names)

	def test_the_department_in_the_last_hours_and_the_leader_after_them(self):
		referral = self.referral_in(REPORT, APPROVE)
		self.clock_at("2022-07-05 03:00:00")
		self.assertEqual(self.told(referral), [])
		self.clock_at("2022-07-05 04:00:00")
		self.assertEqual(self.told(referral), [AGRICULTURE])
		self.assertEqual(self.told(referral), [AGRICULTURE])  # once, however often the job runs
		self.clock_at("2022-07-05 10:00:00")
		self.assertEqual(self.told(referral), [AGRICULTURE, AGRICULTURE, LEADER])

	def test_the_administrator_and_who_has_left_are_not_among_them(self):
		referral = self.referral_in(REPORT, APPROVE)
		left = make_user(AGRICULTURE, name="left.the.office")
		frappe.get_doc("User", "Administrator").add_roles(AGRICULTURE)
		frappe.db.set_value("User", left, "enabled", 0)
		self.clock_at("2022-07-05 04:00:00")
		self.assertEqual(self.told(referral), [AGRICULTURE])
		told = frappe.get_all("Notification Log", {"document_name": referral.name}, pluck="for_user")
		self.assertTrue({left, "Administrator"}.isdisjoint(told))

	def test_once_whatever_the_site_is_called_and_whatever_the_words_are(self):
		referral = self.referral_in(REPORT, APPROVE)
		self.clock_at("2022-07-05 04:00:00")
		self.assertEqual(self.told(referral), [AGRICULTURE])
		frappe.db.set_value("Notification Log", {"document_name": referral.name}, "subject", "另一种说法")
		with mock.patch.object(reminders, "get_url_to_form", return_value="https://elsewhere.example/x"):
			self.assertEqual(self.told(referral), [AGRICULTURE])

	def test_one_that_fails_stops_none_of_the_others(self):
		first, second = (self.referral_in(REPORT, APPROVE) for _each in range(2))
		self.clock_at("2022-07-05 04:00:00")
		has_permission = frappe.has_permission

		def failing(*arguments, doc=None, **options):
			if getattr(doc, "name", None) == first.name:
				raise RuntimeError("unreadable")
			return has_permission(*arguments, doc=doc, **options)

		with mock.patch.object(frappe, "has_permission", failing):
			remind()
		self.assertEqual((self.told(second), self.told(first)), ([AGRICULTURE], [AGRICULTURE]))
		self.assertTrue(frappe.db.exists("Error Log", {"method": ["like", f"%{first.name}"]}))

	def test_of_what_is_due_on_a_day_nobody_hears_at_once(self):
		referral = self.referral_in(REPORT)
		self.clock_at("2022-07-20 10:00:00")
		self.assertEqual(self.told(referral), [])


class TestTwoWorkers(NonganTestCase):
	"""Two runs of the job, each with a connection of its own."""

	def setUp(self):
		super().setUp()
		self.leader = make_user(LEADER, name="reminders.at.once")
		village = make_village("提醒村").name
		frappe.db.commit()
		forget_afterwards(self, "Notification Log", "Error Log")
		awaited = Awaited("Transfer of the Referral", "transfer_due_on", (LEADER,))
		self.looks: list[int] = []
		self.deadline = Deadline("Village", village, awaited, datetime.datetime(2022, 7, 5, 8))
		for name, stand_in in (("deadlines_to_the_hour", self.look), ("users_with", lambda _roles: [self.leader])):
			patched = mock.patch.object(reminders, name, stand_in)
			patched.start()
			self.addCleanup(patched.stop)

	def look(self) -> list[Deadline]:
		self.looks.append(threading.get_ident())
		return [self.deadline]

	def told(self) -> int:
		frappe.db.rollback()
		return frappe.db.count("Notification Log", {"for_user": self.leader})

	def test_while_one_is_at_it_the_other_leaves_at_once(self):
		begun, left = threading.Event(), threading.Event()
		tell = reminders._tell

		def tell_when_the_other_has_left(*about):
			if not begun.is_set():
				begun.set()
				left.wait(WAIT_SECONDS)
			tell(*about)

		def work(_barrier, who):
			if who == 1:
				begun.wait(WAIT_SECONDS)
			with at("2022-07-05 09:00:00"):
				remind()
			frappe.db.commit()
			if who == 1:
				left.set()

		with mock.patch.object(reminders, "_tell", tell_when_the_other_has_left):
			at_once(work, 2)
		self.assertEqual((self.told(), len(self.looks)), (1, 1))
		self.assertFalse(frappe.db.exists("Error Log", {"method": ["like", "%nongan_case_reminders%"]}))

	def test_the_next_one_sees_what_was_stored_since_its_transaction_began(self):
		def work(barrier, who):
			frappe.db.count("Notification Log")  # from here on a transaction sees what is stored now
			barrier.wait()
			if who == 1:
				barrier.wait()
			with at("2022-07-05 09:00:00"):
				remind()
			frappe.db.commit()
			if who == 0:
				barrier.wait()

		at_once(work, 2)
		self.assertEqual((self.told(), len(self.looks)), (1, 2))

	def test_one_that_failed_leaves_no_lock(self):
		with mock.patch.object(reminders, "each_apart", side_effect=RuntimeError), self.assertRaises(RuntimeError):
			remind()
		with at("2022-07-05 09:00:00"):
			remind()
		self.assertEqual(self.told(), 1)


class TestInDigests(DigestMixin, CaseTestCase):
	"""What is due on a day: who is told of it in the digests, and in which state."""

	def setUp(self):
		super().setUp()
		self.set(clue_check_days=7, **every_day())

	def on(self, day: str, doc) -> dict[str, str]:
		self.clock_at(f"{day} 08:00:00")
		return self.told_today(doc.name)

	def test_the_department_of_the_check_of_a_clue_until_it_is_settled(self):
		clue, settled = (self.make_clue(description="测试线索", received_on="2022-07-04") for _each in range(2))
		settled.update({"status": "Not Filed", "outcome_reason": "查无实据"}).save()
		self.assertEqual(self.on("2022-07-09", clue), {})
		self.assertEqual(self.on("2022-07-10", clue), {AGRICULTURE: "Due Soon"})
		self.assertEqual(self.on("2022-07-12", clue), {AGRICULTURE: "Overdue", LEADER: "Overdue with Others"})
		self.assertEqual([self.told(role, settled.name) for role in self.users], [[]] * len(self.users))

	def test_the_leader_of_the_decision_on_a_filing_from_the_first_day_until_it_is_taken(self):
		case = self.case_in(REQUEST_FILING)
		of_clue = self.case_in(REQUEST_FILING, clue=self.make_clue(received_on="2022-06-30").name)
		self.assertEqual((str(case.filing_due_on), str(of_clue.filing_due_on)), ("2022-07-11", "2022-07-07"))
		self.assertEqual(self.on("2022-07-06", case), {LEADER: "Waiting"})
		self.assertEqual(self.told_today(of_clue.name), {LEADER: "Due Soon"})
		self.assertEqual(self.on("2022-07-10", case), {LEADER: "Due Soon"})
		self.assertEqual(self.told_today(of_clue.name), {LEADER: "Overdue"})
		self.take(case, APPROVE_FILING)
		self.assertEqual(self.on("2022-07-13", case), {})

	def test_the_leader_of_a_case_under_review(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING, SUBMIT_FOR_REVIEW)
		self.assertEqual(self.on("2022-07-05", case), {LEADER: "Waiting"})
		self.assertEqual(self.on("2022-09-27", case), {LEADER: "Due Soon"})

	def test_the_leader_of_the_decision_on_a_referral(self):
		referral = self.referral_in(REPORT)
		self.assertEqual(self.on("2022-07-06", referral), {LEADER: "Due Soon"})

	def test_the_police_of_their_decision(self):
		referral = self.referral_in(REPORT, APPROVE, TRANSFER)
		self.assertEqual(self.on("2022-07-07", referral), {POLICE: "Due Today"})

	def test_the_department_of_the_time_for_reconsideration(self):
		referral = self.referral_in(REPORT, APPROVE, TRANSFER, POLICE_DECLINE)
		self.assertEqual(self.on("2022-07-07", referral), {AGRICULTURE: "Due Today"})

	def test_the_case_a_week_before_and_no_other_department(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		self.assertEqual(self.on("2022-09-25", case), {})
		self.assertEqual(self.on("2022-09-27", case), {AGRICULTURE: "Due Soon"})
