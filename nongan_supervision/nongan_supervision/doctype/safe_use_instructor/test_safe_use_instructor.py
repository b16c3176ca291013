from nongan_supervision.registry import errors
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_key_product


class TestSafeUseInstructor(NonganTestCase):
	def make_instructor(self, *products: str):
		rows = [{"product": make_key_product(product).name} for product in products]
		return make("Safe Use Instructor", instructor_name=" 测试指导员 ", products=rows)

	def test_for_several_products(self):
		instructor = self.make_instructor("指导菜", "指导瓜")
		self.assertEqual((instructor.instructor_name, len(instructor.products)), ("测试指导员", 2))

	def test_no_product_twice(self):
		with self.assertRaisesRegex(errors.DuplicateInstructedProductError, "2.*指导菜"):
			self.make_instructor("指导菜", "指导菜")
