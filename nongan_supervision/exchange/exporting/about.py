"""What an export says of itself above its headings: the town, what was asked for, who made it and when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr, get_filter, get_fullname, now_datetime

from nongan_supervision.exchange.exporting.table import column_of, shown
from nongan_supervision.permissions.partial import note_of_part
from nongan_supervision.registry.places import place_field
from nongan_supervision.registry.producer_names import names_of
from nongan_supervision.registry.towns import own_town

Said = tuple[str, str]
"""A filter in words: its label and its value."""

APART = "　"
MOST_NAMED = 5
"""Values of one filter; of more their number is told."""


def about(filters: Sequence[Said], made_at: datetime.datetime | None = None, doctype: str = "") -> str:
	"""Return the line below an export's title.

	:param doctype: of what documents it is: where whoever makes it sees a part of the town's, it says so.
	"""
	moment = made_at or now_datetime()
	town = own_town()
	asked = _("; ").join(_("{0}: {1}").format(label, value) for label, value in filters)
	parts = [
		town,
		_("Filters: {0}", context="Export").format(asked) if asked else "",
		_("Made by {0} on {1}", context="Export").format(
			get_fullname(frappe.session.user), moment.strftime("%Y-%m-%d %H:%M")
		),
		note_of_part([doctype], town) if doctype and place_field(doctype, "Town") else "",
	]
	return APART.join(filter(None, parts))


def report_filters(filters: Any, applied: Any) -> list[Said]:
	"""Return a report's filters in words: under the labels that its page has sent, or else by their names.

	:param filters: by name.
	:param applied: the same by label.
	"""
	by_name, by_label = _by_name(filters), _by_name(applied)
	producers = names_of([cstr(by_name.get("producer"))])
	said = by_label or {_(frappe.unscrub(name)): value for name, value in by_name.items()}
	return [(cstr(label), producers.get(_listed(value), _listed(value))) for label, value in said.items() if value]


def list_filters(doctype: str, filters: Any) -> list[Said]:
	"""Return a list's filters in words."""
	meta = frappe.get_meta(doctype)
	return [_said(meta, one) for one in _each(doctype, filters)]


def _by_name(sent: Any) -> Mapping[str, Any]:
	read = frappe.parse_json(sent or "{}")
	return read if isinstance(read, Mapping) else {}


def _each(doctype: str, filters: Any) -> Iterator[frappe._dict]:
	read = frappe.parse_json(filters or [])
	if isinstance(read, Mapping):
		read = [
			[name, *value] if isinstance(value, list | tuple) else [name, "=", value] for name, value in read.items()
		]
	for one in read:
		yield get_filter(doctype, one)


def _said(meta: Any, asked: frappe._dict) -> Said:
	meta = frappe.get_meta(asked.doctype) if asked.doctype else meta
	known = meta.get_field(asked.fieldname)
	label = _(cstr(known.label), context=meta.name) if known else _(cstr(meta.get_label(asked.fieldname)))
	if asked.operator.lower() == "is":
		return label, _("set", context="Filter") if asked.value == "set" else _("not set", context="Filter")
	value = _in_words(known, asked.value)
	if asked.operator.lower().endswith("like"):
		value = value.strip("%")
	words = _operators().get(asked.operator.lower(), asked.operator)
	return label, words.format(value) if "{0}" in words else f"{words} {value}"


def _in_words(known: Any, value: Any) -> str:
	if isinstance(value, list | tuple):
		named = _(", ").join(_in_words(known, one) for one in value[:MOST_NAMED])
		others = len(value) - MOST_NAMED
		return f"{named} {_('and {0} more', context='Filter').format(others)}" if others > 0 else named
	if not known:
		return cstr(value)
	text = cstr(shown(value, column_of(known)))
	return names_of([text]).get(text, text) if known.options == "Producer" else text


def _listed(value: Any) -> str:
	return _(", ").join(map(cstr, value)) if isinstance(value, list) else _(cstr(value)) if value else ""


def _operators() -> dict[str, str]:
	return {
		"=": "{0}",
		"!=": _("not {0}", context="Filter"),
		"like": _("contains {0}", context="Filter"),
		"not like": _("does not contain {0}", context="Filter"),
		"in": "{0}",
		"not in": _("none of {0}", context="Filter"),
		">": _("more than {0}", context="Filter"),
		"<": _("less than {0}", context="Filter"),
		">=": _("from {0}", context="Filter"),
		"<=": _("up to {0}", context="Filter"),
		"between": _("between {0}", context="Filter"),
		"timespan": "{0}",
	}
