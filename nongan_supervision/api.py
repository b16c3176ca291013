"""The whitelisted methods of the app, all of them: each checks its input and hands over to a rule."""

from __future__ import annotations

from dataclasses import asdict

import frappe
from frappe.rate_limiter import rate_limit

from nongan_supervision.checklist.carry_over import carry_over
from nongan_supervision.checklist.indicators import preview
from nongan_supervision.exchange import desk, template
from nongan_supervision.monitoring import lifting, sampling_plan, standing
from nongan_supervision.production.advice import advise
from nongan_supervision.registry import antimicrobials, quarterly_drafts
from nongan_supervision.registry.context import Context
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
def production_advice(
	producer: str, product: str, on: str, input: str | None = None, batch_no: str | None = None
) -> dict:
	"""Return what the form of a production record tells at once: label, running interval, the producer's batches."""
	frappe.has_permission("Producer", "read", doc=producer, throw=True)
	frappe.has_permission("Production Record", "read", throw=True)
	return advise(producer, product, frappe.utils.getdate(on), input, batch_no)


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
def lift_sale_ban(name: str, test: str, note: str | None = None) -> None:
	"""Lift a sale ban with a test that shows that the product is clean again."""
	lifting.lift(name, test, note, Context())


@frappe.whitelist()
def suitable_retests(name: str) -> list[dict]:
	"""Return the tests with which a sale ban can be lifted, latest first."""
	return lifting.suitable_tests(name)


@frappe.whitelist()
def residue_test_follow_ups(name: str) -> list[dict]:
	"""Return what a residue test has opened, as far as the user may see it, and how it stands."""
	return standing.of_test(name, Context())


@frappe.whitelist(methods=["POST"])
def propose_sampling_plan(year: int, month: int, village: str | None = None, again: bool | int = False) -> dict:
	"""Draft the sampling plans of a month: of one village, or of all that the user may plan for."""
	return asdict(sampling_plan.propose(village or None, int(year), int(month), again=bool(int(again))))


@frappe.whitelist(methods=["POST"])
@rate_limit(limit=60, seconds=60 * 60)
def find_producer_by_id_number(number: str) -> list[dict]:
	"""Return the producers of a full identity number, for those who may see such numbers; each search is logged."""
	return find_producers(number)


@frappe.whitelist(methods=["POST"])
def draft_quarterly_update(village: str, year: int, quarter: str) -> str:
	"""Draft a village's update of a quarter from the last one, and return its name."""
	return quarterly_drafts.draft_update(village, year, quarter)


@frappe.whitelist()
def quarterly_update_rows(village: str, year: int, quarter: str) -> list[dict]:
	"""Return the rows with which a village's update of a quarter begins."""
	return quarterly_drafts.rows_for(village, year, quarter)


@frappe.whitelist(methods=["POST"])
def quarterly_update_state(village: str, year: int, quarter: str, rows: list | str) -> dict:
	"""Return how many of a village's producers an update in the form has confirmed, and which it misses."""
	return quarterly_drafts.state_of_entry(village, year, quarter, frappe.parse_json(rows))


@frappe.whitelist()
def antimicrobial_reduction_card(filters: dict | str | None = None) -> dict:
	"""Return the share of livestock farms that reduce antimicrobials: for the number card of that name."""
	return antimicrobials.reduction_card()
