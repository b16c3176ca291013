"""What inputs, their sale and their use can be refused for."""

import frappe


class InputError(frappe.ValidationError):
	"""A rule of the catalogue of inputs is broken."""


class DuplicateLabelledProductError(InputError):
	"""A label names the same product twice."""


class DuplicateActiveSubstanceError(InputError):
	"""An input lists the same active substance twice."""


class DealerError(frappe.ValidationError):
	"""A rule of input dealers is broken."""


class DuplicateDealerError(DealerError):
	"""The village has a dealer of this name already."""


class SaleError(frappe.ValidationError):
	"""A rule of the sale of inputs is broken."""


class FutureSaleError(SaleError):
	"""The sale is dated in the future."""


class InactiveDealerError(SaleError):
	"""The dealer is not active."""


class InvalidQuantityError(SaleError):
	"""Nothing, or less than nothing, was sold."""


class BannedInputError(SaleError):
	"""An input with a banned substance is sold."""


class NotDesignatedError(SaleError):
	"""A restricted input is sold by somebody else than a designated dealer."""


class UnknownBuyerError(SaleError):
	"""A restricted input is sold to a buyer who is not identified."""


class OffLabelSaleError(SaleError):
	"""An input is sold for a product that its label does not name."""


class RecordError(frappe.ValidationError):
	"""A rule of the production ledger is broken."""


class FutureRecordError(RecordError):
	"""The record is dated in the future."""


class InactiveProducerError(RecordError):
	"""The producer is not active."""


class OtherSectorError(RecordError):
	"""The product is of a sector that the producer does not work in."""


class MissingInputError(RecordError):
	"""The use of an input does not say of which."""


class ShortIntervalError(RecordError):
	"""The safety interval is shorter than that of the label."""


class HarvestInsideIntervalError(RecordError):
	"""A batch is harvested inside a safety interval or withdrawal period."""


class CertifiedRecordError(RecordError):
	"""A certificate rests on the record, which therefore cannot be changed."""


class ClueUnderWayError(RecordError):
	"""The clue that the record has opened is being worked on."""


class WrongVillageError(frappe.ValidationError):
	"""A document names another village than that of its producer or dealer."""
