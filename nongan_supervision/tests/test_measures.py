"""An indicator's figure against a count in plain Python, whatever the filters, the period and the user."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import frappe
from frappe.utils import getdate

from nongan_supervision.checklist import measurement
from nongan_supervision.checklist.measurement import Measurement, Period, Place
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.permissions.grants import AGRICULTURE, POLICE, VETERINARY, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_key_product, make_producer, make_user, make_village
from nongan_supervision.tests.properties import given, st

TOWN, OTHER_TOWN = "计量镇", "计量他镇"
VILLAGES = {"计量甲村": TOWN, "计量乙村": TOWN, "计量他村": OTHER_TOWN}
YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
METHODS = ("Colloidal Gold", "Enzyme Inhibition", "Quantitative")
SAMPLE_NOS = ("A1", "A2", "B'1", "B%2", "", None)
TESTS = 120


def indicator(measure: str = "Count", **values: Any) -> frappe._dict:
	defaults = {"source_doctype": "Residue Test", "filters": "[]", "date_field": "sampled_on"}
	return frappe._dict({"name": "test", "measure": measure, **defaults, **values})


def filters(*conditions: list) -> str:
	return json.dumps([["Residue Test", *condition] for condition in conditions])


class MeasuresTestCase(NonganTestCase):
	"""A hundred residue tests written past their rules: states, dates, places and empty fields of all kinds."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		for village, town in VILLAGES.items():
			make_village(village, town)
		cls.crop, cls.beast = make_key_product("计量菜"), make_key_product("计量牛", sector="Livestock")
		cls.tests = [cls._make_test(number) for number in range(TESTS)]
		cls.users = {
			AGRICULTURE: make_user(AGRICULTURE),
			VETERINARY: make_user(VETERINARY),
			VILLAGE: make_user(VILLAGE, villages=["计量甲村"]),
			POLICE: make_user(POLICE),
		}

	@classmethod
	def _make_test(cls, number: int) -> frappe._dict:
		village = list(VILLAGES)[number % 3]
		product = cls.beast if number % 7 < 2 else cls.crop
		test = frappe.get_doc(
			{
				"doctype": "Residue Test",
				"name": f"计量-{number}",
				"docstatus": (1, 1, 1, 0, 2)[number % 5],
				"village": village,
				"town": VILLAGES[village],
				"product": product.name,
				"sector": product.sector,
				"method": METHODS[number % 4 % 3],
				"purpose": "Quick Screening",
				"stage": "Field",
				"verdict": ("Pass", "Fail", None)[number % 11 % 3],
				"sample_no": SAMPLE_NOS[number % 6],
				"published": number % 2,
				"sampled_on": date(2020, 12, 1) + timedelta(days=number * 4),
				"published_on": date(2021, 3, 1) if number % 2 else None,
			}
		)
		test.db_insert()
		return frappe._dict(test.as_dict())

	def submitted(self, period: Period = YEAR, village: str | None = None) -> list[frappe._dict]:
		"""What counts of the town's tests."""
		return [
			test
			for test in self.tests
			if test.docstatus == 1
			and test.town == TOWN
			and period.start <= getdate(test.sampled_on) <= period.end
			and (not village or test.village == village)
		]

	def measure(self, wanted: frappe._dict, period: Period = YEAR, village: str | None = None) -> Measurement:
		"""The figure, which is the same when it is counted by itself and together with others."""
		alone, together = Measurer(period, Place(TOWN, village)), Measurer(period, Place(TOWN, village))
		found = alone.measure(wanted)
		others = (indicator(), indicator(filters=filters(["verdict", "=", "Fail"])), indicator(date_field=None))
		together.count_ahead([*others, wanted])
		self.assertEqual(together.measure(wanted), found)
		return found


def empty_as_text(value: Any) -> Any:
	return "" if value is None else value


texts = st.sampled_from(SAMPLE_NOS[:-1])
conditions = st.one_of(
	st.tuples(st.just("sample_no"), st.sampled_from(("=", "!=")), texts),
	st.tuples(st.just("sample_no"), st.sampled_from(("in", "not in")), st.lists(texts, min_size=1)),
	st.tuples(st.just("sample_no"), st.just("is"), st.sampled_from(("set", "not set"))),
	st.tuples(st.just("method"), st.sampled_from(("=", "!=")), st.sampled_from(METHODS)),
	st.tuples(st.just("verdict"), st.sampled_from(("=", "!=")), st.sampled_from(("Pass", "Fail"))),
	st.tuples(st.just("published"), st.just("="), st.sampled_from((0, 1))),
	st.tuples(st.just("sampled_on"), st.sampled_from((">", "<", ">=", "<=")), st.dates(YEAR.start, YEAR.end).map(str)),
)


