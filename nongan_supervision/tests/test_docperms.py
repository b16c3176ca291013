"""The DocPerms in the JSON files and the roles of reports follow from the permission table."""

from __future__ import annotations

import contextlib
import io

import frappe

from nongan_supervision.permissions import write_docperms
from nongan_supervision.permissions.grants import ROLES
from nongan_supervision.permissions.table import TABLE
from nongan_supervision.tests.base import NonganTestCase


class TestDocPerms(NonganTestCase):
	def test_the_files_are_written_from_the_table(self):
		with contextlib.redirect_stdout(io.StringIO()) as printed:
			self.assertEqual(write_docperms.main(["--check"]), 0, printed)

	def test_writing_changes_the_permissions_only(self):
		for path in write_docperms.doctype_files():
			text = path.read_text(encoding="utf-8")
			self.assertEqual(write_docperms.with_permissions(text), text)

	def test_reports_are_open_to_who_may_read_what_they_are_about(self):
		for report in frappe.get_all("Report", {"module": "Nongan Supervision"}, ["name", "ref_doctype"]):
			roles = set(frappe.get_all("Has Role", {"parent": report.name, "parenttype": "Report"}, pluck="role"))
			readers = {role for role in ROLES if "report" in TABLE[report.ref_doctype][role].rights}
			self.assertEqual(roles & set(ROLES), readers, report.name)
