from __future__ import annotations

import datetime
from unittest import mock

import frappe

from nongan_supervision.agenda import channels, digest, job
from nongan_supervision.agenda.digest import DIGEST, speaking_to
from nongan_supervision.agenda.job import send_digests
from nongan_supervision.agenda.lead_times import DEFAULTS, SETTINGS, DuplicateLeadTimeError, LeadTime, lead_times
from nongan_supervision.cases.states import APPROVE_FILING, REPORT, REQUEST_FILING
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, OFFICES
from nongan_supervision.tests.at_once import at_once, forget_afterwards
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.case_world import CaseTestCase, at
from nongan_supervision.tests.digest_case import DigestMixin
from nongan_supervision.tests.factories import make, make_user
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.web import message_of, request

MORNING = "2022-07-11 09:00:00"
"""The Monday on which a filing that was requested on the Monday before is due."""


class DigestCase(DigestMixin, CaseTestCase):
	def send(self, moment: str | None = None) -> None:
		if moment:
			self.clock_at(moment)
		send_digests()


class TestDigest(DigestCase):
	def test_one_message_on_all_that_waits(self):
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
		waiting = [(f"2022-07-{day:02}", "Waiting") for day in (4, 5, 6, 7, 8)]
		overdue = [(f"2022-07-{day:02}", "Overdue") for day in (12, 13, 14, 15, 18)]
		self.assertEqual(self.told(LEADER, case.name), [*waiting, ("2022-07-11", "Due Today"), *overdue])

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

	def test_what_is_due_to_the_hour_is_left_to_the_hourly_job_until_its_day_is_over(self):
		referral = self.referral_in(REPORT, "Approve")
		self.send("2022-07-05 09:00:00")
		self.assertEqual(self.told(AGRICULTURE, referral.name), [])
		self.send("2022-07-06 09:00:00")
		self.assertEqual(self.told(AGRICULTURE, referral.name), [("2022-07-06", "Overdue")])


class TestQuietDays(DigestCase):
	def test_a_weekend_is_told_on_monday(self):
		case = self.case_in(REQUEST_FILING)
		case.db_set("filing_due_on", "2022-07-08")
		for day in (9, 10, 11):
			self.send(f"2022-07-{day:02} 09:00:00")
		self.assertEqual(self.told(LEADER, case.name), [("2022-07-11", "Overdue")])

	def test_holidays_and_weekends_that_are_worked(self):
		make("Legal Holiday", holiday_date="2022-07-08", is_workday=0, description="示例假日")
		make("Legal Holiday", holiday_date="2022-07-09", is_workday=1, description="示例调休")
		case = self.case_in(REQUEST_FILING)
		for day in (8, 9):
			self.send(f"2022-07-{day:02} 09:00:00")
		self.assertEqual([day for day, _state in self.told(LEADER, case.name)], ["2022-07-09"])
		self.set(quiet_legal_holidays=0)
		self.send("2022-07-10 09:00:00")
		self.assertEqual([day for day, _state in self.told(LEADER, case.name)], ["2022-07-09"])

	def test_not_before_the_hour_and_not_when_switched_off(self):
		self.case_in(REQUEST_FILING)
		self.send("2022-07-11 07:59:00")
		self.assertEqual(self.digests(LEADER), [])
		self.set(reminder_digest=0)
		self.send(MORNING)
		self.assertEqual(self.digests(LEADER), [])
		self.set(reminder_digest=1)
		self.send()
		self.assertEqual(len(self.digests(LEADER)), 1)

	def test_who_wants_no_notifications_has_none(self):
		self.case_in(REQUEST_FILING)
		name = self.users[LEADER]
		if not frappe.db.exists("Notification Settings", name):
			frappe.get_doc({"doctype": "Notification Settings", "name": name}).insert()
		frappe.db.set_value("Notification Settings", name, "enabled", 0)
		self.send(MORNING)
		self.assertEqual(self.digests(LEADER), [])

	def test_closed_accounts_have_none(self):
		self.case_in(REQUEST_FILING)
		frappe.db.set_value("User", self.users[LEADER], "enabled", 0)
		self.send(MORNING)
		self.assertEqual(self.digests(LEADER), [])


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


