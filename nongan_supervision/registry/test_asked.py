"""Filters as anybody may send them: what can be meant is read, all else is refused by its name, in every report."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import frappe

from nongan_supervision import api
from nongan_supervision.registry import asked
from nongan_supervision.registry.asked import (
	NotAskableError,
	NotReadableError,
	asked_of,
	document_of,
	rows_of,
	values_of,
)
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.web import call, text_of

MODULE = "Nongan Supervision"
FILTER = re.compile(r"""fieldname: "(\w+)",\s+label:|choice\(\s*"(\w+)"|(year)_filter\(""")

SENT = (["a"], {"a": 1}, "x" * (asked.LONGEST + 1), float("nan"))
NEVER = (*SENT, "x" * 1_000_000, [], {}, 10**400, float("inf"), "\ud800")
"""What no filter can hold; the first ones are sent to each report."""

NO_DAYS = ("nan", "0001-01-01", "2026-13-45", "2026-02-30", "9999-12-31", "x", "0", 7, -1, True)
NO_YEARS = ("nan", "inf", "x", "2026-13-45", "0001-01-01", 1, -5, 99999, "99999", True)


class TestAskedOf(NonganTestCase):
	def test_what_can_be_meant(self):
		day = datetime.date(2022, 7, 1)
		self.assertEqual(asked_of(None), {})
		sent = {"year": "2022", "from_date": "2022-07-01", "to_date": day, "village": "岑村", "restricted_only": 1}
		self.assertEqual(asked_of(sent), {**sent, "year": 2022, "from_date": day})
		for empty in (None, ""):
			names = dict.fromkeys(("year", "from_date", "village"), empty)
			self.assertEqual(asked_of(names), names)
		self.assertEqual(asked_of({"year": 0}), {"year": 0})
		self.assertEqual(asked_of({"village": 7, "month": 7}), {"village": "7", "month": 7})

	def test_what_no_filter_can_hold(self):
		for name in ("village", "year", "from_date", "something_else"):
			for value in NEVER:
				with self.subTest(name=name, value=str(value)[:20]), self.assertRaises(NotAskableError) as refusal:
					asked_of({name: value})
				self.assertIn(frappe._(frappe.unscrub(name)), str(refusal.exception))

	def test_a_refusal_takes_no_other_message_along(self):
		frappe.msgprint("told before")
		with self.assertRaises(NotAskableError):
			asked_of({"from_date": "2026-13-45"})
		self.assertEqual(len(frappe.local.message_log), 2)
		self.assertIn("told before", str(frappe.local.message_log[0]))

	def test_days_and_years(self):
		for name, values in (("year", NO_YEARS), *((name, NO_DAYS) for name in asked.DAYS)):
			for value in values:
				with self.subTest(name=name, value=value), self.assertRaises(NotAskableError):
					asked_of({name: value})

	def test_filters_without_names(self):
		for filters in (["a"], "a", 7):
			with self.assertRaises(NotAskableError):
				asked_of(filters)

	def test_a_filters_name_is_text_in_the_message(self):
		with self.assertRaises(NotAskableError) as refusal:
			asked_of({"<img src=x>": []})
		self.assertNotIn("<img", str(refusal.exception).lower())


class TestWhatAPageSends(NonganTestCase):
	def test_is_read_from_json_or_as_it_is(self):
		for read, sent in ((values_of, {"a": 1, "b": None}), (document_of, {"a": [1]}), (rows_of, [{"a": 1}])):
			self.assertEqual(read(sent), sent)
			self.assertEqual(read(json.dumps(sent)), sent)

	def test_all_else_is_refused(self):
		never = ("nan", "1", "{", "[]x", None, 7)
		for read, values in (
			(values_of, (*never, [], {"a": []}, {"a": {}}, {"a": float("nan")}, {"a": 10**400})),
			(document_of, (*never, [])),
			(rows_of, (*never, {}, ["a"], [[]], [{"a": []}])),
		):
			for value in values:
				with self.subTest(read.__name__, value=str(value)[:20]), self.assertRaises(NotReadableError):
					read(value)


class TestEveryReport(NonganTestCase):
	"""Each Script Report with each of its filters, as the Desk names them."""

	def filters_of(self, report: str) -> list[str]:
		folder = frappe.scrub(report)
		path = Path(frappe.get_module_path(MODULE), "report", folder, f"{folder}.js")
		named = {next(filter(None, found)) for found in FILTER.findall(path.read_text(encoding="utf-8"))}
		self.assertTrue(named, f"{report} has filters")
		return sorted(named)

	def run_report(self, report: str, filters: object):
		return call("Administrator", "frappe.desk.query_report.run", report_name=report, filters=json.dumps(filters))

	def test_refuses_what_can_not_be_meant(self):
		"""One of each kind; all that a day or a year can't be is the rule's, which every report asks."""
		for report in frappe.get_all("Report", {"module": MODULE, "report_type": "Script Report"}, pluck="name"):
			for name in self.filters_of(report):
				wrong = {"year": NO_YEARS[:3], **dict.fromkeys(asked.DAYS, NO_DAYS[:3])}.get(name, ())
				for value in (*SENT, *wrong):
					with self.subTest(report=report, name=name, value=str(value)[:20]):
						response = self.run_report(report, {name: value})
						self.assertEqual(response.status_code, 417, text_of(response)[-1500:])
						self.assertIn("can't be used like this", text_of(response))

	def test_answers_what_no_document_has(self):
		for report in frappe.get_all("Report", {"module": MODULE, "report_type": "Script Report"}, pluck="name"):
			for name in {*self.filters_of(report)} - {"year", *asked.DAYS}:
				for value in ("nan", "2026-13-45", "%'", "\0", 7):
					with self.subTest(report=report, name=name, value=value):
						response = self.run_report(report, {name: value})
						self.assertIn(response.status_code, (200, 403, 404, 417), text_of(response)[-1500:])

	def test_the_page_of_traces_is_asked_alike(self):
		for name in ("code", "from_date"):
			response = call("Administrator", f"{api.__name__}.trace_product", **{name: "x" * 10_000})
			self.assertEqual(response.status_code, 417)
