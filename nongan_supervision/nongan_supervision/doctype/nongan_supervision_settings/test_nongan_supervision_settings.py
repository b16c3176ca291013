import frappe

from nongan_supervision.setup.plan import SETTINGS
from nongan_supervision.setup.settings import (
	CREDIT_POINTS,
	InvalidEventPointsError,
	InvalidGroupDefaultsError,
	InvalidThresholdsError,
	fill_new_defaults,
	ship_credit_points,
)
from nongan_supervision.tests.base import NonganTestCase


class TestNonganSupervisionSettings(NonganTestCase):
	def test_deadlines_start_from_their_sources(self):
		settings = frappe.get_doc(SETTINGS)
		for fieldname, value in (
			("clue_check_days", 7),
			("case_decision_days", 90),
			("referral_head_days", 3),
			("referral_transfer_hours", 24),
			("police_decision_days", 3),
			("reconsideration_days", 3),
		):
			self.assertEqual(settings.get(fieldname), value, fieldname)
			self.assertTrue(settings.meta.get_field(fieldname).description, fieldname)
		self.assertFalse(settings.deadlines_confirmed)

	def test_better_levels_need_more_points(self):
		settings = frappe.get_doc(SETTINGS)
		settings.credit_level_b_from = 95
		self.assertRaises(InvalidThresholdsError, settings.save)

	def test_each_group_once_with_two_departments(self):
		for values in ({"group_no": 4}, {"group_no": 2}, {"partner_department": "镇农村工作局"}):
			settings = frappe.get_doc(SETTINGS)
			settings.supervision_groups[0].update(values)
			with self.subTest(values):
				self.assertRaises(InvalidGroupDefaultsError, settings.save)

	def test_types_of_event_start_with_points_that_the_office_may_change(self):
		settings = frappe.get_doc(SETTINGS)
		self.assertEqual({row.event_type: row.points for row in settings.credit_points}, CREDIT_POINTS)
		settings.credit_points = settings.credit_points[:1]
		settings.save()
		ship_credit_points()
		self.assertEqual(len(frappe.get_doc(SETTINGS).credit_points), 1)

	def test_points_suit_their_type_once(self):
		for row in ({"event_type": "Failing Test", "points": 5}, {"event_type": "Commendation", "points": 1}):
			settings = frappe.get_doc(SETTINGS)
			settings.credit_points = [row for row in settings.credit_points if row.event_type == "Commendation"]
			settings.append("credit_points", row)
			self.assertRaises(InvalidEventPointsError, settings.save)

	def test_settings_of_a_new_version_start_from_their_defaults(self):
		frappe.db.delete("Singles", {"doctype": SETTINGS, "field": ["in", ["credit_start_points", "escalation_days"]]})
		frappe.db.set_single_value(SETTINGS, "credit_period_months", 0)
		fill_new_defaults()
		settings = frappe.get_doc(SETTINGS)
		self.assertEqual((settings.credit_start_points, settings.escalation_days), (100, 3))
		self.assertEqual(settings.credit_period_months, 0)
