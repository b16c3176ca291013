"""Which interval is running on a day: property tests against the rule as one would say it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import frappe
from hypothesis import settings

from nongan_supervision.production.intervals import Interval, open_interval, substances_used
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_key_product, make_producer, make_substance
from nongan_supervision.tests.production_factories import make_input
from nongan_supervision.tests.properties import given, st
from nongan_supervision.tests.registers import counted_queries

FIRST_DAY = datetime.date(2022, 5, 1)

days = st.integers(0, 12).map(lambda day: FIRST_DAY + datetime.timedelta(days=day))
batches = st.sampled_from([None, "", "A", "B"])


@dataclass(frozen=True)
class Use:
	"""A use of an input as the property tests put it into the ledger."""

	used_on: datetime.date
	days: int
	batch_no: str | None
	product: str

	@property
	def safe_from(self) -> datetime.date:
		return self.used_on + datetime.timedelta(days=self.days)

	def concerns(self, batch_no: str | None) -> bool:
		return not batch_no or not self.batch_no or self.batch_no == batch_no


uses = st.builds(Use, days, st.integers(0, 8), batches, st.sampled_from(["间隔菜", "间隔瓜"]))


class TestOpenInterval(NonganTestCase):
	def setUp(self):
		super().setUp()
		for product in ("间隔菜", "间隔瓜"):
			make_key_product(product)
		self.producer = make_producer().name
		self.another = make_producer().name
		self.input = make_input().name
		self.enter(Use(FIRST_DAY, 30, None, "间隔菜"), producer=self.another)
		frappe.db.savepoint("before_the_ledger")

	def enter(self, use: Use, producer: str | None = None) -> str:
		record = frappe.get_doc(
			{
				"doctype": "Production Record",
				"producer": producer or self.producer,
				"product": use.product,
				"batch_no": use.batch_no,
				"recorded_on": use.used_on,
				"activity": "Input Use",
				"input": self.input,
				"safe_from": use.safe_from,
			}
		)
		record.set_new_name()
		record.db_insert()
		return record.name

	@settings(max_examples=60)
	@given(st.lists(uses, max_size=8), days, batches)
	def test_is_the_latest_ending_that_runs(self, ledger, on, batch_no):
		frappe.db.rollback(save_point="before_the_ledger")
		for use in ledger:
			self.enter(use)
		running = [
			use
			for use in ledger
			if use.product == "间隔菜" and use.concerns(batch_no) and use.used_on <= on < use.safe_from
		]
		found = open_interval(self.producer, "间隔菜", batch_no, on)
		self.assertEqual(found and found.safe_from, max((use.safe_from for use in running), default=None))

	def test_says_which_use(self):
		name = self.enter(Use(FIRST_DAY, 7, "A", "间隔菜"))
		self.assertEqual(
			open_interval(self.producer, "间隔菜", "A", FIRST_DAY),
			Interval(datetime.date(2022, 5, 8), name, self.input, FIRST_DAY),
		)

	def test_batch_is_found_however_it_is_written(self):
		self.enter(Use(FIRST_DAY, 7, "A1", "间隔菜"))
		for written in ("a 1", "Ａ　１", "  A  1 ", "A1"):
			self.assertIsNotNone(open_interval(self.producer, "间隔菜", written, FIRST_DAY), written)
		self.assertIsNone(open_interval(self.producer, "间隔菜", "A-1", FIRST_DAY))

	def test_each_asks_once(self):
		with counted_queries() as statements:
			open_interval(self.producer, "间隔菜", "A", FIRST_DAY)
			substances_used(self.producer, "间隔菜", "A", None, FIRST_DAY)
		self.assertEqual(len(statements), 2)

	def test_substances_of_mixed_inputs_in_the_period(self):
		for name in ("用药甲", "用药乙", "用药丙"):
			make_substance(name)
		self.input = make_input(active_substance="用药甲", other_substances=[{"substance": "用药乙"}]).name
		self.enter(Use(FIRST_DAY, 0, "A", "间隔菜"))
		self.input = make_input(active_substance="用药丙").name
		self.enter(Use(FIRST_DAY + datetime.timedelta(days=3), 0, None, "间隔菜"))

		def used(batch_no=None, since=None, until=3):
			until = FIRST_DAY + datetime.timedelta(days=until)
			return substances_used(self.producer, "间隔菜", batch_no, since, until)

		self.assertEqual(used(), {"用药甲", "用药乙", "用药丙"})
		self.assertEqual(used(batch_no="B"), {"用药丙"})
		self.assertEqual(used(until=2), {"用药甲", "用药乙"})
		self.assertEqual(used(since=FIRST_DAY + datetime.timedelta(days=1)), {"用药丙"})
		stranger = make_producer().name
		self.assertEqual(substances_used(stranger, "间隔菜", None, None, FIRST_DAY), set())
