"""What is thrown and caught again is not told."""

from __future__ import annotations

from contextlib import suppress

import frappe

from nongan_supervision.registry.untold import untold
from nongan_supervision.tests.base import NonganTestCase


class TestUntold(NonganTestCase):
	def setUp(self):
		super().setUp()
		frappe.clear_messages()
		frappe.msgprint("before")

	def told(self) -> list[str]:
		return [message["message"] for message in frappe.local.message_log]

	def test_caught_within(self):
		with untold() as said, suppress(frappe.ValidationError):
			frappe.throw("refused")
		self.assertEqual(self.told(), ["before"])
		self.assertEqual(said(), [])

	def test_caught_outside(self):
		with self.assertRaises(frappe.ValidationError), untold():
			frappe.throw("refused")
		self.assertEqual(self.told(), ["before"])

	def test_the_block_knows_what_was_said(self):
		with untold() as said:
			frappe.msgprint("within")
			self.assertEqual([message["message"] for message in said()], ["within"])
