from datetime import date

import frappe

from nongan_supervision.monitoring import errors
from nongan_supervision.monitoring.residue_tests import apply_rules
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	make,
	make_key_product,
	make_producer,
	make_residue_test,
	make_substance,
	make_village,
	new_residue_test,
	result,
)


def quantitative(**values):
	return {"method": "Quantitative", "purpose": "Routine Monitoring", **values}


def measured(substance: str, value: float, **values) -> dict:
	return {"substance": substance, "measured_value": value, "unit": "mg/kg", **values}


class TestCompletion(NonganTestCase):
	def test_place_and_sector_are_the_servers(self):
		make_village("甲村", town="甲镇")
		producer = make_producer(village="甲村")
		test = make_residue_test(producer, village=None, town="别的镇", sector="Livestock")
		self.assertEqual((test.village, test.town, test.sector), ("甲村", "甲镇", "Planting"))

	def test_name_carries_the_year(self):
		self.assertRegex(make_residue_test().name, r"^RT-\d{4}-\d{5}$")

	def test_verdicts_are_the_servers(self):
		test = make_residue_test(verdict="Fail", results=[result(verdict="Fail")])
		self.assertEqual((test.verdict, test.results[0].verdict), ("Pass", "Pass"))


class TestRefusals(NonganTestCase):
	def refuse(self, error, **values):
		self.assertRaises(error, new_residue_test(**values).insert)

	def test_without_product(self):
		self.refuse(errors.MissingProductError, product=None)

	def test_input_sampling_needs_none(self):
		self.assertTrue(make_residue_test(product=None, purpose="Input Sampling", stage="Dealer").name)

	def test_tested_before_sampled(self):
		self.refuse(errors.DateOrderError, sampled_on="2022-07-02", tested_on="2022-07-01")

	def test_sampled_in_the_future(self):
		test = new_residue_test(sampled_on="2022-07-01", tested_on=None)
		with self.assertRaises(errors.FutureSampleError):
			apply_rules(test, Context(today=date(2022, 6, 30)))
		apply_rules(test, Context(today=date(2022, 7, 1)))

	def test_without_results(self):
		self.refuse(errors.MissingResultError, results=[])

	def test_row_that_says_nothing(self):
		self.refuse(errors.MissingResultError, results=[result(qualitative="")])

	def test_substance_twice(self):
		self.refuse(errors.DuplicateSubstanceError, results=[result(), result()])

	def test_negative_amount(self):
		self.refuse(errors.NegativeMeasurementError, results=[result(measured_value=-0.1)])

	def test_what_is_no_number(self):
		for value in ("<0,5 abc", "1,5", "NaN", "1e400"):
			self.refuse(errors.InvalidFigureError, results=[result(measured_value=value)])
			self.refuse(errors.InvalidFigureError, results=[result(limit_value=value)])

	def test_quick_test_states_no_limit(self):
		make_substance("未定限量药", "Conventional")
		row = result("未定限量药", "Negative", measured_value=500, limit_value=1e9)
		self.refuse(errors.MissingLimitError, results=[row])

	def test_unknown_unit(self):
		self.refuse(errors.InvalidUnitError, results=[result(unit="斤")])

	def test_retest_of_another_product(self):
		producer = make_producer()
		first = make_residue_test(producer)
		other = make_key_product("另一菜").name
		self.refuse(
			errors.RetestMismatchError,
			producer=producer,
			product=other,
			purpose="Retest",
			retest_of=first.name,
		)

	def test_retest_of_the_same(self):
		producer = make_producer()
		first = make_residue_test(producer)
		self.assertTrue(make_residue_test(producer, purpose="Retest", retest_of=first.name).name)


