"""The whitelisted methods of the app, all of them: each checks its input and hands over to a rule."""

from __future__ import annotations

from dataclasses import asdict

import frappe
from frappe.rate_limiter import rate_limit

from nongan_supervision.api.agenda import my_agenda
from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.api.campaigns import (
	campaign_overview,
	close_campaign,
	draft_supervision_summary,
	export_patrol_plan,
	export_supervision_groups,
	export_supervision_summary,
	redraft_supervision_summary,
	start_campaign,
)
from nongan_supervision.api.cases import (
	case_from_clue,
	case_overview,
	decide_extension,
	hand_over_clue,
	remove_evidence,
	reporter_of_clue,
	request_extension,
	take_up_clue,
	view_evidence,
)
from nongan_supervision.api.checklist import (
	draft_governance_summaries,
	export_checklist_progress,
	redraft_governance_summary,
)
from nongan_supervision.api.field import (
	field_page_link,
	field_tasks,
	submit_field_work,
	upload_field_photo,
)
from nongan_supervision.api.inspections import (
	create_patrol_tasks,
	open_inspection_clue,
	propose_patrol_plan,
)
from nongan_supervision.api.outreach import (
	draft_consultation,
	preview_outreach_message,
	send_outreach_message,
)
from nongan_supervision.api.overview import town_overview
from nongan_supervision.api.portal import (
	close_portal_account,
	find_inputs,
	issue_certificates,
	open_portal_account,
	record_in_ledger,
	renew_portal_link,
)
from nongan_supervision.api.quarterly_updates import (
	draft_quarterly_update,
	quarterly_update_rows,
	quarterly_update_state,
)
from nongan_supervision.certificates import basis, check, checks, prospects, slips
from nongan_supervision.checklist.carry_over import carry_over
from nongan_supervision.checklist.indicators import preview
from nongan_supervision.exchange import desk, template
from nongan_supervision.monitoring import lifting, sampling_plan, standing
from nongan_supervision.production.advice import advise
from nongan_supervision.registry import antimicrobials
from nongan_supervision.registry.asked import day_of, document_of, values_of
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.number_search import find_producers
from nongan_supervision.traceability.tracing import Question, trace

__all__ = [
	"antimicrobial_reduction_card",
	"campaign_overview",
	"carry_over_checklist",
	"case_from_clue",
	"case_overview",
	"certificate_prospects",
	"certificate_slips",
	"certificate_tests",
	"check_register",
	"close_campaign",
	"close_portal_account",
	"create_patrol_tasks",
	"decide_extension",
	"draft_consultation",
	"draft_governance_summaries",
	"draft_quarterly_update",
	"draft_supervision_summary",
	"export_checklist_progress",
	"export_patrol_plan",
	"export_supervision_groups",
	"export_supervision_summary",
	"field_page_link",
	"field_tasks",
	"find_inputs",
	"find_producer_by_id_number",
	"hand_over_clue",
	"import_register",
	"issue_certificates",
	"lift_sale_ban",
	"my_agenda",
	"open_inspection_clue",
	"open_portal_account",
	"preview_indicator",
	"preview_outreach_message",
	"production_advice",
	"propose_patrol_plan",
	"propose_sampling_plan",
	"quarterly_update_rows",
	"quarterly_update_state",
	"read_slip",
	"record_in_ledger",
	"redraft_governance_summary",
	"redraft_supervision_summary",
	"register_progress",
	"register_template",
	"remove_evidence",
	"renew_portal_link",
	"reporter_of_clue",
	"request_extension",
	"residue_test_follow_ups",
	"send_outreach_message",
	"start_campaign",
	"submit_field_work",
	"suitable_retests",
	"take_up_clue",
	"town_overview",
	"trace_product",
	"upload_field_photo",
	"verify_certificate",
	"view_evidence",
]

TESTS_AT_ONCE = 100
"""How many tests a search answers with at most."""


@whitelisted(methods=["POST"])
def carry_over_checklist(checklist: str, year: int) -> str:
	"""Copy a responsibility checklist to a later year and return the name of the new one."""
	return carry_over(checklist, year)


@whitelisted(methods=["POST"])
def preview_indicator(indicator: dict | str) -> dict:
	"""Return the figure that a checklist indicator, saved or not, has this year, and the list behind it."""
	frappe.has_permission("Checklist Indicator", "write", throw=True)
	return preview(frappe.get_doc({**document_of(indicator), "doctype": "Checklist Indicator"}))


@whitelisted(methods=["POST"])
def check_register(name: str) -> None:
	"""Check the register of a Register Import in the background, storing nothing of it."""
	desk.start(name, dry_run=True)


@whitelisted(methods=["POST"])
def import_register(name: str) -> None:
	"""Import the register of a Register Import in the background."""
	desk.start(name, dry_run=False)


