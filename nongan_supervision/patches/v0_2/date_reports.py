"""A figure that was reported by hand gets the day of its report, and who reported it."""

import json

import frappe
from frappe.utils import getdate

ITEM = "Checklist Item"
FIGURE = "manual_value"


def execute() -> None:
	"""Take day and user from the change that the item's versions tell of; otherwise the figure came with the item."""
	undated = {FIGURE: ["!=", 0], "reported_on": ["is", "not set"]}
	for item in frappe.get_all(ITEM, undated, ["name", "creation", "owner"]):
		moment, user = _entered(item.name) or (item.creation, item.owner)
		report = {"reported_on": getdate(moment), "reported_by": user}
		frappe.db.set_value(ITEM, item.name, report, update_modified=False)


def _entered(item: str) -> tuple | None:
	"""When the figure was last changed, and by whom."""
	of_item = {"ref_doctype": ITEM, "docname": item}
	for version in frappe.get_all("Version", of_item, ["creation", "owner", "data"], order_by="creation desc"):
		if any(change[0] == FIGURE for change in json.loads(version.data or "{}").get("changed") or ()):
			return version.creation, version.owner
	return None
