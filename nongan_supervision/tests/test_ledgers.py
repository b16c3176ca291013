"""The two ledgers as reports and prints, and what the form of a production record is told."""

from __future__ import annotations

import frappe

from nongan_supervision import api
from nongan_supervision.checklist.measurement import Period, Place
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.nongan_supervision.report.input_sales_ledger import input_sales_ledger
from nongan_supervision.nongan_supervision.report.production_ledger import production_ledger
from nongan_supervision.production.batches import batches_of
from nongan_supervision.setup.plan import read_plan_file
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	make_producer,
	make_substance,
	make_user,
	make_village,
	printed,
)
from nongan_supervision.tests.production_factories import (
	make_dealer,
	make_input,
	make_use,
	new_harvest,
	new_record,
	new_sale,
	sold,
)

ID_NUMBER = "11010519491231002X"
MASKED = "110*************2X"
SUMMER = {"from_date": "2022-07-01", "to_date": "2022-07-31"}


def rows_of(report, **filters) -> list:
	return report.execute(frappe._dict(SUMMER, **filters))[1]


def summary_of(report, **filters) -> list[int]:
	return [figure["value"] for figure in report.execute(frappe._dict(SUMMER, **filters))[4]]


class TestProductionLedger(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village("账村")
		self.producer = make_producer("台账户", village="账村")
		self.use = make_use(self.producer, recorded_on="2022-07-02", batch_no="A1")
		self.harvest = new_harvest(self.producer, recorded_on="2022-07-12", batch_no="A1").insert()
		self.early = new_record(self.producer, recorded_on="2022-06-30").insert()

	def names(self, **filters) -> list[str]:
		return [row.name for row in rows_of(production_ledger, village="账村", **filters)]

	def test_is_in_the_order_of_the_days_of_the_period(self):
		self.assertEqual(self.names(), [self.use.name, self.harvest.name])

	def test_filters(self):
		self.assertEqual(self.names(activity="Harvest"), [self.harvest.name])
		self.assertEqual(self.names(batch_no=" ａ1"), [self.use.name, self.harvest.name])
		self.assertEqual(self.names(batch_no="B1"), [])
		self.assertEqual(self.names(producer=make_producer().name), [])

	def test_shows_what_belongs_to_the_activity(self):
		use, harvest = rows_of(production_ledger, village="账村")
		self.assertEqual((use.safety_interval_days, use.harvest_quantity), (7, None))
		self.assertEqual(
			(harvest.safety_interval_days, harvest.harvest_quantity, harvest.harvest_unit), (None, 10, "kg")
		)

	def test_summary(self):
		self.assertEqual(summary_of(production_ledger, village="账村"), [1, 2, 1, 0])

	def test_year_so_far_where_no_period_is_named(self):
		found = production_ledger.execute({"village": "账村", "to_date": "2022-07-31"})[1]
		self.assertIn(self.early.name, [row.name for row in found])

	def test_is_limited_to_the_session_users_villages(self):
		make_village("别村")
		for village, seen in (("账村", 2), ("别村", 0)):
			officer = make_user("Village Officer", villages=[village])
			with self.subTest(village=village), self.as_user(officer):
				self.assertEqual(len(rows_of(production_ledger, user="Administrator")), seen)

	def test_message_does_not_tell_a_producer_that_is_not_the_users(self):
		make_village("别村")
		with self.as_user(make_user("Village Officer", villages=["别村"])):
			self.assertNotIn("台账户", production_ledger.execute({"producer": self.producer.name, **SUMMER})[2])

	def test_police_see_none(self):
		with self.as_user(make_user("Police Station")):
			self.assertRaises(frappe.PermissionError, rows_of, production_ledger)


class TestInputSalesLedger(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village("店村")
		make_substance("限用药", "Restricted")
		self.dealer = make_dealer("台账店", village="店村", designated=1)
		self.sale = new_sale(
			sold(make_input(active_substance="限用药")),
			sold(make_input(), purpose_product=PRODUCT),
			dealer=self.dealer,
			buyer_name="买方",
			buyer_id_number=ID_NUMBER,
		).submit()
		new_sale(dealer=self.dealer).insert()

	def test_shows_every_input_of_submitted_sales(self):
		found = rows_of(input_sales_ledger, village="店村")
		self.assertEqual([row.name for row in found], [self.sale.name] * 2)
		self.assertEqual([row.purpose_product for row in found], [None, PRODUCT])

	def test_numbers_are_masked_for_everybody(self):
		answer = input_sales_ledger.execute({"dealer": self.dealer.name, **SUMMER})
		self.assertIn(MASKED, frappe.as_json(answer))
		self.assertNotIn(ID_NUMBER, frappe.as_json(answer))

	def test_filters_and_summary(self):
		self.assertEqual(len(rows_of(input_sales_ledger, dealer=self.dealer.name, restricted_only=1)), 1)
		self.assertEqual(rows_of(input_sales_ledger, dealer=make_dealer().name), [])
		second = self.sale.items[1].input
		self.assertEqual([row.input for row in rows_of(input_sales_ledger, input=second)], [second])
		self.assertEqual(summary_of(input_sales_ledger, dealer=self.dealer.name), [1, 1, 1])

	def test_is_limited_to_the_session_users_villages(self):
		make_village("别村")
		for village, seen in (("店村", 2), ("别村", 0)):
			officer = make_user("Village Officer", villages=[village])
			with self.subTest(village=village), self.as_user(officer):
				self.assertEqual(len(rows_of(input_sales_ledger)), seen)

	def test_print_of_a_sale_names_dealer_buyer_and_inputs_and_masks_the_number(self):
		html = printed(self.sale, "实名购买登记单")
		for text in ("台账店", "买方", MASKED, *(row.input for row in self.sale.items)):
			self.assertIn(text, html)
		self.assertNotIn(ID_NUMBER, html)

	def test_print_shows_the_interval_of_the_product_that_it_is_meant_for(self):
		input_ = make_input(labelled={PRODUCT: 23}, safety_interval_days=7)
		sale = new_sale(sold(input_, purpose_product=PRODUCT)).submit()
		self.assertIn(">23<", printed(sale, "实名购买登记单"))


class TestAdvice(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()
		self.input = make_input(labelled={PRODUCT: 14})
		self.use = make_use(self.producer, self.input, batch_no="A1")

	def advice(self, **values) -> dict:
		return api.production_advice(
			**{"producer": self.producer.name, "product": PRODUCT, "on": "2022-07-05", **values}
		)

	def test_label_interval_and_batches(self):
		advice = self.advice(input=self.input.name)
		self.assertEqual(advice["label"], {"days": 14, "allows": True, "products": [PRODUCT], "restriction": ""})
		self.assertEqual((advice["running"]["record"], advice["batches"]), (self.use.name, ["A1"]))

	def test_another_batch_is_free(self):
		advice = self.advice(batch_no="B1")
		self.assertEqual((advice["label"], advice["running"]), (None, None))

	def test_not_of_a_producer_of_another_village(self):
		make_village("别村")
		with self.as_user(make_user("Village Officer", villages=["别村"])):
			self.assertRaises(frappe.PermissionError, self.advice)

	def test_latest_batches_first(self):
		for day, batch in (("2022-07-03", "C1"), ("2022-07-02", "B1"), ("2022-07-04", "A1")):
			new_record(self.producer, recorded_on=day, batch_no=batch).insert()
		self.assertEqual(batches_of(self.producer.name, PRODUCT), ["A1", "C1", "B1"])


class TestIndicatorOfLedgers(NonganTestCase):
	def test_producers_of_scale_with_a_record_in_the_year(self):
		make_village("账村", town="账镇")
		keeping, late, *_without = (make_producer(village="账村", of_scale=1) for _count in range(4))
		small = make_producer(village="账村")
		for producer in (keeping, keeping, small):
			new_record(producer).insert()
		new_record(late, recorded_on="2021-12-31").insert()
		of_ledgers = (
			one for one in read_plan_file("indicators.json") if one.get("source_doctype") == "Production Record"
		)
		indicator = frappe._dict(next(of_ledgers))
		period = Period(frappe.utils.getdate("2022-01-01"), frappe.utils.getdate("2022-12-31"))
		self.assertEqual(Measurer(period, Place("账镇")).measure(indicator).value, 25)
