"""Rules of the settings."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint


class InvalidThresholdsError(frappe.ValidationError):
	"""The thresholds of the credit levels do not descend."""


def check_credit_thresholds(settings: Document) -> None:
	"""Refuse thresholds by which a better level would need fewer points."""
	a, b, c = (cint(settings.get(f"credit_level_{level}_from")) for level in "abc")
	if not a > b > c:
		frappe.throw(
			_("Credit level A must start above B, and B above C; {0}, {1} and {2} do not descend.").format(a, b, c),
			InvalidThresholdsError,
		)
