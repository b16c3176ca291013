"""Steps of inspection tasks: who takes them, what they need and what they set."""

from __future__ import annotations

from unittest import mock

import frappe
from frappe.model.workflow import WorkflowPermissionError, WorkflowTransitionError, apply_workflow
from frappe.utils import add_days, getdate, today

from nongan_supervision.inspections import errors
from nongan_supervision.inspections.states import REASON_FIELDS, STATES, STEPS, TASK
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.inspection_world import (
	DEPARTMENTS,
	TO_RECTIFIED,
	TO_RECTIFYING,
	TO_SUBMITTED,
	InspectionTestCase,
	answer,
	kept_photo,
)
from nongan_supervision.tests.web import call, request, text_of
from nongan_supervision.workflows import errors as step_errors

REFUSED = (WorkflowTransitionError, WorkflowPermissionError, step_errors.WrongRoleError, frappe.PermissionError)


class TestTheWayThrough(InspectionTestCase):
	def test_without_problems(self):
		task = self.task_in(*TO_SUBMITTED, "Accept")
		self.assertEqual((task.workflow_state, task.problems_found), ("Closed", 0))
		self.assertEqual((task.accepted_by, str(task.accepted_on)), (self.users[AGRICULTURE], today()))
		self.assertTrue(task.started_at and task.finished_at)
		self.assertEqual(task.submitted_by, self.users[AGRICULTURE])

	def test_with_rectification_and_reinspection(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "rectification_days", 15)
		task = self.task_in(*TO_RECTIFYING, problems=True)
		self.assertEqual((task.workflow_state, task.problems_found), ("Rectifying", 1))
		self.assertGreaterEqual(getdate(task.rectification_due_on), getdate(add_days(today(), 15)))
		self.assertEqual(str(task.rectification_notified_on), today())
		self.take(task, "Report Rectified")
		self.assertEqual((task.workflow_state, str(task.rectified_on)), ("Submitted", today()))
		with self.assertRaises(step_errors.IncompleteError):
			self.take(task, "Accept")
		task.reload().update({"reinspection_result": "Rectified"}).save()
		self.take(task, "Accept", role=LEADER)
		self.assertEqual((task.workflow_state, task.reinspected_by), ("Closed", self.users[LEADER]))
		self.assertEqual(str(task.reinspected_on), today())

	def test_not_rectified_starts_again_with_a_new_day(self):
		task = self.task_in(*TO_RECTIFIED, problems=True)
		task.update({"reinspection_result": "Not Rectified"}).save()
		with self.assertRaises(errors.OpenProblemsError):
			self.take(task, "Accept")
		task.reload()
		frappe.db.set_value(TASK, task.name, "rectification_due_on", add_days(today(), -3), update_modified=False)
		self.take(task.reload(), "Require Rectification")
		self.assertEqual((task.reinspection_result, task.rectified_on), ("Not Rectified", None))
		self.assertGreater(getdate(task.rectification_due_on), getdate())
		self.take(task, "Report Rectified")
		self.assertFalse(task.reinspection_result, "the new report is to be looked at anew")

	def test_returned_and_called_off(self):
		task = self.task_in(*TO_SUBMITTED, "Return for Completion")
		self.assertEqual((task.workflow_state, task.finished_at, task.submitted_by), ("In Progress", None, None))
		self.assertEqual(self.take(task, "Submit Findings").return_reason, None)
		self.assertEqual(self.task_in("Call Off").workflow_state, "Called Off")

	def test_a_settled_task_changes_no_more(self):
		for actions in ((*TO_SUBMITTED, "Accept"), ("Call Off",)):
			task = self.task_in(*actions)
			with self.subTest(actions), self.assertRaises(step_errors.SettledRecordError):
				task.update({"conclusion": "改写"}).save()

	def test_only_a_planned_task_can_be_deleted(self):
		self.task().delete()
		for actions in (("Start",), ("Call Off",), TO_SUBMITTED):
			with self.subTest(actions), self.assertRaises(step_errors.SettledRecordError):
				self.task_in(*actions).delete()


