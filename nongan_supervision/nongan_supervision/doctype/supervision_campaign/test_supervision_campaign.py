"""A campaign: its groups from the blocks, its start with a task per village, its end, and every refusal."""

from __future__ import annotations

import datetime
import itertools

import frappe

from nongan_supervision.api import campaign_overview, close_campaign, start_campaign
from nongan_supervision.inspections import campaign_errors as errors
from nongan_supervision.inspections import campaigns
from nongan_supervision.inspections.errors import UnsuitableTemplateError
from nongan_supervision.registry.context import Context
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, LEADER, MARKET, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_campaign, make_supervision_town, make_user
from nongan_supervision.tests.inspection_world import make_template
from nongan_supervision.tests.web import call, message_of

CAMPAIGN = "Supervision Campaign"
TOWN = "督导镇"
VILLAGES = ("督导甲", "督导乙", "督导丙", "督导丁")
BLOCKS = ("A", "B", "C", "A")


class CampaignTest(NonganTestCase):
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


class TestDraft(CampaignTest):
	def test_town_and_dates_come_by_themselves(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "current_town", TOWN)
		campaign = make(CAMPAIGN, year=2031, season="Winter")
		self.assertEqual((campaign.town, campaign.status, campaign.title), (TOWN, "Draft", "2031年冬季督导检查"))
		self.assertEqual((str(campaign.starts_on), str(campaign.feedback_due_on)), ("2031-12-01", "2031-12-31"))

	def test_own_dates_stay(self):
		campaign = self.campaign(ends_on="2031-06-20", feedback_due_on="2031-06-25")
		self.assertEqual((str(campaign.ends_on), str(campaign.feedback_due_on)), ("2031-06-20", "2031-06-25"))

	def test_no_town(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "current_town", None)
		self.assertRaises(errors.MissingTownError, make, CAMPAIGN, year=2031, season="Summer")

	def test_no_such_year_or_season(self):
		self.assertRaises(errors.InvalidSeasonError, self.campaign, year=22)
		self.assertRaises(errors.InvalidSeasonError, self.campaign, season="Spring")

	def test_one_a_season(self):
		first = self.campaign()
		with self.assertRaises(errors.SecondCampaignError) as refused:
			self.campaign()
		self.assertIn(first.name, str(refused.exception))
		self.assertTrue(self.campaign(season="Autumn"))

	def test_order_of_dates(self):
		for fieldname in ("ends_on", "feedback_due_on"):
			with self.subTest(fieldname):
				self.assertRaises(errors.CampaignDatesError, self.campaign, **{fieldname: "2031-05-31"})

	def test_template_is_one_of_seasonal_supervision(self):
		other = make_template("Routine Patrol").name
		self.assertRaises(UnsuitableTemplateError, self.campaign, template=other)
		own = make_template("Seasonal Supervision").name
		self.assertEqual(self.campaign(template=own).template, own)

	def test_what_is_the_server_s(self):
		campaign = self.campaign(status="Closed", started_on="2031-06-01", feedback_submitted_on="2031-06-02")
		self.assertEqual((campaign.status, campaign.started_on, campaign.feedback_submitted_on), ("Draft", None, None))
		campaign.update({"status": "Active", "closed_on": "2031-06-03"}).save()
		self.assertEqual((campaign.status, campaign.closed_on), ("Draft", None))

	def test_goes_with_its_groups(self):
		campaign = self.drafted()
		campaign.delete()
		self.assertFalse(frappe.db.exists("Supervision Group", {"campaign": campaign.name}))


class TestGroups(CampaignTest):
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
				self.assertRaises(frappe.PermissionError, frappe.get_doc(CAMPAIGN, campaign.name).generate_groups)

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


