"""Rules of a credit event, and how other parts of the app record one."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from nongan_supervision.registry import errors
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.credit import COMMENDATION, OTHER, has_right_sign

CREDIT_EVENT = "Credit Event"


def apply_rules(event: Document, context: Context) -> None:
	"""Complete a credit event and refuse it if a rule is broken.

	:raises RegistryError: one of :mod:`nongan_supervision.registry.errors`.
	"""
	follow_producer(event, context)
	keep_origin(event)
	check_date(event, context)
	complete_points(event, context)
	check_points(event)
	check_note(event)


def follow_producer(event: Document, context: Context) -> None:
	"""Set village, town and sector: those of the producer, whatever was sent."""
	if producer := context.producer(event.producer):
		event.village = producer.village
		event.sector = producer.sector
	event.town = context.town_of(event.village)


def keep_origin(event: Document) -> None:
	"""Leave it as it is stored whether the system recorded the event by itself, whatever was sent."""
	stored = event.get_doc_before_save()
	event.automatic = cint(stored.automatic if stored else event.flags.automatic)


def check_date(event: Document, context: Context) -> None:
	"""Refuse a date in the future."""
	if getdate(event.event_on) > context.today:
		frappe.throw(_("{0} lies in the future.").format(_label("event_on")), errors.FutureDateError)


def complete_points(event: Document, context: Context) -> None:
	"""Take the points of the settings where none are given."""
	if not cint(event.points):
		event.points = context.credit_scheme.points_by_type.get(event.event_type, 0)


def check_points(event: Document) -> None:
	"""Refuse points that don't suit the type of event."""
	if has_right_sign(event.event_type, cint(event.points)):
		return
	if not event.points:
		reason = _("The settings have no points for {0}. Enter the points.")
	elif event.event_type == COMMENDATION:
		reason = _("{0} adds points: enter a number above zero.")
	else:
		reason = _("{0} takes points away: enter a number below zero.")
	frappe.throw(reason.format(_(event.event_type)), errors.InvalidPointsError)


def check_note(event: Document) -> None:
	"""Refuse an event of no given type that doesn't say what happened."""
	if event.event_type == OTHER and not (event.note or "").strip():
		frappe.throw(_("Say in the note what happened: the type of event does not tell."), errors.MissingNoteError)


def record_event(
	producer: str | None,
	event_type: str,
	reference: Document,
	*,
	event_on: datetime.date | str | None = None,
	note: str | None = None,
) -> str | None:
	"""Record a credit event that follows from a document of the app, submitted, and return its name.

	A document has one event only: the one that it has already, amended by hand or not, is returned. None is
	recorded without a producer, or where the office's settings give the type no points.
	"""
	if existing := event_of(reference):
		return existing
	context = Context()
	if not producer or not context.credit_scheme.points_by_type.get(event_type):
		return None
	event = frappe.get_doc(
		{
			"doctype": CREDIT_EVENT,
			"producer": producer,
			"event_type": event_type,
			"event_on": event_on or context.today,
			"reference_doctype": reference.doctype,
			"reference_name": reference.name,
			"note": note,
		}
	)
	event.flags.automatic = True
	event.flags.ignore_permissions = True  # the system's own follow-up, whoever's document it follows from
	event.insert().submit()
	return event.name


def event_of(reference: Document) -> str | None:
	"""Return the credit event that follows from a document: the system's, or what somebody amended it to."""
	filters = {"reference_doctype": reference.doctype, "reference_name": reference.name, "docstatus": 1}
	of_document = frappe.get_all(CREDIT_EVENT, filters=filters, fields=["name", "automatic", "amended_from"])
	return next((event.name for event in of_document if event.automatic or event.amended_from), None)


def withdraw_event(reference: Document) -> str | None:
	"""Cancel the credit event of a document, and return the one that stays.

	An event that somebody has amended or entered by hand is theirs: it stays.
	"""
	name = event_of(reference)
	if not name:
		return None
	event = frappe.get_doc(CREDIT_EVENT, name)
	if not event.automatic or not event.docstatus.is_submitted():
		return name
	event.flags.ignore_permissions = True  # the system's own follow-up
	event.cancel()
	return None


def _label(fieldname: str) -> str:
	return _(frappe.get_meta(CREDIT_EVENT).get_label(fieldname))
