"""A campaign's summary: drafted from its tasks, finished by hand, submitted once and in time."""

from __future__ import annotations

import io

import frappe
from openpyxl import load_workbook

from nongan_supervision.api import (
	close_campaign,
	draft_supervision_summary,
	redraft_supervision_summary,
	start_campaign,
)
from nongan_supervision.inspections import campaign_errors as errors
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, LEADER, MARKET, VILLAGE
from nongan_supervision.tests.digest_case import DigestMixin, every_day
from nongan_supervision.tests.factories import NEXT_YEAR, make, make_campaign, make_supervision_town, make_user, printed
from nongan_supervision.tests.inspection_world import TO_RECTIFIED, TO_RECTIFYING, TO_SUBMITTED, InspectionTestCase
from nongan_supervision.tests.web import request

SUMMARY = "Supervision Summary"
PRINT = "督导检查情况汇总"
TOWN = "汇总镇"
VILLAGES = {"汇总甲": "A", "汇总乙": "B", "汇总丙": "C"}


class SummaryTest(InspectionTestCase):
	def setUp(self):
		super().setUp()
		make_supervision_town(TOWN, VILLAGES)
		self.campaign = self.started()

	def started(self, **values):
		campaign = make_campaign(**{"town": TOWN, **values})
		campaign.generate_groups()
		start_campaign(campaign.name)
		return campaign.reload()

	def inspect(self, campaign, village, *actions, problems=False):
		task = frappe.get_doc("Inspection Task", {"campaign": campaign.name, "village": village})
		return self.take(task, *actions, problems=problems)

	def inspect_all(self, campaign):
		"""One village without problems, one whose problem is put right, one whose problem is open."""
		self.inspect(campaign, "汇总甲", *TO_SUBMITTED, "Accept")
		rectified = self.inspect(campaign, "汇总乙", *TO_RECTIFIED, problems=True)
		rectified.update({"reinspection_result": "Rectified"}).save()
		self.take(rectified, "Accept")
		self.inspect(campaign, "汇总丙", *TO_RECTIFYING, problems=True)

	def draft(self, campaign=None):
		return frappe.get_doc(SUMMARY, draft_supervision_summary((campaign or self.campaign).name))


