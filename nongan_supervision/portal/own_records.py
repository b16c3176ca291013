"""What holds for a document that a producer writes in the portal, beside the rules that hold for everybody.

An office may enter late, correct and backdate what paper proves; a producer's word is of the day it is given.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.permissions.table import PORTAL
from nongan_supervision.permissions.viewer import SessionViewer
from nongan_supervision.portal.errors import CorrectionClosedError
from nongan_supervision.registry.context import Context


def is_producer(user: str | None = None) -> bool:
	"""Whether a user acts as a producer and as nothing else."""
	viewer = SessionViewer(user or frappe.session.user)
	return viewer.roles_in_table == [PORTAL] and not viewer.is_administrator


def settle_ledger_entry(record: Document, method: str | None = None) -> None:
	"""Hook of Production Record: a producer corrects an entry on its own day only.

	:raises CorrectionClosedError: the entry was made on an earlier day.
	"""
	if is_producer():
		refuse_late_correction(record, Context())


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
