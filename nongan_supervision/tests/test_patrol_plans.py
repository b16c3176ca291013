"""Patrol plans: whom they propose and when, and the tasks that come of them."""

from __future__ import annotations

import datetime
import io
from unittest import TestCase

import frappe
from openpyxl import load_workbook

from nongan_supervision.inspections import errors, patrol_plans
from nongan_supervision.inspections.patrol_plans import create_tasks, plan_items, propose, working_days
from nongan_supervision.inspections.patrol_risk import VisitRisk, score, spread
from nongan_supervision.inspections.states import TASK
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, VETERINARY, VILLAGE
from nongan_supervision.tests import web
from nongan_supervision.tests.factories import (
	make,
	make_key_product,
	make_producer,
	make_suspect_test,
	make_user,
	make_village,
	printed,
	unique,
)
from nongan_supervision.tests.inspection_world import DEPARTMENTS, TO_RECTIFYING, InspectionTestCase
from nongan_supervision.tests.properties import given, st
from nongan_supervision.workflows import errors as step_errors

SETTINGS = "Nongan Supervision Settings"


class TestRisk(TestCase):
	def test_points(self):
		for expected, known in (
			(24, VisitRisk()),
			(0, VisitRisk(months_since_visit=0)),
			(9, VisitRisk(months_since_visit=3)),
			(24, VisitRisk(months_since_visit=40)),
			(50, VisitRisk(months_since_visit=0, is_banned=True)),
			(40, VisitRisk(months_since_visit=0, is_overdue=True)),
			(30, VisitRisk(months_since_visit=0, fails=5)),
			(40, VisitRisk(months_since_visit=0, on_market=True, credit_level="D")),
		):
			self.assertEqual(score(known), expected)

	@given(st.lists(st.integers(0, 5), max_size=20), st.integers(1, 23))
	def test_visits_are_spread_evenly(self, villages, number):
		days = [datetime.date(2022, 7, 1) + datetime.timedelta(days=each) for each in range(number)]
		found = spread(villages, days)
		self.assertEqual([len(each) for each in found], villages)
		visits = [day for each in found for day in each]
		used = [visits.count(day) for day in days]
		if any(villages):
			self.assertLessEqual(max(used) - min(used), 1)
		for each in found:
			self.assertEqual(each, sorted(each))


