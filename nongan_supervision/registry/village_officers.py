"""Village officers and their villages: User Permissions that follow the villages' grids."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.model.document import Document

from nongan_supervision.setup.roles import VILLAGE as ROLE


def assign_villages(user: str, villages: Iterable[str]) -> None:
	"""Limit a user to exactly these villages: add the User Permissions that are missing, remove the rest.

	With a single village new documents start with it.
	"""
	wanted = set(villages)
	held = villages_of(user)
	for village in held - wanted:
		_withdraw(user, village)
	for village in wanted - held:
		_grant(user, village)
	_set_default(user)


def villages_of(user: str) -> set[str]:
	"""Return the villages that a user is limited to."""
	return set(frappe.get_all("User Permission", {"user": user, "allow": "Village"}, pluck="for_value"))


def follow_grid_officers(village: Document) -> None:
	"""Give a village to the village officers in its grid, and take it from those who left the grid.

	Rows without a user, and users without the role Village Officer, change nothing.
	"""
	before = village.get_doc_before_save()
	now_in_grid = _users(village)
	for user in (_users(before) if before else set()) - now_in_grid:
		assign_villages(user, villages_of(user) - {village.name})
	for user in now_in_grid:
		if ROLE in frappe.get_roles(user):
			assign_villages(user, villages_of(user) | {village.name})


def follow_roles(user: Document, method: str | None = None) -> None:
	"""Give a user who has become a village officer the villages whose grid names them already."""
	if ROLE in {row.role for row in user.get("roles") or []}:
		villages = frappe.get_all("Village Grid Officer", {"user": user.name, "parenttype": "Village"}, pluck="parent")
		if villages:
			assign_villages(user.name, villages_of(user.name) | set(villages))


def _users(village: Document) -> set[str]:
	return {row.user for row in village.get("grid_officers") or [] if row.user}


def _grant(user: str, village: str) -> None:
	frappe.get_doc({"doctype": "User Permission", "user": user, "allow": "Village", "for_value": village}).insert(
		ignore_permissions=True
	)  # follows from the village, which somebody with the right has saved


def _withdraw(user: str, village: str) -> None:
	for name in frappe.get_all(
		"User Permission", {"user": user, "allow": "Village", "for_value": village}, pluck="name"
	):
		frappe.delete_doc("User Permission", name, ignore_permissions=True)  # as above


def _set_default(user: str) -> None:
	permissions = frappe.get_all("User Permission", {"user": user, "allow": "Village"}, pluck="name")
	for name in permissions:
		frappe.db.set_value("User Permission", name, "is_default", int(len(permissions) == 1))
	frappe.cache.hdel("user_permissions", user)