class TestDraft(SummaryTest):
	def test_rows_are_those_of_the_tasks(self):
		self.inspect_all(self.campaign)
		summary = self.draft()
		rows = {
			row.village: (
				row.group_no,
				row.task_state,
				row.items_checked,
				row.problems,
				row.rectified,
				row.open_problems,
			)
			for row in summary.villages
		}
		self.assertEqual(
			rows,
			{
				"汇总甲": (1, "Closed", 2, 0, 0, 0),
				"汇总乙": (2, "Closed", 2, 1, 1, 0),
				"汇总丙": (3, "Rectifying", 2, 1, 0, 1),
			},
		)
		self.assertEqual((summary.title, summary.town), (f"{NEXT_YEAR}年夏季督导检查情况汇总", TOWN))
		self.assertEqual(
			(summary.year, summary.season, str(summary.due_on)), (NEXT_YEAR, "Summer", f"{NEXT_YEAR}-06-30")
		)

	def test_figures_and_problems(self):
		self.inspect_all(self.campaign)
		summary = self.draft()
		self.assertIn("6 items were checked and 2 problems found: 1 are put right, 1 are open.", summary.figures)
		self.assertIn("第三组 (谈一平): 1 of 1 villages inspected, 1 problems, 1 of them open.", summary.figures)
		self.assertEqual(summary.problems, "汇总丙：台账（台账缺六月记录）")

	def test_before_anything_is_inspected(self):
		summary = self.draft()
		self.assertIn("3 villages were to be inspected; 0 are inspected", summary.figures)
		self.assertEqual(summary.problems, "No open problems.")
		self.assertEqual([row.inspected_on for row in summary.villages], [None] * 3)

	def test_first_season_has_nothing_to_compare_with(self):
		self.assertIn(f"{NEXT_YEAR - 1}年冬季", self.draft().comparison)

	def test_compares_with_the_season_before(self):
		self.inspect_all(self.campaign)
		autumn = self.started(season="Autumn")
		self.inspect(autumn, "汇总甲", *TO_SUBMITTED, "Accept")
		lines = self.draft(autumn).comparison.splitlines()
		self.assertEqual(len(lines), 3)
		self.assertTrue(
			lines[0].startswith(f"{NEXT_YEAR}年夏季: 3 of 3 villages inspected, 6 items checked, 2 problems found")
		)
		self.assertTrue(
			lines[1].startswith(f"{NEXT_YEAR}年秋季: 1 of 3 villages inspected, 2 items checked, 0 problems found")
		)
		self.assertIn("0, after 33.3", lines[2])

	def test_a_draft_of_the_season_before_is_none(self):
		winter = make_campaign(town=TOWN, year=NEXT_YEAR - 1, season="Winter")
		self.assertEqual(winter.status, "Draft")
		self.assertIn(f"There was no campaign in {NEXT_YEAR - 1}年冬季", self.draft().comparison)

	def test_twice_is_once(self):
		first = self.draft()
		self.assertEqual(self.draft().name, first.name)
		self.assertRaises(errors.SecondSummaryError, make, SUMMARY, campaign=self.campaign.name)

	def test_not_before_the_campaign_has_started(self):
		campaign = make_campaign(town=TOWN, season="Winter")
		self.assertRaises(errors.CampaignNotStartedError, draft_supervision_summary, campaign.name)

	def test_after_the_campaign_is_closed(self):
		close_campaign(self.campaign.name, "测试")
		self.assertTrue(self.draft())

	def test_only_leader_and_agriculture(self):
		for role in (MARKET, DISTRICT, VILLAGE):
			with self.subTest(role), self.as_user(make_user(role)):
				self.assertRaises(frappe.PermissionError, draft_supervision_summary, self.campaign.name)
		with self.as_user(make_user(AGRICULTURE)):
			self.assertEqual(len(self.draft().villages), 3)


class TestByHand(SummaryTest):
	def test_what_is_written_stays(self):
		summary = self.draft()
		summary.update({"figures": "手写的情况", "suggestions": "加强台账"})
		summary.villages[0].remarks = "已约谈"
		summary.save()
		self.inspect_all(self.campaign)
		redraft_supervision_summary(summary.name)
		summary.reload()
		self.assertEqual((summary.figures, summary.suggestions), ("手写的情况", "加强台账"))
		self.assertEqual(summary.villages[0].remarks, "已约谈")
		self.assertIn("汇总丙", summary.problems)

	def test_replaced_when_asked(self):
		summary = self.draft()
		summary.update({"figures": "手写的情况"}).save()
		redraft_supervision_summary(summary.name, overwrite=True)
		self.assertIn("3 villages were to be inspected", summary.reload().figures)

	def test_emptied_stays_empty_until_drafted_again(self):
		summary = self.draft()
		summary.update({"problems": ""}).save()
		self.assertEqual(summary.reload().problems or "", "")
		redraft_supervision_summary(summary.name)
		self.assertEqual(summary.reload().problems, "No open problems.")

	def test_figures_of_the_rows_are_the_servers(self):
		summary = self.draft()
		summary.villages[0].update({"problems": 7, "village": "汇总乙", "task_state": "Closed"})
		summary.append("villages", {"village": "汇总甲", "problems": 3})
		summary.update({"submitted_on": f"{NEXT_YEAR}-06-01", "year": 1999}).save()
		summary.reload()
		self.assertEqual([row.village for row in summary.villages], list(VILLAGES))
		self.assertEqual(([row.problems for row in summary.villages], summary.year), ([0, 0, 0], NEXT_YEAR))
		self.assertIsNone(summary.submitted_on)


