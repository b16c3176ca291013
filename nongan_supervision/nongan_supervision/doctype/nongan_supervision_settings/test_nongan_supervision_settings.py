import frappe

from nongan_supervision.setup.plan import SETTINGS
from nongan_supervision.setup.settings import InvalidThresholdsError
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
