import importlib
import sys
from unittest.mock import patch

import frappe
from frappe.core.doctype.sms_settings import sms_settings
from frappe.utils import add_days, today

from nongan_supervision.outreach import delivery, errors, messages
from nongan_supervision.outreach.hooks import MODULES_WITH_SEND_SMS
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.factories import PRODUCT, VILLAGE, make_user
from nongan_supervision.tests.message_case import OTHER, MessageCase
from nongan_supervision.tests.web import call, message_of


class TestWhom(MessageCase):
	def reached(self, **values):
		return {row["to"][:2] for row in messages.preview(self.message(**values), Context())["samples"]}

	def test_filters(self):
		self.assertEqual(self.reached(), {"甲户", "乙户"})
		self.assertEqual(self.reached(village=OTHER), {"乙户"})
		self.assertEqual(self.reached(only_of_scale=1), {"乙户"})
		self.assertEqual(self.reached(product=PRODUCT), {"甲户"})

	def test_only_what_comes_to_market(self):
		row = self.first.products[0]
		for day, reached in ((10, {"甲户"}), (40, set()), (-1, set())):
			row.db_set("expected_market_date", add_days(today(), day))
			self.assertEqual(self.reached(only_on_market=1), reached)

	def test_inactive_ones_get_nothing(self):
		self.first.db_set("status", "Inactive")
		self.assertEqual(self.reached(), {"乙户"})

	def test_each_number_once(self):
		self.grower("丁户", "138 0000 0001")
		preview = messages.preview(self.message(), Context())
		self.assertEqual((preview["count"], preview["sharing"], preview["without_phone"]), (2, 1, 1))


class TestRemaining(MessageCase):
	def preview(self, message):
		found = messages.preview(message, Context())
		return {**found, "samples": [row["to"][:2] for row in found["samples"]]}

	def test_is_counted_for_a_message_that_goes_on(self):
		self.set_up_gateway()
		self.grower("丁户", "13800000004")
		self.refusing = {"13800000002", "13800000004"}
		message = self.send(self.message())
		preview = self.preview(message)
		self.assertEqual((preview["count"], preview["samples"]), (2, ["丁户", "乙户"]))
		self.assertEqual((preview["segments"], preview["without_phone"], preview["unknown"]), (2, 0, 0))

	def test_without_those_who_lost_their_number_and_those_who_may_have_it(self):
		self.set_up_gateway()
		self.refusing = {"13800000001", "13800000002"}
		message = self.send(self.message())
		of_first, _of_second = sorted(message.recipients, key=lambda row: row.producer != self.first.name)
		of_first.db_set("status", delivery.SENDING)
		self.second.db_set("phone", "")
		preview = self.preview(message.reload())
		self.assertEqual((preview["count"], preview["without_phone"], preview["unknown"]), (0, 1, 1))


class TestTrial(MessageCase):
	def test_is_the_default_and_sends_nothing(self):
		message = self.message()
		self.assertEqual(message.dry_run, 1)
		self.set_up_gateway()
		message = self.send(message, dry_run=1)
		self.assertEqual(message.status, "Trial Run")
		self.assertEqual(self.sent, [])
		self.assertEqual([row.phone for row in message.recipients], ["138****0001", "138****0002"][::1])
		self.assertFalse(message.activity)

	def test_a_change_makes_it_a_draft_again(self):
		message = self.send(self.message(), dry_run=1)
		message.village = VILLAGE
		message.save()
		self.assertEqual((message.status, message.recipients), ("Draft", []))

	def test_goes_to_somebody(self):
		self.assertRaises(errors.EmptyMessageError, self.send, self.message(sector="Livestock"), 1)


