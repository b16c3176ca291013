from datetime import date

import frappe

from nongan_supervision.registry import errors
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.instructors import refuse_future_guidance
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_key_product, make_producer, make_village

PLACE = "指导村"


class TestTechnicalGuidance(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village(PLACE)
		self.crop = make_key_product("指导菜").name
		self.beast = make_key_product("指导羊", "Livestock").name

	def make_guidance(self, *producers, **values):
		return make(
			"Technical Guidance",
			guided_on="2022-03-01",
			village=PLACE,
			producers=[{"producer": producer.name} for producer in producers],
			**{"summary": "测试", "product": self.crop, **values},
		)

	def grower(self, **values):
		return make_producer(village=PLACE, **values)

	def test_place_and_sector_are_the_servers(self):
		guidance = self.make_guidance(self.grower(), town=None, sector="Livestock")
		self.assertEqual(guidance.town, frappe.db.get_value("Village", PLACE, "town"))
		self.assertEqual(guidance.sector, "Planting")

	def test_sector_of_the_producers_without_a_product(self):
		keeper = self.grower(sector="Livestock")
		self.assertEqual(self.make_guidance(keeper, product=None).sector, "Livestock")
		self.assertFalse(self.make_guidance(keeper, self.grower(), product=None).sector)

	def test_not_in_the_future(self):
		guidance = frappe.new_doc("Technical Guidance", guided_on="2022-07-02")
		self.assertRaises(errors.FutureDateError, refuse_future_guidance, guidance, Context(today=date(2022, 7, 1)))
		refuse_future_guidance(guidance, Context(today=date(2022, 7, 2)))

	def test_producer_of_another_village(self):
		elsewhere = make_producer("外村户", village=make_village("指导外村").name)
		with self.assertRaisesRegex(errors.OtherVillageError, "外村户.*指导外村"):
			self.make_guidance(elsewhere)

	def test_producer_twice(self):
		grower = self.grower()
		self.assertRaises(errors.DuplicateGuidedProducerError, self.make_guidance, grower, grower)

	def test_producer_of_another_sector(self):
		keeper = self.grower(sector="Livestock")
		self.assertRaises(errors.WrongSectorError, self.make_guidance, keeper)
		self.make_guidance(keeper, product=self.beast)

	def test_a_keeper_who_grows_it_too(self):
		self.make_guidance(self.grower(sector="Livestock", products=[{"product": self.crop}]))

	def test_department_is_the_instructors(self):
		office = frappe.get_all("Supervision Department", pluck="name", limit=1)[0]
		values = {"instructor_name": "菜指导员", "products": [{"product": self.crop}], "department": office}
		self.assertEqual(self.make_guidance(instructor=make("Safe Use Instructor", **values).name).department, office)

	def test_somebody_elses_product_is_said(self):
		instructor = make("Safe Use Instructor", instructor_name="羊指导员", products=[{"product": self.beast}])
		for product, warned in ((self.beast, False), (self.crop, True)):
			with self.subTest(product):
				frappe.clear_messages()
				self.make_guidance(product=product, instructor=instructor.name)
				self.assertEqual("羊指导员" in str(frappe.local.message_log), warned)
