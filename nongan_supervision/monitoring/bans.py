"""Sale bans: which producers' products may not be sold, and the rules of such a ban (禁止上市).

There is one active ban per producer and product at most. What further tests find while it is active joins it, so
that it ends only with a test that covers everything that was found.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.monitoring import errors
from nongan_supervision.monitoring.residue_tests import is_of_produce
from nongan_supervision.monitoring.verdicts import PASS
from nongan_supervision.monitoring.withdrawal import FIELDS as OF_WITHDRAWAL
from nongan_supervision.monitoring.withdrawal import WITHDRAWN, withdrawal
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.permissions.server_fields import filled_by_server
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.places import complete_place, complete_sector

if TYPE_CHECKING:
	from pypika.queries import QueryBuilder, Table
	from pypika.terms import Criterion

ACTIVE = "Active"
LIFTED = "Lifted"

BY_RULE = "by_rule"
"""Flag of a ban that a rule of this package saves, not a user: only then do computed fields change."""

COMPUTED = ("status", "reason", "lifted_on", "lifted_by_test", "lifted_by", "lifting_note", *OF_WITHDRAWAL)
GIVEN_ONCE = ("producer", "product", "residue_test", "village", "banned_on")


def active_bans(producer: str | None, product: str | None) -> list[str]:
	"""Return the names of the active sale bans on a producer's product, oldest first: one indexed query."""
	if not producer or not product:
		return []
	return _active(producer, product).run(pluck=True)


def is_banned(producer: str | None, product: str | None) -> bool:
	"""Tell whether a producer's product may not be sold at present."""
	return bool(active_bans(producer, product))


def banned_in(villages: Sequence[str]) -> set[tuple[str, str]]:
	"""Return the producers of some villages whose products may not be sold at present: producer and product."""
	ban = frappe.qb.DocType("Sale Ban")
	query = frappe.qb.from_(ban).select(ban.producer, ban.product)
	return set(query.where(ban.village.isin(villages) & in_force(ban)).run())


def bans_on(producer: str) -> dict[str, frappe._dict]:
	"""Return a producer's active bans that the session's user may see, by product: since when, and why."""
	ban = frappe.qb.DocType("Sale Ban")
	query = frappe.qb.from_(ban).select(ban.product, ban.banned_on, ban.reason)
	rows = apply_scope(query.where((ban.producer == producer) & in_force(ban)), "Sale Ban").run(as_dict=True)
	return {row.product: row for row in rows}


def in_force(ban: Table) -> Criterion:
	"""The condition on bans by which a product may not be sold."""
	return ban.status == ACTIVE


def bans_of(test: str) -> list[str]:
	"""Return the bans, active or lifted, in which a test's findings stand; one that is withdrawn rests on none."""
	ban, row = frappe.qb.DocType("Sale Ban"), frappe.qb.DocType("Sale Ban Substance")
	query = frappe.qb.from_(ban).join(row).on((row.parent == ban.name) & (row.parenttype == "Sale Ban"))
	query = query.where((row.residue_test == test) & (ban.status != WITHDRAWN))
	return query.select(ban.name).distinct().orderby(ban.name).run(pluck=True)


def apply_rules(ban: Document, context: Context) -> None:
	"""Complete a ban and refuse it if a rule is broken.

	:raises SaleBanError: one of :mod:`nongan_supervision.monitoring.errors`.
	"""
	if ban.is_new():
		found_on_test(ban)
		refuse_second(ban)
	else:
		refuse_change_once_ended(ban.get_doc_before_save())
		keep_computed(ban)
	ban.reason = reason_of(ban.substances)
	complete_place(ban, context)
	complete_sector(ban, context)
	check_notice(ban, context)


def found_on_test(ban: Document) -> None:
	"""Take producer, product and substances from the test, whatever was sent; refuse a test that gives no reason."""
	test = frappe.get_doc("Residue Test", ban.residue_test)
	findings = [row for row in test.results if row.verdict != PASS]
	if test.docstatus != 1 or not findings or not names_produce(test):
		frappe.throw(
			_("{0} is no submitted test of a producer's product that failed, so nothing can be banned for it.").format(
				ban.residue_test
			),
			errors.UnfoundedBanError,
		)
	ban.update({"producer": test.producer, "product": test.product, "village": test.village, "stage": test.stage})
	for fieldname in COMPUTED:
		ban.set(fieldname, None)
	ban.status = ACTIVE
	if not ban.flags.get(BY_RULE):
		ban.set("substances", [finding_row(test.name, row) for row in findings])


def names_produce(test: Document) -> bool:
	"""Tell whether a test names the producer and product that a ban would be on."""
	return bool(is_of_produce(test) and test.producer and test.product)


def refuse_second(ban: Document) -> None:
	"""Refuse a second active ban on a producer's product, as others have committed it."""
	if others := _active(ban.producer, ban.product).for_update().run(pluck=True):
		frappe.throw(
			_("This product of the producer is banned from sale already: {0}. One ban is enough.").format(others[0]),
			errors.SecondBanError,
		)


