"""Who may do what, where the framework's way of asking does not suit an embedded site."""

from __future__ import annotations

from unittest import mock

import frappe
from frappe.desk.doctype.system_health_report.system_health_report import SystemHealthReport


def test_a_report_that_is_drawn_up_when_loaded_is_not_loaded_to_ask_who_may_see_it(engine):
	with mock.patch.object(SystemHealthReport, "load_from_db", side_effect=AssertionError("drawn up")):
		assert frappe.has_permission("System Health Report", user="Administrator")
		assert not frappe.has_permission("System Health Report", user="Guest")
