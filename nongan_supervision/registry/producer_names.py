"""What producers are called, for reports that name them beside other documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import frappe

from nongan_supervision.permissions.scope import apply_scope

if TYPE_CHECKING:
	from frappe.model.document import Document


def names_of(producers: Iterable[str | None]) -> dict[str, str]:
	"""Return the names of those producers that the session's user may see, by what they are stored as.

	Who sees a certificate or a test needn't see its producer: producers move to other villages.
	"""
	asked = sorted(set(filter(None, producers)))
	if not asked or not frappe.has_permission("Producer", "read"):
		return {}
	table = frappe.qb.DocType("Producer")
	query = frappe.qb.from_(table).select(table.name, table.producer_name).where(table.name.isin(asked))
	return dict(apply_scope(query, "Producer").run())


def producer_names(plan: Document) -> dict[str, str]:
	"""Return the names of the producers in the rows of a plan, as `names_of` does: for the Jinja of prints."""
	return names_of(row.producer for row in plan.get("items"))
