"""A campaign: its dates, its start with a task per village, its end, and every refusal."""

from __future__ import annotations

import datetime

import frappe

from nongan_supervision.api import campaign_overview, close_campaign, start_campaign
from nongan_supervision.inspections import campaign_errors as errors
from nongan_supervision.inspections import campaigns
from nongan_supervision.inspections.errors import UnsuitableTemplateError
from nongan_supervision.registry.context import Context
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, LEADER, MARKET, VILLAGE
from nongan_supervision.tests.campaign_case import TOWN, VILLAGES, CampaignTestCase
from nongan_supervision.tests.factories import NEXT_YEAR, make, make_supervision_town, make_user
from nongan_supervision.tests.inspection_world import make_template
from nongan_supervision.tests.web import request, text_of

CAMPAIGN = "Supervision Campaign"


class TestDraft(CampaignTestCase):
	def test_town_and_dates_come_by_themselves(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "current_town", TOWN)
		campaign = make(CAMPAIGN, year=NEXT_YEAR, season="Winter")
		title = f"{NEXT_YEAR}年冬季督导检查"
		self.assertEqual((campaign.town, campaign.status, campaign.title), (TOWN, "Draft", title))
		days = (f"{NEXT_YEAR}-12-01", f"{NEXT_YEAR}-12-31")
		self.assertEqual((str(campaign.starts_on), str(campaign.feedback_due_on)), days)

	def test_own_dates_stay(self):
		days = (f"{NEXT_YEAR}-06-20", f"{NEXT_YEAR}-06-25")
		campaign = self.campaign(ends_on=days[0], feedback_due_on=days[1])
		self.assertEqual((str(campaign.ends_on), str(campaign.feedback_due_on)), days)

	def test_no_town(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "current_town", None)
		self.assertRaises(errors.MissingTownError, make, CAMPAIGN, year=NEXT_YEAR, season="Summer")

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
				self.assertRaises(errors.CampaignDatesError, self.campaign, **{fieldname: f"{NEXT_YEAR}-05-31"})

	def test_template_is_one_of_seasonal_supervision(self):
		other = make_template("Routine Patrol").name
		self.assertRaises(UnsuitableTemplateError, self.campaign, template=other)
		own = make_template("Seasonal Supervision").name
		self.assertEqual(self.campaign(template=own).template, own)

	def test_what_is_the_server_s(self):
		campaign = self.campaign(status="Closed", started_on="2025-06-01", feedback_submitted_on="2025-06-02")
		self.assertEqual((campaign.status, campaign.started_on, campaign.feedback_submitted_on), ("Draft", None, None))
		campaign.update({"status": "Active", "closed_on": "2025-06-03"}).save()
		self.assertEqual((campaign.status, campaign.closed_on), ("Draft", None))

	def test_goes_with_its_groups(self):
		campaign = self.drafted()
		campaign.delete()
		self.assertFalse(frappe.db.exists("Supervision Group", {"campaign": campaign.name}))


class TestStart(CampaignTestCase):
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
		self.assertEqual(str(task.due_on), f"{NEXT_YEAR}-06-30")
		campaign.reload()
		self.assertEqual((campaign.status, campaign.started_on), ("Active", frappe.utils.getdate()))

	def test_the_focus_stands_on_each_task(self):
		campaign = self.drafted(focus="重点看台账")
		task = frappe.get_doc("Inspection Task", start_campaign(campaign.name)[0])
		self.assertTrue(task.guidance.startswith("重点看台账"))
		task.save()
		self.assertTrue(task.reload().guidance.startswith("重点看台账"))

	def test_spread_over_the_working_days_to_come(self):
		make("Legal Holiday", holiday_date="2025-06-24", holiday_name="测试节")
		campaign = self.drafted(year=2025)
		days = campaigns.inspection_days(campaign, datetime.date(2025, 6, 20))
		self.assertEqual([day.day for day in days], [20, 23, 25, 26, 27, 30])
		campaigns.start(campaign.name, Context(datetime.date(2025, 6, 20)))
		planned = frappe.get_all(
			"Inspection Task",
			{"supervision_group": self.group(campaign).name},
			pluck="planned_on",
			order_by="planned_on",
		)
		self.assertEqual([day.day for day in planned], [20, 26])

	def test_a_campaign_of_the_past_keeps_its_days(self):
		campaign = self.drafted(year=2025)
		days = campaigns.inspection_days(campaign, datetime.date(2025, 8, 1))
		self.assertEqual((days[0].isoformat(), days[-1].isoformat()), ("2025-06-02", "2025-06-30"))

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
		self.assertRaises(errors.CampaignStartedError, campaign.update({"starts_on": f"{NEXT_YEAR}-06-02"}).save)
		campaign.reload().update({"focus": "台账", "ends_on": f"{NEXT_YEAR}-06-29"}).save()
		self.assertRaises(errors.CampaignStartedError, campaign.delete)


class TestClose(CampaignTestCase):
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

	def test_no_task_is_started_afterwards(self):
		campaign = self.started()
		close_campaign(campaign.name, "测试")
		name = frappe.db.get_value("Inspection Task", {"campaign": campaign.name})
		path, leader = f"/api/resource/Inspection Task/{name}", make_user(LEADER)
		refused = request(leader, "PUT", path, workflow_state="In Progress")
		self.assertEqual(refused.status_code, 417)
		self.assertIn("CampaignClosedError", text_of(refused))
		self.assertEqual(request(leader, "PUT", path, campaign="", workflow_state="In Progress").status_code, 417)
		called_off = request(leader, "PUT", path, workflow_state="Called Off", return_reason="督导已结束")
		self.assertEqual(called_off.status_code, 200)


class TestOverview(CampaignTestCase):
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
