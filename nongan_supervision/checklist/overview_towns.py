"""Towns side by side: how each stands with its checklist, the pass rate of its monitoring, its certificates.

A checklist is counted item by item, so towns come a page at a time: that bounds the queries of an answer.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import frappe
from frappe.query_builder.functions import Count, Sum
from frappe.utils import cint

from nongan_supervision.checklist import pace, progress
from nongan_supervision.monitoring.verdicts import PASS
from nongan_supervision.permissions.scope import apply_scope, asked_once

AT_ONCE = 5
"""How many towns an answer has."""

TEST = "Residue Test"
CERTIFICATE = "Conformity Certificate"
ROUTINE = "Routine Monitoring"


@asked_once()
def compare(towns: list[str], year: int, today: datetime.date, start: int) -> dict[str, Any]:
	"""Return the towns from `start`, `AT_ONCE` of them, and where the next ones start, None where there are none.

	:param towns: all that the session's user may see, in their order.
	"""
	shown = towns[start : start + AT_ONCE]
	first, last = datetime.date(year, 1, 1), min(today, datetime.date(year, 12, 31))
	monitored, slips = _monitored(shown, first, last), _slips(shown, first, last)
	following = start + AT_ONCE
	return {
		"rows": [
			{
				"town": town,
				"states": _states(town, year, today),
				"tests": sum(monitored[town].values()),
				"pass_rate": _pass_rate(monitored[town]),
				"slips": slips.get(town, 0),
			}
			for town in shown
		],
		"next": following if following < len(towns) else None,
	}


def _states(town: str, year: int, today: datetime.date) -> dict[str, int] | None:
	"""How many items are in which of the states that are measured against a target; None without a checklist."""
	asked = progress.ask({"town": town, "year": year}, today)
	if not asked:
		return None
	counts = Counter(row["state"] for row in progress.progress(asked))
	return {state: counts[state] for state in pace.WORST_FIRST}


def _monitored(towns: list[str], first: datetime.date, last: datetime.date) -> dict[str, Counter]:
	"""The samples of routine monitoring by town and verdict."""
	counts: dict[str, Counter] = {town: Counter() for town in towns}
	if not towns:
		return counts
	test = frappe.qb.DocType(TEST)
	query = frappe.qb.from_(test).select(test.town, test.verdict, Count(test.name)).groupby(test.town, test.verdict)
	query = query.where((test.docstatus == 1) & test.town.isin(towns) & (test.purpose == ROUTINE))
	for town, verdict, count in apply_scope(query.where(test.sampled_on[first:last]), TEST).run():
		counts[town][verdict] += count
	return counts


def _pass_rate(verdicts: Counter) -> float | None:
	total = sum(verdicts.values())
	return round(100 * verdicts[PASS] / total, 1) if total else None


def _slips(towns: list[str], first: datetime.date, last: datetime.date) -> dict[str, int]:
	if not towns:
		return {}
	certificate = frappe.qb.DocType(CERTIFICATE)
	query = frappe.qb.from_(certificate).select(certificate.town, Sum(certificate.certificate_count))
	query = query.where((certificate.docstatus == 1) & certificate.town.isin(towns)).groupby(certificate.town)
	rows = apply_scope(query.where(certificate.issued_on[first:last]), CERTIFICATE).run()
	return {town: cint(count) for town, count in rows}
