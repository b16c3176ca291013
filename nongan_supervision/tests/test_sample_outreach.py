"""The sample year's outreach and meetings: as far as the year has come, and neither all well nor all ill."""

from __future__ import annotations

import datetime
from collections import Counter

import frappe
from frappe.utils import getdate

from nongan_supervision.checklist.measurement import Period, Place
from nongan_supervision.outreach.regularity import count_briefings, measure_monthly_media, measure_weekly_messages
from nongan_supervision.setup.sample.outreach import reach_out
from nongan_supervision.setup.sample.town import TOWN
from nongan_supervision.setup.sample.users import create_users
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer

YEAR = 2023


class TestSampleOutreach(NonganTestCase):
	def setUp(self):
		super().setUp()
		for doctype in ("Outreach Activity", "Joint Meeting", "Outreach Message"):
			frappe.db.delete(doctype)  # a site that has the sample: rolled back with the test
		create_users()
		for number in range(3):
			make_producer(village="岑村", phone=f"1380000000{number}")

	def up_to(self, month: int, day: int) -> Period:
		today = datetime.date(YEAR, month, day)
		reach_out(today)
		return Period(datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31), today)

	def test_the_first_days_of_a_year(self):
		for month, day in ((1, 1), (1, 3)):
			self.up_to(month, day)
			days = [getdate(day) for day in frappe.get_all("Outreach Activity", pluck="held_on")]
			self.assertTrue(days and all(each <= datetime.date(YEAR, month, day) for each in days))
			frappe.db.delete("Outreach Activity")
			frappe.db.delete("Joint Meeting")

	def test_the_rules_are_mostly_kept(self):
		period = self.up_to(10, 20)
		place, user = Place(TOWN), "Administrator"
		self.assertTrue(85 < measure_weekly_messages(period, place, user).value < 100)
		self.assertTrue(85 < measure_monthly_media(period, place, user).value < 100)
		briefed, held = count_briefings(period, place, user)
		self.assertEqual(held - briefed, 1)
		types = Counter(frappe.get_all("Outreach Activity", pluck="activity_type"))
		self.assertEqual((types["Training"], types["Household Visit"], types["Rural Outreach"]), (4, 3, 2))
		self.assertTrue(frappe.db.exists("Outreach Attendee", {"attended": 1}))

	def test_meetings_and_what_they_resolved(self):
		self.up_to(10, 20)
		types = Counter(frappe.get_all("Joint Meeting", pluck="meeting_type"))
		self.assertEqual(types, {"Joint Meeting": 4, "Risk Consultation": 2})
		self.assertTrue(all(frappe.get_all("Joint Meeting", {"meeting_type": "Risk Consultation"}, pluck="findings")))
		rows = frappe.get_all("Meeting Resolution", {"parenttype": "Joint Meeting"}, ["status", "due_on"])
		states = Counter(row.status for row in rows)
		self.assertEqual((states["Done"], states["Open"], states["In Progress"]), (2, 2, 1))
		overdue = [row for row in rows if row.status == "Open" and getdate(row.due_on) < datetime.date(YEAR, 10, 20)]
		self.assertEqual(len(overdue), 1)

	def test_no_message_leaves(self):
		self.up_to(3, 1)
		states = frappe.get_all("Outreach Message", pluck="status")
		self.assertEqual(Counter(states), {"Trial Run": 1, "Draft": 1})

	def test_twice_is_once(self):
		self.up_to(3, 1)
		before = frappe.db.count("Outreach Activity")
		self.up_to(3, 1)
		self.assertEqual(frappe.db.count("Outreach Activity"), before)
