import json

import frappe

from nongan_supervision.checklist.fields import InvalidDefinitionError
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, unique


class TestChecklistIndicator(NonganTestCase):
	def make(self, **values):
		defaults = {"measure": "Count", "source_doctype": "Producer", "filters": "[]"}
		return make("Checklist Indicator", indicator_name=unique("指标"), **{**defaults, **values})

	def refuse(self, **values):
		self.assertRaises(InvalidDefinitionError, self.make, **values)

	def test_an_office_adds_its_own(self):
		filters = [["Producer", "of_scale", "=", 1], ["Producer Product", "product", "=", "豇豆", False]]
		self.assertTrue(self.make(filters=json.dumps(filters)).name)

	def test_indicators_of_the_plan_can_be_saved_by_users(self):
		for name in frappe.get_all("Checklist Indicator", pluck="name"):
			frappe.get_doc("Checklist Indicator", name).save()

	def test_manual_needs_nothing(self):
		self.assertTrue(self.make(measure="Manual", source_doctype=None).name)

	def test_source_is_needed(self):
		self.refuse(source_doctype=None)

	def test_sum_needs_a_number(self):
		self.refuse(measure="Sum")
		self.refuse(measure="Sum", value_field="producer_name")
		self.assertTrue(self.make(measure="Sum", value_field="latitude").name)

	def test_what_the_measure_has_no_use_for_goes(self):
		summed = {"source_doctype": "Residue Test", "value_field": "published"}
		for measure, kept in (("Count", None), ("Sum", "published"), ("Per 1000 Inhabitants", "published")):
			self.assertEqual(self.make(measure=measure, **summed).value_field, kept, measure)

	def test_ratio_needs_what_it_is_out_of(self):
		self.refuse(measure="Ratio")

	def test_built_in_needs_a_method(self):
		self.refuse(measure="Built-in", method=None)

	def test_date_field_is_a_date(self):
		self.refuse(date_field="producer_name")
		self.refuse(date_field="no_such_field")
		self.assertTrue(self.make(date_field="networked_on").name)

	def test_filters_are_checked(self):
		for filters in (
			'[["Producer", "status", "=", {"a": 1}]]',
			'[["Producer", "status", "in", [["Active"]]]]',
			'[["Producer", ["status"], "=", "Active"]]',
			r'[["Producer", "status", "!=", "\ud800"]]',
			'[["Producer", "docstatus", "!=", 99999999999999999999999999]]',
			'[["Producer", "docstatus", "!=", 1e999]]',
			json.dumps([["Producer", "status", "!=", "Active"]] * 51),
			json.dumps([["Producer", "status", "in", ["Active"] * 501]]),
			"{",
			'{"of_scale": 1}',
			'["of_scale"]',
			'[["Producer", "of_scale", "="]]',
			'[["Village", "town", "=", "洛阳镇"]]',
			'[["Producer", "no_such_field", "=", 1]]',
			'[["Producer", "networked_on", "between", ["a"]]]',
			'[["Producer", "networked_on", "between", ["a", "b"]]]',
			'[["Producer", "networked_on", "timespan", "a while"]]',
			'[["Producer", "of_scale", "=", NaN]]',
			"[" * 100_000,
		):
			self.refuse(filters=filters)
