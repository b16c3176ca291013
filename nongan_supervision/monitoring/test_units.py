from __future__ import annotations

from unittest import TestCase

from nongan_supervision.monitoring.units import (
	UNITS,
	IncompatibleUnitsError,
	UnknownUnitError,
	canonical_unit,
	convert,
)
from nongan_supervision.tests.properties import given, st

MASS_FRACTIONS = ("g/kg", "mg/kg", "µg/kg")
amounts = st.decimals(min_value=0, max_value=100000, places=6).map(float)


class TestCanonicalUnit(TestCase):
	def test_spellings(self):
		for text, unit in (
			("mg/kg", "mg/kg"),
			(" MG / KG ", "mg/kg"),
			("毫克/千克", "mg/kg"),
			("ug/kg", "µg/kg"),
			("\u00b5g/kg", "µg/kg"),
			("\u03bcg/kg", "µg/kg"),
			("微克／千克", "µg/kg"),
			("ug/L", "µg/L"),
		):
			self.assertEqual(canonical_unit(text), unit, text)

	def test_canonical_units_are_their_own_spelling(self):
		for unit in UNITS:
			self.assertEqual(canonical_unit(unit), unit)

	def test_unknown_unit(self):
		for text in ("", "kg", "个"):
			with self.assertRaises(UnknownUnitError):
				canonical_unit(text)


class TestConvert(TestCase):
	def test_thousandfold_steps_are_exact(self):
		self.assertEqual(convert(0.05, "mg/kg", "µg/kg"), 50)
		self.assertEqual(convert(50, "µg/kg", "mg/kg"), 0.05)
		self.assertEqual(convert(1, "g/kg", "mg/kg"), 1000)

	@given(amounts, st.sampled_from(MASS_FRACTIONS), st.sampled_from(MASS_FRACTIONS))
	def test_there_and_back(self, value, source, target):
		self.assertEqual(convert(convert(value, source, target), target, source), value)

	@given(amounts, amounts, st.sampled_from(MASS_FRACTIONS), st.sampled_from(MASS_FRACTIONS))
	def test_order_is_kept(self, one, other, source, target):
		converted = convert(one, source, target), convert(other, source, target)
		self.assertEqual(one < other, converted[0] < converted[1])

	def test_mass_fraction_is_no_concentration(self):
		with self.assertRaises(IncompatibleUnitsError):
			convert(1, "mg/kg", "mg/L")

	def test_unknown_unit(self):
		with self.assertRaises(UnknownUnitError):
			convert(1, "mg/kg", "pound")