class TestChannels(DigestCase):
	def setUp(self):
		super().setUp()
		self.case_in(REQUEST_FILING)
		frappe.db.set_value("User", self.users[LEADER], "mobile_no", "13800000000")

	def sent(self, **settings):
		"""Mails and text messages of a run."""
		self.set(**settings)
		with (
			mock.patch.object(frappe, "sendmail") as mail,
			mock.patch.object(channels, "send_sms") as sms,
			mock.patch.object(channels.EmailAccount, "find_outgoing", return_value=self.account),
		):
			self.send(MORNING)
		return mail, sms

	account: dict | None = {"default": object()}

	def test_none_but_the_desk_by_default(self):
		mail, sms = self.sent()
		self.assertEqual((mail.call_count, sms.call_count), (0, 0))
		self.assertEqual(len(self.digests(LEADER)), 1)

	def test_by_mail_with_links_where_there_is_an_account(self):
		mail, _sms = self.sent(reminder_by_email=1)
		[found] = self.digests(LEADER)
		sent = next(one.kwargs for one in mail.call_args_list if one.kwargs["recipients"] == [self.users[LEADER]])
		self.assertEqual((sent["subject"], found.emailed), (found.subject, 1))
		for row in found.get("items"):
			self.assertIn(row.url, sent["message"])

	def test_no_mail_without_an_account(self):
		self.account = None
		mail, _sms = self.sent(reminder_by_email=1)
		self.assertEqual((mail.call_count, self.digests(LEADER)[0].emailed), (0, 0))

	def test_a_mail_that_fails_takes_nothing_away(self):
		self.set(reminder_by_email=1)
		with (
			mock.patch.object(frappe, "sendmail", side_effect=frappe.OutgoingEmailError),
			mock.patch.object(channels.EmailAccount, "find_outgoing", return_value=self.account),
		):
			self.send(MORNING)
		self.assertEqual([doc.emailed for doc in self.digests(LEADER)], [0])

	def test_text_messages_stay_dry_until_sending_is_on(self):
		_mail, sms = self.sent(reminder_by_sms=1)
		self.assertEqual((sms.call_count, self.digests(LEADER)[0].sms_status), (0, None))

	def test_by_text_message_once(self):
		with mock.patch.object(channels.delivery, "obstacle", return_value=None):
			_mail, sms = self.sent(reminder_by_sms=1)
			self.assertEqual(sms.call_count, 1)
			_mail, sms = self.sent(reminder_by_sms=1)
			self.assertEqual(sms.call_count, 0)
		self.assertEqual(self.digests(LEADER)[0].sms_status, "Sent")

	def test_in_the_persons_language(self):
		frappe.db.set_value("User", self.users[LEADER], "language", "zh")
		self.send(MORNING)
		subject = self.digests(LEADER)[0].subject
		self.assertIn("立案决定", subject)
		self.assertNotRegex(subject, "[A-Za-z]")


class TestWhoReadsIt(DigestCase):
	def setUp(self):
		super().setUp()
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		case.db_set("decision_due_on", "2022-07-08")
		self.send(MORNING)
		self.found = self.digests(LEADER)[0]

	def test_its_person_alone_and_the_administrator(self):
		path = f"/api/resource/{DIGEST}/{self.found.name}"
		for role, user in self.users.items():
			expected = 200 if role == LEADER else 403
			self.assertEqual(request(user, "GET", path).status_code, expected, role)
			listed = message_of(request(user, "GET", f"/api/resource/{DIGEST}", limit_page_length="0"))
			self.assertEqual(self.found.name in [row["name"] for row in listed], role == LEADER, role)
		self.assertEqual(request(make_user("Nongan Administrator"), "GET", path).status_code, 200)

	def test_nobody_writes_one(self):
		path = f"/api/resource/{DIGEST}"
		for role in OFFICES:
			user = self.users[role]
			self.assertEqual(request(user, "POST", path, user=user, digest_date="2022-07-12").status_code, 403, role)
			self.assertEqual(request(user, "PUT", f"{path}/{self.found.name}", subject="x").status_code, 403, role)
			self.assertEqual(request(user, "DELETE", f"{path}/{self.found.name}").status_code, 403, role)

	def test_each_row_is_one_that_its_person_may_read(self):
		for role in OFFICES:
			for doc in self.digests(role):
				for row in doc.get("items"):
					if row.reference_name:
						of = frappe.get_doc(row.reference_doctype, row.reference_name)
						self.assertTrue(
							frappe.has_permission(of.doctype, doc=of, user=self.users[role]), (role, of.name)
						)

	def test_old_ones_go_as_the_log_settings_say(self):
		self.found.clear_old_logs(400)
		self.assertFalse(frappe.db.exists(DIGEST, self.found.name))
		self.assertFalse(frappe.db.exists("Reminder Digest Item", {"parent": self.found.name}))


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


class TestSettings(NonganTestCase):
	def test_start_with_what_is_shipped(self):
		settings = frappe.get_doc(SETTINGS)
		shipped = {row.kind: LeadTime(row.days_before, row.repeat_days) for row in settings.reminder_lead_times}
		self.assertEqual(shipped, DEFAULTS)
		self.assertEqual((settings.reminder_digest, settings.reminder_hour), (1, 8))
		self.assertEqual((settings.reminder_by_email, settings.reminder_by_sms), (0, 0))
		self.assertEqual((settings.quiet_monday, settings.quiet_saturday, settings.quiet_sunday), (0, 1, 1))

	def test_a_kind_that_is_not_listed_is_as_shipped(self):
		settings = frappe.get_doc(SETTINGS)
		settings.reminder_lead_times = [row for row in settings.reminder_lead_times if row.kind != "Inspection"]
		settings.save()
		self.assertEqual(lead_times()["Inspection"], DEFAULTS["Inspection"])

	def test_each_kind_once(self):
		settings = frappe.get_doc(SETTINGS)
		settings.append("reminder_lead_times", {"kind": "Inspection", "days_before": 3})
		self.assertRaises(DuplicateLeadTimeError, settings.save)

	def test_numbers_that_can_be_meant(self):
		for values in ({"reminder_hour": 24}, {"reminder_hour": -1}):
			settings = frappe.get_doc(SETTINGS)
			settings.update(values)
			with self.subTest(values), self.assertRaises(frappe.ValidationError):
				settings.save()
		for field in ("days_before", "repeat_days"):
			for value in (-1, 91):
				settings = frappe.get_doc(SETTINGS)
				settings.reminder_lead_times[0].set(field, value)
				with self.subTest(field, value=value), self.assertRaises(frappe.ValidationError):
					settings.save()

	def test_every_kind_can_be_chosen(self):
		options = frappe.get_meta("Reminder Lead Time").get_field("kind").options.split("\n")
		self.assertEqual(options, list(DEFAULTS))
		self.assertEqual(frappe.get_meta("Reminder Digest Item").get_field("what").options.split("\n"), options)


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
