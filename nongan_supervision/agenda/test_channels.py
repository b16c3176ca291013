"""How a digest reaches its person: in the Desk, by mail, by text message."""

from __future__ import annotations

from unittest import mock

import frappe

from nongan_supervision.agenda import channels
from nongan_supervision.cases.states import REQUEST_FILING
from nongan_supervision.permissions.grants import LEADER
from nongan_supervision.tests.digest_case import MORNING, DigestCase


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
			mock.patch.object(channels.delivery, "send_sms") as sms,
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
		self.assertEqual(sms.call_count, 0)
		self.assertFalse(self.digests(LEADER)[0].sms_status)

	def test_by_text_message_once(self):
		with mock.patch.object(channels.delivery, "obstacle", return_value=None):
			_mail, sms = self.sent(reminder_by_sms=1)
			self.assertEqual(sms.call_count, 1)
			_mail, sms = self.sent(reminder_by_sms=1)
			self.assertEqual(sms.call_count, 0)
		self.assertEqual(self.digests(LEADER)[0].sms_status, "Sent")

	def test_no_text_message_over_the_limit_of_a_day_and_the_log_says_so(self):
		with (
			mock.patch.object(channels.delivery, "obstacle", return_value=None),
			mock.patch.object(channels.delivery, "taken_today", return_value=3),
		):
			mail, sms = self.sent(reminder_by_sms=1, reminder_by_email=1, sms_daily_limit=3)
		self.assertEqual((sms.call_count, mail.call_count > 0), (0, True))
		[found] = self.digests(LEADER)
		self.assertEqual((found.sms_status, found.emailed), ("Failed", 1))
		told = {"document_type": found.doctype, "document_name": found.name}
		self.assertTrue(frappe.db.exists("Notification Log", told))
		said = frappe.db.get_value("Error Log", {"method": ["like", f"%{found.name}"]}, "error")
		self.assertTrue(said.startswith("3 messages were sent today"), said)

	def test_in_the_persons_language(self):
		frappe.db.set_value("User", self.users[LEADER], "language", "zh")
		self.send(MORNING)
		subject = self.digests(LEADER)[0].subject
		self.assertIn("立案决定", subject)
		self.assertNotRegex(subject, "[A-Za-z]")
