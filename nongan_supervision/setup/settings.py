"""Rules of the settings."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from nongan_supervision.inspections.rotation import GROUP_NUMBERS
from nongan_supervision.registry.credit import COMMENDATION, SETTINGS, has_right_sign
from nongan_supervision.setup import shipped

CREDIT_POINTS = {
	COMMENDATION: 5,
	"Missing Certificate": -5,
	"Incomplete Certificate": -3,
	"Borrowed Name": -20,
	"False Certificate": -30,
	"Failing Test": -15,
	"Banned Substance": -50,
	"Incomplete Ledger": -5,
	"Administrative Penalty": -20,
}
"""What the settings start with. The plan names no figures: to be confirmed by the office."""


class InvalidThresholdsError(frappe.ValidationError):
	"""The thresholds of the credit levels do not descend."""


class InvalidGroupDefaultsError(frappe.ValidationError):
	"""A supervision group stands in the settings twice, or is none of the rotation's, or has a department twice."""


class InvalidEventPointsError(frappe.ValidationError):
	"""The points of a type of event don't suit it, or are given twice."""


def check_credit_thresholds(settings: Document) -> None:
	"""Refuse thresholds by which a better level would need fewer points."""
	a, b, c = (cint(settings.get(f"credit_level_{level}_from")) for level in "abc")
	if not a > b > c:
		frappe.throw(
			_("Credit level A must start above B, and B above C; {0}, {1} and {2} do not descend.").format(a, b, c),
			InvalidThresholdsError,
		)


def check_credit_points(settings: Document) -> None:
	"""Refuse a type of event that stands there twice, or whose points don't suit it."""
	seen = set()
	for row in settings.get("credit_points") or []:
		event_type = _(row.event_type)
		if row.event_type in seen:
			frappe.throw(_("Row {0}: {1} has points already.").format(row.idx, event_type), InvalidEventPointsError)
		if not has_right_sign(row.event_type, cint(row.points)):
			frappe.throw(
				_("Row {0}: a commendation has points above zero, a breach below. {1} has {2}.").format(
					row.idx, event_type, cint(row.points)
				),
				InvalidEventPointsError,
			)
		seen.add(row.event_type)


def check_supervision_groups(settings: Document) -> None:
	"""Refuse a group that stands there twice or that the rotation does not know, and a department twice in a group."""
	seen = set()
	for row in settings.get("supervision_groups") or []:
		if cint(row.group_no) not in GROUP_NUMBERS or cint(row.group_no) in seen:
			frappe.throw(
				_("Supervision Groups, row {0}: enter each of the groups {1} once.").format(
					row.idx, ", ".join(map(str, GROUP_NUMBERS))
				),
				InvalidGroupDefaultsError,
			)
		if row.partner_department and row.partner_department == row.liaison_department:
			frappe.throw(
				_("Supervision Groups, row {0}: {1} is the liaison department. Choose another partner.").format(
					row.idx, row.partner_department
				),
				InvalidGroupDefaultsError,
			)
		seen.add(cint(row.group_no))


def ship_credit_points() -> None:
	"""Give the types of event their points, once in the life of the site."""
	rows = [{"event_type": event_type, "points": points} for event_type, points in CREDIT_POINTS.items()]
	shipped.ship_values(SETTINGS, {"credit_points": rows})


def fill_new_defaults() -> None:
	"""Start settings that came with a new version of the app from their defaults.

	The framework does so on new sites alone: on others, a setting that was never stored counts as nothing.
	"""
	stored = frappe.db.get_singles_dict(SETTINGS)
	defaults = {
		field.fieldname: field.default
		for field in frappe.get_meta(SETTINGS).fields
		if field.default and field.fieldname not in stored
	}
	if defaults:
		frappe.db.set_single_value(SETTINGS, defaults)
