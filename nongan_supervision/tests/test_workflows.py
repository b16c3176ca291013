"""The shipped workflows: complete, and the office's once they are there."""

from __future__ import annotations

import frappe

from nongan_supervision.setup.install import after_migrate
from nongan_supervision.setup.workflows import WORKFLOWS, ship_workflows
from nongan_supervision.tests.base import NonganTestCase


class TestWorkflows(NonganTestCase):
	def test_each_is_there_and_in_force(self):
		for workflow in WORKFLOWS:
			stored = frappe.get_doc("Workflow", workflow.name)
			self.assertEqual((stored.document_type, stored.is_active), (workflow.doctype, 1))
			self.assertEqual(
				list(dict.fromkeys(state.state for state in stored.states)), [state.name for state in workflow.states]
			)

	def test_every_step_leads_from_state_to_state(self):
		for workflow in WORKFLOWS:
			states = {state.name for state in workflow.states}
			for step in workflow.transitions:
				self.assertLessEqual({step.state, step.next_state}, states)

	def test_who_takes_a_step_may_edit_before_it(self):
		for workflow in WORKFLOWS:
			editors = {state.name: state.editors for state in workflow.states}
			for step in workflow.transitions:
				self.assertLessEqual(set(step.roles), set(editors[step.state]))

	def test_an_edited_one_stays_edited(self):
		workflow = frappe.get_doc("Workflow", WORKFLOWS[0].name)
		workflow.transitions[0].allowed = "Supervision Leader"
		workflow.save()
		after_migrate()
		self.assertEqual(ship_workflows(), 0)
		self.assertEqual(workflow.reload().transitions[0].allowed, "Supervision Leader")

	def test_a_deleted_one_does_not_come_back(self):
		frappe.delete_doc("Workflow", WORKFLOWS[0].name)
		after_migrate()
		self.assertFalse(frappe.db.exists("Workflow", WORKFLOWS[0].name))