class TestOutOfTurn(InspectionTestCase):
	def test_no_state_out_of_turn_however_it_is_sent(self):
		allowed = {(step.state, step.next_state) for step in STEPS}
		for actions in ((), ("Start",), TO_SUBMITTED, TO_RECTIFYING):
			task = self.task_in(*actions, problems=True)
			for target in STATES:
				if target == task.workflow_state or (task.workflow_state, target) in allowed:
					continue
				with self.subTest(state=task.workflow_state, target=target):
					changed = frappe.get_doc(TASK, task.name).update({"workflow_state": target})
					self.assertRaises(step_errors.OutOfTurnError, changed.save)

	def test_a_new_task_is_planned(self):
		with self.assertRaises(step_errors.OutOfTurnError):
			self.task(workflow_state="Closed")

	def test_a_workflow_that_was_switched_off(self):
		frappe.db.set_value("Workflow", TASK, "is_active", 0)
		frappe.clear_cache(doctype=TASK)
		self.addCleanup(frappe.clear_cache, doctype=TASK)
		task = self.task(department=DEPARTMENTS[VILLAGE])
		with self.as_user(self.users[VILLAGE]), self.assertRaises(step_errors.WrongRoleError):
			frappe.get_doc(TASK, task.name).update({"workflow_state": "Called Off", "return_reason": "不想去"}).save()


class TestWhoMay(InspectionTestCase):
	def test_a_village_does_its_own_patrols_and_accepts_none(self):
		task = self.take(self.task(department=DEPARTMENTS[VILLAGE]), *TO_SUBMITTED, role=VILLAGE, problems=True)
		self.assertEqual(task.workflow_state, "Submitted")
		for action, error in (
			("Accept", REFUSED),
			("Require Rectification", step_errors.LockedFieldError),
			("Return for Completion", step_errors.LockedFieldError),
		):
			with self.subTest(action), self.assertRaises(error):
				self.take(task.reload(), action, role=VILLAGE)

	def test_a_village_reports_what_others_found_rectified_and_no_more(self):
		task = self.task_in(*TO_RECTIFYING, problems=True, department=DEPARTMENTS[MARKET])
		self.take(task, "Report Rectified", role=VILLAGE)
		self.assertEqual(task.workflow_state, "Submitted")
		other = self.task(department=DEPARTMENTS[MARKET])
		with self.assertRaises(REFUSED):
			self.take(other, "Start", role=VILLAGE)

	def test_departments_do_their_own_only(self):
		for role in (MARKET, VETERINARY, POLICE):
			with self.subTest(role):
				self.take(self.task(department=DEPARTMENTS[role]), *TO_SUBMITTED, "Accept", role=role)
				with self.assertRaises(REFUSED):
					self.take(self.task(department=DEPARTMENTS[AGRICULTURE]), "Start", role=role)

	def test_another_departments_step_is_refused_whatever_else_one_may_write(self):
		task = self.task(department=DEPARTMENTS[VETERINARY])
		both = make_user(VILLAGE, MARKET, villages=[self.village])  # a village reports rectified, so may write it
		with self.as_user(both), self.assertRaises(REFUSED):
			frappe.get_doc(TASK, task.name).update({"workflow_state": "In Progress"}).save()

	def test_nobody_accepts_what_they_handed_in_where_a_colleague_could(self):
		for role, department in ((MARKET, MARKET), (AGRICULTURE, AGRICULTURE), (LEADER, VETERINARY)):
			task = self.take(self.task(department=DEPARTMENTS[department]), *TO_SUBMITTED, role=role)
			colleague, path = make_user(department), f"/api/resource/{TASK}/{task.name}"
			with self.subTest(role):
				answer = request(self.users[role], "PUT", path, workflow_state="Closed")
				self.assertEqual(answer.status_code, 417)
				self.assertIn("OwnFindingsError", text_of(answer))
				answer = call(
					self.users[role], "frappe.model.workflow.apply_workflow", doc=task.as_json(), action="Accept"
				)
				self.assertIn("OwnFindingsError", text_of(answer))
				self.assertEqual(request(colleague, "PUT", path, workflow_state="Closed").status_code, 200)

	def test_a_colleague_whose_account_is_closed_accepts_nothing(self):
		task = self.take(self.task(department=DEPARTMENTS[POLICE]), *TO_SUBMITTED, role=POLICE)
		frappe.db.set_value("User", make_user(POLICE), "enabled", 0)
		self.assertEqual(self.take(task, "Accept", role=POLICE).workflow_state, "Closed")

	def test_departments_of_a_joint_operation(self):
		departments = [{"department": DEPARTMENTS[role]} for role in (MARKET, POLICE)]
		task = self.task(task_type="Joint Operation", department=DEPARTMENTS[AGRICULTURE], departments=departments)
		self.take(task, "Start", role=POLICE)
		task.operation_result = "检查三家，未发现违法行为"
		self.assertEqual(self.take(task, "Submit Findings", role=MARKET).workflow_state, "Submitted")


