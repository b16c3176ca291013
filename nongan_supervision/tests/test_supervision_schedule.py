"""The report of the year's supervision: what it lists, in which state, and to whom."""

from __future__ import annotations

import datetime
from unittest import TestCase

import frappe

from nongan_supervision.api import start_campaign
from nongan_supervision.inspections.schedule import DONE, IN_HAND, NOT_STARTED, OVERDUE, schedule_state
from nongan_supervision.nongan_supervision.report.supervision_schedule import supervision_schedule as schedule
from nongan_supervision.setup.roles import DISTRICT, MARKET, POLICE, VILLAGE
from nongan_supervision.tests.factories import NEXT_YEAR, make_campaign, make_supervision_town, make_user
from nongan_supervision.tests.inspection_world import TO_SUBMITTED, InspectionTestCase
from nongan_supervision.tests.registers import counted_queries

TOWN = "进度镇"
VILLAGES = {"进度甲": "A", "进度乙": "B", "进度丙": "C"}
DAY = datetime.date(NEXT_YEAR, 6, 10)


class TestStates(TestCase):
	def test_of_an_inspection(self):
		before, after = DAY - datetime.timedelta(days=1), DAY
		for state, due_on, expected in (
			(None, before, NOT_STARTED),
			("Planned", after, NOT_STARTED),
			("Planned", None, NOT_STARTED),
			("Planned", before, OVERDUE),
			("In Progress", after, IN_HAND),
			("Rectifying", after, IN_HAND),
			("Submitted", before, OVERDUE),
			("Closed", before, DONE),
			("Called Off", before, DONE),
		):
			with self.subTest(state=state, due_on=due_on):
				self.assertEqual(schedule_state(state, due_on, DAY), expected)


class ScheduleTest(InspectionTestCase):
	def setUp(self):
		super().setUp()
		make_supervision_town(TOWN, VILLAGES)
		self.campaign = self.drafted()

	def drafted(self, **values):
		campaign = make_campaign(**{"town": TOWN, "year": NEXT_YEAR, **values})
		campaign.generate_groups()
		return campaign

	def rows(self, **filters):
		found = schedule.execute({"year": NEXT_YEAR, **filters})[1]
		return [row for row in found if row["village"] in VILLAGES]


class TestSchedule(ScheduleTest):
	def test_before_the_start(self):
		first = self.rows()[0]
		self.assertEqual((first["campaign"], first["season_label"]), (self.campaign.name, f"{NEXT_YEAR}年夏季"))
		self.assertEqual((first["group_label"], first["village"], first["leader"]), ("第一组", "进度甲", "王小虎"))
		self.assertEqual(first["departments"], "*农村工作局、派出所")
		self.assertEqual((first["state"], first["task"], first["problems"]), (NOT_STARTED, None, None))
		self.assertEqual(str(first["feedback_due_on"]), f"{NEXT_YEAR}-06-30")

	def test_with_tasks(self):
		start_campaign(self.campaign.name)
		task = frappe.get_doc("Inspection Task", {"campaign": self.campaign.name, "village": "进度乙"})
		self.take(task, *TO_SUBMITTED, problems=True)
		rows = {row["village"]: row for row in self.rows()}
		self.assertEqual((rows["进度乙"]["state"], rows["进度乙"]["problems"]), (IN_HAND, 1))
		self.assertEqual(rows["进度乙"]["finished_on"], frappe.utils.getdate())
		self.assertEqual((rows["进度甲"]["state"], rows["进度甲"]["problems"]), (NOT_STARTED, 0))

	def test_by_season_and_group(self):
		autumn = self.drafted(season="Autumn")
		self.assertEqual(
			[(row["campaign"], row["village"]) for row in self.rows()],
			[
				*((self.campaign.name, village) for village in ("进度甲", "进度乙", "进度丙")),
				*((autumn.name, village) for village in ("进度乙", "进度丙", "进度甲")),
			],
		)

	def test_filters(self):
		self.drafted(season="Autumn")
		for filters, villages in (
			({"season": "Autumn"}, ["进度乙", "进度丙", "进度甲"]),
			({"village": "进度丙", "season": "Summer"}, ["进度丙"]),
			({"group_no": "2", "season": "Summer"}, ["进度乙"]),
			({"state": DONE}, []),
			({"year": NEXT_YEAR - 1}, []),
		):
			with self.subTest(filters):
				self.assertEqual([row["village"] for row in self.rows(**filters)], villages)

	def test_overdue_and_feedback(self):
		past = self.drafted(year=2021)
		start_campaign(past.name)
		_columns, rows, _message, chart, summary = schedule.execute({"year": 2021, "season": "Summer"})
		self.assertEqual([row["state"] for row in rows], [OVERDUE] * 3)
		self.assertEqual(chart["data"]["labels"], ["2021年夏季"])
		self.assertEqual([figure["value"] for figure in summary], [3, 0, 0, 3, 0, 1])

	def test_chart_needs_rows(self):
		self.assertIsNone(schedule.execute({"year": 2099})[3])


class TestWhoSeesWhat(ScheduleTest):
	def setUp(self):
		super().setUp()
		start_campaign(self.campaign.name)

	def test_a_village_sees_its_own(self):
		with self.as_user(make_user(VILLAGE, villages=["进度乙"])):
			rows = self.rows()
		self.assertEqual([row["village"] for row in rows], ["进度乙"])
		self.assertTrue(rows[0]["task"])

	def test_a_department_sees_the_tasks_that_it_takes_part_in(self):
		for role, own in ((MARKET, "进度丙"), (POLICE, "进度甲")):
			with self.subTest(role), self.as_user(make_user(role)):
				self.assertEqual({row["village"] for row in self.rows() if row["task"]}, {own})

	def test_the_district_sees_all(self):
		with self.as_user(make_user(DISTRICT)):
			self.assertTrue(all(row["task"] for row in self.rows()))

	def test_nobody_else(self):
		with self.as_user(make_user()):
			self.assertRaises(frappe.PermissionError, self.rows)

	def test_queries_do_not_grow_with_the_campaigns(self):
		counts = []
		self.rows()  # what is looked up once and kept
		for season in ("Autumn", "Winter"):
			with counted_queries() as statements:
				self.rows()
			counts.append(len(statements))
			start_campaign(self.drafted(season=season).name)
		self.assertEqual(*counts)
