"""A town with three producers, two of whom a text message can reach, and a gateway that notes what leaves."""

from __future__ import annotations

from unittest.mock import patch

import frappe
from frappe.core.doctype.sms_settings import sms_settings

from nongan_supervision.outreach import delivery, messages
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import PRODUCT, make, make_key_product, make_producer, make_village

OTHER = "短信邻村"


class MessageCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village(OTHER)
		make_key_product()
		self.sent: list[tuple[str, str]] = []
		self.refusing: set[str] = set()
		self.replace(delivery, "send_sms", self.gateway)
		self.replace(frappe.db, "commit", lambda: None)  # a test leaves nothing behind
		self.first = self.grower("甲户", "13800000001")
		self.second = self.grower("乙户", "13800000002", village=OTHER, of_scale=1, products=[])
		self.grower("丙户", "0519-88888888")

	def replace(self, owner, name, with_what):
		patcher = patch.object(owner, name, with_what)
		patcher.start()
		self.addCleanup(patcher.stop)

	def grower(self, name, phone, **values):
		return make_producer(name, **{"phone": phone, "products": [{"product": PRODUCT}], **values})

	def gateway(self, receivers, text, sender_name="", success_msg=True):
		if receivers[0] in self.refusing:
			raise ValueError(f"gateway says no to {receivers[0]}")
		self.sent.append((receivers[0], text))
		if self.logs:
			sms_settings.create_sms_log({"message": text.encode(), "receiver_list": receivers}, receivers)

	logs = True
	"""Whether it writes what it sends in the framework's log, as the framework's own does."""

	def set_up_gateway(self):
		frappe.db.set_single_value("Nongan Supervision Settings", {"sms_enabled": 1, "sms_daily_limit": 100})
		gateway = {"sms_gateway_url": "http://127.0.0.1/sms", "message_parameter": "m", "receiver_parameter": "r"}
		frappe.get_doc("SMS Settings").update(gateway).save()

	def message(self, **values):
		return make(
			"Outreach Message", **{"message_text": "{producer_name}：休药期内勿上市", "town": "测试镇", **values}
		)

	def send(self, message, dry_run=0):
		if message.dry_run != dry_run:
			message.db_set("dry_run", dry_run)
		with patch.object(delivery, "start", delivery.deliver):
			messages.send(message.name, Context())
		return message.reload()
