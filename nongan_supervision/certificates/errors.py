"""What a conformity certificate can be refused for."""

import frappe


class CertificateError(frappe.ValidationError):
	"""A rule of conformity certificates is broken."""


class InvalidCountError(CertificateError):
	"""Fewer than one certificate."""


class FutureIssueError(CertificateError):
	"""The certificate is dated in the future."""


class InactiveProducerError(CertificateError):
	"""The producer is not active."""


class MissingTestError(CertificateError):
	"""The basis is a test, and none is linked."""


class UnsuitableTestError(CertificateError):
	"""The linked test does not support the certificate."""
