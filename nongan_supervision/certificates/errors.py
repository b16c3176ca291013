"""What a conformity certificate can be refused for."""

import frappe


class CertificateError(frappe.ValidationError):
	"""A rule of conformity certificates is broken."""


class InvalidCountError(CertificateError):
	"""Fewer than one certificate, or more than one document may have."""


class FutureIssueError(CertificateError):
	"""The certificate is dated in the future."""


class InactiveProducerError(CertificateError):
	"""The producer is not active."""


class MissingTestError(CertificateError):
	"""The basis is a test, and none is linked."""


class DuplicateTestError(CertificateError):
	"""A certificate names a test twice."""


class UnsuitableTestError(CertificateError):
	"""The linked test does not support the certificate."""


class BannedError(CertificateError):
	"""The producer's product must not be sold."""


class SafetyIntervalError(CertificateError):
	"""The batch lies inside a safety interval or withdrawal period."""


class SecondDocumentError(CertificateError):
	"""The second document is incomplete, or doesn't go with the product."""


class RecordKeptError(CertificateError):
	"""The record must be kept for longer."""


class SlipRangeError(CertificateError):
	"""The certificate has no such slips."""


class NotIssuedError(CertificateError):
	"""The certificate has no slips: it is a draft or cancelled."""


class UnknownLayoutError(CertificateError):
	"""Slips have no such layout."""


class CheckError(CertificateError):
	"""A rule of certificate checks is broken."""


class FutureCheckError(CheckError):
	"""The check is dated in the future."""


class NotGenuineError(CheckError):
	"""A slip is called genuine whose code is unknown, altered or withdrawn."""


class ForeignSerialError(CheckError):
	"""The serial number isn't one of the certificate's."""


class ForeignCertificateError(CheckError):
	"""The certificate is another producer's or product's, and the finding is no fraud."""


class MissingPlaceError(CheckError):
	"""The check names neither producer nor place."""


class MissingCertificateError(CheckError):
	"""A genuine certificate is neither named nor numbered."""