@whitelisted()
def production_advice(
	producer: str, product: str, on: str, input: str | None = None, batch_no: str | None = None
) -> dict:
	"""Return what the form of a production record tells at once: label, running interval, the producer's batches."""
	frappe.has_permission("Producer", "read", doc=producer, throw=True)
	frappe.has_permission("Production Record", "read", throw=True)
	return advise(producer, product, frappe.utils.getdate(on), input, batch_no)


@whitelisted()
def register_progress(name: str) -> dict:
	"""Return the status of a Register Import, and how many of its rows were looked at."""
	return desk.progress_of(name)


@whitelisted()
def register_template(kind: str) -> None:
	"""Answer with an empty register of the kind as a workbook."""
	frappe.local.response.filename = template.template_name(kind)
	frappe.local.response.filecontent = template.template(kind)
	frappe.local.response.type = "binary"


@whitelisted(methods=["POST"])
def read_slip(code: str) -> dict:
	"""Return which certificate's slip a code belongs to, and what an inspector might find if it is not valid."""
	frappe.has_permission("Certificate Check", "create", throw=True)
	return asdict(checks.read_slip(code))


@whitelisted(allow_guest=True, methods=["GET", "POST"])
def verify_certificate(code: str = "") -> dict:
	"""Return what the slip with this code shows, or why there is none to show; open to anybody, rate-limited."""
	return asdict(check.check_as_guest(code))


@whitelisted()
def certificate_prospects(producer: str, product: str, issued_on: str, batch_no: str | None = None) -> dict:
	"""Return what stands against a certificate of a batch."""
	frappe.has_permission("Producer", "read", producer, throw=True)
	return asdict(prospects.prospects_of(producer, product, issued_on, batch_no))


@whitelisted()
def certificate_tests(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict | str | None = None
) -> list:
	"""Answer the search for the tests that support a certificate; ``filters``: producer, product, day of issue."""
	asked = frappe._dict(values_of(filters or {}))
	issued_on = day_of("issued_on", asked.issued_on or frappe.utils.getdate())
	first, count = max(start, 0), min(max(page_len, 0), TESTS_AT_ONCE)
	return basis.suitable_tests(asked.producer, asked.product, issued_on, txt, first, count)


@whitelisted(methods=["POST"])
def certificate_slips(name: str, layout: str = "A4", first: int | None = None, last: int | None = None) -> None:
	"""Answer with the slips from first to last of a certificate, counted from 1, as a PDF."""
	certificate = frappe.get_doc("Conformity Certificate", name)
	certificate.check_permission("print")
	frappe.local.response.filecontent = slips.slips_pdf(certificate, layout, first, last)
	frappe.local.response.filename = f"{name}.pdf"
	frappe.local.response.type = "pdf"
	slips.note_printing(certificate)


@whitelisted(methods=["POST"])
def lift_sale_ban(name: str, test: str, note: str | None = None) -> None:
	"""Lift a sale ban with a test that shows that the product is clean again."""
	lifting.lift(name, test, note, Context())


@whitelisted()
def suitable_retests(name: str) -> list[dict]:
	"""Return the tests with which a sale ban can be lifted, latest first."""
	return lifting.suitable_tests(name)


@whitelisted()
def residue_test_follow_ups(name: str) -> list[dict]:
	"""Return what a residue test has opened, as far as the user may see it, and how it stands."""
	return standing.of_test(name, Context())


@whitelisted(methods=["POST"])
def propose_sampling_plan(year: int, month: int, village: str | None = None, again: bool | int = False) -> dict:
	"""Draft the sampling plans of a month: of one village, or of all that the user may plan for."""
	return asdict(sampling_plan.propose(village or None, int(year), int(month), again=bool(int(again))))


@whitelisted(methods=["POST"])
@rate_limit(limit=60, seconds=60 * 60)
def find_producer_by_id_number(number: str) -> list[dict]:
	"""Return the producers of a full identity number, for those who may see such numbers; each search is logged."""
	return find_producers(number)


@whitelisted()
def antimicrobial_reduction_card(filters: dict | str | None = None) -> dict:
	"""Return the share of livestock farms that reduce antimicrobials: for the number card of that name."""
	return antimicrobials.reduction_card()


@whitelisted()
def trace_product(
	code: str | None = None,
	start_doctype: str | None = None,
	start: str | None = None,
	product: str | None = None,
	direction: str | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
) -> dict:
	"""Return where a product comes from and where it went, from a code or a document, as the rows of a tree."""
	frappe.has_permission("Producer", "report", throw=True)
	asked = {"code": code, "start_doctype": start_doctype, "start": start, "product": product}
	return asdict(trace(Question.of({**asked, "direction": direction, "from_date": from_date, "to_date": to_date})))
