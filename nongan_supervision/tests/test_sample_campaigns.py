"""The sample year's campaigns: as far as the year has come, and each with the groups of the rotation."""

from __future__ import annotations

import datetime
from collections import Counter
from unittest import mock

import frappe

from nongan_supervision.setup import shipped
from nongan_supervision.setup.sample import campaigns
from nongan_supervision.setup.sample.campaigns import run_campaigns
from nongan_supervision.setup.sample.town import TOWN
from nongan_supervision.setup.sample.users import LEADER
from nongan_supervision.tests.base import NonganTestCase

YEAR = 2023


class TestSampleCampaigns(NonganTestCase):
	def setUp(self):
		super().setUp()
		shipped.ship([LEADER.as_record()])  # who accepts what was found

	def run_up_to(self, month: int, day: int) -> dict[str, frappe._dict]:
		run_campaigns(datetime.date(YEAR, month, day))
		fields = ["name", "season", "status", "feedback_submitted_on", "closing_note"]
		found = frappe.get_all("Supervision Campaign", {"town": TOWN, "year": YEAR}, fields)
		return {one.season: one for one in found}

	def states(self, campaign: str) -> Counter:
		return Counter(frappe.get_all("Inspection Task", {"campaign": campaign}, pluck="workflow_state"))

	def tasks(self) -> list[dict]:
		"""Everything that is stored of the tasks and their rows, but by whom and when they were made."""
		made = ("name", "parent", "creation", "modified", "modified_by", "campaign", "supervision_group", "photo")
		tasks = [frappe.get_doc("Inspection Task", name) for name in frappe.get_all("Inspection Task", pluck="name")]
		told = [
			{
				**{name: value for name, value in task.as_dict(no_default_fields=True).items() if name not in made},
				"items": [
					{**{name: row.get(name) for name in row.meta.get_valid_columns() if name not in made}}
					for row in task.get("items")
				],
				"departments": [row.department for row in task.departments],
			}
			for task in tasks
		]
		return sorted(told, key=lambda task: (str(task["planned_on"]), task["village"]))

	def test_uneventful_ones_are_as_the_rules_leave_them(self):
		def step_by_step(tasks, *of_the_campaign):
			for task in tasks:
				campaigns._inspect(task, *of_the_campaign)

		frappe.db.savepoint("before_campaigns")
		with mock.patch.object(campaigns, "_inspect_alike", step_by_step):
			self.run_up_to(6, 20)
		by_the_rules, waiting = self.tasks(), frappe.db.count("Workflow Action", {"status": "Open"})
		frappe.db.rollback(save_point="before_campaigns")
		self.run_up_to(6, 20)
		self.maxDiff = None
		self.assertEqual(self.tasks(), by_the_rules)
		self.assertEqual(frappe.db.count("Workflow Action", {"status": "Open"}), waiting)

	def test_nothing_in_january(self):
		self.assertEqual(self.run_up_to(1, 15), {})

	def test_the_next_one_is_drafted(self):
		found = self.run_up_to(5, 3)
		self.assertEqual({season: one.status for season, one in found.items()}, {"Summer": "Draft"})
		self.assertEqual(frappe.db.count("Supervision Group", {"campaign": found["Summer"].name}), 3)

	def test_in_the_middle_of_a_season(self):
		found = self.run_up_to(9, 15)
		self.assertEqual((found["Summer"].status, found["Autumn"].status), ("Closed", "Active"))
		states = self.states(found["Autumn"].name)
		self.assertEqual(sum(states.values()), 18)
		self.assertTrue({"Planned", "Closed"} <= set(states), states)

	def test_at_the_end_of_the_year(self):
		found = self.run_up_to(12, 20)
		self.assertEqual(self.states(found["Summer"].name), {"Closed": 18})
		self.assertEqual(self.states(found["Autumn"].name), {"Closed": 17, "Rectifying": 1})
		self.assertIn("戴溪", found["Autumn"].closing_note)
		late = {one.campaign: one.late for one in frappe.get_all("Supervision Summary", {}, ["campaign", "late"])}
		self.assertEqual((late[found["Summer"].name], late[found["Autumn"].name]), (0, 1))
		self.assertEqual(str(found["Autumn"].feedback_submitted_on), f"{YEAR}-10-03")

	def test_twice_is_once(self):
		self.run_up_to(6, 20)
		before = frappe.db.count("Inspection Task")
		self.assertEqual(list(self.run_up_to(6, 20)), ["Summer"])
		self.assertEqual(frappe.db.count("Inspection Task"), before)
