"""The input catalogue, searched while one types the name on a bottle."""

from __future__ import annotations

import frappe
from frappe import _

from nongan_supervision.production.facts import BANNED, InputFacts, read_inputs
from nongan_supervision.registry.asked import LONGEST

SHOWN = 8
"""As many as a telephone shows above its keyboard."""


def find_inputs(text: str, product: str | None = None) -> list[dict]:
	"""Return inputs whose name or registration number has the text in it, those labelled for the product first.

	Each with its `days`: the interval that the label sets for the product.
	"""
	if len(text) > LONGEST:
		return []
	like = ["like", f"%{text.strip()}%"]
	names = frappe.get_list(
		"Agricultural Input",
		filters={"status": "Active"},
		or_filters={"input_name": like, "registration_no": like},
		pluck="name",
		order_by="input_name",
		limit_page_length=SHOWN * 5,
	)
	facts = read_inputs(names) if names else {}
	found = sorted((facts[name] for name in names), key=lambda one: _rank(one, product))
	return [_as_choice(one, product) for one in found[:SHOWN]]


def _rank(one: InputFacts, product: str | None) -> tuple[bool, bool]:
	"""First what the label names the product for, then what is for any, last what is for others."""
	return not one.is_labelled_for(product), product not in one.labelled


def _as_choice(one: InputFacts, product: str | None) -> dict:
	days = one.days_for(product)
	return {
		"name": one.name,
		"days": days,
		"note": _("Interval {0} days").format(days) if days else "",
		"warning": _warning(one, product),
	}


def _warning(one: InputFacts, product: str | None) -> str:
	if one.restriction == BANNED:
		return _("Banned: must not be used")
	if not one.is_labelled_for(product):
		return _("The label does not name {0}").format(product)
	return ""
