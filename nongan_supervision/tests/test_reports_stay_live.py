"""No report of the app answers with figures of another day."""

from unittest import mock

import frappe
from frappe.core.doctype.report.report import Report

from nongan_supervision.setup.install import after_migrate
from nongan_supervision.setup.reports import MODULE, keep_reports_live
from nongan_supervision.tests.base import NonganTestCase

REPORT = "Responsibility Checklist Progress"


class TestReportsStayLive(NonganTestCase):
	def prepared(self, report=REPORT):
		return frappe.db.get_value("Report", report, "prepared_report")

	def test_none_is_shipped_as_prepared(self):
		self.assertFalse(frappe.get_all("Report", {"module": MODULE, "prepared_report": 1}))

	def test_a_slow_run_has_no_lasting_effect(self):
		for take_back in (keep_reports_live, after_migrate):
			frappe.db.set_value("Report", REPORT, "prepared_report", 1)  # as the framework does after 15 seconds
			take_back()
			self.assertEqual(self.prepared(), 0)

	def tick(self, prepared):
		"""As an administrator does in the form; on a developer's bench that would write the report's file."""
		with mock.patch.object(Report, "export_doc"):
			frappe.get_doc("Report", REPORT).update({"prepared_report": prepared}).save(ignore_version=False)

	def test_what_an_administrator_ticks_stays(self):
		self.tick(1)
		keep_reports_live()
		self.assertEqual(self.prepared(), 1)

	def test_the_framework_cannot_tick_it_again(self):
		self.tick(1)
		self.tick(0)
		frappe.db.set_value("Report", REPORT, "prepared_report", 1)
		keep_reports_live()
		self.assertEqual(self.prepared(), 0)

	def test_every_hour(self):
		method = f"{keep_reports_live.__module__}.{keep_reports_live.__name__}"
		self.assertIn(method, frappe.get_hooks("scheduler_events")["hourly"])

	def test_reports_of_others_are_left_alone(self):
		other = frappe.get_all("Report", {"module": ["!=", MODULE], "report_type": "Script Report"}, pluck="name")[0]
		frappe.db.set_value("Report", other, "prepared_report", 1)
		keep_reports_live()
		self.assertEqual(self.prepared(other), 1)
