"""The prints of outreach and meetings: complete, and without what is not there."""

from __future__ import annotations

from frappe.utils import add_days, today

from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import VILLAGE, make, make_producer, make_village, printed

ATTENDANCE, RECORD, MINUTES = "培训签到表", "宣传活动记录", "会议纪要"


class TestActivityPrints(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village()

	def activity(self, **values):
		return make(
			"Outreach Activity",
			**{"activity_type": "Training", "held_on": "2022-03-01", "topic": "安全用药", "village": VILLAGE, **values},
		)

	def test_attendance_has_a_line_for_each_and_for_others(self):
		rows = [
			{"producer": make_producer("签到户").name},
			{"attendee_name": "<b>未到户", "phone": "13800000000", "attended": 0},
		]
		html = printed(self.activity(producers=rows, place="村委会"), ATTENDANCE)
		for text in ("签到户", "&lt;b&gt;未到户", "13800000000", "安全用药", "2022年3月1日", "村委会"):
			self.assertIn(text, html)
		self.assertEqual(html.count("height: 9mm"), 18)

	def test_a_long_list_leaves_room_too(self):
		rows = [{"attendee_name": f"到场{number}"} for number in range(30)]
		self.assertEqual(printed(self.activity(producers=rows), ATTENDANCE).count("height: 9mm"), 35)

	def test_record_of_a_training(self):
		rows = [{"attendee_name": "到场户"}, {"attendee_name": "缺席户", "attended": 0}]
		html = printed(self.activity(producers=rows, summary="讲了休药期\n发了资料"), RECORD)
		for text in ("到场户", "讲了休药期<br>发了资料", "安全用药"):
			self.assertIn(text, html)
		self.assertNotIn("缺席户", html)

	def test_record_of_a_publication(self):
		html = printed(self.activity(activity_type="News Media", link="https://example.gov.cn/a?b=1&c=2"), RECORD)
		self.assertIn("https://example.gov.cn/a?b=1&amp;c=2", html)


class TestMinutes(NonganTestCase):
	def meeting(self, **values):
		departments = [{"department": "镇农村工作局", "attendee": "甲"}, {"department": "派出所"}]
		return make(
			"Joint Meeting",
			**{"meeting_type": "Joint Meeting", "held_on": "2022-03-01", "departments": departments, **values},
		)

	def test_says_who_resolved_what(self):
		resolution = {"resolution": "查清来源", "department": "派出所", "due_on": "2022-04-01"}
		meeting = self.meeting(agenda="议一议", minutes="记一记", resolutions=[resolution])
		html = printed(meeting, MINUTES)
		for text in ("镇农村工作局（甲）、派出所", "议一议", "记一记", "查清来源", "2022年4月1日", meeting.name):
			self.assertIn(text, html)
		for number, title in (("一", "议一议"), ("二", "记一记"), ("三", "查清来源")):  # no gap where findings would be
			self.assertLess(html.index(f"{number}、"), html.index(title))
		self.assertNotIn("四、", html)
		self.assertNotIn('official-draft"', html)

	def test_a_consultation(self):
		period = {"period_from": "2022-02-01", "period_to": "2022-02-28"}
		html = printed(self.meeting(meeting_type="Risk Consultation", findings="有风险", **period), MINUTES)
		for text in ("有风险", "2022年2月1日", "2022年2月28日"):
			self.assertIn(text, html)

	def test_one_to_come_is_a_draft(self):
		self.assertIn('official-draft"', printed(self.meeting(held_on=add_days(today(), 3)), MINUTES))
