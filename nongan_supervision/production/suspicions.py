"""What of a ledger's entry gives rise to a case clue, and what the one who enters it is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, escape_html, formatdate, getdate

from nongan_supervision.cases.clues import open_clue, withdraw_clue, work_begun_on
from nongan_supervision.production.certified import certificate_issued
from nongan_supervision.production.errors import ClueUnderWayError
from nongan_supervision.production.facts import BANNED
from nongan_supervision.production.intervals import HARVEST, of_batch
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.producers import grows

SOURCE = "Production Record"


def follow_up(record: Document, context: Context) -> None:
	"""Open a clue where a record shows a breach of the law; withdraw an untouched one where it no longer does."""
	found = list(suspicions(record, context))
	if found:
		clue = open_clue(SOURCE, record, "\n".join(found))
		warn(found, clue)
	else:
		clue = withdraw(record)
	if record.case_clue != clue:
		record.db_set("case_clue", clue, update_modified=False)


def suspicions(record: Document, context: Context) -> Iterator[str]:
	"""Yield what about the use of an input is unlawful, in sentences.

	Source: 《农药管理条例》 and 《兽药管理条例》: no use of banned ones, none off the label, none of the produce sold
	before the interval has ended.
	"""
	input_ = context.input(record.input)
	if not input_:
		return
	if input_.restriction == BANNED:
		yield _("{0} contains a banned substance and was used on {1}.").format(input_.name, record.product)
	if not input_.is_labelled_for(record.product):
		yield _("The label of {0} does not allow its use on {1}; it names: {2}.").format(
			input_.name, record.product, _(", ").join(input_.labelled) or _("none")
		)
	yield from _too_early(record)


def warn(found: list[str], clue: str) -> None:
	"""Tell whoever enters the record what is unlawful, and that it is on the books."""
	told = [*found, _("The record is kept, and clue {0} was opened from it.").format(clue)]
	frappe.msgprint("<br>".join(escape_html(text) for text in told), indicator="red", title=_("Unlawful Use"))


def hint_at_unlisted_product(record: Document, context: Context) -> None:
	"""Say so when the producer does not list the product: the registry, or the entry, needs correcting."""
	if not grows(record.producer, record.product, context):
		frappe.msgprint(
			_("{0} is not among the producer's products yet. Add it to the producer, or correct the record.").format(
				escape_html(record.product)
			),
			indicator="orange",
			alert=True,
		)


def withdraw(record: Document) -> str | None:
	"""Withdraw the record's clue unless work on it has begun; return the clue that stays."""
	clue = record.case_clue
	if not clue or work_begun_on(clue):
		return clue
	record.db_set("case_clue", None, update_modified=False)
	withdraw_clue(record)
	return None


def withdraw_for_deletion(record: Document) -> None:
	"""Withdraw the clue of a record that is deleted.

	:raises ClueUnderWayError: somebody is working on it.
	"""
	if clue := withdraw(record):
		frappe.throw(
			_("Clue {0}, which this record has opened, is being worked on. The record must stay.").format(clue),
			ClueUnderWayError,
		)


def _too_early(record: Document) -> Iterator[str]:
	"""Yield the harvest and the certificate that lie in the interval of a use that is entered after them.

	Those of the same day count as made before the use, in the order in which they were entered.
	"""
	if not record.safe_from:
		return
	used_on, safe_from = getdate(record.recorded_on), getdate(record.safe_from)
	first_day = getdate(add_days(used_on, 1))
	if harvest := _harvested(record, first_day, safe_from):
		name, harvested_on = harvest
		yield _("{0} was harvested on {1} ({2}), inside the interval of {3}, which ends on {4}.").format(
			record.product, formatdate(harvested_on), name, record.input, formatdate(safe_from)
		)
	if issued := certificate_issued(record.producer, record.product, record.batch_no, first_day, safe_from):
		name, issued_on = issued
		yield _("Certificate {0} was issued on {1}, inside the interval of {2}, which ends on {3}.").format(
			name, formatdate(issued_on), record.input, formatdate(safe_from)
		)


def _harvested(record: Document, since: datetime.date, before: datetime.date) -> tuple[str, datetime.date] | None:
	harvest = frappe.qb.DocType("Production Record")
	query = (
		frappe.qb.from_(harvest)
		.select(harvest.name, harvest.recorded_on)
		.where(of_batch(harvest, record.producer, record.product, record.batch_no))
		.where(harvest.activity == HARVEST)
		.where(harvest.recorded_on >= since)
		.where(harvest.recorded_on < before)
		.orderby(harvest.recorded_on)
		.limit(1)
	)
	return next(iter(query.run()), None)
