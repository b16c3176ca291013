"""A person's digest of a day: what is told when, once, whoever else is making it."""

from __future__ import annotations

import datetime
from unittest import mock

import frappe

from nongan_supervision.agenda import digest, job
from nongan_supervision.agenda.digest import DIGEST, speaking_to
from nongan_supervision.agenda.job import send_digests
from nongan_supervision.cases.apart import each_apart
from nongan_supervision.cases.states import APPROVE_FILING, REPORT, REQUEST_FILING
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, OFFICES
from nongan_supervision.tests.at_once import at_once, forget_afterwards
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.case_world import at
from nongan_supervision.tests.digest_case import MORNING, DigestCase
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.registers import counted_queries


class TestDigest(DigestCase):
	def test_one_message_on_all_that_waits(self):
		frappe.db.set_value("User", self.users[LEADER], "language", "en")
		first, second = self.case_in(REQUEST_FILING), self.case_in(REQUEST_FILING)
		referral = self.referral_in(REPORT)
		self.send("2022-07-06 09:00:00")
		[found] = self.digests(LEADER)
		self.assertEqual(found.digest_date, datetime.date(2022, 7, 6))
		self.assertLessEqual(
			{first.name, second.name, referral.name}, {row.reference_name for row in found.get("items")}
		)
		self.assertIn("Due Tomorrow: Decision on the Referral ×1", found.subject)
		self.assertIn("Waiting: Decision on the Filing ×2", found.subject)
		self.assertEqual((found.owner, found.due_soon), (self.users[LEADER], 1))
		logs = frappe.get_all("Notification Log", {"for_user": self.users[LEADER], "document_type": DIGEST}, ["*"])
		self.assertEqual([log.document_name for log in logs], [found.name])
		self.assertEqual(logs[0].subject, found.subject)

	def test_once_a_day_however_often_the_job_runs(self):
		self.case_in(REQUEST_FILING)
		for moment in (MORNING, MORNING, "2022-07-11 17:00:00"):
			self.send(moment)
		self.assertEqual(len(self.digests(LEADER)), 1)

	def test_nothing_where_nothing_waits(self):
		self.send(MORNING)
		self.case_in(REQUEST_FILING)
		self.send()
		self.assertEqual(len(self.digests(LEADER)), 1)
		for role in set(OFFICES) - {LEADER}:
			self.assertNotIn(
				"Enforcement Case", [row.reference_doctype for doc in self.digests(role) for row in doc.get("items")]
			)

	def test_before_on_the_day_and_after(self):
		case = self.case_in(REQUEST_FILING)
		for day in range(4, 19):
			self.send(f"2022-07-{day:02} 09:00:00")
		waiting = [(f"2022-07-{day:02}", "Waiting") for day in (4, 5, 6, 7)]
		near = [("2022-07-08", "Due Soon"), ("2022-07-11", "Due Today")]  # a day before it would be a Sunday
		overdue = [(f"2022-07-{day:02}", "Overdue") for day in (12, 13, 14, 15, 18)]
		self.assertEqual(self.told(LEADER, case.name), [*waiting, *near, *overdue])

	def test_days_and_repeats_are_the_settings(self):
		rows = [{"kind": "Decision on the Filing", "days_before": 4, "repeat_days": 0}]
		self.set(reminder_lead_times=rows)
		case = self.case_in(REQUEST_FILING)
		for day in range(4, 19):
			self.send(f"2022-07-{day:02} 09:00:00")
		self.assertEqual(
			self.told(LEADER, case.name),
			[
				("2022-07-04", "Waiting"),
				("2022-07-07", "Due Soon"),
				("2022-07-11", "Due Today"),
				("2022-07-12", "Overdue"),
			],
		)

	def test_leaders_hear_of_what_others_are_late_with(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		case.db_set("decision_due_on", "2022-07-11")
		self.send("2022-07-12 09:00:00")
		self.assertEqual(self.told(LEADER, case.name), [("2022-07-12", "Overdue with Others")])
		self.assertEqual(self.told(AGRICULTURE, case.name), [("2022-07-12", "Overdue")])
		for role, late in ((LEADER, case.department), (AGRICULTURE, "")):
			[digest] = self.digests(role)
			[row] = [row for row in digest.get("items") if row.reference_name == case.name]
			self.assertEqual(row.late_with_it or "", late)

	def test_what_is_due_to_the_hour_is_left_to_the_hourly_job_until_its_day_is_over(self):
		referral = self.referral_in(REPORT, "Approve")
		self.send("2022-07-05 09:00:00")
		self.assertEqual(self.told(AGRICULTURE, referral.name), [])
		self.send("2022-07-06 09:00:00")
		self.assertEqual(self.told(AGRICULTURE, referral.name), [("2022-07-06", "Overdue")])


class TestFailures(DigestCase):
	def test_one_that_fails_stops_none_of_the_others_and_is_tried_again(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		case.db_set("decision_due_on", "2022-07-08")
		original = digest.to_be_told

		def failing(user, now):
			if user == self.users[AGRICULTURE]:
				raise RuntimeError("unreadable")
			return original(user, now)

		with mock.patch.object(digest, "to_be_told", failing):
			self.send(MORNING)
		self.assertEqual((len(self.digests(LEADER)), self.digests(AGRICULTURE)), (1, []))
		self.assertTrue(frappe.db.exists("Error Log", {"method": ["like", f"%{self.users[AGRICULTURE]}"]}))
		self.send()
		self.assertEqual((len(self.digests(LEADER)), len(self.digests(AGRICULTURE))), (1, 1))

	def test_what_fails_after_it_has_committed_stops_none_of_the_others(self):
		done, undone = [], []

		def do(item):
			if item == 1:
				raise RuntimeError
			done.append(item)

		def rollback(*, save_point=None):
			if save_point:
				raise frappe.db.OperationalError("no such savepoint")  # a commit takes it along
			undone.append("everything")

		with mock.patch.object(frappe.db, "rollback", rollback):
			each_apart((1, 2), do, "示例")
		self.assertEqual((done, undone), ([2], ["everything"]))

	def test_the_session_and_its_language_are_as_before(self):
		frappe.db.set_value("User", self.users[LEADER], "language", "zh")
		with self.assertRaises(RuntimeError), speaking_to(self.users[LEADER]):
			self.assertEqual((frappe.session.user, frappe.local.lang), (self.users[LEADER], "zh"))
			raise RuntimeError
		self.assertEqual((frappe.session.user, frappe.local.lang), ("Administrator", "en"))

	def test_another_worker_was_faster(self):
		self.case_in(REQUEST_FILING)
		self.send(MORNING)
		self.only(lambda now: [self.users[LEADER]])
		exists = frappe.db.exists

		def unseen(doctype, *asked, **options):
			return doctype != DIGEST and exists(doctype, *asked, **options)

		with mock.patch.object(frappe.db, "exists", unseen):
			send_digests()
		self.assertEqual(len(self.digests(LEADER)), 1)
		self.assertFalse(frappe.db.exists("Error Log", {"method": ["like", f"%{self.users[LEADER]}"]}))


class TestQueries(DigestCase):
	def test_as_many_however_much_waits(self):
		counts = []
		for _each in range(3):
			self.case_in(REQUEST_FILING)
			with speaking_to(self.users[LEADER]):
				now = job.clock.now()
				digest.to_be_told(self.users[LEADER], now)
				with counted_queries() as statements:
					digest.to_be_told(self.users[LEADER], now)
			counts.append(len(statements))
		self.assertEqual(len(set(counts)), 1, counts)


class TestAtOnce(NonganTestCase):
	def test_two_workers_make_one(self):
		leader = make_user(LEADER, name="digest.at.once")
		frappe.db.commit()
		forget_afterwards(self, DIGEST, "Notification Log", "Error Log", "Patrol Plan")

		def work(barrier, _who):
			barrier.wait()
			with at(MORNING):
				send_digests()
			frappe.db.commit()

		with (
			mock.patch.object(job, "users_without", lambda now: [leader]),
			mock.patch.object(digest, "to_be_told", lambda user, now: [told()]),
		):
			at_once(work, 2)
		frappe.db.rollback()
		self.assertEqual(frappe.db.count(DIGEST, {"user": leader}), 1)
		self.assertEqual(frappe.db.count("Notification Log", {"for_user": leader, "document_type": DIGEST}), 1)


def told():
	"""Something that waits for anybody."""
	entry = digest.Entry(
		doctype="Village",
		name=None,
		title="示例",
		what="Quarterly Update",
		due=datetime.date(2022, 7, 12),
		is_overdue=False,
		is_due_today=False,
		is_near=True,
		kind="Mine to Do",
		url="/app/village",
		remaining="",
	)
	return digest.Told(entry, "Due Soon")