class TestVerdicts(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_substance("禁用药", "Banned")
		make_substance("限用药", "Restricted")
		make_substance("常规药", "Conventional", limits={PRODUCT: (50, "µg/kg")})

	def test_takes_the_worst(self):
		test = make_residue_test(results=[result(), result("禁用药", "Positive")])
		self.assertEqual(test.verdict, "Suspect")

	def test_limit_is_converted_into_the_unit_of_the_value(self):
		test = make_residue_test(**quantitative(results=[measured("常规药", 0.05)]))
		self.assertEqual((test.verdict, test.results[0].limit_value), ("Pass", 0.05))
		test = make_residue_test(**quantitative(results=[measured("常规药", 0.051)]))
		self.assertEqual(test.verdict, "Fail")

	def test_known_limit_overrules_the_typed_one(self):
		row = measured("常规药", 0.06, limit_value=1)
		self.assertEqual(make_residue_test(**quantitative(results=[row])).verdict, "Fail")

	def test_report_may_state_a_limit_that_is_not_known(self):
		row = measured("限用药", 0.06, limit_value=0.05)
		self.assertEqual(make_residue_test(**quantitative(results=[row])).verdict, "Fail")

	def test_missing_limit_names_substance_and_product(self):
		test = new_residue_test(**quantitative(results=[measured("限用药", 0.06)]))
		with self.assertRaises(errors.MissingLimitError) as refusal:
			test.insert()
		self.assertIn("限用药", str(refusal.exception))
		self.assertIn(PRODUCT, str(refusal.exception))

	def test_banned_needs_no_limit(self):
		test = make_residue_test(**quantitative(results=[measured("禁用药", 0.0001)]))
		self.assertEqual(test.verdict, "Fail")

	def test_incomparable_units(self):
		test = new_residue_test(**quantitative(results=[measured("常规药", 0.05) | {"unit": "mg/L"}]))
		self.assertRaises(errors.InvalidUnitError, test.insert)

	def test_submitted_verdict_survives_reload(self):
		test = make_residue_test(**quantitative(results=[measured("常规药", 0.051)]))
		self.assertEqual(frappe.db.get_value("Residue Test", test.name, "verdict"), "Fail")


class TestPublication(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_substance("禁用药", "Banned")
		self.test = make_residue_test(
			**quantitative(results=[measured("禁用药", 1)], sampled_on="2022-07-01", tested_on="2022-07-03")
		)

	def publish(self, published_on=None):
		self.test.published = 1
		self.test.published_on = published_on
		self.test.save()

	def test_is_dated_today_unless_said(self):
		self.publish()
		self.assertEqual(str(self.test.published_on), frappe.utils.today())

	def test_not_before_the_test(self):
		self.assertRaises(errors.DateOrderError, self.publish, "2022-07-02")

	def test_not_in_the_future(self):
		self.assertRaises(errors.FutureSampleError, self.publish, frappe.utils.add_days(frappe.utils.today(), 1))

	def test_withdrawn_publication_has_no_date(self):
		self.publish()
		self.test.published = 0
		self.test.save()
		self.assertIsNone(self.test.published_on)


class TestSources(NonganTestCase):
	def refuse(self, error, **values):
		test = new_residue_test(**values)
		test.producer = None
		self.assertRaises(error, test.insert)

	def dealer(self):
		return make("Input Dealer", dealer_name="测试农资店", village=make_village("甲村", town="甲镇").name)

	def test_sample_of_an_input_needs_one(self):
		self.refuse(errors.MissingSourceError, purpose="Input Sampling", product=None)

	def test_dealer_gives_place_and_stage(self):
		test = new_residue_test(purpose="Input Sampling", product=None, dealer=self.dealer().name)
		test.update({"producer": None, "village": None}).insert()
		self.assertEqual((test.village, test.town, test.stage), ("甲村", "甲镇", "Dealer"))

	def test_what_does_not_apply_is_dropped(self):
		test = make_residue_test(dealer=self.dealer().name)
		self.assertIsNone(test.dealer)

	def test_village_without_a_town(self):
		village = make_village("无镇村")
		frappe.db.set_value("Village", village.name, "town", None)
		self.refuse(errors.UnknownTownError, village=village.name)


class TestDoubts(NonganTestCase):
	def doubts(self, producer, **values):
		frappe.clear_messages()
		make_residue_test(producer, submit=False, **values)
		return [message.get("message") for message in frappe.get_message_log()]

	def test_product_that_the_producer_does_not_grow(self):
		producer = make_producer(products=[{"product": make_key_product("另一菜").name}])
		(doubt,) = self.doubts(producer)
		self.assertIn(PRODUCT, doubt)
		self.assertIn(producer.producer_name, doubt)

	def test_village_that_is_not_the_producer_s(self):
		producer = make_producer(products=[{"product": make_key_product().name}])
		(doubt,) = self.doubts(producer, village=make_village("甲村").name)
		self.assertIn("甲村", doubt)

	def test_neither(self):
		producer = make_producer(products=[{"product": make_key_product().name}])
		self.assertEqual(self.doubts(producer), [])
		self.assertEqual(self.doubts(producer, village=make_village("甲村").name, stage="Market"), [])

	def test_said_once(self):
		producer = make_producer(products=[{"product": make_key_product("另一菜").name}])
		test = make_residue_test(producer, submit=False)
		frappe.clear_messages()
		test.update({"remarks": "改过"}).save()
		self.assertEqual(frappe.get_message_log(), [])
