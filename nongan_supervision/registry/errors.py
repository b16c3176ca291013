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


class FutureDateError(RegistryError):
	"""Something is said to have happened on a day that has not come."""


class InvalidPointsError(RegistryError):
	"""Credit points don't suit the type of event."""


class MissingNoteError(RegistryError):
	"""A credit event of no given type doesn't say what happened."""


class NoSuchQuarterError(RegistryError):
	"""A quarterly update names no quarter, or one of an impossible year."""


class QuarterNotBegunError(RegistryError):
	"""A quarterly update is of a quarter that has not begun."""


class DuplicateUpdateError(RegistryError):
	"""The village's update of the quarter is submitted already."""


class DuplicateUpdateRowError(RegistryError):
	"""A quarterly update lists a producer's product twice."""


class OtherVillageError(RegistryError):
	"""A producer of another village stands in a village's document."""


class EmptyUpdateError(RegistryError):
	"""A quarterly update without rows is submitted."""


class DuplicateInstructedProductError(RegistryError):
	"""A safe-use instructor is responsible for the same product twice."""


class DuplicateGuidedProducerError(RegistryError):
	"""A producer was guided twice on one occasion."""


class WrongSectorError(RegistryError):
	"""A producer who was guided does not work in the product's sector."""
