"""Rules of the catalogue of agricultural inputs."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.production import errors
from nongan_supervision.production.facts import BANNED, CONVENTIONAL, RESTRICTED
from nongan_supervision.registry.context import Context

STRICTEST_FIRST = (BANNED, RESTRICTED, CONVENTIONAL)


def apply_rules(input_: Document, context: Context) -> None:
	"""Complete an input and refuse it if a rule is broken.

	:raises InputError: one of :mod:`nongan_supervision.production.errors`.
	"""
	input_.input_name = (input_.input_name or "").strip()
	check_substances(input_)
	check_labelled_products(input_)
	input_.restriction = restriction_of(context.substance(name).substance_class for name in substances_of(input_))


def check_substances(input_: Document) -> None:
	"""Refuse a further active substance that is listed already."""
	seen = {input_.active_substance} if input_.active_substance else set()
	for row in input_.get("other_substances") or []:
		if row.substance in seen:
			frappe.throw(
				_("Row {0}: {1} is listed as an active substance already.").format(row.idx, row.substance),
				errors.DuplicateActiveSubstanceError,
			)
		seen.add(row.substance)


def check_labelled_products(input_: Document) -> None:
	"""Refuse two rows for one product: a use could not know which interval holds."""
	seen = set()
	for row in input_.get("labelled_products") or []:
		if row.product in seen:
			frappe.throw(
				_("Row {0}: the label names {1} already. Keep the row with the longer interval.").format(
					row.idx, row.product
				),
				errors.DuplicateLabelledProductError,
			)
		seen.add(row.product)


def substances_of(input_: Document) -> list[str]:
	"""Return the active substances of an input, those of a mixture included."""
	further = [row.substance for row in input_.get("other_substances") or []]
	return [name for name in (input_.active_substance, *further) if name]


def restriction_of(classes: Iterable[str]) -> str | None:
	"""Return the strictest of some substances' classes; None where none is known."""
	known = set(classes)
	return next((one for one in STRICTEST_FIRST if one in known), None)


def follow_substance(substance: Document, method: str | None = None) -> None:
	"""Give the inputs that contain a substance their new class, when the substance's own has changed."""
	if not substance.has_value_changed("substance_class"):
		return
	context = Context()
	for name in _inputs_with(substance.name):
		input_ = frappe.get_doc("Agricultural Input", name)
		classes = (context.substance(each).substance_class for each in substances_of(input_))
		input_.db_set("restriction", restriction_of(classes))


def _inputs_with(substance: str) -> set[str]:
	named = frappe.get_all("Agricultural Input", {"active_substance": substance}, pluck="name")
	mixed = frappe.get_all(
		"Agricultural Input Substance", {"substance": substance, "parenttype": "Agricultural Input"}, pluck="parent"
	)
	return {*named, *mixed}
