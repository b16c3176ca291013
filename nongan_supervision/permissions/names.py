"""Who names a document: the server, whatever a client sends.

The framework takes a naming series as it comes, be it one that the field doesn't offer, and its second API takes a
name. With either, anybody who may make some document could move another document's numbers: those of slips, of
certificates, of cases.
"""

from __future__ import annotations

from frappe.model.document import Document

NAMED_BY_PEOPLE = ("field:", "prompt")


def name_by_rule(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_insert`` of the app's DocTypes: forget a name that was sent, and a series that isn't offered."""
	series = doc.meta.get_field("naming_series")
	offered = [option for option in (series.options or "").split("\n") if option] if series else []
	if offered and doc.naming_series not in offered:
		doc.naming_series = offered[0]
	if not (doc.meta.autoname or "").startswith(NAMED_BY_PEOPLE):
		doc.name = None
		doc.flags.name_set = False
