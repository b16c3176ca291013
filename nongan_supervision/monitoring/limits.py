"""Rules of a substance's residue limits."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document


class DuplicateLimitError(frappe.ValidationError):
	"""A substance has two limits for one product."""


def check_limits(substance: Document) -> None:
	"""Refuse two limits for one product: a test could not know which of them holds."""
	seen = set()
	for row in substance.get("limits") or []:
		if row.product in seen:
			frappe.throw(
				_("Row {0}: {1} has a limit already. Keep the one of the standard in force.").format(
					row.idx, row.product
				),
				DuplicateLimitError,
			)
		seen.add(row.product)
