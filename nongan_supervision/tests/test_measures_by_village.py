"""Figures of villages: the same as if each village were asked for by itself, in fewer queries."""

from __future__ import annotations

from unittest.mock import patch

import frappe

from nongan_supervision.checklist import measurement
from nongan_supervision.checklist.by_village import measure_by_village
from nongan_supervision.checklist.measurement import Measurement, Place
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.permissions.grants import AGRICULTURE, POLICE, VETERINARY
from nongan_supervision.permissions.scope import visible_villages
from nongan_supervision.tests.properties import given, st
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.test_measures import (
	TOWN,
	VILLAGES,
	YEAR,
	MeasuresTestCase,
	conditions,
	filters,
	indicator,
)

OURS = [village for village, town in VILLAGES.items() if town == TOWN]

ASKED = (
	indicator(),
	indicator("Sum", value_field="published"),
	indicator("Count", value_field="published"),  # which was a sum once
	indicator("Ratio", filters=filters(["verdict", "=", "Pass"]), denominator_doctype="Residue Test"),
	indicator("Ratio", filters=filters(["method", "=", "none"]), denominator_doctype="Village"),
	indicator("Per 1000 Inhabitants"),
	indicator("Coverage", denominator_doctype="Village", filters=filters(["sample_no", "=", "A1"])),
)


class TestByVillage(MeasuresTestCase):
	def assert_same(self, wanted: frappe._dict) -> None:
		measurer = Measurer(YEAR, Place(TOWN))
		found = measure_by_village(measurer, wanted, OURS)
		alone = {village: Measurer(YEAR, Place(TOWN, village)).measure(wanted) for village in OURS}
		for village in OURS:
			with self.subTest(measure=wanted.measure, village=village):
				ours, theirs = found[village], alone[village]
				self.assertEqual(
					(ours.value, ours.problem, ours.explanation), (theirs.value, theirs.problem, theirs.explanation)
				)

	def test_each_measure(self):
		frappe.db.set_value("Village", OURS[0], "population", 2_000)  # and none of the other
		for wanted in ASKED:
			self.assert_same(wanted)

	@given(st.lists(conditions, max_size=3))
	def test_any_filters(self, wanted):
		self.assert_same(indicator(filters=filters(*map(list, wanted))))

	def test_as_other_users(self):
		for role in (VETERINARY, AGRICULTURE, POLICE):
			with self.as_user(self.users[role]):
				for wanted in ASKED[:5]:
					self.assert_same(wanted)

	def test_a_list_of_each_figure_has_as_many_documents(self):
		for village, found in measure_by_village(Measurer(YEAR, Place(TOWN)), indicator(), OURS).items():
			listed = frappe.get_list(found.doctype, filters=[each.as_list() for each in found.filters], pluck="name")
			self.assertEqual((village, len(listed)), (village, found.value))

	def test_a_broken_indicator_says_so_of_each_village(self):
		found = measure_by_village(Measurer(YEAR, Place(TOWN)), indicator(filters="{"), OURS)
		self.assertEqual({each.problem for each in found.values()}, {measurement.INDICATOR_ERROR})

	def test_a_source_without_village_has_no_figures(self):
		wanted = indicator(source_doctype="Checklist Item", date_field=None)
		self.assertEqual(measure_by_village(Measurer(YEAR, Place(TOWN)), wanted, OURS), {})

	def test_a_method_is_asked_village_by_village(self):
		methods = {"checklist_indicator_methods": {"answer": [f"{__name__}.answer"]}}
		with patch.object(frappe, "get_hooks", lambda hook=None, *_args, **_kwargs: methods.get(hook, {})):
			found = measure_by_village(Measurer(YEAR, Place(TOWN)), indicator("Built-in", method="answer"), OURS)
		self.assertEqual([each.value for each in found.values()], [len(village) for village in OURS])

	def test_a_method_that_takes_villages_is_asked_once(self):
		methods = {"checklist_indicator_methods": {"answers": [f"{__name__}.answers"]}}
		with patch.object(frappe, "get_hooks", lambda hook=None, *_args, **_kwargs: methods.get(hook, {})):
			found = measure_by_village(Measurer(YEAR, Place(TOWN)), indicator("Built-in", method="answers"), OURS)
		self.assertEqual([each.value for each in found.values()], [1, None])

	def test_a_method_that_is_not_there_says_so_of_each_village(self):
		with patch.object(frappe, "log_error") as logged:
			found = measure_by_village(Measurer(YEAR, Place(TOWN)), indicator("Built-in", method="none"), OURS)
		logged.assert_called_once()
		self.assertEqual({each.problem for each in found.values()}, {measurement.INDICATOR_ERROR})

	def test_queries_do_not_grow_with_the_villages(self):
		measurer = Measurer(YEAR, Place(TOWN))
		measure_by_village(measurer, indicator(), OURS)  # what is cached is read
		for wanted, queries in ((indicator(), 1), (ASKED[3], 2), (ASKED[5], 1), (ASKED[6], 1)):
			with counted_queries() as statements:
				measure_by_village(measurer, wanted, visible_villages())
			selects = [each for each in statements if "tabResidue Test" in each]
			self.assertEqual(len(selects), queries, selects)


def _said(found: Measurement) -> tuple:
	return found.value, found.problem, found.explanation


def answer(place: Place) -> float:
	return len(place.village)


def answers(villages: list[str]) -> dict[str, float]:
	return {villages[0]: 1}
