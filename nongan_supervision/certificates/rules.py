"""Rules of a conformity certificate: one home for the Desk, the REST API and the importer."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_months, cint, format_date, getdate

from nongan_supervision.certificates import errors, serials
from nongan_supervision.certificates.basis import check_basis
from nongan_supervision.certificates.ledger import untested_substances
from nongan_supervision.monitoring.bans import active_bans
from nongan_supervision.production.batches import tidy_batch
from nongan_supervision.production.intervals import open_interval
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.places import complete_place
from nongan_supervision.registry.producers import grows

MOST_SLIPS = 1_000_000
"""Of one document."""

CERTIFICATE = "Conformity Certificate"
SETTINGS = "Nongan Supervision Settings"
QUARANTINE = "Quarantine Certificate"
LIVESTOCK = "Livestock"


def apply_rules(certificate: Document, context: Context) -> None:
	"""Complete a certificate and refuse it if a rule is broken.

	:raises CertificateError: one of :mod:`nongan_supervision.certificates.errors`.
	"""
	complete_place(certificate, context)
	complete_origin(certificate)
	certificate.batch_no = tidy_batch(certificate.batch_no)
	certificate.sector = context.sector_of(certificate.product)
	check_count(certificate)
	check_date(certificate, context)
	check_producer(certificate, context)
	check_ban(certificate)
	check_interval(certificate)
	check_basis(certificate, context)
	check_second_document(certificate)
	flag_untested(certificate)
	serials.clear(certificate)


def complete_origin(certificate: Document) -> None:
	"""Name town and village as the origin where none is given."""
	if not certificate.origin:
		certificate.origin = f"{certificate.town or ''}{certificate.village or ''}"


def check_count(certificate: Document) -> None:
	"""Refuse fewer than one certificate, and more than one document may have."""
	if cint(certificate.certificate_count) < 1:
		frappe.throw(_("Enter how many certificates were issued: one at least."), errors.InvalidCountError)
	if cint(certificate.certificate_count) > MOST_SLIPS:
		frappe.throw(
			_("One document covers {0} certificates at most. Issue the rest with another one.").format(
				f"{MOST_SLIPS:,}"
			),
			errors.InvalidCountError,
		)


def check_date(certificate: Document, context: Context) -> None:
	"""Refuse a date in the future."""
	if certificate.issued_on and getdate(certificate.issued_on) > context.today:
		frappe.throw(
			_("The date of issue {0} lies in the future.").format(certificate.issued_on),
			errors.FutureIssueError,
		)


def check_producer(certificate: Document, context: Context) -> None:
	"""Refuse a certificate of a producer who is not active."""
	producer = context.producer(certificate.producer)
	if producer and producer.status != "Active":
		frappe.throw(
			_("{0} is inactive. Set the producer to Active first, if production has started again.").format(
				producer.producer_name
			),
			errors.InactiveProducerError,
		)


def check_ban(certificate: Document) -> None:
	"""Refuse a certificate for a producer's product that must not be sold at present."""
	if bans := active_bans(certificate.producer, certificate.product):
		frappe.throw(
			_("Sale ban {0} on this producer's {1} is active. It can be lifted after a passing retest.").format(
				", ".join(bans), certificate.product
			),
			errors.BannedError,
		)


def check_interval(certificate: Document) -> None:
	"""Refuse a certificate for a batch that lies inside a safety interval or withdrawal period.

	Source: 《农产品质量安全承诺达标合格证管理办法》: what is not yet safe to sell gets no certificate.
	"""
	if not (certificate.producer and certificate.product and certificate.issued_on):
		return
	interval = open_interval(
		certificate.producer, certificate.product, certificate.batch_no, getdate(certificate.issued_on)
	)
	if interval:
		frappe.throw(
			_("The safety interval of {0} is still running. Certificates can be issued from {1} on; see {2}.").format(
				interval.input, format_date(interval.safe_from), interval.record
			),
			errors.SafetyIntervalError,
		)


def check_second_document(certificate: Document) -> None:
	"""Refuse half a second document (双证), and a quarantine certificate of anything but livestock."""
	kind, number = certificate.second_document_type, (certificate.second_document_no or "").strip()
	certificate.second_document_no = number or None
	if kind and not number:
		frappe.throw(
			_("Enter the number of the second document ({0}), or take its type away.").format(
				_(kind, context=CERTIFICATE)
			),
			errors.SecondDocumentError,
		)
	if number and not kind:
		frappe.throw(_("Choose what kind of document {0} is.").format(number), errors.SecondDocumentError)
	if kind == QUARANTINE and certificate.sector != LIVESTOCK:
		frappe.throw(
			_("{0} is no livestock product and has no quarantine certificate. Choose another second document.").format(
				certificate.product
			),
			errors.SecondDocumentError,
		)


def flag_untested(certificate: Document) -> None:
	"""Name the substances that the batch was treated with and that no linked test covers.

	Source: 《农产品质量安全承诺达标合格证管理办法》: 用什么药、检什么药. A flag, not a refusal.
	"""
	certificate.untested_substances = "、".join(untested_substances(certificate)) or None


def check_keeping(certificate: Document, context: Context) -> None:
	"""Refuse to delete the record of an issue that must still be kept.

	Source: 《农产品质量安全承诺达标合格证管理办法》 sets six months; the settings may ask for more.
	"""
	months = cint(frappe.db.get_single_value(SETTINGS, "certificate_record_months"))
	kept_until = getdate(add_months(certificate.issued_on, months))
	if certificate.serial_from and context.today < kept_until:
		frappe.throw(
			_("Records of certificates are kept for {0} months: {1} can be deleted from {2} on.").format(
				months, certificate.name, format_date(kept_until)
			),
			errors.RecordKeptError,
		)


def warn_of_foreign_product(certificate: Document, context: Context) -> None:
	"""Point out a product that the producer isn't known to grow: a slip of the pen, or a borrowed name."""
	if certificate.docstatus.is_draft() and not grows(certificate.producer, certificate.product, context):
		frappe.msgprint(
			_("{0} is not among the producer's products. Check the product, or add it to the producer.").format(
				certificate.product
			),
			indicator="orange",
			alert=True,
		)


def keep_what_the_server_sets(certificate: Document) -> None:
	"""Take the moment of printing of an issued certificate from the database, whatever a client sends."""
	certificate.printed_on = certificate.get_doc_before_save().printed_on