class TestWhatAStepNeeds(InspectionTestCase):
	def refused(self, task, action, error, **values):
		with self.as_user(self.users[AGRICULTURE]), self.assertRaises(error):
			state = next(step.next_state for step in STEPS if step.action == action)
			frappe.get_doc(TASK, task.name).update({**values, "workflow_state": state}).save()

	def test_reasons(self):
		states = {"Call Off": (), "Return for Completion": TO_SUBMITTED, "Require Rectification": TO_SUBMITTED}
		self.assertEqual(set(states), set(REASON_FIELDS))
		for action, actions in states.items():
			self.refused(self.task_in(*actions, problems=True), action, step_errors.MissingReasonError)

	def test_answers(self):
		task = self.task_in("Start")
		signed = {"conclusion": "正常", "signature_refused": 1}
		self.refused(task, "Submit Findings", errors.UnansweredItemError, **signed)
		answer(task, problems=True)
		task.items[0].finding = " "
		self.refused(task.save(), "Submit Findings", errors.MissingFindingError, **signed)
		task.items[0].update({"finding": "缺记录", "photo_required": 1})
		self.assertEqual(task.save().items[0].photo_required, 0, "the template says so, not the client")

	def test_photos(self):
		items = [{"item": "仓库", "photo_required": 1}]
		task = self.task_in("Start", items=items)
		answer(task)
		task.update({"conclusion": "正常", "signature_refused": 1}).save()
		self.refused(task, "Submit Findings", errors.MissingPhotoError)
		task.append("photos", {"photo": kept_photo(), "for_item": "仓库", "stage": "Re-inspection"})
		self.take(task.save(), "Submit Findings")
		self.assertEqual((task.workflow_state, task.photos[0].stage), ("Submitted", "Inspection"))

	def test_a_conclusion_and_a_signature(self):
		task = self.task_in("Start")
		answer(task)
		task.save()
		self.refused(task, "Submit Findings", step_errors.IncompleteError, signature_refused=1)
		self.refused(task, "Submit Findings", errors.MissingSignatureError, conclusion="正常")
		village_s = self.task_in("Start", task_type="Seasonal Supervision")
		answer(village_s)
		with self.as_user(self.users[AGRICULTURE]):
			village_s.update({"conclusion": "部署到位"}).save()
			self.assertEqual(apply_workflow(village_s, "Submit Findings").workflow_state, "Submitted")

	def test_the_result_of_a_joint_operation(self):
		departments = [{"department": DEPARTMENTS[MARKET]}]
		task = self.task_in("Start", task_type="Joint Operation", departments=departments)
		answer(task)
		task.save()
		self.refused(
			task,
			"Submit Findings",
			step_errors.IncompleteError,
			conclusion="正常",
			signature_refused=1,
			operation_result="",
		)

	def test_rectification_days(self):
		task = self.task_in(*TO_SUBMITTED, problems=True)
		needed = {"rectification_requirement": "补齐"}
		past = add_days(today(), -1)
		self.refused(task, "Require Rectification", errors.TaskDateError, rectification_due_on=past, **needed)
		self.refused(
			task,
			"Require Rectification",
			errors.TaskDateError,
			rectification_notified_on=add_days(today(), 1),
			**needed,
		)
		self.refused(self.task_in(*TO_SUBMITTED), "Require Rectification", errors.NothingToRectifyError, **needed)
		self.take(task, "Require Rectification")
		self.refused(task, "Report Rectified", step_errors.IncompleteError)
		for day in (add_days(today(), 1), past):
			self.refused(task, "Report Rectified", errors.TaskDateError, rectification_report="已改", rectified_on=day)

	def test_problems_are_accepted_with_a_reason_only(self):
		task = self.task_in(*TO_SUBMITTED, problems=True)
		self.refused(task, "Accept", errors.OpenProblemsError)
		task.update({"acceptance_reason": "当场改正"}).save()
		self.assertEqual(self.take(task, "Accept").workflow_state, "Closed")

	def test_times_are_the_servers_or_the_phones_past(self):
		task = self.task(started_at="2020-01-01 08:00:00", finished_at="2020-01-01 09:00:00", accepted_on="2020-01-01")
		self.assertEqual((task.started_at, task.finished_at, task.accepted_on), (None, None, None))
		task.flags.started_at = "2022-07-01 08:00:00"
		with self.as_user(self.users[AGRICULTURE]), mock.patch.object(task, "reload"):
			task.workflow_state = "In Progress"
			self.assertEqual(str(task.save().started_at), "2022-07-01 08:00:00")
