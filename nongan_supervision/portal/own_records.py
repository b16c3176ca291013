"""What holds for a document that a producer writes in the portal, beside the rules that hold for everybody.

An office may enter late, correct and backdate what paper proves; a producer's word is of the day it is given.
"""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cint, formatdate, getdate

from nongan_supervision.permissions.grants import PORTAL
from nongan_supervision.permissions.viewer import SessionViewer
from nongan_supervision.portal.errors import CorrectionClosedError, LateEntryError
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.credit import SETTINGS


def is_producer(user: str | None = None) -> bool:
	"""Whether a user acts as a producer and as nothing else."""
	viewer = SessionViewer(user or frappe.session.user)
	return viewer.roles_in_table == [PORTAL] and not viewer.is_administrator


def settle_ledger_entry(record: Document, method: str | None = None) -> None:
	"""Hook of Production Record: a producer enters the last days, and corrects an entry on its own day only.

	:raises CorrectionClosedError: the entry was made on an earlier day.
	:raises LateEntryError: what is entered was done before `first_open_day`.
	"""
	if is_producer():
		context = Context()
		refuse_late_correction(record, context)
		refuse_late_entry(record, context)


def settle_certificate(certificate: Document, method: str | None = None) -> None:
	"""Hook of Conformity Certificate: a producer issues today, for the place that the registry knows."""
	if is_producer():
		context = Context()
		producer = context.producer(certificate.producer)
		certificate.issued_on = context.today
		certificate.village = producer.village if producer else None
		certificate.origin = None  # follows the village
		certificate.contact = certificate.contact or frappe.db.get_value("Producer", certificate.producer, "phone")


def refuse_late_correction(record: Document, context: Context) -> None:
	"""Refuse that a producer changes what they wrote on an earlier day: an interval would shrink unseen."""
	if not record.is_new() and getdate(frappe.db.get_value(record.doctype, record.name, "creation")) < context.today:
		frappe.throw(
			_("Entries of earlier days can't be changed here. Ask the village or the agriculture office."),
			CorrectionClosedError,
		)


def refuse_late_entry(record: Document, context: Context) -> None:
	"""Refuse a day too long ago: a use dated back past its interval would let the batch go at once."""
	first = first_open_day(context.today)
	if record.recorded_on and getdate(record.recorded_on) < first:
		frappe.throw(
			_("Here you can enter what was done on {0} or later. For earlier days, ask the village office.").format(
				formatdate(first)
			),
			LateEntryError,
		)


def first_open_day(today: datetime.date) -> datetime.date:
	"""Return the first day that a producer may still write about, by the settings."""
	return add_days(today, -max(cint(frappe.db.get_single_value(SETTINGS, "portal_entry_days")), 0))
