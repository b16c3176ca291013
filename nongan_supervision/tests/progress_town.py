"""A town with a checklist, for the tests of its progress."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import frappe

from nongan_supervision.nongan_supervision.report.responsibility_checklist_progress import (
	responsibility_checklist_progress as report,
)
from nongan_supervision.permissions.grants import AGRICULTURE, MARKET, POLICE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_checklist,
	make_checklist_item,
	make_key_product,
	make_producer,
	make_residue_test,
	make_town,
	make_village,
	unique,
)

NAME = "Responsibility Checklist Progress"
TOWN, VILLAGE_A, VILLAGE_B = "进度镇", "进度甲村", "进度乙村"
YEAR = 2021
MIDYEAR = date(YEAR, 7, 2)

QUICK = json.dumps([["Residue Test", "method", "=", "Colloidal Gold"]])
ROUTINE = json.dumps([["Residue Test", "purpose", "=", "Routine Monitoring"]])
ROUTINE_PASSED = json.dumps(
	[["Residue Test", "purpose", "=", "Routine Monitoring"], ["Residue Test", "verdict", "=", "Pass"]]
)


def make_indicator(measure: str = "Count", **values: Any) -> str:
	defaults = {"source_doctype": "Residue Test", "date_field": "sampled_on", "filters": "[]"}
	if measure == "Manual":
		defaults = {}
	name = unique("进度指标")
	return make("Checklist Indicator", indicator_name=name, measure=measure, **{**defaults, **values}).name


class ProgressTestCase(NonganTestCase):
	"""A town of two villages, seven tests and some certificates of 2021, and a checklist of six items."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		make_town(TOWN)
		cls.producers = {}
		for village, tests in ((VILLAGE_A, 4), (VILLAGE_B, 3)):
			make_village(village, TOWN)
			cls.producers[village] = make_producer(village=village)
			for _number in range(tests):
				cls.make_test(village, "2021-06-30")
		cls.make_test(VILLAGE_A, "2021-07-03")
		make_certificate(cls.producers[VILLAGE_A], issued_on="2021-05-01", certificate_count=500)
		cls._make_departments()
		cls._make_checklist()

	@classmethod
	def make_test(cls, village: str, sampled_on: str, **values: Any) -> None:
		product = make_key_product("进度菜").name
		make_residue_test(
			cls.producers[village], product=product, sampled_on=sampled_on, tested_on=sampled_on, **values
		)

	@classmethod
	def _make_departments(cls) -> None:
		for role in (AGRICULTURE, MARKET, POLICE):
			make("Supervision Department", department_name=f"进度{role}", role=role)

	@classmethod
	def _make_checklist(cls) -> None:
		checklist = make_checklist(TOWN, YEAR)
		certificates = {
			"source_doctype": "Conformity Certificate",
			"date_field": "issued_on",
			"value_field": "certificate_count",
		}
		ratio = {"denominator_doctype": "Residue Test", "denominator_filters": ROUTINE}
		for number, (values, roles) in enumerate(
			(
				({"item_no": "A1", "indicator": make_indicator(filters=QUICK), "target": 10}, (AGRICULTURE, MARKET)),
				({"item_no": "A2", "indicator": make_indicator("Sum", **certificates), "target": 400}, (MARKET,)),
				({"item_no": "A3", "indicator": make_indicator("Per 1000 Inhabitants"), "target": 1.5}, (AGRICULTURE,)),
				(
					{
						"item_no": "A4",
						"indicator": make_indicator("Ratio", filters=ROUTINE_PASSED, **ratio),
						"target": 98,
					},
					(AGRICULTURE,),
				),
				({"item_no": "A5", "indicator": make_indicator("Manual"), "target": 2}, (AGRICULTURE, POLICE)),
				({"item_no": "A6", "indicator": None, "target": 0}, (AGRICULTURE,)),
			)
		):
			departments = [{"department": f"进度{role}"} for role in roles]
			make_checklist_item(checklist, sort_order=number, departments=departments, unit="批次", **values)
		cls.checklist = checklist.name

	def report(self, item_no: str, value: float, on: str = "2021-06-01") -> None:
		"""Report an item's figure by hand."""
		item = frappe.get_doc("Checklist Item", {"checklist": self.checklist, "item_no": item_no})
		item.update({"manual_value": value, "reported_on": on}).save()

	def rows(self, **filters: Any) -> dict[str, dict]:
		"""The report's rows by item number, at midyear unless said otherwise."""
		_columns, rows, *_rest = report.execute({"checklist": self.checklist, "as_on": MIDYEAR, **filters})
		return {row["item_no"]: row for row in rows}
