import frappe

from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_town


class TestTown(NonganTestCase):
	def test_is_named_by_its_name(self):
		self.assertEqual(make_town("新镇").name, "新镇")

	def test_population_cannot_be_negative(self):
		with self.assertRaises(frappe.NonNegativeError):
			make_town("负镇", population=-1)