class TestSubmission(SummaryTest):
	def test_in_time(self):
		summary = self.draft().submit()
		self.assertEqual((summary.submitted_on, summary.late), (frappe.utils.getdate(), 0))
		self.assertEqual(self.campaign.reload().feedback_submitted_on, frappe.utils.getdate())

	def test_late(self):
		self.assertTrue(self.draft(self.started(year=2021)).submit().late)

	def test_cancelled_the_feedback_is_open_again(self):
		summary = self.draft().submit()
		summary.cancel()
		self.assertIsNone(self.campaign.reload().feedback_submitted_on)
		amended = frappe.copy_doc(summary)
		amended.update({"docstatus": 0, "amended_from": summary.name})
		amended.insert().submit()
		self.assertEqual(self.campaign.reload().feedback_submitted_on, frappe.utils.getdate())

	def test_not_without_figures(self):
		summary = self.draft()
		summary.figures = " "
		self.assertRaises(errors.EmptySummaryError, summary.submit)

	def test_not_drafted_again_afterwards(self):
		summary = self.draft().submit()
		self.assertRaises(errors.SubmittedSummaryError, redraft_supervision_summary, summary.name)
		self.assertEqual(draft_supervision_summary(self.campaign.name), summary.name)


class TestReminders(DigestMixin, SummaryTest):
	def setUp(self):
		super().setUp()
		self.set(**every_day())

	def told(self, campaign) -> dict[str, str]:
		frappe.db.delete("Reminder Digest", {"user": ["in", [*self.users.values()]]})  # those before
		return self.told_today(campaign.name)

	def test_agriculture_before_it_is_due(self):
		tomorrow = frappe.utils.add_days(frappe.utils.today(), 1)
		self.assertEqual(self.told(self.campaign), {})
		self.campaign.db_set({"feedback_due_on": tomorrow})
		self.assertEqual(self.told(self.campaign), {AGRICULTURE: "Due Soon"})

	def test_the_leaders_too_when_it_is_overdue(self):
		past = self.started(year=2021)
		self.assertEqual(self.told(past), {AGRICULTURE: "Overdue", LEADER: "Overdue with Others"})

	def test_nobody_of_a_draft_or_when_it_is_submitted(self):
		past = self.started(year=2021)
		self.draft(past).submit()
		draft = make_campaign(town=TOWN, year=2021, season="Winter")
		self.assertEqual((self.told(past), self.told(draft)), ({}, {}))


class TestOnPaper(SummaryTest):
	def setUp(self):
		super().setUp()
		self.inspect_all(self.campaign)
		self.summary = self.draft()
		self.summary.update({"suggestions": "<b>加强</b>\n台账"})
		self.summary.villages[1].remarks = "=1+1"
		self.summary.save()

	def test_print(self):
		html = printed(self.summary, PRINT)
		for text in (TOWN, self.summary.title, "第二组", "汇总乙", "台账缺六月记录", "official-draft"):
			self.assertIn(text, html)
		self.assertNotIn("<b>加强", html)
		self.assertNotIn('official-draft"', printed(self.summary.submit(), PRINT))

	def export(self, user):
		path = "/api/method/nongan_supervision.api.export_supervision_summary"
		return request(user, "GET", path, name=self.summary.name)

	def test_workbook(self):
		response = self.export(make_user(LEADER))
		self.assertEqual(response.status_code, 200)
		sheet = load_workbook(io.BytesIO(response.get_data())).active
		rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
		self.assertEqual(rows[0][0], self.summary.title)
		self.assertEqual(rows[2][0], self.summary.figures)
		self.assertEqual(rows[3][:2], ["Group", "Village"])
		self.assertEqual(rows[5], ["第二组", "汇总乙", "Closed", rows[5][3], 2, 1, 1, 0, "=1+1"])
		self.assertEqual(rows[7], ["Total", 3, None, None, 6, 2, 1, 1, None])
		self.assertEqual(sheet["I6"].data_type, "s")
		self.assertEqual(sheet.print_area.replace("$", "").split("!")[-1], f"A1:I{sheet.max_row}")

	def test_not_for_villages(self):
		self.assertEqual(self.export(make_user(VILLAGE, villages=["汇总甲"])).status_code, 403)
		self.assertEqual(self.export("Guest").status_code, 403)