class TestStart(CampaignTest):
	def test_a_task_for_each_village(self):
		leader = make_user(LEADER)
		campaign = self.drafted()
		self.group(campaign).update({"leader_user": leader}).save()
		tasks = [frappe.get_doc("Inspection Task", name) for name in start_campaign(campaign.name)]
		self.assertCountEqual([task.village for task in tasks], VILLAGES)
		task = next(task for task in tasks if task.village == "督导丁")
		self.assertEqual((task.task_type, task.campaign), ("Seasonal Supervision", campaign.name))
		self.assertEqual(task.supervision_group, self.group(campaign).name)
		self.assertEqual((task.department, task.assigned_to), ("镇农村工作局", leader))
		self.assertEqual([row.department for row in task.departments], ["镇农村工作局", "派出所"])
		self.assertEqual(str(task.due_on), "2031-06-30")
		campaign.reload()
		self.assertEqual((campaign.status, campaign.started_on), ("Active", frappe.utils.getdate()))

	def test_the_focus_stands_on_each_task(self):
		campaign = self.drafted(focus="重点看台账")
		task = frappe.get_doc("Inspection Task", start_campaign(campaign.name)[0])
		self.assertTrue(task.guidance.startswith("重点看台账"))
		task.save()
		self.assertTrue(task.reload().guidance.startswith("重点看台账"))

	def test_spread_over_the_working_days_to_come(self):
		make("Legal Holiday", holiday_date="2031-06-24", holiday_name="测试节")
		campaign = self.drafted()
		days = campaigns.inspection_days(campaign, datetime.date(2031, 6, 20))
		self.assertEqual([day.day for day in days], [20, 23, 25, 26, 27, 30])
		campaigns.start(campaign.name, Context(datetime.date(2031, 6, 20)))
		planned = frappe.get_all(
			"Inspection Task",
			{"supervision_group": self.group(campaign).name},
			pluck="planned_on",
			order_by="planned_on",
		)
		self.assertEqual([day.day for day in planned], [20, 26])

	def test_a_campaign_of_the_past_keeps_its_days(self):
		campaign = self.drafted()
		days = campaigns.inspection_days(campaign, datetime.date(2031, 8, 1))
		self.assertEqual((days[0].isoformat(), days[-1].isoformat()), ("2031-06-02", "2031-06-30"))

	def test_not_twice(self):
		campaign = self.started()
		self.assertRaises(errors.CampaignStartedError, start_campaign, campaign.name)
		self.assertEqual(frappe.db.count("Inspection Task", {"campaign": campaign.name}), len(VILLAGES))

	def test_not_without_groups(self):
		self.assertRaises(errors.IncompleteGroupError, start_campaign, self.campaign().name)

	def test_not_without_a_leader_or_villages(self):
		for values in ({"leader": None}, {"villages": []}):
			with self.subTest(values):
				campaign = self.drafted(year=next(self.years))
				self.group(campaign).update(values).save()
				self.assertRaises(errors.IncompleteGroupError, start_campaign, campaign.name)

	def test_not_without_a_village(self):
		campaign = self.drafted()
		make_supervision_town(TOWN, {"督导戊": "A"})
		with self.assertRaises(errors.VillageWithoutGroupError) as refused:
			start_campaign(campaign.name)
		self.assertIn("督导戊", str(refused.exception))

	def test_only_leader_and_agriculture(self):
		for role in (MARKET, DISTRICT, VILLAGE):
			with self.subTest(role), self.as_user(make_user(role)):
				self.assertRaises(frappe.PermissionError, start_campaign, self.drafted_as_administrator())
		for role in (LEADER, AGRICULTURE):
			name = self.drafted_as_administrator()
			with self.subTest(role), self.as_user(make_user(role)):
				self.assertEqual(len(start_campaign(name)), len(VILLAGES))

	def drafted_as_administrator(self) -> str:
		with self.as_user("Administrator"):
			return self.drafted(year=next(self.years)).name

	def test_groups_stay(self):
		campaign = self.started()
		for values in (
			{"leader": "别人"},
			{"villages": []},
			{"departments": [{"department": "派出所", "is_liaison": 1}]},
		):
			with self.subTest(values), self.assertRaises(errors.CampaignStartedError) as refused:
				self.group(campaign).update(values).save()
			self.assertIn(str(campaign.started_on), str(refused.exception))
		self.assertRaises(errors.CampaignStartedError, self.group(campaign).delete)
		self.assertRaises(errors.CampaignStartedError, campaign.generate_groups)
		self.group(campaign).save()

	def test_what_it_started_with_stays(self):
		campaign = self.started()
		self.assertRaises(errors.CampaignStartedError, campaign.update({"starts_on": "2031-06-02"}).save)
		campaign.reload().update({"focus": "台账", "ends_on": "2031-06-29"}).save()
		self.assertRaises(errors.CampaignStartedError, campaign.delete)


