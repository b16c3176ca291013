"""The whitelisted methods of the app, all of them: each checks its input and hands over to a rule."""

from __future__ import annotations

from dataclasses import asdict

import frappe
from frappe.model.document import Document
from frappe.rate_limiter import rate_limit

from nongan_supervision.api.campaigns import (  # noqa: F401  its part of this module's methods
	campaign_overview,
	close_campaign,
	draft_supervision_summary,
	export_supervision_groups,
	export_supervision_summary,
	redraft_supervision_summary,
	start_campaign,
)
from nongan_supervision.api.checklist import (  # noqa: F401  its part of this module's methods
	draft_governance_summaries,
	redraft_governance_summary,
)
from nongan_supervision.api.inspections import (  # noqa: F401  its part of this module's methods
	create_patrol_tasks,
	open_inspection_clue,
	propose_patrol_plan,
)
from nongan_supervision.api.outreach import (  # noqa: F401
	draft_consultation,
	preview_outreach_message,
	send_outreach_message,
)
from nongan_supervision.cases import clue_work, evidence, extensions, filing, informants
from nongan_supervision.cases.overview import overview
from nongan_supervision.certificates import basis, check, checks, prospects, slips
from nongan_supervision.checklist.carry_over import carry_over
from nongan_supervision.checklist.indicators import preview
from nongan_supervision.exchange import desk, template
from nongan_supervision.monitoring import lifting, sampling_plan, standing
from nongan_supervision.portal import accounts, catalogue, entries
from nongan_supervision.production.advice import advise
from nongan_supervision.registry import antimicrobials, quarterly_drafts
from nongan_supervision.registry.asked import document_of, rows_of, values_of
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.number_search import find_producers
from nongan_supervision.traceability.tracing import Question, trace


@frappe.whitelist(methods=["POST"])
def carry_over_checklist(checklist: str, year: int) -> str:
	"""Copy a responsibility checklist to a later year and return the name of the new one."""
	return carry_over(checklist, year)


@frappe.whitelist(methods=["POST"])
def preview_indicator(indicator: dict | str) -> dict:
	"""Return the figure that a checklist indicator, saved or not, has this year, and the list behind it."""
	frappe.has_permission("Checklist Indicator", "write", throw=True)
	return preview(frappe.get_doc({**document_of(indicator), "doctype": "Checklist Indicator"}))


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
def read_slip(code: str) -> dict:
	"""Return which certificate's slip a code belongs to, and what an inspector might find if it is not valid."""
	frappe.has_permission("Certificate Check", "create", throw=True)
	return asdict(checks.read_slip(code))


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
def verify_certificate(code: str) -> dict:
	"""Return what the slip with this code shows, or why there is none to show; open to anybody, rate-limited."""
	return asdict(check.check_as_guest(code))


@frappe.whitelist()
def certificate_prospects(producer: str, product: str, issued_on: str, batch_no: str | None = None) -> dict:
	"""Return what stands against a certificate of a batch."""
	frappe.has_permission("Producer", "read", producer, throw=True)
	return asdict(prospects.prospects_of(producer, product, issued_on, batch_no))


@frappe.whitelist()
def certificate_tests(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict | str | None = None
) -> list:
	"""Answer the search for the tests that support a certificate; ``filters``: producer, product, day of issue."""
	asked = frappe._dict(frappe.parse_json(filters) or {})
	issued_on = frappe.utils.getdate(asked.issued_on)
	return basis.suitable_tests(asked.producer, asked.product, issued_on, txt, start, page_len)


@frappe.whitelist(methods=["POST"])
def certificate_slips(name: str, layout: str = "A4", first: int | None = None, last: int | None = None) -> None:
	"""Answer with the slips from first to last of a certificate, counted from 1, as a PDF."""
	certificate = frappe.get_doc("Conformity Certificate", name)
	certificate.check_permission("print")
	frappe.local.response.filecontent = slips.slips_pdf(certificate, layout, first, last)
	frappe.local.response.filename = f"{name}.pdf"
	frappe.local.response.type = "pdf"
	slips.note_printing(certificate)


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
	return quarterly_drafts.state_of_entry(village, year, quarter, rows_of(rows))


