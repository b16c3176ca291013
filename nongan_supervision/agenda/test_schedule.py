"""On which days and from which hour on there are digests, and for whom there are none."""

from __future__ import annotations

import frappe

from nongan_supervision.cases.states import REQUEST_FILING
from nongan_supervision.permissions.grants import LEADER
from nongan_supervision.tests.digest_case import MORNING, DigestCase
from nongan_supervision.tests.factories import make


class TestQuietDays(DigestCase):
	def test_a_weekend_is_told_on_monday(self):
		case = self.case_in(REQUEST_FILING)
		case.db_set("filing_due_on", "2022-07-08")
		for day in (9, 10, 11):
			self.send(f"2022-07-{day:02} 09:00:00")
		self.assertEqual(self.told(LEADER, case.name), [("2022-07-11", "Overdue")])

	def test_what_is_due_on_quiet_days_is_told_before_them(self):
		for day in ("2022-07-11", "2022-07-12", "2022-07-13"):
			make("Legal Holiday", holiday_date=day, is_workday=0, holiday_name="示例假日")
		case = self.case_in(REQUEST_FILING)
		case.db_set("filing_due_on", "2022-07-13")
		for day in range(7, 15):
			self.send(f"2022-07-{day:02} 09:00:00")
		told = dict(self.told(LEADER, case.name))
		self.assertEqual(
			(told["2022-07-07"], told["2022-07-08"], told["2022-07-14"]), ("Waiting", "Due Soon", "Overdue")
		)

	def test_holidays_and_weekends_that_are_worked(self):
		make("Legal Holiday", holiday_date="2022-07-08", is_workday=0, holiday_name="示例假日")
		make("Legal Holiday", holiday_date="2022-07-09", is_workday=1, holiday_name="示例调休")
		case = self.case_in(REQUEST_FILING)
		for day in (8, 9):
			self.send(f"2022-07-{day:02} 09:00:00")
		self.assertEqual([day for day, _state in self.told(LEADER, case.name)], ["2022-07-09"])
		self.set(quiet_legal_holidays=0)
		self.send("2022-07-10 09:00:00")
		self.assertEqual([day for day, _state in self.told(LEADER, case.name)], ["2022-07-09"])

	def test_not_before_the_hour_and_not_when_switched_off(self):
		self.case_in(REQUEST_FILING)
		self.send("2022-07-11 07:59:00")
		self.assertEqual(self.digests(LEADER), [])
		self.set(reminder_digest=0)
		self.send(MORNING)
		self.assertEqual(self.digests(LEADER), [])
		self.set(reminder_digest=1)
		self.send()
		self.assertEqual(len(self.digests(LEADER)), 1)

	def test_who_wants_no_notifications_has_none(self):
		self.case_in(REQUEST_FILING)
		name = self.users[LEADER]
		if not frappe.db.exists("Notification Settings", name):
			frappe.get_doc({"doctype": "Notification Settings", "name": name}).insert()
		frappe.db.set_value("Notification Settings", name, "enabled", 0)
		self.send(MORNING)
		self.assertEqual(self.digests(LEADER), [])

	def test_closed_accounts_have_none(self):
		self.case_in(REQUEST_FILING)
		frappe.db.set_value("User", self.users[LEADER], "enabled", 0)
		self.send(MORNING)
		self.assertEqual(self.digests(LEADER), [])
