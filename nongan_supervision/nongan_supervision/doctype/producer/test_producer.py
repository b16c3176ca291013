from datetime import date

import frappe

from nongan_supervision.registry import errors
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.identity import credit_code_check_character
from nongan_supervision.registry.producers import check_dates, grows
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_key_product, make_producer, make_village


class TestProducer(NonganTestCase):
	def test_town_follows_the_village(self):
		make_village("甲村", town="甲镇")
		producer = make_producer(village="甲村", town="别的镇")
		self.assertEqual(producer.town, "甲镇")

	def test_name_is_unique_in_its_village(self):
		make_producer("同名户")
		self.assertRaises(errors.DuplicateProducerError, make_producer, " 同名户 ")

	def test_same_name_in_another_village(self):
		make_producer("同名户")
		make_village("甲村")
		self.assertTrue(make_producer("同名户", village="甲村").name)

	def test_saving_again_is_no_second_of_its_name(self):
		make_producer("独一户").save()

	def test_wrong_credit_code(self):
		body = "91320412MA1MABCD2"
		good = body + credit_code_check_character(body)
		self.assertEqual(make_producer(credit_code=good.lower()).credit_code, good)
		bad = body + ("0" if good[-1] != "0" else "1")
		self.assertRaises(errors.InvalidCreditCodeError, make_producer, credit_code=bad)

	def test_wrong_id_number(self):
		self.assertRaises(errors.InvalidIdNumberError, make_producer, id_number="110105194912310021")

	def test_product_listed_twice(self):
		product = make_key_product().name
		self.assertRaises(
			errors.DuplicateProducerProductError,
			make_producer,
			products=[{"product": product}, {"product": product}],
		)

	def test_place_off_the_globe(self):
		self.assertRaises(errors.InvalidLocationError, make_producer, latitude=91)

	def test_networked_in_the_future(self):
		producer = make_producer()
		producer.networked_on = "2022-07-02"
		with self.assertRaises(errors.FutureDateError):
			check_dates(producer, Context(today=date(2022, 7, 1)))
		check_dates(producer, Context(today=date(2022, 7, 2)))

	def test_nobody_sets_the_credit_level(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "credit_start_points", 80)
		producer = make_producer(credit_level="A", credit_points=100)
		self.assertEqual((producer.credit_points, producer.credit_level), (80, "B"))
		producer.db_set({"credit_points": 60, "credit_level": "C"})
		producer.update({"credit_points": 100, "credit_level": "A"})
		producer.save()
		self.assertEqual((producer.credit_points, producer.credit_level), (60, "C"))

	def test_antimicrobial_reduction_is_for_livestock(self):
		values = {"antimicrobial_reduction": 1, "antimicrobial_reduction_since": "2022-01-01"}
		self.assertEqual(make_producer(sector="Livestock", **values).antimicrobial_reduction, 1)
		planter = make_producer(sector="Planting", **values)
		self.assertEqual(planter.antimicrobial_reduction, 0)
		self.assertIsNone(planter.antimicrobial_reduction_since)


class TestWhatItGrows(NonganTestCase):
	def test_what_its_list_names_and_without_one_all_of_its_sector(self):
		product, other = make_key_product().name, make_key_product("另一菜").name
		animal = make_key_product("测试畜", "Livestock").name
		listing = make_producer(products=[{"product": other}, {"product": animal}])
		silent = make_producer()
		for producer, one, expected in (
			(listing, other, True),
			(listing, animal, True),
			(listing, product, False),
			(silent, product, True),
			(silent, animal, False),
		):
			with self.subTest(producer=producer.producer_name, product=one):
				self.assertIs(grows(producer.name, one, Context()), expected)
		self.assertFalse(grows("没有", product, Context()))


class TestContext(NonganTestCase):
	def test_preloaded_context_answers_like_a_fresh_one(self):
		producer = make_producer("预载户")
		preloaded = Context()
		preloaded.preload()
		for context in (preloaded, Context()):
			self.assertEqual(context.town_of(producer.village), producer.town)
			self.assertEqual(context.sector_of("豇豆"), "Planting")
			self.assertEqual(context.producer_named("预载户", producer.village), producer.name)
			self.assertIsNone(context.producer_named("没有户", producer.village))
			self.assertEqual(context.producer(producer.name).status, "Active")
			self.assertEqual(context.substance("克百威").substance_class, "Banned")
			self.assertIsNone(context.producer("PR-没有"))
