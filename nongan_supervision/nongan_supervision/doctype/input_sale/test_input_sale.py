from datetime import date

import frappe

from nongan_supervision.production import errors
from nongan_supervision.production.sales import check_date
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.errors import InvalidIdNumberError
from nongan_supervision.registry.personal_numbers import number_of
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import PRODUCT, make_key_product, make_producer, make_substance, make_village
from nongan_supervision.tests.production_factories import make_dealer, make_input, new_sale, sold

ID_NUMBER = "11010519491231002X"  # the example of GB 11643-1999
MASKED = "110*************2X"
CREDIT_CODE = "91350100M000100Y43"  # the example of GB 32100-2015


class SaleCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_substance("限用药", "Restricted")
		make_substance("禁用药", "Banned")
		self.restricted = make_input(active_substance="限用药")

	def refuse(self, error, *items, **values) -> str:
		with self.assertRaises(error) as refusal:
			new_sale(*items, **values).insert()
		return str(refusal.exception)


class TestSale(SaleCase):
	def test_place_and_classes_are_the_servers(self):
		make_village("店村", town="店镇")
		sale = new_sale(
			sold(make_input(), restriction="Banned"), dealer=make_dealer(village="店村"), town="别镇", restricted=1
		)
		sale.insert()
		self.assertEqual((sale.village, sale.town, sale.restricted), ("店村", "店镇", 0))
		self.assertFalse(sale.items[0].restriction)

	def test_buyer_of_common_inputs_may_stay_unknown(self):
		self.assertEqual(new_sale().submit().docstatus, 1)

	def test_in_another_village_than_the_dealers(self):
		make_village("别村")
		self.refuse(errors.WrongVillageError, village="别村")

	def test_not_in_the_future(self):
		sale = frappe.new_doc("Input Sale", sold_on="2022-07-02")
		self.assertRaises(errors.FutureSaleError, check_date, sale, Context(today=date(2022, 7, 1)))
		check_date(sale, Context(today=date(2022, 7, 2)))

	def test_by_an_inactive_dealer(self):
		self.refuse(errors.InactiveDealerError, dealer=make_dealer(status="Inactive"))

	def test_of_nothing(self):
		self.refuse(errors.InvalidQuantityError, sold(make_input(), quantity=0))

	def test_of_a_banned_input(self):
		banned = make_input(active_substance="禁用药")
		self.assertIn(banned.name, self.refuse(errors.BannedInputError, sold(make_input()), sold(banned)))

	def test_off_the_label_names_the_labelled_products(self):
		make_key_product("别的菜")
		message = self.refuse(errors.OffLabelSaleError, sold(make_input(), purpose_product="别的菜"))
		self.assertIn(PRODUCT, message)
		self.refuse(errors.OffLabelSaleError, sold(make_input(labelled={}), purpose_product="别的菜"))

	def test_on_the_label(self):
		new_sale(sold(make_input(), purpose_product=PRODUCT)).submit()


class TestRealNameSale(SaleCase):
	def setUp(self):
		super().setUp()
		self.designated = make_dealer(designated=1)

	def sell(self, **values):
		return new_sale(sold(self.restricted), **{"dealer": self.designated, **values})

	def test_by_designated_dealers_only(self):
		known = {"buyer_name": "买方", "buyer_id_number": ID_NUMBER}
		message = self.refuse(errors.NotDesignatedError, sold(self.restricted), **known)
		self.assertIn(self.restricted.name, message)
		self.assertEqual(self.sell(**known).submit().restricted, 1)

	def test_to_known_buyers_only(self):
		for buyer in ({}, {"buyer_name": "买方"}, {"buyer_id_number": ID_NUMBER}, {"producer": make_producer().name}):
			with self.subTest(buyer=buyer):
				self.assertRaises(errors.UnknownBuyerError, self.sell(**buyer).insert)

	def test_to_a_producer_who_is_registered(self):
		for registered in ({"credit_code": CREDIT_CODE}, {"id_number": ID_NUMBER}):
			producer = make_producer(**registered)
			self.assertEqual(self.sell(producer=producer.name).submit().buyer_name, producer.producer_name)

	def test_wrong_check_character(self):
		for number in ("110105194912310021", "1101", MASKED):
			self.assertRaises(InvalidIdNumberError, self.sell(buyer_name="买方", buyer_id_number=number).insert)

	def test_number_is_stored_masked_and_sealed(self):
		sale = self.sell(buyer_name="买方", buyer_id_number=ID_NUMBER.lower()).submit()
		stored = frappe.get_doc("Input Sale", sale.name)
		self.assertEqual((stored.buyer_id_number, stored.buyer_masked_id_number), (MASKED, MASKED))
		self.assertEqual(number_of(stored), ID_NUMBER)

	def test_submitting_and_amending_keep_the_number(self):
		sale = self.sell(buyer_name="买方", buyer_id_number=ID_NUMBER).insert()
		sale = frappe.get_doc("Input Sale", sale.name).submit()
		self.assertEqual(number_of(frappe.get_doc("Input Sale", sale.name)), ID_NUMBER)
