from nongan_supervision.monitoring.limits import DuplicateLimitError
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_key_product, make_substance


class TestSubstance(NonganTestCase):
	def test_one_limit_a_product(self):
		substance = make_substance("双限药", limits={"测试菜": (0.5, "mg/kg")})
		substance.append("limits", {"product": "测试菜", "limit_value": 0.2, "unit": "mg/kg"})
		self.assertRaises(DuplicateLimitError, substance.save)

	def test_limits_of_several_products(self):
		make_key_product("另一菜")
		substance = make_substance("多限药", limits={"测试菜": (0.5, "mg/kg"), "另一菜": (50, "µg/kg")})
		self.assertEqual(len(substance.limits), 2)

	def test_four_decimals_are_kept(self):
		substance = make_substance("微量药", limits={"测试菜": (0.0003, "mg/kg")})
		substance.reload()
		self.assertAlmostEqual(substance.limits[0].limit_value, 0.0003, places=9)
