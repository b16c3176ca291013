"""The search for a producer by a full identity number: exact, within the user's scope, and on the record."""

from __future__ import annotations

import frappe
from frappe import _

from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry import personal_numbers
from nongan_supervision.registry.identity import mask_id_number, normalise_number

FOUND = ("name", "producer_name", "village", "status")


def find_producers(number: str) -> list[frappe._dict]:
	"""Return the producers of this identity number that the session's user may read, and log the search.

	Several, where one person has land in several villages. Whether nobody has the number or only producers beyond
	the user's scope do, the answer is the same.

	:param number: in full, in whatever spelling.
	:raises frappe.PermissionError: the user may not see identity numbers.
	:raises InvalidIdNumberError: it is not a resident identity number.
	"""
	if not personal_numbers.may_see("Producer"):
		frappe.throw(_("You may not see identity numbers."), frappe.PermissionError)
	number = normalise_number(number)
	personal_numbers.check(number)
	found = [row for row in _of_its_mask(number) if personal_numbers.opened(row.pop("id_number_sealed")) == number]
	_log(number, found)
	return found


def _of_its_mask(number: str) -> list[frappe._dict]:
	"""The visible producers whose masked number is that of `number`: few enough to open each."""
	producer = frappe.qb.DocType("Producer")
	query = frappe.qb.from_(producer).select(producer.id_number_sealed, *(producer[field] for field in FOUND))
	query = query.where(producer.masked_id_number == mask_id_number(number)).orderby(producer.name)
	return apply_scope(query, "Producer").run(as_dict=True)


def _log(number: str, found: list[frappe._dict]) -> None:
	frappe.get_doc(
		{
			"doctype": "Access Log",
			"export_from": "Producer",
			"reference_document": found[0].name if found else None,
			"user": frappe.session.user,
			"method": "Search by Identity Number",
			"filters": mask_id_number(number),
		}
	).insert(ignore_permissions=True)  # the system's own record of who searched
