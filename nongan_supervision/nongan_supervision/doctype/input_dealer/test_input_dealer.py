from nongan_supervision.production import errors
from nongan_supervision.registry.bounds import OutOfBoundsError
from nongan_supervision.registry.errors import InvalidCreditCodeError
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_village
from nongan_supervision.tests.production_factories import make_dealer


class TestInputDealer(NonganTestCase):
	def test_town_follows_the_village(self):
		make_village("店村", town="店镇")
		self.assertEqual(make_dealer(village="店村", town="别的镇").town, "店镇")

	def test_credit_code_is_verified(self):
		self.assertRaises(InvalidCreditCodeError, make_dealer, credit_code="91320412MA1WXYZ000")

	def test_location_is_on_the_globe(self):
		self.assertRaises(OutOfBoundsError, make_dealer, latitude=91)

	def test_second_of_its_name_in_the_village(self):
		dealer = make_dealer("同名店")
		self.assertRaises(errors.DuplicateDealerError, make_dealer, " 同名店 ")
		make_village("邻村")
		make_dealer("同名店", village="邻村")
		dealer.save()
