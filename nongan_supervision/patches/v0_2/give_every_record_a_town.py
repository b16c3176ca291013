"""Checks, notices, clues and cases without a village are of the town of what they arose from, or of their author's."""

import frappe

from nongan_supervision.cases import journal
from nongan_supervision.cases.snapshot import snapshot
from nongan_supervision.cases.states import CASE, REFERRAL
from nongan_supervision.registry.places import town_of_document
from nongan_supervision.registry.towns import own_town

ARISING_FROM = {
	"Certificate Check": None,
	"Nonconformity Notice": None,
	"Case Clue": "reference_name",
	CASE: "clue",
	REFERRAL: "enforcement_case",
}
"""Kinds of records that may name no village; the field that links to what each arose from."""

REASON = "版本升级：未填行政村的记录补记所属镇"

Key = tuple[str, str]


def execute() -> None:
	waiting = dict(_without_town())
	while waiting:
		key = next((key for key, source in waiting.items() if source not in waiting), next(iter(waiting)))
		_settle(key, waiting.pop(key))


def _without_town() -> list[tuple[Key, Key | None]]:
	return [
		((doctype, name), _source(frappe.get_doc(doctype, name), fieldname))
		for doctype, fieldname in ARISING_FROM.items()
		for name in frappe.get_all(doctype, filters={"town": ["is", "not set"]}, pluck="name")
	]


def _source(record, fieldname: str | None) -> Key | None:
	"""DocType and name of the document to which a field links."""
	if not fieldname:
		return None
	field = record.meta.get_field(fieldname)
	doctype = record.get(field.options) if field.fieldtype == "Dynamic Link" else field.options
	return doctype, record.get(fieldname)


def _settle(key: Key, source: Key | None) -> None:
	record = frappe.get_doc(*key)
	town = (source and town_of_document(*source)) or own_town(record.owner)
	if not town:
		return
	record.db_set("town", town, update_modified=False)
	if record.doctype in (CASE, REFERRAL):  # what is not on the journal reads as changed behind its back
		values = {"town": snapshot(record)["town"]}
		journal.record(record, journal.CHANGED, reason=REASON, values=values)
