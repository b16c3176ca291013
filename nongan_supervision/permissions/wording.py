"""Why something was refused, in the reader's language."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cstr, escape_html

from nongan_supervision.permissions.conditions import (
	AllOf,
	Anywhere,
	Condition,
	InOwnDepartment,
	InOwnVillage,
	Linked,
	OfOwnDepartment,
	OfOwnProducer,
	OneOf,
	Owned,
	Submitted,
)
from nongan_supervision.permissions.scopes import Scope


def describe(doctype: str, condition: Condition) -> str:
	"""The condition as part of a sentence: "the village is one of yours"."""
	match condition:
		case Anywhere():
			return _("it is any of them")
		case AllOf(conditions):
			return _(" and ", context="Permission").join(describe(doctype, part) for part in conditions)
		case InOwnVillage():
			return _("the village is one of yours")
		case OneOf(field, values):
			label = frappe.get_meta(doctype).get_label(field)
			choices = _(" or ", context="Permission").join(_(value, context=doctype) for value in values)
			return _("{0} is {1}", context="Permission").format(_(label, context=doctype), choices)
		case OfOwnDepartment() | InOwnDepartment():
			return _("your department is responsible for it")
		case Linked(_field, linked, part):
			return _("its {0} is one where {1}", context="Permission").format(_(linked), describe(linked, part))
		case Owned():
			return _("you made it yourself")
		case OfOwnProducer():
			return _("the producer is yours")
		case Submitted():
			return _("it is submitted")
	raise TypeError(condition)


def outside_scope(scope: Scope) -> str:
	"""What a user of this scope may do instead."""
	if scope.is_empty:
		return _("None of your roles may do this with {0}.").format(_(scope.doctype))
	limits = {describe(scope.doctype, clause.condition): None for _role, clause in scope.clauses}
	return _("You may do this with {0} only where {1}.").format(_(scope.doctype), _("; or where ").join(limits))


def other_fields(doctype: str, fieldnames: tuple[str, ...]) -> str:
	"""That a user may change these fields only."""
	meta = frappe.get_meta(doctype)
	labels = "、".join(_(meta.get_label(fieldname), context=doctype) for fieldname in fieldnames)
	return _("In {0} you may change only: {1}.").format(_(doctype), labels)


def hidden_reference(doctype: str, name: str) -> str:
	"""That a document refers to another one outside its author's sight."""
	return _("{0} {1} does not exist or is not yours to refer to.").format(
		escape_html(_(doctype)), escape_html(cstr(name))
	)


def cancelled_stays() -> str:
	"""Say that a cancelled document is not deleted."""
	return _("A cancelled document stays on record. Only an administrator may delete it.")


def draft_stays() -> str:
	"""Say that a draft is not marked as cancelled."""
	return _("A draft is not discarded. Delete it if it isn't needed, or leave it as it is.")
