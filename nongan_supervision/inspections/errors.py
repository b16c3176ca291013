"""What a template, an inspection task or a patrol plan can be refused for.

What any step can be refused for is in :mod:`nongan_supervision.workflows.errors`.
"""

import frappe


class InspectionError(frappe.ValidationError):
	"""A rule of inspections is broken."""


# Templates
# ---------


class RepeatedItemError(InspectionError):
	"""An item stands in a template or a task twice: answers could not be told apart."""


class UnsuitableTemplateError(InspectionError):
	"""The template is disabled or of another type of task."""


class NoItemsError(InspectionError):
	"""There is nothing to inspect: no items, and no template that has some."""


# Planning
# --------


class PlaceMismatchError(InspectionError):
	"""The producer or dealer is in another village than the task."""


class TaskDateError(InspectionError):
	"""A day is in the future that can't be, in the past that can't be, or before the day that it follows."""


class AssigneeError(InspectionError):
	"""The task is given to somebody who may not see it, or is no user any more."""


class UnannouncedError(InspectionError):
	"""An unannounced task is given to the village that it is to surprise."""


class DepartmentError(InspectionError):
	"""Too few departments take part, or this one doesn't make inspections of the type."""


# On the spot
# -----------


class PositionError(InspectionError):
	"""A position is incomplete, or lies nowhere in the country."""


class UnansweredItemError(InspectionError):
	"""An item has no result."""


class MissingFindingError(InspectionError):
	"""An item that doesn't conform says nothing of what was found."""


class MissingPhotoError(InspectionError):
	"""An item that needs a photo has none."""


class MissingSignatureError(InspectionError):
	"""The person inspected has neither signed nor is said not to have."""


# Rectification
# -------------


class OpenProblemsError(InspectionError):
	"""Findings with problems are accepted that nobody has put right, and nobody says why."""


class OwnFindingsError(InspectionError):
	"""Somebody accepts what they handed in themselves, though a colleague could."""


class NothingToRectifyError(InspectionError):
	"""Rectification is required, or a clue opened, of a task that found no problem."""
