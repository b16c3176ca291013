"""What a portal account, or an entry made through one, can be refused for."""

import frappe


class PortalError(frappe.ValidationError):
	"""A rule of the producers' portal is broken."""


class InvalidMobileError(PortalError):
	"""The producer's telephone number is no mobile number of mainland China."""


class AccountTakenError(PortalError):
	"""The number, or the user, belongs to somebody who works in the Desk or is disabled."""


class NoAccountError(PortalError):
	"""The producer has no portal account."""


class SharedAccountError(PortalError):
	"""The account belongs to producers, too, that the user has no say in."""


class CorrectionClosedError(PortalError):
	"""A producer wants to correct a ledger entry of an earlier day."""


class LateEntryError(PortalError):
	"""A producer wants to enter in the ledger what was done too long ago."""


class ForeignAccountError(PortalError):
	"""The number, or the user, has an account that this user has no say in."""


class PortalClosedError(PortalError):
	"""The office has switched the portal off."""
