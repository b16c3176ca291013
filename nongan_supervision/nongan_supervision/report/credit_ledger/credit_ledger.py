"""Credit events, producer by producer, with the points and the level that each left its producer with.

Limited in the query to what the session's user may see; a user named in the request changes nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter
from itertools import groupby
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import getdate, nowdate

from nongan_supervision.checklist.years import period_of
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.asked import asked_of
from nongan_supervision.registry.credit import CreditScheme, read_scheme
from nongan_supervision.registry.producer_names import names_of

Row = dict[str, Any]

LEVELS = {"A": "Green", "B": "Blue", "C": "Orange", "D": "Red"}


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, None, dict | None, list]:
	"""Columns, rows, no message, chart and summary of the events that the filters ask for."""
	asked = asked_of(filters)
	levels = get_levels(asked)
	return (
		get_columns(),
		get_rows(asked, read_scheme(), getdate(nowdate())),
		None,
		get_chart(levels),
		get_summary(levels),
	)


def get_columns() -> list[dict[str, Any]]:
	"""The columns; producer and type of event twice: as they are stored, and as they read."""
	return [
		{"fieldname": "producer", "label": _("Producer"), "fieldtype": "Link", "options": "Producer", "hidden": 1},
		{"fieldname": "producer_name", "label": _("Producer"), "fieldtype": "Data", "width": 200},
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Data", "width": 85},
		{"fieldname": "event_on", "label": _("Date"), "fieldtype": "Date", "width": 120},
		{"fieldname": "event", "label": _("Credit Event"), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "event_type", "label": _("Event Type", context="Credit Event"), "fieldtype": "Data", "hidden": 1},
		{
			"fieldname": "event_label",
			"label": _("Event Type", context="Credit Event"),
			"fieldtype": "Data",
			"width": 150,
		},
		{"fieldname": "points", "label": _("Points"), "fieldtype": "Int", "width": 75},
		{"fieldname": "running_points", "label": _("Points Left"), "fieldtype": "Int", "width": 110},
		{"fieldname": "level", "label": _("Level", context="Credit Event"), "fieldtype": "Data", "width": 75},
		{"fieldname": "note", "label": _("Note"), "fieldtype": "Data", "width": 260},
	]


def get_rows(asked: frappe._dict, scheme: CreditScheme, today: datetime.date) -> list[Row]:
	"""A row for each event of the year or the days that are asked for; earlier ones count in the points left."""
	first, last = period_of(asked, today)
	events = _events(asked, last)
	names = names_of(event.producer for event in events)
	rows = []
	for producer, group in groupby(events, key=lambda event: event.producer):
		own = list(group)
		course = scheme.course([(getdate(event.event_on), event.points) for event in own])
		rows += [
			_row(event, standing, names.get(producer, producer))
			for event, standing in zip(own, course, strict=True)
			if getdate(event.event_on) >= first
		]
	return sorted(rows, key=lambda row: (row["village"] or "", row["producer_name"], row["event_on"]))


def get_levels(asked: frappe._dict) -> Counter[str]:
	"""How many active producers have each level today."""
	producer = frappe.qb.DocType("Producer")
	query = (
		frappe.qb.from_(producer)
		.select(producer.credit_level, Count(producer.name))
		.where(producer.status == "Active")
		.groupby(producer.credit_level)
	)
	if asked.get("village"):
		query = query.where(producer.village == asked.village)
	if asked.get("producer"):
		query = query.where(producer.name == asked.producer)
	return Counter(dict(apply_scope(query, "Producer").run()))


def get_chart(levels: Counter[str]) -> dict[str, Any] | None:
	"""The producers' levels; none when there are no producers."""
	if not levels:
		return None
	return {
		"type": "percentage",
		"data": {
			"labels": [_("Level {0}").format(level) for level in LEVELS],
			"datasets": [{"name": _("Number of Producers"), "values": [levels[level] for level in LEVELS]}],
		},
		"colors": ["#2f7d4f", "#3b7ddd", "#e2902b", "#c9372c"],
		"height": 120,
	}


def get_summary(levels: Counter[str]) -> list[dict[str, Any]]:
	"""How many active producers have each level today."""
	return [
		{"label": _("Level {0}").format(level), "value": levels[level], "datatype": "Int", "indicator": indicator}
		for level, indicator in LEVELS.items()
	]


def _events(asked: frappe._dict, last: datetime.date) -> list[frappe._dict]:
	event = frappe.qb.DocType("Credit Event")
	query = (
		frappe.qb.from_(event)
		.select(event.name, event.producer, event.village, event.event_on, event.event_type, event.points, event.note)
		.where((event.docstatus == 1) & (event.event_on <= last))
		.orderby(event.producer, event.event_on, event.name)
	)
	for field in ("village", "producer"):
		if asked.get(field):
			query = query.where(event[field] == asked[field])
	return apply_scope(query, "Credit Event").run(as_dict=True)


def _row(event: frappe._dict, standing: tuple[int, str], producer_name: str) -> Row:
	points, level = standing
	return {
		"producer": event.producer,
		"producer_name": producer_name,
		"village": event.village,
		"event_on": getdate(event.event_on),
		"event": event.name,
		"event_type": event.event_type,
		"event_label": _(event.event_type, context="Credit Event"),
		"points": event.points,
		"running_points": points,
		"level": level,
		"note": event.note,
	}