def meets(test: frappe._dict, condition: tuple[str, str, Any]) -> bool:
	"""The reference: what a filter means."""
	fieldname, operator, value = condition
	actual = empty_as_text(test[fieldname])
	if fieldname == "sampled_on":
		actual, value = getdate(actual), getdate(value)
	return {
		"=": lambda: actual == value,
		"!=": lambda: actual != value,
		">": lambda: actual > value,
		"<": lambda: actual < value,
		">=": lambda: actual >= value,
		"<=": lambda: actual <= value,
		"in": lambda: actual in value,
		"not in": lambda: actual not in value,
		"is": lambda: (actual != "") == (value == "set"),
	}[operator]()


class TestAnyFilters(MeasuresTestCase):
	@given(st.lists(conditions, max_size=3), st.dates(date(2020, 12, 1), date(2022, 2, 1)))
	def test_count(self, wanted, end):
		period = Period(YEAR.start, end)
		found = self.measure(indicator(filters=filters(*map(list, wanted))), period)
		expected = [t for t in self.submitted(period) if all(meets(t, condition) for condition in wanted)]
		self.assertEqual((found.value, found.problem), (len(expected), ""))

	@given(st.lists(conditions, max_size=2))
	def test_the_list_behind_the_figure_has_as_many_documents(self, wanted):
		found = self.measure(indicator(filters=filters(*map(list, wanted))))
		listed = frappe.get_list(
			found.doctype,
			filters=[condition.as_list() for condition in found.filters],
			pluck="name",
			limit_page_length=0,
		)
		self.assertEqual(len(listed), found.value)

	@given(st.lists(conditions, max_size=2), st.lists(conditions, max_size=1))
	def test_ratio(self, wanted, whole):
		found = self.measure(
			indicator(
				"Ratio",
				filters=filters(*map(list, wanted + whole)),
				denominator_doctype="Residue Test",
				denominator_filters=filters(*map(list, whole)),
			)
		)
		of_all = [t for t in self.submitted() if all(meets(t, condition) for condition in whole)]
		part = [t for t in of_all if all(meets(t, condition) for condition in wanted)]
		if of_all:
			self.assertAlmostEqual(found.value, len(part) / len(of_all) * 100)
		else:
			self.assertEqual((found.value, found.problem), (None, measurement.NO_DATA))


