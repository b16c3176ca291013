"""What any step of a record with states can be refused for."""

import frappe


class StepError(frappe.ValidationError):
	"""A rule of the steps from state to state is broken."""


class OutOfTurnError(StepError):
	"""The record doesn't go from its state to that one, whoever asks."""


class WrongRoleError(StepError):
	"""The step is another role's, or another department's."""


class SettledRecordError(StepError):
	"""A settled record is changed or deleted."""


class LockedFieldError(StepError):
	"""A field is changed in a state in which it stands still."""


class MissingReasonError(StepError):
	"""A step that needs a reason has none."""


class IncompleteError(StepError):
	"""Something that a step needs is missing."""
