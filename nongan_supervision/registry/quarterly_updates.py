"""Rules of a quarterly production update: what a village's producers grow and keep, once a quarter.

Source: the plan of 2022, A2: every quarter each administrative village updates what is known of its key products.
"""

from __future__ import annotations

import datetime
from collections import defaultdict

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, flt, getdate

from nongan_supervision.registry import errors
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.quarters import FIRST_YEAR, LAST_YEAR, Quarter

DOCTYPE = "Quarterly Production Update"
SETTINGS = "Nongan Supervision Settings"
TOLD = ("area_or_stock", "unit", "expected_market_date")
"""What a row tells of a product, in fields of the same name as the producer's."""


def apply_rules(update: Document, context: Context) -> None:
	"""Complete an update and refuse it if a rule is broken.

	:raises RegistryError: one of :mod:`nongan_supervision.registry.errors`.
	"""
	update.town = context.town_of(update.village)
	update.due_on = quarter_of(update).due_on(grace_days())
	refuse_quarter_to_come(update, context)
	refuse_second_submitted(update)
	check_rows(update, context)
	note_changes(update, context)
	count_producers(update)
	forget_submission(update)


def apply_submission_rules(update: Document, context: Context) -> None:
	"""Refuse to submit an update twice or empty, and note whether it is late.

	:raises RegistryError: one of :mod:`nongan_supervision.registry.errors`.
	"""
	refuse_empty(update)
	wait_for_others_of_village(update)
	refuse_second_submitted(update, for_update=True)
	note_submission(update, context)


def quarter_of(update: Document) -> Quarter:
	"""Return the quarter of an update.

	:raises NoSuchQuarterError: year or quarter are missing or impossible.
	"""
	try:
		return Quarter.of(cint(update.year), update.quarter)
	except ValueError:
		frappe.throw(
			_("Choose a quarter, and a year between {0} and {1}.").format(FIRST_YEAR, LAST_YEAR),
			errors.NoSuchQuarterError,
		)


def grace_days() -> int:
	"""Return how many days after its end the update of a quarter is due."""
	return cint(frappe.db.get_single_value(SETTINGS, "quarterly_update_grace_days"))


def refuse_quarter_to_come(update: Document, context: Context) -> None:
	"""Refuse an update of a quarter that has not begun."""
	quarter = quarter_of(update)
	if quarter.starts_on > context.today:
		frappe.throw(
			_("{0} {1} begins on {2}. Its update can be entered from that day on.").format(
				quarter.year, _(quarter.name, context=DOCTYPE), frappe.format(quarter.starts_on, "Date")
			),
			errors.QuarterNotBegunError,
		)


def refuse_second_submitted(update: Document, *, for_update: bool = False) -> None:
	"""Refuse an update of which the village's and quarter's is submitted already.

	:param for_update: as others have committed it: after `wait_for_others_of_village`.
	"""
	other = submitted_update(update.village, quarter_of(update), for_update=for_update)
	if other and other != update.name:
		frappe.throw(
			_("{0} has submitted its update of {1} {2} already: {3}. Cancel and amend that one to correct it.").format(
				update.village, update.year, _(update.quarter, context=DOCTYPE), other
			),
			errors.DuplicateUpdateError,
		)


def wait_for_others_of_village(update: Document) -> None:
	"""Hold the village until this transaction ends, so that two updates of it are submitted one after the other."""
	frappe.db.get_value("Village", update.village, "name", for_update=True)


def submitted_update(village: str, quarter: Quarter, *, for_update: bool = False) -> str | None:
	"""Return the submitted update of a village and quarter.

	:param for_update: as others have committed it, not as of this transaction's snapshot. It locks what it finds, or
		its absence: to be asked by who is about to submit.
	"""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.name).where(table.docstatus == 1)
	query = query.where((table.village == village) & (table.year == quarter.year) & (table.quarter == quarter.name))
	found = (query.for_update() if for_update else query).run(pluck=True)
	return found[0] if found else None