class TestMeasures(MeasuresTestCase):
	def test_sum(self):
		found = self.measure(indicator("Sum", value_field="published"))
		self.assertEqual(found.value, sum(test.published for test in self.submitted()))

	def test_sum_of_some(self):
		found = self.measure(indicator("Sum", value_field="published", filters=filters(["verdict", "=", "Fail"])))
		self.assertEqual(found.value, sum(test.published for test in self.submitted() if test.verdict == "Fail"))

	def test_sum_of_nothing_is_nothing(self):
		self.assertEqual(
			self.measure(indicator("Sum", value_field="published"), Period(date(1999, 1, 1), date(1999, 1, 2))).value, 0
		)

	def test_per_1000_inhabitants(self):
		wanted = indicator("Per 1000 Inhabitants")
		missing = self.measure(wanted)
		self.assertEqual(missing.problem, measurement.POPULATION_MISSING)
		self.assertIn(TOWN, missing.explanation)
		frappe.db.set_value("Town", TOWN, "population", 40_000)
		self.assertAlmostEqual(self.measure(wanted).value, len(self.submitted()) / 40)

	def test_per_1000_inhabitants_of_a_village(self):
		frappe.db.set_value("Village", "计量甲村", "population", 2_000)
		found = self.measure(indicator("Per 1000 Inhabitants"), village="计量甲村")
		self.assertAlmostEqual(found.value, len(self.submitted(village="计量甲村")) / 2)

	def test_coverage(self):
		wanted = indicator("Coverage", denominator_doctype="Village", filters=filters(["sample_no", "=", "A1"]))
		covered = {test.village for test in self.submitted() if test.sample_no == "A1"}
		self.assertEqual(self.measure(wanted).value, len(covered) / 2 * 100)
		self.assertEqual(self.measure(wanted).value, self.measure(frappe._dict(wanted, value_field="village")).value)

	def test_filters_on_a_child_table(self):
		producer = make_producer(village="计量甲村", products=[{"product": self.crop.name}])
		make_producer(village="计量甲村")
		wanted = json.dumps([["Producer Product", "product", "=", self.crop.name]])
		found = self.measure(indicator(source_doctype="Producer", date_field=None, filters=wanted))
		self.assertEqual(found.value, 1)
		self.assertEqual(producer.village, "计量甲村")

	def test_without_a_date_field_the_day_does_not_matter(self):
		wanted = indicator(date_field=None)
		everything = [test for test in self.tests if test.docstatus == 1 and test.town == TOWN]
		self.assertEqual(self.measure(wanted).value, len(everything))

	def test_a_villages_figure(self):
		found = self.measure(indicator(), village="计量乙村")
		self.assertEqual(found.value, len(self.submitted(village="计量乙村")))

	def test_a_source_without_village_has_no_villages_figure(self):
		wanted = indicator(source_doctype="Checklist Item", date_field=None)
		self.assertEqual(self.measure(wanted, village="计量乙村").problem, measurement.NOT_BY_VILLAGE)

	def test_built_in(self):
		wanted = indicator("Built-in", method="answer")
		methods = {"checklist_indicator_methods": {"answer": [f"{__name__}.answer"]}}
		with patch.object(frappe, "get_hooks", lambda hook=None, *_args, **_kwargs: methods.get(hook, {})):
			self.assertEqual(self.measure(wanted).value, 42)


def answer(place: Place, user: str) -> float:
	return 42 if (place.town, user) == (TOWN, "Administrator") else 0


class TestWhoAsks(MeasuresTestCase):
	def as_role(self, role: str, **values: Any) -> Measurement:
		with self.as_user(self.users[role]):
			return self.measure(indicator(**values))

	def test_an_office_sees_the_town(self):
		self.assertEqual(self.as_role(AGRICULTURE).value, len(self.submitted()))

	def test_a_village_officer_sees_the_village(self):
		self.assertEqual(self.as_role(VILLAGE).value, len(self.submitted(village="计量甲村")))

	def test_the_veterinary_station_sees_livestock(self):
		livestock = [test for test in self.submitted() if test.sector == "Livestock"]
		self.assertEqual(self.as_role(VETERINARY).value, len(livestock))

	def test_the_police_see_no_figure(self):
		found = self.as_role(POLICE)
		self.assertEqual((found.value, found.problem), (None, measurement.NOT_PERMITTED))
		self.assertFalse(frappe.local.message_log)


class TestBrokenIndicators(MeasuresTestCase):
	def test_each_says_what_is_wrong(self):
		for values, named in (
			({"filters": "{"}, "JSON"),
			({"filters": filters(["no_such_field", "=", 1])}, "no_such_field"),
			({"filters": filters(["method", "resembles", 1])}, "resembles"),
			({"filters": "[" * 100_000}, "JSON"),
			({"filters": '[["Residue Test", "published", "=", NaN]]'}, "JSON"),
			({"source_doctype": "No Such DocType"}, "No Such DocType"),
			({"source_doctype": "Nongan Supervision Settings"}, "Nongan Supervision Settings"),
			({"date_field": "no_such_date"}, "no_such_date"),
			({"date_field": "sample_no"}, "sample_no"),
			({"date_field": "published"}, "published"),
			({"measure": "Sum", "value_field": "sample_no"}, "sample_no"),
			({"source_doctype": "Producer", "filters": '[["Producer", "id_number", "like", "3%"]]'}, "id_number"),
			({"measure": "Coverage", "denominator_doctype": "Role"}, "Role"),
		):
			with self.subTest(values=values):
				found = self.measure(frappe._dict(indicator(), **values))
				self.assertEqual((found.value, found.problem), (None, measurement.INDICATOR_ERROR))
				self.assertIn(frappe._(named), found.explanation)

	def test_messages_of_a_refusal_are_not_shown_to_the_user(self):
		self.measure(indicator(filters="{"))
		self.assertFalse(frappe.local.message_log)
