"""The reports on residue tests: what they count, what they say is still to do, and to whom."""

from __future__ import annotations

from datetime import date

import frappe

from nongan_supervision.monitoring.standing import DONE, IN_HAND, OVERDUE, Point, state_of
from nongan_supervision.nongan_supervision.report.failing_results_and_follow_up import (
	failing_results_and_follow_up as failing,
)
from nongan_supervision.nongan_supervision.report.residue_test_summary import residue_test_summary as summary
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	make_laboratory_test,
	make_producer,
	make_residue_test,
	make_substance,
	make_suspect_test,
	make_user,
	make_village,
)
from nongan_supervision.tests.registers import counted_queries

VILLAGE = "报表村"
BANNED = "测试禁药"


class ReportTest(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village(VILLAGE)
		make_substance(BANNED, "Banned")
		self.producer = make_producer(village=VILLAGE)

	def rows(self, report, **filters):
		return report.execute({"year": 2022, "village": VILLAGE, **filters})[1]


class TestFailingResults(ReportTest):
	def row(self, test, **filters):
		return next(row for row in self.rows(failing, **filters) if row["test"] == test.name)

	def test_passing_ones_are_not_there(self):
		make_residue_test(self.producer)
		self.assertEqual(self.rows(failing), [])

	def test_suspicion_of_a_banned_substance(self):
		test = make_suspect_test(self.producer, BANNED)
		row = self.row(test)
		self.assertEqual((row["escalation"], row["found"], row["ban"]), (test.escalation, BANNED, None))
		self.assertEqual((row["state"], row["days_overdue"]), (IN_HAND, 0))
		past = frappe.utils.add_days(frappe.utils.today(), -4)
		frappe.db.set_value("Enforcement Escalation", test.escalation, "due_on", past)
		row = self.row(test)
		self.assertEqual((row["state"], row["days_overdue"]), (OVERDUE, 4))

	def test_ban_until_it_is_lifted(self):
		test = make_suspect_test(self.producer)
		row = self.row(test)
		self.assertTrue(row["ban"] and row["ban_active"] and row["open_points"])
		frappe.db.set_value("Sale Ban", row["ban"], {"status": "Lifted", "lifted_on": "2022-07-20"})
		retest = make_laboratory_test(self.producer, fails=False, purpose="Retest", retest_of=test.name)
		row = self.row(test)
		self.assertEqual((row["state"], row["retest"], str(row["lifted_on"])), (DONE, retest.name, "2022-07-20"))

	def test_a_failing_one_waits_for_its_publication(self):
		test = make_laboratory_test(self.producer)
		frappe.db.set_value("Sale Ban", self.row(test)["ban"], "status", "Lifted")
		self.assertEqual(self.row(test)["state"], IN_HAND)
		frappe.get_doc("Residue Test", test.name).update({"published": 1}).save()
		self.assertEqual(self.row(test)["state"], DONE)

	def test_filters(self):
		suspect, fail = make_suspect_test(self.producer), make_laboratory_test(self.producer)
		for filters, expected in (
			({}, {suspect.name, fail.name}),
			({"verdict": "Fail"}, {fail.name}),
			({"state": DONE}, set()),
			({"year": 2021}, set()),
			({"product": PRODUCT, "producer": self.producer.name}, {suspect.name, fail.name}),
		):
			with self.subTest(filters):
				self.assertEqual({row["test"] for row in self.rows(failing, **filters)}, expected)

	def test_clues_are_their_department_s(self):
		test = make_laboratory_test(self.producer, purpose="Supervision Sampling")
		self.assertTrue(self.row(test)["clue"])
		with self.as_user(make_user("Village Officer", villages=[VILLAGE])):
			row = self.row(test)
			self.assertEqual((row["clue"], bool(row["ban"])), (None, True))

	def test_other_villages_are_not_there(self):
		make_suspect_test(self.producer)
		with self.as_user(make_user("Village Officer", villages=[make_village().name])):
			self.assertEqual(self.rows(failing), [])

	def test_queries_do_not_grow_with_the_tests(self):
		make_suspect_test(self.producer)
		self.rows(failing)
		counts = []
		for _round in range(2):
			with counted_queries() as statements:
				self.rows(failing)
			counts.append(len(statements))
			for _test in range(3):
				make_suspect_test(make_producer(village=VILLAGE))
		self.assertEqual(*counts)

	def test_summary_and_chart(self):
		make_suspect_test(self.producer)
		make_laboratory_test(self.producer)
		_columns, _rows, _message, chart, figures = failing.execute({"year": 2022, "village": VILLAGE})
		self.assertEqual(chart["data"]["labels"], [VILLAGE])
		self.assertEqual([figure["value"] for figure in figures], [0, 2, 0, 1, 1])

	def test_the_worst_point_decides(self):
		today = date(2022, 7, 10)
		for points, expected in (
			([], DONE),
			([Point("a")], IN_HAND),
			([Point("a", today)], IN_HAND),
			([Point("a"), Point("b", date(2022, 7, 9))], OVERDUE),
		):
			with self.subTest(points):
				self.assertEqual(state_of(points, today), expected)


class TestSummary(ReportTest):
	def setUp(self):
		super().setUp()
		make_residue_test(self.producer)
		make_residue_test(self.producer, submit=False)
		make_suspect_test(self.producer)
		make_laboratory_test(self.producer, sampled_on="2022-08-05", tested_on="2022-08-06")

	def test_counts(self):
		(row,) = self.rows(summary)
		figures = [row[name] for name in ("tests", "quick", "quantitative", "passed", "suspect", "failed")]
		self.assertEqual((row["group"], figures, row["pass_rate"]), (VILLAGE, [3, 2, 1, 1, 1, 1], 33.33))

	def test_groups(self):
		for group, expected in (
			("Product", {PRODUCT: 3}),
			("Purpose", {"Quick Screening": 2, "Routine Monitoring": 1}),
			("Month", {"2022-07": 2, "2022-08": 1}),
			("owner", {VILLAGE: 3}),
		):
			with self.subTest(group):
				rows = self.rows(summary, group_by=group)
				groups = [row for row in rows if not row.get("is_total")]
				self.assertEqual({row["group"]: row["tests"] for row in groups}, expected)

	def test_sums_of_them_all_below(self):
		total = self.rows(summary, group_by="Purpose")[-1]
		figures = [total[name] for name in summary.FIGURES]
		self.assertEqual((total["is_total"], figures, total["pass_rate"]), (1, [3, 2, 1, 1, 1, 1], 33.33))

	def test_a_month_leads_to_its_days(self):
		july, august, both = self.rows(summary, group_by="Month", from_date="2022-07-01", to_date="2022-08-20")
		self.assertEqual((july["from_date"], july["to_date"]), (date(2022, 7, 1), date(2022, 7, 31)))
		self.assertEqual((august["from_date"], august["to_date"]), (date(2022, 8, 1), date(2022, 8, 20)))
		self.assertEqual((both["from_date"], both["to_date"]), (date(2022, 7, 1), date(2022, 8, 20)))

	def test_filters(self):
		for filters, tests in (
			({"method": "Quantitative"}, 1),
			({"purpose": "Quick Screening"}, 2),
			({"from_date": "2022-08-01"}, 1),
			({"stage": "Field"}, 3),
		):
			with self.subTest(filters):
				self.assertEqual(sum(row["tests"] for row in self.rows(summary, **filters)), tests)
		self.assertEqual(self.rows(summary, year=2021), [])

	def test_others_see_none_of_it(self):
		with self.as_user(make_user("Village Officer", villages=[make_village().name])):
			self.assertEqual(self.rows(summary), [])
		with self.as_user(make_user("Police Station")), self.assertRaises(frappe.PermissionError):
			self.rows(summary)
