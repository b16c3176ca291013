"""The catalogue of inputs, as the portal's form looks things up in it."""

from __future__ import annotations

from nongan_supervision import api
from nongan_supervision.portal.test_portal import PortalTestCase
from nongan_supervision.tests.factories import make
from nongan_supervision.tests.web import call, message_of


class TestCatalogue(PortalTestCase):
	def find(self, text: str) -> list[dict]:
		return message_of(call(self.user, f"{api.__name__}.find_inputs", text=text, product=self.product))

	def test_finds_by_a_part_of_the_name_with_the_days_of_the_label(self):
		(found,) = self.find(self.spray[1:])
		self.assertEqual((found["name"], found["days"], found["warning"]), (self.spray, 7, ""))

	def test_what_is_labelled_for_the_product_comes_first(self):
		make("Agricultural Input", input_name=f"0{self.spray}", safety_interval_days=3)
		first, second = self.find(self.spray)
		self.assertEqual(first["name"], self.spray)
		self.assertIn(self.product, second["warning"])

	def test_a_text_that_no_name_has_finds_nothing(self):
		self.assertEqual(self.find("x" * 60_000), [])

	def test_wildcards_are_letters(self):
		self.assertEqual(self.find("%%_不存在"), [])
