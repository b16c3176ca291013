"""Why something cannot be traced."""

import frappe


class NothingToTraceError(frappe.ValidationError):
	"""Nobody said where to start, or nothing that the user may see answers to what they said."""
