"""What follows from inspections: clues, reminders, the board, the report and the prints."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate, today

from nongan_supervision.api import open_inspection_clue
from nongan_supervision.inspections import errors
from nongan_supervision.inspections.clues import open_for_overdue
from nongan_supervision.inspections.states import TASK
from nongan_supervision.nongan_supervision.report.inspection_findings_and_rectification import (
	inspection_findings_and_rectification as report,
)
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, VETERINARY, VILLAGE
from nongan_supervision.tests.digest_case import DigestMixin, every_day
from nongan_supervision.tests.factories import make_producer, make_village, printed, unique
from nongan_supervision.tests.inspection_world import (
	DEPARTMENTS,
	TO_RECTIFYING,
	TO_SUBMITTED,
	InspectionTestCase,
	kept_photo,
)
from nongan_supervision.workflows import errors as step_errors


class TestClues(InspectionTestCase):
	def overdue(self, **values):
		task = self.task_in(*TO_RECTIFYING, problems=True, **values)
		frappe.db.set_value(TASK, task.name, "rectification_due_on", add_days(today(), -1), update_modified=False)
		return task.reload()

	def test_overdue_rectification_opens_one_clue_of_the_department(self):
		stock = make_producer(sector="Livestock")
		for expected, values in (
			(MARKET, {"department": DEPARTMENTS[MARKET]}),
			(AGRICULTURE, {"department": DEPARTMENTS[VILLAGE]}),
			(VETERINARY, {"department": DEPARTMENTS[VILLAGE], "producer": stock.name, "village": stock.village}),
		):
			with self.subTest(expected):
				task = self.overdue(**values)
				open_for_overdue()
				open_for_overdue()
				[clue] = frappe.get_all("Case Clue", {"reference_name": task.name}, ["*"])
				self.assertEqual((clue.clue_source, clue.department), ("Inspection", DEPARTMENTS[expected]))
				self.assertEqual((clue.producer, clue.village), (task.producer, task.village))
				self.assertIn("台账缺六月记录", clue.description)
				self.assertEqual(task.reload().clue, clue.name)

	def test_in_time_or_reported_opens_none(self):
		in_time = self.task_in(*TO_RECTIFYING, problems=True)
		reported = self.take(self.overdue(), "Report Rectified")
		open_for_overdue()
		self.assertEqual((in_time.reload().clue, reported.reload().clue), (None, None))

	def test_by_hand_once_by_a_department(self):
		task = self.task_in(*TO_SUBMITTED, problems=True, department=DEPARTMENTS[VILLAGE])
		with self.as_user(self.users[VILLAGE]), self.assertRaises(frappe.PermissionError):
			open_inspection_clue(task.name)
		with self.as_user(self.users[MARKET]), self.assertRaises(frappe.PermissionError):
			open_inspection_clue(task.name)
		with self.as_user(self.users[AGRICULTURE]):
			clue = open_inspection_clue(task.name)
			self.assertEqual(open_inspection_clue(task.name), clue)
		with self.assertRaises(errors.NothingToRectifyError):
			open_inspection_clue(self.task_in(*TO_SUBMITTED).name)


class TestReminders(DigestMixin, InspectionTestCase):
	def setUp(self):
		super().setUp()
		self.set(**every_day())

	def told(self, task) -> list[str]:
		frappe.db.delete("Reminder Digest", {"user": ["in", [*self.users.values()]]})  # those of the task before
		return sorted(self.told_today(task.name))

	def test_the_department_or_who_has_it(self):
		for due, expected in ((3, []), (2, [MARKET]), (0, [MARKET]), (-1, [MARKET])):
			with self.subTest(due=due):
				day = add_days(today(), due)
				task = self.task(department=DEPARTMENTS[MARKET], planned_on=day, due_on=day)
				self.assertEqual(self.told(task), expected)
		village = self.task(
			village=self.village, department=DEPARTMENTS[VILLAGE], assigned_to=self.users[VILLAGE], due_on=today()
		)
		self.assertEqual(self.told(village), [VILLAGE])

	def test_leaders_hear_of_overdue_rectification(self):
		task = self.task_in(*TO_RECTIFYING, problems=True, department=DEPARTMENTS[MARKET])
		self.assertEqual(self.told(task), [])
		frappe.db.set_value(TASK, task.name, "rectification_due_on", add_days(today(), -1))
		self.assertEqual(self.told(task), sorted([LEADER, MARKET]))

	def test_a_village_hears_nothing_of_what_is_unannounced(self):
		task = self.task(task_type="Unannounced Inspection", department=DEPARTMENTS[AGRICULTURE])
		self.assertEqual(self.told(task), [AGRICULTURE])


class TestBoard(InspectionTestCase):
	def drag(self, task, column: str, role: str = AGRICULTURE):
		with self.as_user(self.users[role]):
			frappe.client.set_value(TASK, task.name, "board_column", column)
		return task.reload()

	def test_a_card_takes_the_step_with_all_its_checks(self):
		task = self.task(department=DEPARTMENTS[VILLAGE])
		self.assertEqual(task.board_column, "Planned")
		self.assertEqual(self.drag(task, "In Progress", VILLAGE).workflow_state, "In Progress")
		self.assertTrue(task.started_at)
		for column, error in (("Submitted", errors.UnansweredItemError), ("Closed", step_errors.OutOfTurnError)):
			with self.subTest(column), self.assertRaises(error):
				self.drag(task, column)
		self.take(task, "Submit Findings")
		self.assertEqual(task.board_column, "Submitted")
		with self.assertRaises(step_errors.WrongRoleError):
			self.drag(task, "Closed", VILLAGE)
		self.assertEqual(self.drag(task, "Closed").workflow_state, "Closed")

	def test_the_shipped_board_shows_every_state(self):
		board = frappe.get_doc("Kanban Board", {"reference_doctype": TASK})
		options = frappe.get_meta(TASK).get_field("board_column").options.split("\n")
		self.assertEqual([column.column_name for column in board.columns], options)


class TestReport(InspectionTestCase):
	def rows(self, user: str = "Administrator", **asked) -> list[dict]:
		with self.as_user(user):
			return report.execute(asked)[1]

	def test_a_row_per_finding_and_one_without_any(self):
		village = make_village(unique("报表村")).name
		self.task_in(*TO_SUBMITTED, "Accept", village=village)
		task = self.task_in(*TO_RECTIFYING, problems=True, village=village)
		self.task(village=village)
		frappe.db.set_value(TASK, task.name, "rectification_due_on", add_days(today(), -4))
		rows = self.rows(village=village, from_date=today(), to_date=today())
		self.assertEqual([(row["item"], row["days_overdue"]) for row in rows], [("台账", 4), (None, 0)])
		self.assertEqual(rows[0]["finding"], "台账缺六月记录")
		self.assertEqual([row["task"] for row in self.rows(village=village, only_open=1)], [task.name])
		self.assertEqual(self.rows(village=village, from_date=add_days(today(), 1)), [])
		columns, _rows, _message, chart, summary = report.execute({"village": village})
		self.assertEqual(chart["data"]["labels"], ["台账"])
		self.assertEqual([dataset["values"] for dataset in chart["data"]["datasets"]], [[1], [0]])
		self.assertEqual([one["value"] for one in summary], [2, 1, 1, 1, 0])
		self.assertIn("rectification_due_on", [column["fieldname"] for column in columns])

	def test_each_sees_what_is_theirs(self):
		own = self.task_in(*TO_SUBMITTED, problems=True, department=DEPARTMENTS[MARKET])
		elsewhere = make_producer(village=make_village(unique("邻村")).name)
		other = self.task_in(*TO_SUBMITTED, producer=elsewhere.name, village=elsewhere.village)
		hidden = self.task(task_type="Unannounced Inspection")
		seen = {role: {row["task"] for row in self.rows(self.users[role])} for role in (VILLAGE, MARKET, AGRICULTURE)}
		self.assertTrue({own.name, other.name} <= seen[AGRICULTURE])
		self.assertEqual({own.name, other.name} & seen[MARKET], {own.name})
		self.assertEqual({own.name, other.name, hidden.name} & seen[VILLAGE], {own.name})


class TestPrints(InspectionTestCase):
	def test_the_notice_to_rectify(self):
		task = self.task_in(*TO_RECTIFYING, problems=True)
		html = printed(task, "整改通知书")
		due = getdate(task.rectification_due_on)
		for text in ("台账缺六月记录", "七日内补齐台账", f"{due.year}年{due.month}月{due.day}日", "测试镇"):
			self.assertIn(text, html)

	def test_the_record(self):
		task = self.task_in("Start")
		photo = kept_photo()
		task.append("photos", {"photo": photo, "for_item": "仓库"})
		self.take(task.save(), "Submit Findings", problems=True)
		html = printed(task, "巡查检查记录")
		for text in ("台账", "记录完整", "台账缺六月记录", "情况正常", photo, "data:image/png"):
			self.assertIn(text, html)
