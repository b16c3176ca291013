"""The whitelisted methods of the app, all of them: each checks its input and hands over to a rule."""

from __future__ import annotations

import frappe
from frappe.rate_limiter import rate_limit

from nongan_supervision.checklist.carry_over import carry_over
from nongan_supervision.checklist.indicators import preview
from nongan_supervision.exchange import desk, template
from nongan_supervision.registry.number_search import find_producers


@frappe.whitelist(methods=["POST"])
def carry_over_checklist(checklist: str, year: int) -> str:
	"""Copy a responsibility checklist to a later year and return the name of the new one."""
	return carry_over(checklist, year)


@frappe.whitelist(methods=["POST"])
def preview_indicator(indicator: dict | str) -> dict:
	"""Return the figure that a checklist indicator, saved or not, has this year, and the list behind it."""
	frappe.has_permission("Checklist Indicator", "write", throw=True)
	return preview(frappe.get_doc({**frappe.parse_json(indicator), "doctype": "Checklist Indicator"}))


@frappe.whitelist(methods=["POST"])
def check_register(name: str) -> None:
	"""Check the register of a Register Import in the background, storing nothing of it."""
	desk.start(name, dry_run=True)


@frappe.whitelist(methods=["POST"])
def import_register(name: str) -> None:
	"""Import the register of a Register Import in the background."""
	desk.start(name, dry_run=False)


@frappe.whitelist()
def register_progress(name: str) -> dict:
	"""Return the status of a Register Import, and how many of its rows were looked at."""
	return desk.progress_of(name)


@frappe.whitelist()
def register_template(kind: str) -> None:
	"""Answer with an empty register of the kind as a workbook."""
	frappe.local.response.filename = template.template_name(kind)
	frappe.local.response.filecontent = template.template(kind)
	frappe.local.response.type = "binary"


@frappe.whitelist(methods=["POST"])
@rate_limit(limit=60, seconds=60 * 60)
def find_producer_by_id_number(number: str) -> list[dict]:
	"""Return the producers of a full identity number, for those who may see such numbers; each search is logged."""
	return find_producers(number)
