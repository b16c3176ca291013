"""Checks, notices, clues and cases without a village are of the town of what they arose from, or of their author's."""

import frappe

from nongan_supervision.registry.places import town_of_document
from nongan_supervision.registry.towns import own_town

ARISING_FROM = {
	"Certificate Check": None,
	"Nonconformity Notice": None,
	"Case Clue": "reference_name",
	"Enforcement Case": "clue",
	"Case Referral": "enforcement_case",
}
"""Kinds of records that may name no village, each after those from which it arises; the field that links to them."""


def execute() -> None:
	for doctype, source in ARISING_FROM.items():
		for name in frappe.get_all(doctype, filters={"town": ["is", "not set"]}, pluck="name"):
			record = frappe.get_doc(doctype, name)
			town = town_of_document(*_link(record, source)) or own_town(record.owner)
			record.db_set("town", town, update_modified=False)


def _link(record, fieldname: str | None) -> tuple[str | None, str | None]:
	"""DocType and name of the document to which a field links."""
	if not fieldname:
		return None, None
	field = record.meta.get_field(fieldname)
	doctype = record.get(field.options) if field.fieldtype == "Dynamic Link" else field.options
	return doctype, record.get(fieldname)
