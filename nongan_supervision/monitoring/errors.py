"""What a residue test can be refused for."""

import frappe


class ResidueTestError(frappe.ValidationError):
	"""A rule of residue tests is broken."""


class FutureSampleError(ResidueTestError):
	"""The sample, the test or its publication is dated in the future."""


class DateOrderError(ResidueTestError):
	"""A sample is tested before it is taken, or published before it is tested."""


class MissingProductError(ResidueTestError):
	"""A test of produce does not say of which product."""


class MissingResultError(ResidueTestError):
	"""A test has no results, or a row says nothing."""


class DuplicateSubstanceError(ResidueTestError):
	"""A test reports the same substance twice."""


class NegativeMeasurementError(ResidueTestError):
	"""A measured value is below zero."""


class MissingLimitError(ResidueTestError):
	"""A measured substance has no known limit in this product."""


class InvalidUnitError(ResidueTestError):
	"""The unit is unknown, or cannot be compared with that of the limit."""


class RetestMismatchError(ResidueTestError):
	"""A retest is of another producer or product than the test it repeats."""
