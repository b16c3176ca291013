"""The report "Credit Ledger": each event with what it left its producer with."""

from __future__ import annotations

import frappe

from nongan_supervision.nongan_supervision.report.credit_ledger import credit_ledger as report
from nongan_supervision.permissions.grants import VILLAGE
from nongan_supervision.registry.credit import SETTINGS
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_credit_event, make_producer, make_user, make_village

YEAR = 2020
VILLAGE_A, VILLAGE_B = "信用甲村", "信用乙村"


class TestCreditLedger(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		frappe.db.set_single_value(SETTINGS, {"credit_start_points": 100, "credit_period_months": 12})
		for village in (VILLAGE_A, VILLAGE_B):
			make_village(village, town="信用镇")
		cls.producer, cls.other = make_producer(village=VILLAGE_A), make_producer(village=VILLAGE_B)
		for day, points in (("2019-06-01", -10), ("2020-03-01", -20), ("2020-08-01", -15)):
			make_credit_event(cls.producer, event_on=day, points=points)
		make_credit_event(cls.other, event_on="2020-05-01", points=-50)
		make_credit_event(cls.other, event_on="2020-05-02", points=-50, submit=False)

	def rows(self, **filters):
		return report.execute({"year": YEAR, **filters})[1]

	def test_points_left_after_each_event(self):
		rows = self.rows(producer=self.producer.name)
		self.assertEqual(
			[(str(row["event_on"]), row["running_points"], row["level"]) for row in rows],
			[("2020-03-01", 70, "C"), ("2020-08-01", 65, "C")],
		)

	def test_days_and_villages_that_are_asked_for(self):
		self.assertEqual(len(self.rows(village=VILLAGE_A, to_date="2020-03-31")), 1)
		self.assertEqual({row["producer"] for row in self.rows(village=VILLAGE_B)}, {self.other.name})

	def test_levels_of_all_producers(self):
		summary = report.execute({"village": VILLAGE_A})[4]
		self.assertEqual([entry["value"] for entry in summary], [1, 0, 0, 0])

	def test_own_village_only(self):
		with self.as_user(make_user(VILLAGE, villages=[VILLAGE_A])):
			self.assertEqual({row["village"] for row in self.rows()}, {VILLAGE_A})
			self.assertEqual(sum(entry["value"] for entry in report.execute({})[4]), 1)

	def test_a_producer_who_moved_away_is_not_named(self):
		self.producer.db_set("village", VILLAGE_B)
		with self.as_user(make_user(VILLAGE, villages=[VILLAGE_A])):
			self.assertEqual({row["producer_name"] for row in self.rows()}, {self.producer.name})