class PatrolTestCase(InspectionTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_single_value(SETTINGS, "patrols_per_village", 2)
		self.town = make("Town", town_name=unique("巡查镇")).name
		self.villages = [make_village(unique("巡查村"), self.town).name for _each in range(2)]
		for village in self.villages:
			for _each in range(3):
				make_producer(village=village, products=[{"product": make_key_product().name}])

	def items(self, year: int = 2022, month: int = 7) -> list[dict]:
		return plan_items(self.town, year, month, datetime.date(2022, 6, 20))

	def propose(self, **values):
		return propose(self.town, 2022, 7, **values)


class TestProposal(PatrolTestCase):
	def test_each_village_has_its_patrols_on_working_days(self):
		make("Legal Holiday", holiday_date="2022-07-04", holiday_name="测试假日", is_workday=0)
		items = self.items()
		self.assertEqual(sorted(item["village"] for item in items), sorted(self.villages * 2))
		days = working_days(2022, 7, datetime.date(2022, 6, 20))
		self.assertNotIn(datetime.date(2022, 7, 4), days)
		self.assertEqual(len(days), 20)
		for village in self.villages:
			first, second = (item["planned_on"] for item in items if item["village"] == village)
			self.assertIn(first, days)
			self.assertGreaterEqual((second - first).days, 10, "half a month lies between them")

	def test_not_in_the_past_of_the_month(self):
		days = working_days(2022, 7, datetime.date(2022, 7, 21))
		self.assertEqual(days[0], datetime.date(2022, 7, 21))
		self.assertEqual(len(working_days(2022, 7, datetime.date(2022, 9, 1))), 21)

	def test_the_most_urgent_first_with_the_reason_in_words(self):
		banned = make_producer(village=self.villages[0], products=[{"product": make_key_product().name}])
		make_suspect_test(banned, sampled_on="2022-06-01", tested_on="2022-06-01")
		season = make_producer(
			village=self.villages[0],
			products=[{"product": make_key_product().name, "expected_market_date": "2022-07-20"}],
		)
		chosen = [item for item in self.items() if item["village"] == self.villages[0]]
		self.assertEqual({item["producer"] for item in chosen}, {banned.name, season.name})
		reasons = {item["producer"]: (item["reason"], item["department"]) for item in chosen}
		self.assertEqual(
			reasons[banned.name], ("banned from sale；1 failed in 12 months；never visited", DEPARTMENTS[AGRICULTURE])
		)
		self.assertEqual(reasons[season.name], ("expected on the market；never visited", DEPARTMENTS[VILLAGE]))

	def test_who_was_visited_comes_later_and_overdue_rectification_first(self):
		producers = frappe.get_all("Producer", {"village": self.villages[0]}, pluck="name")
		for name in producers[:2]:
			task = self.task_in(*TO_RECTIFYING, problems=True, producer=name, village=self.villages[0])
			frappe.db.set_value(TASK, task.name, "started_at", "2022-06-20 09:00:00")
		frappe.db.set_value(TASK, task.name, "rectification_due_on", "2022-06-10")
		chosen = {item["producer"] for item in self.items() if item["village"] == self.villages[0]}
		self.assertEqual(chosen, {producers[1], producers[2]})

	def test_a_village_where_nobody_is_due_has_a_round(self):
		empty = make_village(unique("空村"), self.town).name
		chosen = [item for item in self.items() if item["village"] == empty]
		self.assertEqual(
			[(item["producer"], item["reason"]) for item in chosen], [(None, "nobody is due: a round of the village")]
		)
		frappe.db.set_single_value(SETTINGS, "patrols_per_village", 0)
		self.assertEqual(self.items(), [])

	def test_a_fixed_number_of_queries(self):
		few = self.queries_of(self.items)
		for village in [make_village(unique("巡查村"), self.town).name for _each in range(4)]:
			make_producer(village=village, products=[{"product": make_key_product().name}])
		self.assertEqual(self.queries_of(self.items), few)

	def queries_of(self, function) -> int:
		function()  # what is cached is cached
		count, run = [], frappe.db.sql
		frappe.db.sql = lambda *args, **kwargs: count.append(args) or run(*args, **kwargs)
		try:
			function()
		finally:
			frappe.db.sql = run
		return len(count)


class TestPlan(PatrolTestCase):
	def test_once_a_month_unless_made_anew(self):
		with self.as_user(self.users[AGRICULTURE]):
			[name] = self.propose().created
			self.assertEqual(self.propose().existing, [name])
			plan = frappe.get_doc("Patrol Plan", name)
			self.assertEqual((plan.planned_count, plan.done_count, plan.status), (4, 0, "Draft"))
			plan.set("items", plan.items[:1])
			plan.save()
			self.assertEqual(self.propose(again=True).renewed, [name])
		self.assertEqual(len(plan.reload().items), 4)
		with self.as_user(self.users[VILLAGE]), self.assertRaises(frappe.PermissionError):
			self.propose()

	def test_the_monthly_job_leaves_plans_alone(self):
		patrol_plans.draft_this_month()
		day = datetime.date.today()
		filters = {"town": self.town, "year": day.year, "month": day.month}
		self.assertEqual(frappe.db.count("Patrol Plan", filters), 1)
		patrol_plans.draft_this_month()
		self.assertEqual(frappe.db.count("Patrol Plan", filters), 1)

	def test_each_row_becomes_a_task_once(self):
		officer = make_user(VILLAGE, villages=[self.villages[0]])
		village = frappe.get_doc("Village", self.villages[0])
		village.append("grid_officers", {"officer_name": "网格员", "user": officer, "grid_level": "Village"})
		village.save()
		[name] = self.propose().created
		with self.as_user(self.users[AGRICULTURE]):
			created = create_tasks(name)
			self.assertEqual(len(created), 4)
			self.assertEqual(create_tasks(name), [])
		plan = frappe.get_doc("Patrol Plan", name)
		self.assertEqual(plan.status, "Assigned")
		for row in plan.items:
			task = frappe.get_doc(TASK, row.task)
			self.assertEqual((task.patrol_plan, task.village, task.producer), (name, row.village, row.producer))
			self.assertEqual((str(task.planned_on), task.reason), (str(row.planned_on), row.reason))
			self.assertEqual(task.assigned_to, officer if row.village == self.villages[0] else None)

	def test_tasks_done_are_counted_and_close_the_plan(self):
		[name] = self.propose().created
		tasks = [frappe.get_doc(TASK, task) for task in create_tasks(name)]
		self.take(tasks[0], "Start", "Submit Findings")
		plan = frappe.get_doc("Patrol Plan", name)
		self.assertEqual((plan.done_count, plan.status), (1, "Assigned"))
		self.take(tasks[0], "Accept")
		for task in tasks[1:]:
			self.take(task, "Call Off")
		self.assertEqual((plan.reload().done_count, plan.status), (1, "Closed"))

	def test_rows_with_a_task_stay(self):
		[name] = self.propose().created
		create_tasks(name)
		plan = frappe.get_doc("Patrol Plan", name)
		plan.items[0].update({"planned_on": "2022-07-30", "task": plan.items[1].task})
		self.assertNotEqual(str(plan.save().items[0].planned_on), "2022-07-30")
		self.assertNotEqual(plan.items[0].task, plan.items[1].task)
		plan.set("items", plan.items[1:])
		self.assertRaises(step_errors.LockedFieldError, plan.save)

	def test_nobody_links_a_task_by_hand(self):
		task = self.task()
		plan = make("Patrol Plan", town=self.town, year=2022, month=8)
		plan.append("items", {"village": self.villages[0], "planned_on": "2022-08-01", "task": task.name})
		self.assertIsNone(plan.save().items[0].task)

	def test_refusals(self):
		row = {"village": self.villages[0], "planned_on": "2022-08-01"}
		elsewhere = make_producer(village=self.villages[1])
		for error, rows in (
			(errors.TaskDateError, [{**row, "planned_on": "2022-09-01"}]),
			(errors.PlaceMismatchError, [{**row, "village": self.village}]),
			(errors.PlaceMismatchError, [{**row, "producer": elsewhere.name}]),
			(errors.RepeatedItemError, [row, row]),
		):
			with self.subTest(rows=rows), self.assertRaises(error):
				make("Patrol Plan", town=self.town, year=2022, month=8, items=rows)
		with self.assertRaises(frappe.ValidationError):
			propose(self.town, 2022, 13)


class TestWorkbook(PatrolTestCase):
	def export(self, user: str):
		path = "/api/method/nongan_supervision.api.export_patrol_plan"
		return web.request(user, "GET", path, plan=self.plan.name)

	def setUp(self):
		super().setUp()
		[name] = self.propose().created
		self.plan = frappe.get_doc("Patrol Plan", name)
		self.plan.items[0].reason = "=1+1"
		self.plan.save()

	def test_a_row_for_each_patrol(self):
		response = self.export(self.users[LEADER])
		self.assertEqual(response.status_code, 200)
		sheet = load_workbook(io.BytesIO(response.get_data())).active
		title = f"{self.town}: patrol plan for 2022-07"
		self.assertEqual(sheet["A1"].value, title)
		self.assertIn("4", sheet["A2"].value)
		rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
		names = dict(frappe.get_all("Producer", fields=["name", "producer_name"], as_list=True))
		self.assertEqual(len(rows), len(self.plan.items))
		for row, written in zip(self.plan.items, rows, strict=True):
			planned = datetime.datetime.fromisoformat(f"{row.planned_on}")
			told = [row.idx, planned, row.village, names[row.producer], row.product, row.department, row.reason]
			self.assertEqual(written, told)
		self.assertEqual((sheet["G4"].value, sheet["G4"].data_type), ("=1+1", "s"))
		self.assertEqual(sheet.print_title_rows, "$3:$3")
		self.assertEqual((sheet.page_setup.orientation, sheet.page_setup.fitToWidth), ("landscape", 1))

	def test_names_producers_that_the_asker_may_see_and_no_others(self):
		row = self.plan.items[0]
		name = frappe.db.get_value("Producer", row.producer, "producer_name")
		station = make_user(VETERINARY)
		self.assertFalse(frappe.has_permission("Producer", "read", row.producer, user=station))
		sheet = load_workbook(io.BytesIO(self.export(station).get_data())).active
		self.assertNotIn(name, [cell.value for cells in sheet.iter_rows() for cell in cells])
		for user, expected in ((station, False), (self.users[AGRICULTURE], True)):
			with self.as_user(user):
				html = printed(self.plan, "巡查计划表")
			self.assertEqual(name in html, expected, user)

	def test_only_for_those_who_may(self):
		self.assertEqual(self.export(self.users[AGRICULTURE]).status_code, 200)
		self.assertEqual(self.export(make_user(VILLAGE, villages=[self.villages[0]])).status_code, 403)
		self.assertEqual(self.export("Guest").status_code, 403)
