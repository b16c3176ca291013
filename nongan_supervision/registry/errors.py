"""What a producer or a place can be refused for."""

import frappe


class RegistryError(frappe.ValidationError):
	"""A rule of the registry of places and producers is broken."""


class InvalidCreditCodeError(RegistryError):
	"""The unified social credit code is not well-formed (GB 32100-2015)."""


class InvalidIdNumberError(RegistryError):
	"""The resident identity number is not well-formed (GB 11643-1999)."""


class DuplicateProducerError(RegistryError):
	"""The village has a producer of this name already."""


class DuplicateProducerProductError(RegistryError):
	"""A producer lists the same product twice."""


class InvalidLocationError(RegistryError):
	"""A latitude or longitude is not on the globe."""


class FutureDateError(RegistryError):
	"""Something is said to have happened on a day that has not come."""


class InvalidPointsError(RegistryError):
	"""Credit points don't suit the type of event."""


class MissingNoteError(RegistryError):
	"""A credit event of no given type doesn't say what happened."""
