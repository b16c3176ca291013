"""Text messages: what becomes of one whose worker dies, and how many leave on a day."""

from __future__ import annotations

import threading
from unittest.mock import patch

import frappe
from frappe.utils import add_days, cint, today

from nongan_supervision.hooks import scheduler_events
from nongan_supervision.outreach import delivery, errors, guards, messages
from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.at_once import AT_ONCE, at_once, forget_afterwards
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.message_case import MessageCase

SETTINGS = "Nongan Supervision Settings"
LIMIT = "sms_daily_limit"


class TestInterrupted(MessageCase):
	def setUp(self):
		super().setUp()
		self.set_up_gateway()
		self.jobs: set[str] = set()
		self.replace(delivery, "is_job_enqueued", self.jobs.__contains__)

	def queued(self, *states: str):
		"""A message that its worker has left with rows in these states."""
		message = self.message(dry_run=0)
		with patch.object(delivery, "start"):
			messages.send(message.name, Context())
		message.reload()
		for row, state in zip(message.recipients, states, strict=False):
			row.db_set("status", state)
		return message.reload()

	def closed(self, message):
		delivery.close_interrupted()
		return message.reload()

	def test_is_closed_by_an_hourly_job(self):
		self.assertIn(f"{delivery.__name__}.close_interrupted", scheduler_events["hourly"])

	def test_before_it_began_reaches_all_after_all(self):
		message = self.closed(self.queued())
		self.assertEqual((message.status, message.delivered_count, message.activity), ("Failed", 0, None))
		self.assertEqual(self.send(message).status, "Sent")
		self.assertEqual(len(self.sent), 2)

	def test_between_two_goes_on_with_the_second(self):
		message = self.closed(self.queued("Sent"))
		self.assertEqual((message.status, message.delivered_count), ("Partly Sent", 1))
		self.assertEqual(frappe.db.get_value("Outreach Activity", message.activity, "audience_count"), 1)
		self.assertEqual(self.send(message).status, "Sent")
		self.assertEqual(len(self.sent), 1)

	def test_while_the_gateway_was_asked_leaves_that_one_to_people(self):
		message = self.send(self.closed(self.queued("Sending")))
		self.assertEqual((message.status, len(self.sent)), ("Partly Sent", 1))
		self.assertEqual([row.status for row in message.recipients], ["Sending", "Sent"])

	def test_when_all_had_left_is_sent(self):
		self.assertEqual(self.closed(self.queued("Sent", "Sent")).status, "Sent")

	def test_its_activity_is_the_senders_department(self):
		message = self.queued("Sent")
		message.db_set("sent_by", make_user(AGRICULTURE))
		activity = self.closed(message).activity
		self.assertEqual(
			frappe.db.get_value("Outreach Activity", activity, "department"),
			delivery.department_of(message.sent_by),
		)

	def test_one_whose_job_lives_is_left_alone(self):
		with patch.object(frappe, "enqueue") as enqueue:
			message = self.message(dry_run=0)
			messages.send(message.name, Context())
		asked = enqueue.call_args.kwargs
		self.assertTrue(asked["deduplicate"])
		self.jobs.add(asked["job_id"])
		self.assertEqual(self.closed(message).status, "Queued")
		self.jobs.clear()
		self.assertEqual(self.closed(message).status, "Failed")

	def test_one_that_cannot_be_closed_keeps_none_of_the_others(self):
		first, second = self.queued("Sent"), self.queued("Sent")
		frappe.db.set_value("Outreach Message", first.name, "town", "没有的镇")
		self.assertEqual((self.closed(second).status, self.closed(first).status), ("Partly Sent", "Queued"))
		self.assertTrue(frappe.db.exists("Error Log", {"method": f"Outcome of {first.name}"}))

	def test_two_workers_of_one_message_send_it_once(self):
		message = self.queued()
		deliver_as_well = [delivery.deliver]

		def send(receivers, text, *more):
			if deliver_as_well:
				deliver_as_well.pop()(message.name)  # what the first has in hand, the second leaves to it
			self.gateway(receivers, text)

		with patch.object(delivery, "send_sms", send):
			delivery.deliver(message.name)
		self.assertEqual(len(self.sent), 2)
		self.assertEqual((message.reload().status, message.delivered_count), ("Sent", 2))

	def test_what_a_failure_says_takes_no_other_message_along(self):
		frappe.msgprint("told before")
		self.replace(delivery, "send_sms", lambda *asked: frappe.throw("told by the gateway"))
		delivery.deliver(self.queued().name)
		told = str(frappe.local.message_log)
		self.assertIn("told before", told)
		self.assertNotIn("told by the gateway", told)


