"""Random steps by random roles, against a small model of the workflow that is written out on its own here.

Whatever the model refuses must be refused by the application and leave everything as it was; whatever it allows must
lead where it says.
"""

from __future__ import annotations

import frappe
from frappe.model.workflow import apply_workflow
from hypothesis import settings

from nongan_supervision.inspections.states import TASK
from nongan_supervision.permissions.grants import AGRICULTURE, DISTRICT, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.inspection_world import BEFORE, DEPARTMENTS, InspectionTestCase, answer
from nongan_supervision.tests.properties import given, st

MODEL = {
	("Planned", "Start"): "In Progress",
	("Planned", "Call Off"): "Called Off",
	("In Progress", "Submit Findings"): "Submitted",
	("Submitted", "Accept"): "Closed",
	("Submitted", "Return for Completion"): "In Progress",
	("Submitted", "Require Rectification"): "Rectifying",
	("Rectifying", "Report Rectified"): "Submitted",
}
OWN_PATROL = ("Start", "Submit Findings")
ACTORS = (AGRICULTURE, LEADER, MARKET, VETERINARY, POLICE, VILLAGE, DISTRICT)
ACTIONS = sorted({action for _state, action in MODEL})
REFUSALS = (frappe.ValidationError, frappe.PermissionError)

moves = st.one_of(
	st.tuples(st.just("any"), st.sampled_from(ACTIONS), st.sampled_from(ACTORS)),
	st.tuples(st.just("onward"), st.integers(0, 2), st.integers(0, 3)),  # so that walks get far
)


class Model:
	"""Where a task of a department stands, with problems or without, by the table alone."""

	def __init__(self, department: str, problems: bool) -> None:
		self.state, self.department, self.problems, self.rectified = "Planned", department, problems, False
		self.accepts = AGRICULTURE if department == VILLAGE else department  # one user, who has no colleague
		self.submitted_by = ""

	def may(self, action: str, actor: str) -> bool:
		if (self.state, action) not in MODEL:
			return False
		if action == "Require Rectification" and not self.problems:
			return False
		if action == "Accept" and actor == self.submitted_by != self.accepts:
			return False
		if actor == VILLAGE:
			return action == "Report Rectified" or (action in OWN_PATROL and self.department == VILLAGE)
		return actor in (AGRICULTURE, LEADER, self.department)

	def take(self, action: str, actor: str) -> None:
		if action == "Submit Findings":
			self.submitted_by = actor
		self.state = MODEL[self.state, action]
		if action in ("Require Rectification", "Report Rectified"):
			self.rectified = action == "Report Rectified"

	def options(self) -> list[tuple[str, str]]:
		return [(action, actor) for action in ACTIONS for actor in ACTORS if self.may(action, actor)]


class TestWalks(InspectionTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.users[DISTRICT] = make_user(DISTRICT)

	@settings(max_examples=15, deadline=None)
	@given(st.sampled_from((VILLAGE, MARKET, VETERINARY)), st.booleans(), st.lists(moves, min_size=3, max_size=12))
	def test_random_walks(self, department, problems, walk):
		model = Model(department, problems)
		task = self.task(department=DEPARTMENTS[department], village=self.village, producer=None)
		for kind, what, who in walk:
			if kind == "onward":
				options = model.options()
				if not options:
					break
				action, actor = options[(what * 4 + who) % len(options)]
			else:
				action, actor = what, who
			expected = model.may(action, actor)
			before = frappe.get_doc(TASK, task.name).as_dict()
			self.assertEqual(self.try_step(task.name, action, actor, model), expected, (model.state, action, actor))
			if expected:
				model.take(action, actor)
			else:
				self.assertEqual(frappe.get_doc(TASK, task.name).as_dict(), before)
			self.assertEqual(frappe.db.get_value(TASK, task.name, "workflow_state"), model.state)

	def try_step(self, name: str, action: str, actor: str, model: Model) -> bool:
		"""Take a step with what it needs filled in, and tell whether it was taken; a refusal leaves nothing behind."""
		frappe.db.savepoint("step_of_walk")
		try:
			with self.as_user(self.users[actor]):
				task = frappe.get_doc(TASK, name)
				if values := self.needed(task, action, model):
					task.update(values)
					task.save()
				apply_workflow(task, action)
		except REFUSALS:
			frappe.db.rollback(save_point="step_of_walk")
			return False
		return True

	def needed(self, task, action: str, model: Model) -> dict:
		if action == "Submit Findings" and task.workflow_state == "In Progress":
			answer(task, model.problems)
		if action == "Accept" and model.problems:
			return {"reinspection_result": "Rectified"} if model.rectified else {"acceptance_reason": "当场改正"}
		return BEFORE.get(action, {})
