"""Keeps producers' credit points and levels in step with their events, the settings and the calendar.

Nothing here goes through a producer's form: points and levels are computed, and nobody's to set.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

import frappe
from frappe.model.document import Document
from frappe.query_builder import DocType
from frappe.query_builder.functions import Sum
from frappe.utils import cint, getdate

from nongan_supervision.registry.credit import Standing, read_scheme

SCHEME_FIELDS = (
	"credit_level_a_from",
	"credit_level_b_from",
	"credit_level_c_from",
	"credit_start_points",
	"credit_period_months",
)
"""The settings by which everybody's standing changes; the points by type concern future events only."""

NAMES_AT_ONCE = 500


def recompute(producers: Sequence[str] | None = None, today: datetime.date | None = None) -> int:
	"""Bring points and levels up to date, and return how many producers' changed.

	Costs two queries, and one more for each standing that producers come to have.

	:param producers: names (IDs); all producers unless given.
	:param today: the day as of which events count; the server's date unless given.
	"""
	scheme = read_scheme()
	stored = _stored(producers)
	sums = _sums(producers, scheme.counts_after(today or getdate()))
	changed: dict[Standing, list[str]] = defaultdict(list)
	for name, points, level in stored:
		standing = scheme.standing(sums.get(name, 0))
		if (cint(points), level) != standing:
			changed[standing].append(name)
	for standing, names in changed.items():
		_store(standing, names)
	return sum(map(len, changed.values()))


def one_at_a_time(producer: str | None) -> None:
	"""Let who writes an event of a producer wait until all others who do have ended their transactions.

	To be taken before the event's own row: recomputing locks all events of the producer, and two who each hold theirs
	would wait for each other.
	"""
	if producer:
		frappe.db.get_value("Producer", producer, "name", for_update=True)


def recompute_all() -> None:
	"""Bring everybody's standing up to date: every night, because events age, and when the settings change."""
	recompute()


def follow_settings(settings: Document) -> None:
	"""Recompute everybody's standing in the background when the settings change it; setup does so by itself."""
	if frappe.flags.in_install or frappe.flags.in_migrate:
		return
	if any(settings.has_value_changed(fieldname) for fieldname in SCHEME_FIELDS):
		frappe.enqueue(recompute_all, queue="long", enqueue_after_commit=True)


def _stored(producers: Sequence[str] | None) -> Sequence[tuple[str, int | None, str | None]]:
	producer = DocType("Producer")
	query = frappe.qb.from_(producer).select(producer.name, producer.credit_points, producer.credit_level)
	if producers is not None:
		# one after the other, so that of two events submitted at once neither is left out
		query = query.where(producer.name.isin(producers)).for_update()
	return query.run()


def _sums(producers: Sequence[str] | None, counts_after: datetime.date | None) -> dict[str, int]:
	event = DocType("Credit Event")
	query = frappe.qb.from_(event).select(event.producer, Sum(event.points)).groupby(event.producer)
	query = query.where(event.docstatus == 1)
	if producers is not None:
		query = query.where(event.producer.isin(producers)).for_update()
	if counts_after:
		query = query.where(event.event_on > counts_after)
	return {name: cint(points) for name, points in query.run()}


def _store(standing: Standing, names: list[str]) -> None:
	producer = DocType("Producer")
	for start in range(0, len(names), NAMES_AT_ONCE):
		(
			frappe.qb.update(producer)
			.set(producer.credit_points, standing.points)
			.set(producer.credit_level, standing.level)
			.where(producer.name.isin(names[start : start + NAMES_AT_ONCE]))
			.run()
		)
	for name in names:
		frappe.clear_document_cache("Producer", name)