class TestClose(CampaignTest):
	def test_when_all_is_done(self):
		campaign = self.started()
		self.settle_tasks(campaign)
		close_campaign(campaign.name, "不需要理由")
		campaign.reload()
		self.assertEqual((campaign.status, campaign.closing_note), ("Closed", None))
		self.assertEqual(campaign.closed_on, frappe.utils.getdate())

	def test_unfinished_ones_need_a_reason(self):
		campaign = self.started()
		self.settle_tasks(campaign, "督导甲", "督导乙", "督导丙")
		for reason in (None, "  "):
			with self.assertRaises(errors.UnfinishedTasksError) as refused:
				close_campaign(campaign.name, reason)
			self.assertIn("督导丁", str(refused.exception))
			self.assertNotIn("督导甲", str(refused.exception))
		close_campaign(campaign.name, "台风")
		self.assertEqual(campaign.reload().closing_note, "台风")

	def test_not_twice(self):
		campaign = self.started()
		close_campaign(campaign.name, "测试")
		with self.assertRaises(errors.CampaignClosedError) as refused:
			close_campaign(campaign.name, "测试")
		self.assertIn(frappe.utils.today(), str(refused.exception))

	def test_not_before_it_has_started(self):
		self.assertRaises(errors.CampaignNotStartedError, close_campaign, self.drafted().name)

	def test_nothing_changes_afterwards(self):
		campaign = self.started()
		close_campaign(campaign.name, "测试")
		self.assertRaises(errors.CampaignClosedError, campaign.reload().update({"focus": "别的"}).save)
		campaign.reload().update({"remarks": "存档"}).save()
		self.assertRaises(errors.CampaignStartedError, campaign.delete)
		self.assertRaises(errors.CampaignStartedError, start_campaign, campaign.name)

	def test_no_task_comes_afterwards(self):
		campaign = self.started()
		values = {"task_type": "Seasonal Supervision", "village": "督导甲", "planned_on": frappe.utils.today()}
		late = make("Inspection Task", **values)
		make("Inspection Task", campaign=campaign.name, **values)
		close_campaign(campaign.name, "测试")
		self.assertRaises(errors.CampaignClosedError, make, "Inspection Task", campaign=campaign.name, **values)
		self.assertRaises(errors.CampaignClosedError, late.reload().update({"campaign": campaign.name}).save)


class TestOverview(CampaignTest):
	def test_groups_and_tasks(self):
		campaign = self.started()
		self.settle_tasks(campaign, "督导甲")
		found = campaign_overview(campaign.name)
		self.assertEqual([group["title"] for group in found["groups"]], ["第一组", "第二组", "第三组"])
		states = {row["village"]: row["state"] for group in found["groups"] for row in group["villages"]}
		self.assertEqual(states["督导甲"], "Closed")
		self.assertEqual((found["totals"]["tasks"], found["totals"]["done"]), (4, 1))
		self.assertFalse(found["feedback_overdue"])

	def test_a_village_officer_sees_the_own_task_only(self):
		campaign = self.started()
		with self.as_user(make_user(VILLAGE, villages=["督导乙"])):
			found = campaign_overview(campaign.name)
		tasks = {row["village"] for group in found["groups"] for row in group["villages"] if row["task"]}
		self.assertEqual((tasks, found["summary"]), ({"督导乙"}, None))

	def test_overdue(self):
		campaign = self.started(year=2021)
		found = campaign_overview(campaign.name)
		self.assertTrue(found["feedback_overdue"])
		self.assertEqual(found["totals"]["overdue"], len(VILLAGES))
