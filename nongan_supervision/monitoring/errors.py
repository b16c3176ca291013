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


class InvalidFigureError(ResidueTestError):
	"""A measured value or a limit is not a number."""


class NegativeMeasurementError(ResidueTestError):
	"""A measured value is below zero."""


class MissingLimitError(ResidueTestError):
	"""A measured substance has no known limit in this product."""


class UnnamedReportError(ResidueTestError):
	"""A limit is stated, and not the report that states it."""


class InvalidUnitError(ResidueTestError):
	"""The unit is unknown, or cannot be compared with that of the limit."""


class RetestMismatchError(ResidueTestError):
	"""A retest is of another producer or product than the test it repeats."""


class MissingSourceError(ResidueTestError):
	"""A sample of an input says neither which input it is nor whose."""


class UnknownTownError(ResidueTestError):
	"""The village belongs to no known town."""


class EscalationMismatchError(ResidueTestError):
	"""An enforcement sample is of another producer or product than the escalation it answers."""


class WorkHasBegunError(ResidueTestError):
	"""A test cannot be cancelled: work on what it opened has begun."""


class SaleBanError(frappe.ValidationError):
	"""A rule of sale bans is broken."""


class UnfoundedBanError(SaleBanError):
	"""The test that a ban names gives no reason for one."""


class SecondBanError(SaleBanError):
	"""The producer's product is under an active ban already."""


class LiftedBanError(SaleBanError):
	"""A ban that is lifted does not change any more."""


class WithdrawnBanError(SaleBanError):
	"""A ban that is withdrawn does not change any more."""


class NoticeDateError(SaleBanError):
	"""The notice is dated before the ban or in the future."""


class UnsuitableRetestError(SaleBanError):
	"""A ban cannot be lifted with this test."""


class EscalationError(frappe.ValidationError):
	"""A rule of escalations to the district is broken."""


class UnfoundedEscalationError(EscalationError):
	"""The test that an escalation names raises no suspicion of that banned substance."""


class SecondEscalationError(EscalationError):
	"""The suspicion has been reported to the district already."""


class UnsuitableEnforcementTestError(EscalationError):
	"""The enforcement test does not answer the escalation."""


class DistrictsAnswerError(EscalationError):
	"""Somebody else than the district answers an escalation."""


class MissingReplyError(EscalationError):
	"""An escalation is concluded without the district's reply or an enforcement test that shows it."""


class ConcludedEscalationError(EscalationError):
	"""An escalation that is concluded, or withdrawn, does not change any more."""


class SamplingPlanError(frappe.ValidationError):
	"""A rule of sampling plans is broken."""


class InvalidMonthError(SamplingPlanError):
	"""A plan's month is not one of the twelve."""


class DuplicatePlanItemError(SamplingPlanError):
	"""A plan lists the same producer's product twice."""


class ClosedPlanError(SamplingPlanError):
	"""A plan that is no draft is not proposed anew."""
