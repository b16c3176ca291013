"""The settings of reminders: what they start with, and what they refuse."""

from __future__ import annotations

import frappe

from nongan_supervision.agenda.lead_times import DEFAULTS, SETTINGS, DuplicateLeadTimeError, LeadTime, lead_times
from nongan_supervision.tests.base import NonganTestCase


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