class TestLimitOfADay(MessageCase):
	"""As this site counts a day: by the framework's log, or by what the app has stored where there is none."""

	def setUp(self):
		super().setUp()
		self.set_up_gateway()
		frappe.db.set_single_value(SETTINGS, LIMIT, 3)

	def test_daily_limit(self):
		self.assertEqual(self.send(self.message()).status, "Sent")
		self.assertRaises(errors.DailyLimitError, self.send, self.message())

	def test_what_failed_is_not_counted(self):
		self.refusing = {"13800000001"}
		message = self.send(self.message())
		self.assertEqual((message.status, delivery.taken_today()), ("Partly Sent", 1))
		self.refusing = set()
		self.assertEqual((self.send(message).status, delivery.taken_today()), ("Sent", 2))

	def test_a_message_that_goes_on_is_counted_by_the_day_on_which_each_has_left(self):
		self.refusing = {"13800000001"}
		message = self.send(self.message())
		for doctype in ("Outreach Message", "Outreach Message Recipient", *([delivery.LOG] * delivery.has_log())):
			frappe.db.set_value(doctype, {"sent_on": today()}, "sent_on", add_days(today(), -1))
		self.assertEqual(delivery.taken_today(), 0)
		self.refusing = set()
		self.assertEqual((self.send(message.reload()).status, delivery.taken_today()), ("Sent", 1))

	def test_what_leaves_by_the_frameworks_own_method_is_counted_or_refused(self):
		def send():
			return guards.send_sms(["13800000009", "13800000008"], "每日提醒")

		if delivery.has_log():
			send()
			self.assertEqual(delivery.taken_today(), 2)
			self.assertRaises(errors.DailyLimitError, self.send, self.message())
		else:
			self.assertRaises(errors.SendingDisabledError, send)
			self.assertEqual(self.sent, [])

	def test_the_limit_counts_what_an_app_sends_once(self):
		hooks = frappe.get_hooks
		self.replace(frappe, "get_hooks", lambda *asked, **more: asked == ("send_sms",) or hooks(*asked, **more))
		frappe.db.set_single_value(SETTINGS, LIMIT, 100)
		for self.logs in (True, False):
			before = delivery.taken_today()
			self.send(self.message())
			self.assertEqual(delivery.taken_today() - before, 2)

	def test_the_limit_counts_what_is_on_its_way(self):
		first, second = self.message(), self.message()
		frappe.db.set_value("Outreach Message", {"name": ["in", [first.name, second.name]]}, "dry_run", 0)
		with patch.object(delivery, "start"):
			messages.send(first.name, Context())
			self.assertEqual(delivery.taken_today(), 2)
			self.assertRaises(errors.DailyLimitError, messages.send, second.name, Context())
		delivery.deliver(first.name)
		self.assertEqual(delivery.taken_today(), 2)

	def test_the_limit_counts_a_digest_once(self):
		digest = frappe.get_doc({"doctype": delivery.DIGEST, "name": "DIGEST-LEAVING", "digest_date": today()})
		digest.update({"sms_status": "Sending"}).db_insert()
		self.assertEqual(delivery.taken_today(), 1)
		delivery.send_text(["13800000009"], "每日提醒")
		digest.db_set("sms_status", "Sent")
		self.assertEqual(delivery.taken_today(), 1)

	def test_it_is_the_senders_turn_before_they_count(self):
		turns = []
		count = delivery.taken_today
		self.replace(delivery, "one_at_a_time", lambda: turns.append("turn"))
		self.replace(delivery, "taken_today", lambda: turns.append("count") or count())
		delivery.check_daily_limit(1)
		self.assertEqual(turns, ["turn", "count"])

	def test_and_before_anybody_locks_a_message(self):
		message, steps, get_doc = self.message(dry_run=0), [], frappe.get_doc

		def get(*asked, **options):
			if options.get("for_update") and asked[0] == delivery.MESSAGE:
				steps.append("lock")
			return get_doc(*asked, **options)

		self.replace(delivery, "one_at_a_time", lambda: steps.append("turn"))
		self.replace(delivery, "is_job_enqueued", lambda job: True)
		self.replace(delivery, "start", lambda name: None)
		self.replace(frappe, "get_doc", get)
		messages.send(message.name, Context())
		self.assertEqual(steps[:2], ["turn", "lock"])
		for end in (lambda: delivery.deliver(message.name), delivery.close_interrupted):
			message.db_set("status", "Queued")
			steps.clear()
			end()
			self.assertEqual(steps[:2], ["turn", "lock"])


class TestLimitWithoutALog(TestLimitOfADay):
	"""As version 15 counts a day, on any site."""

	def setUp(self):
		super().setUp()
		self.replace(delivery, "has_log", lambda: False)


class TestAtOnce(NonganTestCase):
	"""Several who send at the same moment, as many messages as the day has left for one of them."""

	def setUp(self):
		super().setUp()
		forget_afterwards(self, delivery.DIGEST)
		before = cint(frappe.db.get_single_value(SETTINGS, LIMIT))
		self.addCleanup(self.set_limit, before)
		self.set_limit(delivery.taken_today() + 1)

	def test_one_of_them_may(self):
		self.assertEqual(sorted(at_once(self._send_one)), [False] * (AT_ONCE - 1) + [True])

	def set_limit(self, limit: int) -> None:
		frappe.db.set_single_value(SETTINGS, LIMIT, limit)
		frappe.db.commit()

	def _send_one(self, start: threading.Barrier, who: int) -> bool:
		frappe.db.count(delivery.DIGEST)
		start.wait()  # all of them have seen the same digests
		try:
			delivery.check_daily_limit(1)
		except errors.DailyLimitError:
			frappe.db.rollback()
			return False
		digest = frappe.get_doc({"doctype": delivery.DIGEST, "name": f"DIGEST-AT-ONCE-{who}", "digest_date": today()})
		digest.update({"sms_status": "Sending"}).db_insert()
		frappe.db.commit()
		return True


class TestWithoutALog(NonganTestCase):
	"""On version 15 the framework writes a log that only another app has."""

	def setUp(self):
		super().setUp()
		missing = patch.object(delivery, "has_log", return_value=False)
		missing.start()
		self.addCleanup(missing.stop)

	def test_what_cannot_be_logged_has_left_all_the_same(self):
		with patch.object(delivery, "send_sms", side_effect=frappe.DoesNotExistError):
			self.assertIsNone(delivery.send_text(["13900000000"], "测试"))

	def test_a_gateway_that_fails_has_failed(self):
		with patch.object(delivery, "send_sms", side_effect=OSError), self.assertRaises(OSError):
			delivery.send_text(["13900000000"], "测试")
