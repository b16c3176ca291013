"""The register of outreach: what it lists, what it says of the plan's rules, and to whom."""

from __future__ import annotations

import datetime

import frappe

from nongan_supervision.nongan_supervision.report.outreach_register import outreach_register as register
from nongan_supervision.registry.asked import NotAskableError
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, MARKET, POLICE, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_producer, make_user, make_village
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.web import call, message_of

OWN, OTHER = "宣传甲村", "宣传乙村"
YEAR = 2021


class RegisterTest(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village(OWN)
		make_village(OTHER)
		self.training = self.activity(
			"Training",
			"2021-03-02",
			village=OWN,
			department="派出所",
			policy_briefing=1,
			producers=[{"producer": make_producer(village=OWN).name}, {"attendee_name": "缺席户", "attended": 0}],
		)
		self.visit = self.activity("Household Visit", "2021-03-05", village=OTHER, department="市场监督分局")
		self.media = self.activity(
			"News Media", "2021-05-05", department="镇农村工作局", link="https://example.gov.cn/"
		)

	def activity(self, activity_type: str, held_on: str, **values) -> str:
		values = {"activity_type": activity_type, "held_on": held_on, "topic": "台账测试", **values}
		return make("Outreach Activity", **values).name

	def rows(self, **filters) -> list[dict]:
		return register.execute({"year": YEAR, **filters})[1]

	def names(self, **filters) -> list[str]:
		return [row["activity"] for row in self.rows(**filters)]


class TestRegister(RegisterTest):
	def test_the_latest_first(self):
		self.assertEqual(self.names(), [self.media, self.visit, self.training])

	def test_a_training(self):
		row = self.rows()[-1]
		self.assertEqual((row["audience_count"], row["attended"], row["policy_briefing"]), (1, 1, 1))
		self.assertEqual((row["village"], row["department"]), (OWN, "派出所"))
		self.assertEqual(row["held_on"], datetime.date(YEAR, 3, 2))
		self.assertTrue(row["type_label"] and row["briefing_label"])

	def test_filters(self):
		for filters, expected in (
			({"activity_type": "Training"}, [self.training]),
			({"village": OTHER}, [self.visit]),
			({"department": "镇农村工作局"}, [self.media]),
			({"from_date": "2021-03-03"}, [self.media, self.visit]),
			({"to_date": "2021-03-05"}, [self.visit, self.training]),
			({"from_date": "2021-06-01", "to_date": "2021-05-01"}, []),
			({"year": 1990}, []),
		):
			with self.subTest(filters):
				self.assertEqual(self.names(**filters), expected)

	def test_the_current_year_by_default(self):
		now = self.activity("Notice Board", frappe.utils.today())
		year = frappe.utils.getdate().year
		frappe.db.set_single_value("Nongan Supervision Settings", "current_year", year)
		names = [row["activity"] for row in register.execute()[1]]
		self.assertIn(now, names)
		self.assertNotIn(self.training, names)

	def test_chart_by_month_and_type(self):
		chart = register.execute({"year": YEAR})[3]["data"]
		self.assertEqual(chart["labels"], [f"{YEAR}-{month:02}" for month in range(1, 13)])
		training = chart["datasets"][1]["values"]
		self.assertEqual((training[2], sum(training)), (1, 1))
		self.assertEqual(len(chart["datasets"]), 3)

	def test_a_chart_of_a_long_time_has_the_months_with_activities(self):
		chart = register.execute({"from_date": "1901-01-01", "to_date": "2021-12-31"})[3]["data"]
		self.assertEqual(chart["labels"], ["2021-03", "2021-05"])

	def test_nothing_has_no_chart(self):
		self.assertIsNone(register.execute({"year": 1990})[3])

	def test_says_how_the_rules_were_kept(self):
		message = register.execute({"year": YEAR})[2]
		self.assertEqual(message.count("<br>"), 2, message)
		self.assertRegex(message, r"1 (of|/) 2")  # one of the two was without a briefing

	def test_totals(self):
		summary = register.execute({"year": YEAR})[4]
		self.assertEqual([figure["value"] for figure in summary], [3, 0, 1, 1, 1, 0, 1])

	def test_what_cannot_be_meant(self):
		for filters in ({"year": "x"}, {"from_date": "2021-13-01"}, {"village": ["in", [OWN]]}):
			self.assertRaises(NotAskableError, register.execute, filters)

	def test_queries_do_not_grow(self):
		counts = []
		self.rows()  # what is cached is asked for once
		for number in range(1, 3):
			with counted_queries() as statements:
				self.rows()
			counts.append(len(statements))
			self.activity("Training", f"2021-07-0{number}", village=OWN, producers=[{"attendee_name": "一户"}])
		self.assertEqual(*counts)


class TestWhoSeesWhat(RegisterTest):
	def run_as(self, user: str) -> set[str]:
		"""What the report says over the wire."""
		filters = frappe.as_json({"year": YEAR})
		response = call(user, "frappe.desk.query_report.run", report_name="Outreach Register", filters=filters)
		self.assertEqual(response.status_code, 200)
		return {row["activity"] for row in message_of(response)["result"] if isinstance(row, dict)}

	def test_by_role(self):
		everything = {self.training, self.visit, self.media}
		for role, expected in (
			(AGRICULTURE, everything),
			(DISTRICT, everything),
			(MARKET, {self.visit}),
			(POLICE, {self.training}),
		):
			with self.subTest(role):
				self.assertEqual(self.run_as(make_user(role)), expected)

	def test_a_village_sees_its_own(self):
		self.assertEqual(self.run_as(make_user(VILLAGE, villages=[OWN])), {self.training})

	def test_nobody_else(self):
		with self.as_user(make_user()):
			self.assertRaises(frappe.PermissionError, self.rows)

	def test_messages_are_for_those_who_may_see_them(self):
		message = make("Outreach Message", message_text="测试", topic="测试").name
		frappe.db.set_value("Outreach Activity", self.training, "message", message)
		for role, expected in ((AGRICULTURE, message), (POLICE, None)):
			with self.as_user(make_user(role)):
				shown = {row["activity"]: row["message"] for row in self.rows()}
				self.assertEqual(shown[self.training], expected)
