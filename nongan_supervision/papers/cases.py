"""What the papers of a case show: party, officers, evidence, articles, penalty, and what its file contains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt

from nongan_supervision.cases.states import CASE, REFERRAL
from nongan_supervision.papers.wording import STRUCK, amount_in_capitals, official_date, without_town
from nongan_supervision.registry import personal_numbers

CLUE = "Case Clue"
INDIVIDUAL = "Individual"


class FiledPaper(NamedTuple):
	"""A line of the contents of a case file: the paper's title, its number and its date; what is empty has none."""

	title: str
	number: str
	date: str


class CasePaper:
	"""A case as its papers show it."""

	def __init__(self, case: Document):
		self.case = case
		self.authority = authority_of(case)

	@property
	def source(self) -> str:
		"""Where the case comes from."""
		source = self._clue("clue_source")
		return _(source, context=CLUE) if source else ""

	@property
	def received_on(self) -> str:
		"""The day its clue was received; struck through where it has none."""
		received = self._clue("received_on")
		return official_date(received) if received else STRUCK

	@property
	def officers(self) -> str:
		"""Who handles the case, each with the number of their certificate."""
		return "、".join(
			f"{row.officer_name}（{_('certificate no. {0}').format(row.certificate_no or STRUCK)}）"
			for row in self.case.officers
		)

	@property
	def penalty(self) -> str:
		"""The kind of penalty, in words."""
		return _(self.case.penalty_type, context=CASE) if self.case.penalty_type else ""

	@property
	def amount(self) -> str:
		"""The amount of the penalty in capitals and in figures; empty without one."""
		amount = flt(self.case.penalty_amount, 2)
		if amount <= 0:
			return ""
		return f"人民币{amount_in_capitals(amount)}（¥{amount:,.2f}）"

	def party(self, in_full: bool = False) -> list[tuple[str, Any]]:
		"""Return what is known of the party, with its labels.

		:param in_full: with the whole identity number, for a user who may see it: for papers that the law wants it in.
		"""
		case = self.case
		if case.party_type == INDIVIDUAL or not case.party_type:
			own = [("party_name", case.party_name), ("party_id_number", self._number(in_full))]
		else:
			own = [
				("party_name", case.party_name),
				("party_credit_code", case.party_credit_code),
				("party_representative", case.party_representative),
			]
		rows = [*own, ("party_phone", case.party_phone), ("party_address", case.party_address)]
		return [(_(case.meta.get_label(fieldname), context=CASE), value) for fieldname, value in rows]

	def contents(self) -> list[FiledPaper]:
		"""Return the papers of the case's file in the order in which they are filed; only those that there are."""
		return [
			FiledPaper(title, number or "", official_date(day) if day else "")
			for there_is_one, title, number, day in self._papers()
			if there_is_one
		]

	def _papers(self) -> Iterator[tuple[Any, str, str | None, Any]]:
		"""Whether there is one, title, number, date. What the case has no date of gets it by hand."""
		case = self.case
		yield case.decided_on, _("Administrative Penalty Decision"), case.decision_no, case.decided_on
		yield case.filing_requested_by, _("Case Filing Approval"), case.name, case.filed_on
		for row in case.evidence:
			yield True, row.title or _(row.evidence_type or "Evidence", context=row.doctype), None, row.collected_on
		yield case.get("items"), _("List of Articles"), case.name, None
		yield case.rectification_demand, _("Order to Rectify"), case.name, None
		yield case.decision_requested_by, _("Investigation Closing Report"), case.name, None
		yield case.legal_review_opinion, _("Legal Review"), None, case.legal_reviewed_on
		yield case.hearing_held_on, _("Record of the Hearing"), None, case.hearing_held_on
		if case.referral and frappe.has_permission(REFERRAL, "read", case.referral):
			number, day = frappe.db.get_value(REFERRAL, case.referral, ["transfer_no", "transferred_at"])
			yield True, _("Transfer Letter"), number, day
		yield case.served_on, _("Proof of Service"), None, case.served_on
		yield case.closed_on, _("Report on the Closing of the Case"), None, case.closed_on

	def _number(self, in_full: bool) -> str | None:
		if in_full and personal_numbers.may_see(CASE):
			return personal_numbers.number_of(self.case) or self.case.party_id_number
		return self.case.party_masked_id_number

	def _clue(self, fieldname: str) -> Any:
		return frappe.db.get_value(CLUE, self.case.clue, fieldname) if self.case.clue else None


def case_paper(doc: Document) -> CasePaper:
	"""Return the case of a print: the printed document itself, or the one that a referral is about.

	:raises frappe.PermissionError: the session's user may not read the case.
	"""
	if doc.doctype == CASE:
		return CasePaper(doc)
	case = frappe.get_doc(CASE, doc.enforcement_case)
	case.check_permission("read")
	return CasePaper(case)


def authority_of(doc: Document) -> str:
	"""Return the name of the authority that a paper comes from: the town's department, 镇 written once."""
	town, department = doc.get("town") or "", doc.get("department") or ""
	return town + without_town(department, town) if department else town
