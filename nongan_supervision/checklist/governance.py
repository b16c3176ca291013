"""Rules of a product's governance summary (重点品种治理情况总结): one a year, drafted from the data, finished by hand.

Source: clause P1.4 of the plan of 2022: every year, each key product's governance is summed up. The figures are those
that who drafts may see: cases of another office are not among them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from nongan_supervision.checklist import governance_texts
from nongan_supervision.checklist.governance_figures import MonthFigures, ProductYear, figures_of
from nongan_supervision.checklist.rules import ChecklistError
from nongan_supervision.checklist.years import current_year
from nongan_supervision.papers import drafted
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.towns import own_town

SUMMARY = "Product Governance Summary"
BY_HAND = ("measures", "problems", "next_steps")
"""What is written by hand, and needed before a summary is submitted."""


class SecondSummaryError(ChecklistError, frappe.DuplicateEntryError):
	"""The product has a summary of this year and town already."""


class YearToComeError(ChecklistError):
	"""A year that has not begun can't be summed up."""


class NoProductsError(ChecklistError):
	"""There is no key product to sum up."""


class IncompleteSummaryError(ChecklistError):
	"""A summary is submitted without one of its parts."""


class SubmittedSummaryError(ChecklistError):
	"""A submitted summary is not drafted again."""


@dataclass
class Drafts:
	"""What was drafted for a year: the summaries that are new, and those that were there already."""

	created: list[str] = field(default_factory=list)
	existing: list[str] = field(default_factory=list)


def apply_rules(summary: Document, context: Context) -> None:
	"""Complete a summary and refuse it if a rule is broken.

	:raises ChecklistError: one of the errors of this module.
	"""
	summary.town = summary.town or own_town()
	summary.year = cint(summary.year) or current_year(context.today)
	check_year(summary, context)
	refuse_second(summary)
	summary.sector = context.sector_of(summary.product)
	summary.title = f"{summary.town or ''}{summary.year}年{summary.product}治理情况总结"
	summary.submitted_on = None
	settle_draft(summary, context)


def check_year(summary: Document, context: Context) -> None:
	"""Refuse a year that has not begun.

	:raises YearToComeError:
	"""
	if summary.year > context.today.year:
		frappe.throw(
			_("{0} can't be summed up before it has begun. Choose {1} or a year before it.").format(
				summary.year, context.today.year
			),
			YearToComeError,
		)


def refuse_second(summary: Document) -> None:
	"""Refuse a second summary of a product, year and town, unless the other one is cancelled.

	:raises SecondSummaryError:
	"""
	same = {"product": summary.product, "year": summary.year, "town": summary.town}
	if name := frappe.db.exists(SUMMARY, {**same, "docstatus": ["<", 2], "name": ["!=", summary.name or ""]}):
		frappe.throw(
			_("{0} has a summary of {1} already: {2}. Finish that one, or cancel and amend it.").format(
				summary.product, summary.year, name
			),
			SecondSummaryError,
		)


def settle_draft(summary: Document, context: Context) -> None:
	"""Draft a new summary; of another one keep the figures as they were drafted, whatever was sent."""
	stored = summary.get_doc_before_save()
	if not stored:
		months, texts = _draft_of(summary, context)
		_set_months(summary, months)
		drafted.fill_in(summary, texts)
		summary.drafted_on = context.today
	elif not summary.flags.redrafted:
		summary.drafted, summary.drafted_on = stored.drafted, stored.drafted_on
		_set_months(summary, [MonthFigures.of_row(row) for row in stored.months])


def _draft_of(summary: Document, context: Context) -> tuple[list[MonthFigures], dict[str, str]]:
	asked = ProductYear(summary.product, cint(summary.year), summary.town, context.today)
	figures, before = figures_of(asked), figures_of(asked.before)
	texts = {
		"figures": governance_texts.figures_text(figures),
		"comparison": governance_texts.comparison_text(asked.year, figures, before),
	}
	return figures.months, texts


def _set_months(summary: Document, months: list[MonthFigures]) -> None:
	summary.set("months", [asdict(month) for month in months])


def stamp(summary: Document, context: Context) -> None:
	"""Note when a summary was submitted; refuse one that lacks a part.

	:raises IncompleteSummaryError:
	"""
	missing = [name for name in ("figures", *BY_HAND) if not (summary.get(name) or "").strip()]
	if missing:
		labels = [_(summary.meta.get_label(name), context=SUMMARY) for name in missing]
		frappe.throw(
			_("The summary is not complete. Fill in: {0}").format(_(", ").join(labels)), IncompleteSummaryError
		)
	summary.submitted_on = context.today


# What users do
# -------------


def redraft(name: str, context: Context, *, overwrite: bool = False) -> None:
	"""Draft the figures of a summary anew; texts that somebody has changed stay, unless `overwrite` is asked for.

	:raises SubmittedSummaryError:
	"""
	summary = frappe.get_doc(SUMMARY, name)
	summary.check_permission("write")
	if summary.docstatus != 0:
		frappe.throw(
			_("{0} is submitted. Cancel and amend it to draft it anew.").format(summary.title), SubmittedSummaryError
		)
	months, texts = _draft_of(summary, context)
	_set_months(summary, months)
	drafted.draft_again(summary, texts, overwrite=overwrite)
	summary.drafted_on = context.today
	summary.flags.redrafted = True
	summary.save()


def draft_all(year: int, context: Context, town: str | None = None) -> Drafts:
	"""Draft the summaries of the town's key products of a year; those that are there already stay as they are.

	:raises NoProductsError: there are none.
	"""
	frappe.has_permission(SUMMARY, "create", throw=True)
	town = town or own_town()
	drafts = Drafts()
	for product in products_of(year):
		same = {"product": product, "year": year, "town": town, "docstatus": ["<", 2]}
		if name := frappe.db.exists(SUMMARY, same):
			drafts.existing.append(name)
		else:
			summary = {"doctype": SUMMARY, "product": product, "year": year, "town": town}
			drafts.created.append(frappe.get_doc(summary).insert().name)
	if not (drafts.created or drafts.existing):
		frappe.throw(
			_("There is no key product to sum up. Add the year {0} to the town's key products first.").format(year),
			NoProductsError,
		)
	return drafts


def products_of(year: int) -> list[str]:
	"""Return the key products that are ticked for a year, for all towns of a site; else those of the national list."""
	product, row = frappe.qb.DocType("Key Product"), frappe.qb.DocType("Key Product Year")
	query = frappe.qb.from_(product).select(product.name).distinct().orderby(product.name)
	ticked = query.join(row).on((row.parent == product.name) & (row.parenttype == "Key Product"))
	return ticked.where(row.year == year).run(pluck=True) or query.where(product.national_list == 1).run(pluck=True)