@frappe.whitelist()
def antimicrobial_reduction_card(filters: dict | str | None = None) -> dict:
	"""Return the share of livestock farms that reduce antimicrobials: for the number card of that name."""
	return antimicrobials.reduction_card()


@frappe.whitelist(methods=["POST"])
def open_portal_account(producer: str) -> dict:
	"""Give a producer a portal account by its mobile number; for a new one, `link` sets the password."""
	return asdict(accounts.open_account(_writable_producer(producer)))


@frappe.whitelist(methods=["POST"])
def renew_portal_link(producer: str) -> dict:
	"""Return a new link to set the password of a producer's portal account."""
	return asdict(accounts.renew_link(_writable_producer(producer)))


@frappe.whitelist(methods=["POST"])
def close_portal_account(producer: str) -> None:
	"""Take the portal account off a producer."""
	accounts.close_account(_writable_producer(producer))


def _writable_producer(name: str) -> Document:
	producer = frappe.get_doc("Producer", name)
	producer.check_permission("write")
	return producer


@frappe.whitelist()
def find_inputs(text: str, product: str | None = None) -> list[dict]:
	"""Return inputs of the catalogue by a part of their name, with the interval of each for the product."""
	return catalogue.find_inputs(text, product)


@frappe.whitelist(methods=["POST"])
def record_in_ledger(values: dict | str) -> dict:
	"""Write an entry in the production ledger of a producer, from the portal's form."""
	record = entries.record(values_of(values))
	return {"name": record.name, "safe_from": record.safe_from}


@frappe.whitelist(methods=["POST"])
def issue_certificates(values: dict | str) -> dict:
	"""Issue conformity certificates for a batch, from the portal's form."""
	certificate = entries.issue(values_of(values))
	return {"name": certificate.name}


@frappe.whitelist()
def case_from_clue(clue: str) -> dict:
	"""Return a new case, not saved, with the facts of a clue filled in."""
	frappe.has_permission("Enforcement Case", "create", throw=True)
	frappe.has_permission("Case Clue", "write", doc=clue, throw=True)
	return filing.case_from_clue(clue).as_dict()


@frappe.whitelist()
def case_overview(doctype: str, name: str) -> dict:
	"""Return the deadline, what is missing and the journal of a case or a referral that the user may read."""
	return overview(doctype, name)


@frappe.whitelist(methods=["POST"])
def request_extension(case: str, days: int, reason: str) -> None:
	"""Ask for a case's time limit to be extended."""
	extensions.request(case, days, reason)


@frappe.whitelist(methods=["POST"])
def decide_extension(case: str, decision: str) -> None:
	"""Approve or reject the extension of a case that waits for it."""
	extensions.decide(case, decision)


@frappe.whitelist(methods=["POST"])
def remove_evidence(case: str, row: str, reason: str) -> None:
	"""Take a piece of evidence out of a case that is being investigated; the journal keeps it."""
	evidence.remove(case, row, reason)


@frappe.whitelist()
def view_evidence(doctype: str, name: str, row: str) -> None:
	"""Lead to a file of a case or a referral, if it is what it was when it was attached; the look is put on record."""
	frappe.local.response.type = "redirect"
	frappe.local.response.location = evidence.view(doctype, name, row)


@frappe.whitelist(methods=["POST"])
def take_up_clue(clue: str) -> None:
	"""Begin the check of an open clue that the user may write."""
	clue_work.take_up(clue)


@frappe.whitelist(methods=["POST"])
def hand_over_clue(clue: str, department: str, reason: str) -> None:
	"""Hand an open clue that the user may write over to another department."""
	clue_work.hand_over(clue, department, reason)


@frappe.whitelist(methods=["POST"])
def reporter_of_clue(clue: str) -> dict:
	"""Return who reported a clue, to those who handle it; each look is put on record."""
	return informants.show_contact(clue)


@frappe.whitelist()
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
