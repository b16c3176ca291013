import frappe

from nongan_supervision.production import errors
from nongan_supervision.production.inputs import restriction_of
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import PRODUCT, make_key_product, make_substance
from nongan_supervision.tests.production_factories import make_input
from nongan_supervision.tests.properties import given, st

CLASSES = ["Banned", "Restricted", "Conventional"]


class TestRestriction(NonganTestCase):
	def setUp(self):
		super().setUp()
		for substance_class in CLASSES:
			make_substance(f"目录{substance_class}", substance_class)

	def test_is_the_strictest_of_all_its_substances(self):
		mixed = make_input(active_substance="目录Conventional", other_substances=[{"substance": "目录Restricted"}])
		self.assertEqual(mixed.restriction, "Restricted")
		mixed.append("other_substances", {"substance": "目录Banned"})
		self.assertEqual(mixed.save().restriction, "Banned")

	def test_is_the_servers(self):
		self.assertEqual(make_input(active_substance="目录Banned", restriction="Conventional").restriction, "Banned")
		self.assertFalse(make_input(restriction="Banned").restriction)

	@given(st.lists(st.sampled_from([*CLASSES, ""])))
	def test_order_of_the_classes(self, classes):
		expected = min((one for one in classes if one), key=CLASSES.index, default=None)
		self.assertEqual(restriction_of(classes), expected)

	def test_follows_a_substance_that_is_banned_later(self):
		single = make_input(active_substance="目录Conventional")
		mixed = make_input(active_substance="目录Restricted", other_substances=[{"substance": "目录Conventional"}])
		frappe.get_doc("Substance", "目录Conventional").update({"substance_class": "Banned"}).save()
		for input_ in (single, mixed):
			self.assertEqual(frappe.db.get_value("Agricultural Input", input_.name, "restriction"), "Banned")


class TestRows(NonganTestCase):
	def test_product_named_twice(self):
		input_ = make_input()
		input_.append("labelled_products", {"product": PRODUCT})
		self.assertRaises(errors.DuplicateLabelledProductError, input_.save)

	def test_substance_listed_twice(self):
		make_substance()
		for rows in ([{"substance": "测试药"}], [{"substance": "测试药乙"}, {"substance": "测试药乙"}]):
			make_substance("测试药乙")
			with self.assertRaises(errors.DuplicateActiveSubstanceError):
				make_input(active_substance="测试药", other_substances=rows)


class TestFacts(NonganTestCase):
	def test_product_has_its_own_interval_or_the_inputs(self):
		make_key_product("另一菜")
		input_ = make_input(labelled={PRODUCT: 14, "另一菜": 0}, safety_interval_days=7)
		facts = Context().input(input_.name)
		self.assertEqual([facts.days_for(one) for one in (PRODUCT, "另一菜", "别的菜", None)], [14, 7, 7, 7])

	def test_label_binds_pesticides_and_drugs_always_and_others_where_it_names_products(self):
		for input_type, labelled, allowed in (
			("Pesticide", {}, False),
			("Veterinary Drug", {"另一菜": 0}, False),
			("Pesticide", {PRODUCT: 0}, True),
			("Fertilizer", {}, True),
			("Feed", {"另一菜": 0}, False),
		):
			with self.subTest(input_type=input_type, labelled=labelled):
				input_ = make_input(input_type=input_type, labelled=labelled)
				self.assertEqual(Context().input(input_.name).is_labelled_for(PRODUCT), allowed)

	def test_preloaded_context_answers_like_a_fresh_one(self):
		name = make_input(labelled={PRODUCT: 3}).name
		preloaded = Context()
		preloaded.preload()
		self.assertEqual(preloaded.input(name), Context().input(name))
		self.assertIsNone(preloaded.input("没有"))
