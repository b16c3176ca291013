"""A town of four villages in three blocks, and campaigns in it: for the tests of campaigns and their groups."""

from __future__ import annotations

import itertools

import frappe

from nongan_supervision.api import start_campaign
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_campaign, make_supervision_town
from nongan_supervision.tests.inspection_world import make_template

TOWN = "督导镇"
VILLAGES = ("督导甲", "督导乙", "督导丙", "督导丁")
BLOCKS = ("A", "B", "C", "A")


class CampaignTestCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_supervision_town(TOWN, dict(zip(VILLAGES, BLOCKS, strict=True)))
		make_template("Seasonal Supervision", is_default=1)
		self.years = itertools.count(2023)

	def campaign(self, **values):
		return make_campaign(**{"town": TOWN, **values})

	def drafted(self, **values):
		"""A campaign with its groups."""
		campaign = self.campaign(**values)
		campaign.generate_groups()
		return campaign

	def started(self, **values):
		campaign = self.drafted(**values)
		start_campaign(campaign.name)
		return campaign.reload()

	def group(self, campaign, group_no=1):
		return frappe.get_doc("Supervision Group", {"campaign": campaign.name, "group_no": group_no})

	def villages_of(self, campaign):
		names = frappe.get_all("Supervision Group", {"campaign": campaign.name}, pluck="name", order_by="group_no")
		return [[row.village for row in frappe.get_doc("Supervision Group", name).villages] for name in names]

	def settle_tasks(self, campaign, *villages):
		"""Close tasks past their own rules."""
		filters = {"campaign": campaign.name}
		if villages:
			filters["village"] = ["in", villages]
		for name in frappe.get_all("Inspection Task", filters, pluck="name"):
			frappe.db.set_value("Inspection Task", name, "workflow_state", "Closed")