def check_rows(update: Document, context: Context) -> None:
	"""Refuse producers of other villages, and a producer's product that is listed twice."""
	context.look_up_producers({row.producer for row in update.rows})
	seen: dict[tuple[str, str], int] = {}
	for row in update.rows:
		producer = context.producer(row.producer)
		if producer and producer.village != update.village:
			frappe.throw(
				_(
					"Row {0}: {1} belongs to {2}, not to {3}. Take the row out, or correct the producer's village."
				).format(row.idx, producer.producer_name, producer.village, update.village),
				errors.OtherVillageError,
			)
		first = seen.setdefault((row.producer, row.product), row.idx)
		if first != row.idx:
			frappe.throw(
				_("Row {0}: {1} of {2} stands in row {3} already. Keep one of the two.").format(
					row.idx, row.product, producer.producer_name if producer else row.producer, first
				),
				errors.DuplicateUpdateRowError,
			)


def note_changes(update: Document, context: Context) -> None:
	"""Mark rows that say Unchanged and differ from what is known of the producer: as Changed, or as New."""
	known = known_products({row.producer for row in update.rows})
	for row in update.rows:
		row.change = row.change or "Unchanged"
		if row.change != "Unchanged":
			continue
		product = known[row.producer].get(row.product)
		if product is None:
			row.change = "New"
		elif differs(row, product):
			row.change = "Changed"


def known_products(producers: set[str]) -> dict[str, dict[str, frappe._dict]]:
	"""Return what producers grow and keep by their records: by producer and product."""
	known: dict[str, dict[str, frappe._dict]] = defaultdict(dict)
	if not producers:
		return known
	table = frappe.qb.DocType("Producer Product")
	query = frappe.qb.from_(table).select(table.parent, table.product, *(table[field] for field in TOLD))
	query = query.where((table.parenttype == "Producer") & table.parent.isin(sorted(producers)))
	for row in query.orderby(table.parent, table.idx).run(as_dict=True):
		known[row.parent][row.product] = row
	return known


def count_producers(update: Document) -> None:
	"""Count the producers of the rows, those whose rows are all confirmed, and those that the village has."""
	named = {row.producer for row in update.rows}
	open_ones = {row.producer for row in update.rows if not row.confirmed}
	update.producer_count = len(named)
	update.confirmed_count = len(named - open_ones)
	update.expected_count = len(named | active_producers(update.village))


def active_producers(village: str) -> set[str]:
	"""Return the active producers of a village."""
	return set(frappe.get_all("Producer", filters={"village": village, "status": "Active"}, pluck="name"))


def forget_submission(update: Document) -> None:
	"""Leave a draft without a day of submission, whatever was sent."""
	if update.docstatus == 0:
		update.submitted_on, update.late = None, 0


def refuse_empty(update: Document) -> None:
	"""Refuse to submit an update that says nothing."""
	if not update.rows:
		frappe.throw(
			_("The update of {0} has no rows. Fill it from the last quarter, or enter producers and products.").format(
				update.village
			),
			errors.EmptyUpdateError,
		)


def note_submission(update: Document, context: Context) -> None:
	"""Note the day of submission and whether it is late; a correction keeps the day of what it corrects."""
	first = update.amended_from and frappe.db.get_value(DOCTYPE, update.amended_from, "submitted_on")
	update.submitted_on = getdate(first) if first else context.today
	update.late = int(is_late(update.submitted_on, getdate(update.due_on)))


def is_late(submitted_on: datetime.date, due_on: datetime.date) -> bool:
	"""Tell whether an update came after the day on which it was due."""
	return submitted_on > due_on


def differs(row: Document, product: Document | frappe._dict) -> bool:
	"""Tell whether a row says something else of a product than the producer's record does."""
	return (
		flt(row.area_or_stock) != flt(product.area_or_stock)
		or (row.unit or "") != (product.unit or "")
		or _day(row.expected_market_date) != _day(product.expected_market_date)
	)


def _day(value: str | datetime.date | None) -> datetime.date | None:
	return getdate(value) if value else None
