"""What a case clue can be refused for."""

import frappe


class CaseError(frappe.ValidationError):
	"""A rule of clues and cases is broken."""


class FutureClueError(CaseError):
	"""The clue is said to have been received on a day that has not come."""


class MissingOutcomeReasonError(CaseError):
	"""A clue is put aside or passed on without a reason."""
