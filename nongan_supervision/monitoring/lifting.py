"""How a sale ban ends: with a test that shows that the product is clean again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from nongan_supervision.monitoring import bans, errors
from nongan_supervision.monitoring.verdicts import BANNED, FAIL, PASS, QUANTITATIVE
from nongan_supervision.registry.context import Context

OFFERED = 20
"""How many tests are offered for lifting a ban: the latest ones."""


SAID = ("name", "purpose", "method", "sampled_on", "tested_on")
"""What is told of a test that is offered."""

ASKED = ("docstatus", "producer", "product", "verdict", "retest_of", "creation")
"""What `why_unsuitable` asks of a test besides."""


@dataclass(frozen=True)
class Demand:
	"""What a test must show for a ban to end; looked up once, however many tests are held against it."""

	ban: Document

	@cached_property
	def last_finding(self) -> frappe._dict:
		"""The latest of the tests that the ban rests on."""
		tests = {row.residue_test for row in self.ban.substances} | {self.ban.residue_test}
		return frappe.get_all(
			"Residue Test",
			filters={"name": ["in", sorted(tests)]},
			fields=["name", "sampled_on", "creation"],
			order_by="sampled_on desc, creation desc",
			limit_page_length=1,
		)[0]

	@cached_property
	def found_in_laboratory(self) -> list[str]:
		"""The banned substances that a quantitative test has found."""
		found = sorted({row.substance for row in self.ban.substances if row.verdict == FAIL})
		filters = {"name": ["in", found], "substance_class": BANNED}
		return frappe.get_all("Substance", filters, pluck="name") if found else []


def lift(name: str, test: str, note: str | None, context: Context) -> None:
	"""Lift a ban with a test. Who may write the ban may lift it.

	:raises LiftedBanError: it is lifted already.
	:raises WithdrawnBanError: it is withdrawn.
	:raises UnsuitableRetestError: the test does not show that the product is clean again; says why not.
	"""
	ban = frappe.get_doc("Sale Ban", name, for_update=True)
	ban.check_permission("write")
	bans.refuse_change_once_ended(ban)
	retest = frappe.get_doc("Residue Test", test)
	retest.check_permission("read")
	if reason := why_unsuitable(retest, Demand(ban)):
		frappe.throw(reason, errors.UnsuitableRetestError)
	ban.update(
		{
			"status": bans.LIFTED,
			"lifted_on": context.today,
			"lifted_by_test": retest.name,
			"lifted_by": frappe.utils.get_fullname(),
			"lifting_note": (note or "").strip() or None,
		}
	)
	bans.save_by_rule(ban)


def suitable_tests(name: str) -> list[dict]:
	"""Return the tests, latest first, with which a ban can be lifted: those that the session's user may see."""
	ban = frappe.get_doc("Sale Ban", name)
	ban.check_permission("read")
	demand = Demand(ban)
	candidates = frappe.get_list(
		"Residue Test",
		filters={
			"docstatus": 1,
			"producer": ban.producer,
			"product": ban.product,
			"verdict": PASS,
			"sampled_on": [">=", getdate(demand.last_finding.sampled_on)],
		},
		fields=[*SAID, *ASKED],
		order_by="sampled_on desc, creation desc",
		limit_page_length=OFFERED,
	)
	_add_results(candidates)
	suitable = [test for test in candidates if not why_unsuitable(test, demand)]
	return [frappe._dict({fieldname: test[fieldname] for fieldname in SAID}) for test in suitable]


def why_unsuitable(test: Document | frappe._dict, demand: Demand) -> str | None:
	"""Say why a ban cannot be lifted with a test; None if it can.

	It can with a passing retest, or with any later quantitative test that passed, of the same producer and product
	and of all substances that the ban is for. A quick retest does not outweigh a laboratory's finding of a banned
	substance.
	"""
	ban = demand.ban
	if test.docstatus != 1:
		return _("{0} is not submitted.").format(test.name)
	if (test.producer, test.product) != (ban.producer, ban.product):
		return _("{0} is a test of another producer or product.").format(test.name)
	if test.verdict != PASS:
		return _("{0} did not pass.").format(test.name)
	if test.purpose != "Retest" and test.method != QUANTITATIVE:
		return _("{0} is neither a retest nor a quantitative test.").format(test.name)
	if test.method != QUANTITATIVE and (found := demand.found_in_laboratory):
		return _(
			"{0} is a quick test, but {1}, a banned substance, was found by a laboratory: it takes one again."
		).format(test.name, "、".join(found))
	if not _is_later(test, demand.last_finding):
		return _("{0} was sampled before the last test that failed.").format(test.name)
	tested = {row.substance for row in test.results}
	if missing := [row.substance for row in ban.substances if row.substance not in tested]:
		return _("{0} does not cover {1}, for which the product is banned.").format(
			test.name, "、".join(dict.fromkeys(missing))
		)
	return None


def _add_results(tests: list[frappe._dict]) -> None:
	"""Give tests the substances that they looked for: one query for all of them."""
	rows = frappe.get_all(
		"Residue Test Result",
		filters={"parent": ["in", [test.name for test in tests] or [""]], "parenttype": "Residue Test"},
		fields=["parent", "substance"],
	)
	for test in tests:
		test.results = [row for row in rows if row.parent == test.name]


def _is_later(test: Document | frappe._dict, last: frappe._dict) -> bool:
	"""Whether the sample was taken after the last failing one; on the same day, whether it was entered later."""
	sampled_on, failed_on = getdate(test.sampled_on), getdate(last.sampled_on)
	if sampled_on != failed_on:
		return sampled_on > failed_on
	return test.retest_of == last.name or get_datetime(test.creation) > get_datetime(last.creation)
