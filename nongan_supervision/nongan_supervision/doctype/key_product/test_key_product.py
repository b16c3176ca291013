import frappe

from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_key_product


class TestKeyProduct(NonganTestCase):
	def test_national_list_and_town_list_are_separate(self):
		product = make_key_product("本地菜")
		product.append("town_years", {"year": 2022})
		product.save()
		self.assertFalse(product.national_list)
		self.assertEqual([row.year for row in product.town_years], [2022])

	def test_needs_a_sector(self):
		with self.assertRaises(frappe.MandatoryError):
			make_key_product("无类", sector=None)
