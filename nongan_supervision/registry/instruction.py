"""Which key products have a safe-use instructor."""

from __future__ import annotations

import frappe
from frappe import _

from nongan_supervision.checklist.filters import Filter
from nongan_supervision.checklist.measurement import Measurement, Place, not_by_village, share_of
from nongan_supervision.permissions.scope import apply_scope

INSTRUCTOR = "Safe Use Instructor"


def measure_instruction(user: str, place: Place | None = None) -> Measurement:
	"""Built-in indicator: products of the national list that have an active instructor, in percent.

	Source: the plan of 2022, A2: a system of safe-use instructors for the 11 products.

	:raises Missing: asked for one village: instructors are there for all of them.
	"""
	if place and place.village:
		raise not_by_village(INSTRUCTOR)
	product = frappe.qb.DocType("Key Product")
	query = frappe.qb.from_(product).select(product.name).where(product.national_list == 1)
	listed = set(apply_scope(query, "Key Product", user).run(pluck=True))
	instructed = listed & instructed_products(user) if listed else listed
	nothing = _("No key product is on the national list.")
	active = Filter(INSTRUCTOR, "status", "=", "Active")
	return share_of(len(instructed), len(listed), nothing, INSTRUCTOR, (active,), is_of_today=True)


def instructed_products(user: str | None = None) -> set[str]:
	"""Return the products that an active instructor has, as a user may see it: the session's, unless said otherwise."""
	instructor = frappe.qb.DocType(INSTRUCTOR)
	active = frappe.qb.from_(instructor).select(instructor.name).where(instructor.status == "Active")
	row = frappe.qb.DocType("Safe Use Instructor Product")
	query = frappe.qb.from_(row).select(row.product).where(row.parenttype == INSTRUCTOR)
	return set(query.where(row.parent.isin(apply_scope(active, INSTRUCTOR, user))).run(pluck=True))