def refuse_change_once_ended(stored: Document | None) -> None:
	"""Refuse to change a ban that is lifted or withdrawn: it is history."""
	if stored and stored.status == LIFTED:
		frappe.throw(
			_("{0} was lifted on {1} and does not change any more.").format(
				stored.name, frappe.format(stored.lifted_on, "Date")
			),
			errors.LiftedBanError,
		)
	if stored and stored.status == WITHDRAWN:
		frappe.throw(
			_("{0} was withdrawn on {1} and does not change any more.").format(
				stored.name, frappe.format(stored.withdrawn_on, "Date")
			),
			errors.WithdrawnBanError,
		)


def keep_computed(ban: Document) -> None:
	"""Leave what follows from tests as it is stored, whatever was sent, unless a rule saves the ban."""
	stored = ban.get_doc_before_save()
	if ban.flags.get(BY_RULE) or not stored:
		return
	for fieldname in (*COMPUTED, *GIVEN_ONCE):
		ban.set(fieldname, stored.get(fieldname))
	ban.set("substances", stored.substances)


def check_notice(ban: Document, context: Context) -> None:
	"""Refuse a notice that was given before the ban, or that lies in the future."""
	if not ban.notified_on:
		return
	if getdate(ban.notified_on) > context.today:
		frappe.throw(_("The notice cannot be dated in the future."), errors.NoticeDateError)
	if getdate(ban.notified_on) < getdate(ban.banned_on):
		frappe.throw(
			_("The producer cannot have been notified before the ban of {0}.").format(
				frappe.format(ban.banned_on, "Date")
			),
			errors.NoticeDateError,
		)


def reason_of(rows: Iterable[Document]) -> str:
	"""Return the findings as a text: a line per test with its substances."""
	by_test: dict[str, list[str]] = {}
	for row in rows:
		by_test.setdefault(row.residue_test, []).append(row.substance)
	return "\n".join(f"{test}: {'、'.join(substances)}" for test, substances in by_test.items())


def finding_row(test: str, result: Document) -> dict[str, str]:
	"""Return a ban's row for a result of a test."""
	return {"residue_test": test, "substance": result.substance, "verdict": result.verdict}


def ban_for(test: Document, findings: Sequence[Document], on: datetime.date) -> str | None:
	"""Ban the product of a test from sale for some of its results, and return the ban's name.

	An active ban takes the results in; results that stand in a ban already, even a lifted one, open none. A test
	that names no producer, or of an input, bans nothing.

	:param on: the day from which the product may not be sold.
	"""
	if not (findings and names_produce(test)):
		return None
	one_at_a_time()
	known = _bans_by_substance(test.name)
	rows = [finding_row(test.name, row) for row in findings if row.substance not in known]
	if not rows:
		return min(known.values(), default=None)
	active = _active(test.producer, test.product).for_update().run(pluck=True)
	return _join(active[0], rows) if active else _open(test, rows, on)


def withdraw_bans(test: Document) -> None:
	"""Take a cancelled test's findings out of its bans; a ban that rests on nothing else is withdrawn."""
	one_at_a_time()
	for name in bans_of(test.name):
		ban = frappe.get_doc("Sale Ban", name, for_update=True)
		if rest := [row for row in ban.substances if row.residue_test != test.name]:
			ban.set("substances", rest)
			ban.residue_test = rest[0].residue_test
		else:
			filled_by_server(ban).update({"status": WITHDRAWN, **withdrawal(test)})
		save_by_rule(ban)
		ban.add_comment("Info", withdrawal(test)["withdrawal_reason"])


def one_at_a_time() -> None:
	"""Let whoever opens a ban, or adds to one, wait until all others who do have ended their transactions.

	Then locking reads say what they have left. Without their turn, two who find no ban on products that are
	neighbours in an index would lock its absence for each other; so it is one lock for all products. To be taken
	before a ban is named, for naming locks as well.
	"""
	frappe.db.get_value("DocType", "Sale Ban", "name", for_update=True)


def save_by_rule(ban: Document) -> None:
	"""Save a ban whose computed fields a rule has changed."""
	ban.flags[BY_RULE] = True
	ban.save(ignore_permissions=True)  # follows from a test, or from a right that was checked


def _open(test: Document, rows: list[dict], on: datetime.date) -> str:
	ban = frappe.get_doc(
		{
			"doctype": "Sale Ban",
			"residue_test": test.name,
			"producer": test.producer,
			"product": test.product,
			"village": test.village,
			"banned_on": on,
			"substances": rows,
		}
	)
	ban.flags[BY_RULE] = True
	return ban.insert(ignore_permissions=True).name  # the system opens it, for whoever enters the test


def _join(name: str, rows: list[dict]) -> str:
	ban = frappe.get_doc("Sale Ban", name, for_update=True)
	for row in rows:
		ban.append("substances", row)
	save_by_rule(ban)
	ban.add_comment("Info", _("Found again: {0}").format(reason_of(map(frappe._dict, rows))))
	return name


def _active(producer: str, product: str) -> QueryBuilder:
	ban = frappe.qb.DocType("Sale Ban")
	query = frappe.qb.from_(ban).select(ban.name).orderby(ban.creation)
	return query.where((ban.producer == producer) & (ban.product == product) & in_force(ban))


def _bans_by_substance(test: str) -> dict[str, str]:
	row = frappe.qb.DocType("Sale Ban Substance")
	query = frappe.qb.from_(row).select(row.substance, row.parent).where(row.residue_test == test)
	return dict(query.where(row.parenttype == "Sale Ban").for_update().run())
