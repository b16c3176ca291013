"""What an app's own method may answer, and what of that becomes a figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from unittest import mock

from nongan_supervision.checklist import methods
from nongan_supervision.checklist.measurement import INDICATOR_ERROR, Measurement
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.test_measures import TOWN, YEAR, Place, indicator

ANSWERS: list[Any] = [None]


def answer() -> Any:
	return ANSWERS[0]


def broken() -> float:
	raise RuntimeError("secret")


class TestMethods(NonganTestCase):
	def ask(self, function: str) -> Measurement:
		offered = {"method": f"{__name__}.{function}"}
		with mock.patch.object(methods, "built_in_methods", lambda: offered):
			return Measurer(YEAR, Place(TOWN)).measure(indicator("Built-in", method="method"))

	def answered(self, value: Any) -> Measurement:
		with mock.patch(f"{__name__}.ANSWERS", [value]):
			return self.ask("answer")

	def test_numbers_of_all_kinds(self):
		for value, expected in ((Decimal("3.5"), 3.5), ("7", 7), (True, 1), (None, None), (Measurement(2), 2)):
			with self.subTest(value):
				self.assertEqual(self.answered(value).value, expected)

	def test_what_is_no_number(self):
		for value in ("abc", float("nan"), float("inf"), {"value": 3}, [1], Measurement("abc")):
			with self.subTest(value):
				self.assertEqual(self.answered(value).problem, INDICATOR_ERROR)

	def test_a_failing_one_is_logged_and_not_told(self):
		with mock.patch("frappe.log_error") as logged:
			found = self.ask("broken")
		logged.assert_called_once()
		self.assertEqual(found.problem, INDICATOR_ERROR)
		self.assertNotIn("secret", found.explanation)
