from __future__ import annotations

from unittest import TestCase

from nongan_supervision.monitoring.verdicts import (
	FAIL,
	PASS,
	SUSPECT,
	NoResultError,
	UnknownLimitError,
	judge_result,
	worst,
)
from nongan_supervision.tests.properties import given, st

QUICK = ("Colloidal Gold", "Enzyme Inhibition")
QUANTITATIVE = "Quantitative"

methods = st.sampled_from((*QUICK, QUANTITATIVE))
classes = st.sampled_from(("Banned", "Restricted", "Conventional", ""))
amounts = st.floats(min_value=0.0001, max_value=1000)


def judge(**values) -> str:
	defaults = {
		"method": QUANTITATIVE,
		"substance_class": "Conventional",
		"qualitative": None,
		"measured_value": 0,
		"limit_value": None,
	}
	return judge_result(**{**defaults, **values})


class TestQualitativeResults(TestCase):
	@given(methods, classes)
	def test_negative_passes(self, method, substance_class):
		self.assertEqual(judge(method=method, substance_class=substance_class, qualitative="Negative"), PASS)

	def test_positive_is_a_suspicion_of_a_quick_method(self):
		for method in QUICK:
			self.assertEqual(judge(method=method, qualitative="Positive"), SUSPECT)

	def test_positive_is_a_fact_of_a_quantitative_method(self):
		self.assertEqual(judge(qualitative="Positive"), FAIL)

	@given(methods, classes)
	def test_nothing_found_out_is_no_result(self, method, substance_class):
		with self.assertRaises(NoResultError):
			judge(method=method, substance_class=substance_class)


class TestMeasuredValues(TestCase):
	def test_the_limit_itself_passes(self):
		self.assertEqual(judge(measured_value=0.5, limit_value=0.5), PASS)
		self.assertEqual(judge(measured_value=0.500001, limit_value=0.5), FAIL)

	@given(amounts)
	def test_banned_substance_fails_whatever_its_amount(self, amount):
		self.assertEqual(judge(substance_class="Banned", measured_value=amount), FAIL)
		self.assertEqual(judge(substance_class="Banned", measured_value=amount, limit_value=10**6), FAIL)

	@given(amounts, st.sampled_from(QUICK))
	def test_banned_substance_by_a_quick_method_is_suspect(self, amount, method):
		self.assertEqual(judge(substance_class="Banned", method=method, measured_value=amount), SUSPECT)

	@given(amounts, methods, st.sampled_from(("Restricted", "Conventional", "")))
	def test_missing_limit_never_passes(self, amount, method, substance_class):
		for qualitative in (None, "Negative", "Positive"):
			with self.assertRaises(UnknownLimitError):
				judge(
					method=method,
					substance_class=substance_class,
					qualitative=qualitative,
					measured_value=amount,
				)

	@given(amounts, amounts, methods)
	def test_above_the_limit_fails_by_any_method(self, amount, limit, method):
		verdict = judge(method=method, measured_value=amount, limit_value=limit)
		self.assertEqual(verdict, FAIL if amount > limit else PASS)

	def test_value_and_word_take_the_worse(self):
		self.assertEqual(judge(qualitative="Negative", measured_value=2, limit_value=1), FAIL)
		self.assertEqual(judge(qualitative="Positive", measured_value=1, limit_value=2), FAIL)


class TestWorst(TestCase):
	def test_order(self):
		self.assertEqual(worst([PASS, FAIL, SUSPECT]), FAIL)
		self.assertEqual(worst([PASS, SUSPECT]), SUSPECT)

	@given(st.lists(st.sampled_from((PASS, SUSPECT, FAIL)), min_size=1))
	def test_one_of_them_and_never_better_than_any(self, verdicts):
		result = worst(verdicts)
		self.assertIn(result, verdicts)
		self.assertEqual(worst([*verdicts, result]), result)
