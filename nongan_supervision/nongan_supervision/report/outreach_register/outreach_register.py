"""What was done in a time to make rules and policy known: events, visits, trainings, messages and publications.

Limited in the queries to what the session's user may see; a user named in the request changes nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import escape_html, getdate, nowdate

from nongan_supervision.checklist.measurement import Period, Place
from nongan_supervision.checklist.years import period_of
from nongan_supervision.outreach.activities import ACTIVITY
from nongan_supervision.outreach.regularity import next_month, sayings
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.production.ledgers import to_the_left
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]

MESSAGE = "Outreach Message"
CHOICES = ("activity_type", "village", "department")
MONTHS_AT_MOST = 24
"""A chart of a longer time leaves out the months without any activity."""

COLOURS = {
	"SMS": "#2d6cb5",
	"News Media": "#8e5bb5",
	"Training": "#2f7d4f",
	"Household Visit": "#7fb53a",
	"Rural Outreach": "#d98a1f",
	"Notice Board": "#5ab0b8",
	"Other": "#98a1a9",
}


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, str, dict | None, list]:
	"""Columns, rows, message, chart and summary of the activities that the filters ask for."""
	asked, today = asked_of(filters), getdate(nowdate())
	period = Period(*period_of(asked, today), as_on=today)
	rows = get_rows(asked, period)
	return get_columns(), rows, get_message(asked, period), get_chart(rows, period), get_summary(rows)


def get_columns() -> list[Row]:
	"""The columns; the type twice: for reading in English, and in the user's language."""
	columns = [
		_column("activity", _("Outreach Activity"), 140, "Link", ACTIVITY),
		_column("held_on", _("Held On"), 120, "Date"),
		{**_column("activity_type", _("Activity Type"), 0), "hidden": 1},
		_column("type_label", _("Activity Type"), 110),
		_column("topic", _("Topic"), 220),
		_column("village", _("Village"), 85, "Link", "Village"),
		_column("department", _("Department"), 120, "Link", "Supervision Department"),
		_column("audience_count", _("Audience Count"), 90, "Int"),
		_column("attended", _("Attended"), 75, "Int"),
		_column("briefing_label", _("Policy Briefing"), 90),
		_column("media_name", _("Media Name"), 140),
		_column("link", _("Link"), 160),
		_column("message", _("Text Message"), 130, "Link", MESSAGE),
	]
	return to_the_left(columns)


def get_rows(asked: frappe._dict, period: Period) -> list[Row]:
	"""The activities that the session's user may see, the latest first: two queries."""
	table = frappe.qb.DocType(ACTIVITY)
	query = (
		frappe.qb.from_(table)
		.select(
			table.name.as_("activity"),
			table.held_on,
			table.activity_type,
			table.topic,
			table.village,
			table.department,
			table.audience_count,
			table.policy_briefing,
			table.media_name,
			table.link,
			table.message,
		)
		.where(table.held_on[period.start : period.end])
		.orderby(table.held_on, order=frappe.qb.desc)
		.orderby(table.name, order=frappe.qb.desc)
	)
	for fieldname in CHOICES:
		if asked.get(fieldname):
			query = query.where(table[fieldname] == asked[fieldname])
	rows = apply_scope(query, ACTIVITY).run(as_dict=True)
	attended = _attended([row.activity for row in rows])
	may_see_messages = frappe.has_permission(MESSAGE, "read")
	for row in rows:
		row.type_label = _(row.activity_type, context=ACTIVITY)
		row.briefing_label = _("Yes") if row.policy_briefing else ""
		row.attended = attended.get(row.activity)
		row.message = row.message if may_see_messages else None
	return rows


def get_message(asked: frappe._dict, period: Period) -> str:
	"""How the time stands to what the plan asks for every week, every month and every visit, as HTML."""
	said = sayings(period, Place(village=asked.get("village") or None), frappe.session.user)
	return "<br>".join(map(escape_html, said))


def get_chart(rows: list[Row], period: Period) -> Row | None:
	"""How many activities there were of each type, month by month; none when there were none."""
	if not rows:
		return None
	counts = Counter((_month(row["held_on"]), row["activity_type"]) for row in rows)
	months = _months(period, sorted({month for month, _type in counts}))
	types = [one for one in COLOURS if any(counts[month, one] for month in months)]
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": [month.strftime("%Y-%m") for month in months],
			"datasets": [
				{"name": _(one, context=ACTIVITY), "values": [counts[month, one] for month in months]} for one in types
			],
		},
		"fieldtype": "Int",
		"colors": [COLOURS[one] for one in types],
	}


def get_summary(rows: list[Row]) -> list[Row]:
	"""How many activities there were, of the types that the plan counts, and whom they reached."""
	types = Counter(row["activity_type"] for row in rows)
	return [
		{"label": _("Number of Activities"), "value": len(rows), "datatype": "Int", "indicator": "Blue"},
		*(
			{"label": _(one, context=ACTIVITY), "value": types[one], "datatype": "Int"}
			for one in ("SMS", "News Media", "Training", "Household Visit", "Rural Outreach")
		),
		{
			"label": _("Audience Count"),
			"value": sum(row["audience_count"] or 0 for row in rows),
			"datatype": "Int",
			"indicator": "Green",
		},
	]


def _attended(activities: list[str]) -> dict[str, int]:
	"""How many of those listed came to each activity, which the user sees; only to those that keep a list."""
	if not activities:
		return {}
	row = frappe.qb.DocType("Outreach Attendee")
	query = (
		frappe.qb.from_(row)
		.select(row.parent, Count(row.name))
		.where((row.parenttype == ACTIVITY) & (row.attended == 1) & row.parent.isin(activities))
		.groupby(row.parent)
	)
	return dict(query.run())


def _months(period: Period, found: list[datetime.date]) -> list[datetime.date]:
	"""The months of the chart: from the period's first to the last that has come, those without an activity too."""
	first, last = _month(period.start), max(found[-1], min(_month(period.end), _month(period.known_on)))
	months = [first]
	while months[-1] < last and len(months) <= MONTHS_AT_MOST:
		months.append(next_month(months[-1]))
	return months if len(months) <= MONTHS_AT_MOST else found


def _month(day: datetime.date) -> datetime.date:
	return getdate(day).replace(day=1)


def _column(fieldname: str, label: str, width: int, fieldtype: str = "Data", options: str = "") -> Row:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "options": options, "width": width}