class TestSending(MessageCase):
	def test_needs_the_settings_and_the_gateway(self):
		self.assertRaises(errors.SendingDisabledError, self.send, self.message())
		frappe.db.set_single_value("Nongan Supervision Settings", "sms_enabled", 1)
		self.assertRaises(errors.SendingDisabledError, self.send, self.message())
		self.assertEqual(self.sent, [])

	def test_reaches_all_and_counts_as_an_activity(self):
		self.set_up_gateway()
		message = self.send(self.message())
		self.assertEqual(message.status, "Sent")
		self.assertCountEqual(
			self.sent, [("13800000001", "甲户：休药期内勿上市"), ("13800000002", "乙户：休药期内勿上市")]
		)
		activity = frappe.get_doc("Outreach Activity", message.activity)
		self.assertEqual((activity.activity_type, activity.audience_count), ("SMS", 2))
		activity.audience_count = 1000
		self.assertRaises(errors.CountedByMessageError, activity.save)

	def test_what_failed_is_tried_again_and_nobody_gets_it_twice(self):
		self.set_up_gateway()
		self.refusing = {"13800000002"}
		message = self.send(self.message())
		self.assertEqual((message.status, message.failed_count), ("Partly Sent", 1))
		errors_said = [row.error for row in message.recipients if row.error]
		self.assertEqual(errors_said, ["gateway says no to ***"])
		self.refusing = set()
		message = self.send(message)
		self.assertEqual(message.status, "Sent")
		self.assertEqual(sorted(number for number, _text in self.sent), ["13800000001", "13800000002"])
		self.assertEqual(frappe.db.count("Outreach Activity", {"message": message.name}), 1)

	def test_a_row_whose_outcome_is_unknown_is_not_sent_again(self):
		self.set_up_gateway()
		self.refusing = {"13800000001", "13800000002"}
		message = self.send(self.message())
		self.assertEqual(message.status, "Failed")
		message.recipients[0].db_set("status", delivery.SENDING)
		self.refusing = set()
		self.send(message)
		self.assertEqual(len(self.sent), 1)

	def test_a_gateway_that_is_down_is_not_asked_for_ever(self):
		self.set_up_gateway()
		numbers = [f"1390000000{digit}" for digit in range(9)]
		self.refusing = {"13800000001", "13800000002", *numbers}
		for number in numbers:
			self.grower(number, number)
		message = self.send(self.message())
		states = [row.status for row in message.recipients]
		self.assertEqual(states.count("Failed"), delivery.FAILURES_IN_A_ROW)
		self.assertEqual(states.count("Queued"), len(states) - delivery.FAILURES_IN_A_ROW)

	def test_those_without_a_number_are_no_sign_of_a_gateway_that_is_down(self):
		self.set_up_gateway()
		numbers = [f"1390000000{digit}" for digit in range(delivery.FAILURES_IN_A_ROW + 1)]
		for number in numbers:
			self.grower(number, number)
		reachable = {"13800000001", "13800000002"}
		known = delivery.reachable
		self.replace(
			delivery,
			"reachable",
			lambda producers: {name: one for name, one in known(producers).items() if one.number in reachable},
		)
		message = self.send(self.message())
		states = [row.status for row in message.recipients]
		self.assertEqual((states.count("Sent"), states.count("Failed")), (len(reachable), len(numbers)))

	def test_sent_ones_change_no_more(self):
		self.set_up_gateway()
		message = self.send(self.message())
		message.topic = "改过"
		self.assertRaises(errors.MessageSentError, message.save)
		self.assertRaises(errors.MessageSentError, message.reload().delete)
		self.assertRaises(errors.MessageSentError, self.send, message)

	def test_placeholders(self):
		for text in ("{phone}", "{{ frappe.session.user }}"):
			self.assertRaises(errors.UnknownPlaceholderError, self.message, message_text=text)


class TestThroughRest(MessageCase):
	ALLOWED = ("Agriculture Office",)
	OTHERS = ("Market Supervision", "Police Station", "Village Officer", "District Bureau", "Supervision Leader")

	def test_outcomes_are_not_a_clients_to_write(self):
		claimed = {"status": "Sent", "delivered_count": 999, "sent_on": today(), "recipients": [{"producer_name": "x"}]}
		doc = {"doctype": "Outreach Message", "message_text": "测试", **claimed}
		stored = message_of(call(make_user(*self.ALLOWED), "frappe.client.insert", doc=doc))
		self.assertEqual((stored["status"], stored["delivered_count"], stored["recipients"]), ("Draft", 0, []))

	def test_only_agriculture_sends(self):
		name = self.message().name
		for role in self.OTHERS:
			for method in ("preview_outreach_message", "send_outreach_message"):
				response = call(make_user(role), f"nongan_supervision.api.{method}", name=name)
				self.assertEqual(response.status_code, 403, (role, method))
		response = call(make_user(*self.ALLOWED), "nongan_supervision.api.send_outreach_message", name=name)
		self.assertEqual(message_of(response), "Trial Run")

	def test_the_frameworks_own_method_asks_too(self):
		for module in MODULES_WITH_SEND_SMS:
			for role in (*self.OTHERS, "Producer Portal"):
				response = call(make_user(role), f"{module}.send_sms", receiver_list=["13800000001"], msg="测试")
				self.assertEqual(response.status_code, 403, (module, role))

	def test_the_frameworks_own_method_heeds_the_settings(self):
		method = f"{MODULES_WITH_SEND_SMS[0]}.send_sms"
		user = make_user(*self.ALLOWED)
		with patch.object(delivery, "send_sms") as leave:
			self.assertEqual(call(user, method, receiver_list=["13800000001"], msg="测试").status_code, 417)
			self.set_up_gateway()
			for odd in ({"a": 1}, [1], "{"):
				self.assertIn(call(user, method, receiver_list=odd, msg="测试").status_code, (200, 417))
			leave.reset_mock()
			self.assertEqual(call(user, method, receiver_list=["13800000001"] * 101, msg="测试").status_code, 417)
			leave.assert_not_called()
			for has_log in sorted({False, delivery.has_log()}):
				with patch.object(delivery, "has_log", return_value=has_log):
					response = call(user, method, receiver_list=["13800000001"], msg="测试")
				self.assertEqual((response.status_code, leave.call_count), (200, 1) if has_log else (417, 0))

	def test_it_is_guarded_under_each_of_its_names(self):
		importlib.import_module("frappe.email.doctype.notification.notification")
		modules = dict(sys.modules)
		names = {name for name, module in modules.items() if getattr(module, "send_sms", None) is sms_settings.send_sms}
		self.assertIn("frappe.email.doctype.notification.notification", names)
		self.assertLessEqual(names, set(MODULES_WITH_SEND_SMS))
