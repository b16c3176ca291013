"""The groups of a campaign: drafted from the blocks of the villages, changed by hand, and every refusal."""

from __future__ import annotations

import frappe

from nongan_supervision.inspections import campaign_errors as errors
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, MARKET, VILLAGE
from nongan_supervision.tests.campaign_case import TOWN, CampaignTestCase
from nongan_supervision.tests.factories import make, make_supervision_town, make_user
from nongan_supervision.tests.web import call, message_of


class TestGroups(CampaignTestCase):
	def test_blocks_in_the_order_of_the_annex(self):
		frappe.db.set_value("Village", "督导丁", "rotation_order", 1)
		self.assertEqual(self.villages_of(self.drafted()), [["督导丁", "督导甲"], ["督导乙"], ["督导丙"]])

	def test_through_the_api(self):
		campaign = self.campaign()
		agriculture = make_user(AGRICULTURE)
		arguments = {"docs": campaign.as_json(), "method": "generate_groups"}
		response = call(agriculture, "run_doc_method", **arguments)
		self.assertEqual(message_of(response), [f"{campaign.name}-{number}" for number in (1, 2, 3)])

	def test_not_for_those_who_only_read(self):
		campaign = self.campaign()
		for role in (MARKET, DISTRICT, VILLAGE):
			with self.subTest(role), self.as_user(make_user(role)):
				self.assertRaises(
					frappe.PermissionError, frappe.get_doc("Supervision Campaign", campaign.name).generate_groups
				)

	def test_no_village_has_a_block(self):
		campaign = self.campaign()
		frappe.db.set_value("Village", {"town": TOWN}, "rotation_block", None)
		self.assertRaises(errors.MissingBlocksError, campaign.generate_groups)

	def test_block_without_villages(self):
		campaign = self.campaign()
		frappe.db.set_value("Village", "督导丙", "rotation_block", "A")
		with self.assertRaises(errors.MissingBlocksError) as refused:
			campaign.generate_groups()
		self.assertIn("block C", str(refused.exception))
		self.assertEqual(self.villages_of(campaign), [])

	def test_village_without_block(self):
		campaign = self.campaign()
		frappe.db.set_value("Village", "督导丁", "rotation_block", None)
		with self.assertRaises(errors.VillageWithoutBlockError) as refused:
			campaign.generate_groups()
		self.assertIn("督导丁", str(refused.exception))

	def test_settings_without_a_group(self):
		campaign = self.campaign()
		settings = frappe.get_doc("Nongan Supervision Settings")
		settings.supervision_groups = settings.supervision_groups[:2]
		settings.save()
		with self.assertRaises(errors.MissingGroupDefaultsError) as refused:
			campaign.generate_groups()
		self.assertIn("group 3", str(refused.exception))

	def test_anew_with_new_blocks(self):
		campaign = self.drafted()
		for village, block in (("督导丁", "B"), ("督导乙", "A")):
			frappe.db.set_value("Village", village, "rotation_block", block)
		campaign.generate_groups()
		self.assertEqual(self.villages_of(campaign), [["督导甲", "督导乙"], ["督导丁"], ["督导丙"]])

	def test_changed_by_hand_stays(self):
		campaign = self.drafted()
		group = self.group(campaign)
		group.update({"leader": "测试领导"}).save()
		self.assertTrue(group.changed_by_hand)
		campaign.generate_groups()
		self.assertEqual(self.group(campaign).leader, "测试领导")
		self.assertFalse(self.group(campaign, 2).changed_by_hand)

	def test_saving_without_a_change_is_none(self):
		campaign = self.drafted()
		self.group(campaign).save()
		self.assertFalse(self.group(campaign).changed_by_hand)

	def test_village_that_a_changed_group_keeps(self):
		campaign = self.drafted()
		self.group(campaign).update({"leader": "测试领导"}).save()
		frappe.db.set_value("Village", "督导丁", "rotation_block", "B")
		self.assertRaises(errors.VillageInTwoGroupsError, campaign.generate_groups)

	def test_village_in_two_groups_or_twice(self):
		group = self.group(self.drafted())
		for village in ("督导乙", "督导甲"):
			with self.subTest(village):
				group.reload().append("villages", {"village": village})
				self.assertRaises(errors.VillageInTwoGroupsError, group.save)

	def test_village_of_another_town(self):
		make_supervision_town("外镇", {"外村": "A"})
		group = self.group(self.drafted())
		group.append("villages", {"village": "外村"})
		self.assertRaises(errors.ForeignVillageError, group.save)

	def test_no_liaison_or_two(self):
		for marks in ((0, 0), (1, 1)):
			with self.subTest(marks):
				group = self.group(self.drafted(year=next(self.years)))
				for row, mark in zip(group.departments, marks, strict=True):
					row.is_liaison = mark
				self.assertRaises(errors.LiaisonError, group.save)
		group.reload().set("departments", [])
		self.assertRaises(errors.LiaisonError, group.save)

	def test_department_twice(self):
		group = self.group(self.drafted())
		group.append("departments", {"department": group.departments[1].department})
		self.assertRaises(errors.DuplicateDepartmentError, group.save)

	def test_number(self):
		campaign = self.drafted()
		values = {"campaign": campaign.name, "departments": [{"department": "派出所", "is_liaison": 1}]}
		for group_no in (0, 4, 2):
			with self.subTest(group_no):
				self.assertRaises(errors.InvalidGroupError, make, "Supervision Group", group_no=group_no, **values)
