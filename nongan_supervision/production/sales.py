"""Rules of the sale of agricultural inputs.

Source: 《农药管理条例》: a dealer keeps a ledger of purchases and sales and says truly what an input may be used for;
restricted pesticides are sold by designated dealers only (定点经营), under the buyer's real name (实名购买).
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, formatdate, getdate

from nongan_supervision.production import errors
from nongan_supervision.production.facts import BANNED, RESTRICTED, DealerFacts, InputFacts
from nongan_supervision.production.places import settle_village
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.personal_numbers import seal


def apply_rules(sale: Document, context: Context) -> None:
	"""Complete a sale and refuse it if a rule is broken.

	:raises SaleError: one of :mod:`nongan_supervision.production.errors`.
	:raises InvalidIdNumberError: the buyer's identity number is not well-formed.
	"""
	dealer = context.dealer(sale.dealer)
	if not dealer:
		return  # the framework refuses a sale without a dealer, or of an unknown one
	settle_village(sale, "dealer", dealer.dealer_name, dealer.village, context)
	check_dealer(dealer)
	check_date(sale, context)
	check_buyer(sale, context)
	check_items(sale, context)
	sale.restricted = int(any(row.restriction == RESTRICTED for row in sale.items))
	if sale.restricted:
		check_designated(sale, dealer)
		check_buyer_is_known(sale)


def check_dealer(dealer: DealerFacts) -> None:
	"""Refuse a sale by a dealer who is not active."""
	if dealer.status != "Active":
		frappe.throw(
			_("{0} is inactive and sells nothing. Set the dealer to Active first, if it trades again.").format(
				dealer.dealer_name
			),
			errors.InactiveDealerError,
		)


def check_date(sale: Document, context: Context) -> None:
	"""Refuse a date in the future."""
	if getdate(sale.sold_on) > context.today:
		frappe.throw(
			_("The day of sale {0} lies in the future.").format(formatdate(sale.sold_on)), errors.FutureSaleError
		)


def check_buyer(sale: Document, context: Context) -> None:
	"""Name the producer as the buyer where nobody is named; verify and seal the identity number."""
	producer = context.producer(sale.producer)
	sale.buyer_name = (sale.buyer_name or "").strip() or (producer.producer_name if producer else None)
	seal(sale)


def check_items(sale: Document, context: Context) -> None:
	"""Set the class of every input sold; refuse banned ones, and a use that the label does not allow."""
	for row in sale.items:
		input_ = context.input(row.input)
		if not input_:
			continue  # a broken link, which the framework refuses
		row.restriction = input_.restriction
		_check_quantity(row)
		_refuse_banned(row)
		_check_purpose(row, input_)


def check_designated(sale: Document, dealer: DealerFacts) -> None:
	"""Refuse the sale of a restricted input by a dealer who is not designated for it."""
	if not dealer.designated:
		frappe.throw(
			_("Row {0}: {1} is restricted and is sold by designated dealers only. {2} is none.").format(
				*_first_restricted(sale), dealer.dealer_name
			),
			errors.NotDesignatedError,
		)


def check_buyer_is_known(sale: Document) -> None:
	"""Refuse the sale of a restricted input to somebody whose real name is not on the books.

	Known is a buyer with name and identity number, or a producer whose registration is in the registry.
	"""
	if (sale.buyer_name and sale.buyer_id_number) or is_registered(sale.producer):
		return
	frappe.throw(
		_(
			"Row {0}: {1} is restricted and is sold under the buyer's real name only. Enter name and identity number, "
			"or choose a producer whose credit code or identity number is in the registry."
		).format(*_first_restricted(sale)),
		errors.UnknownBuyerError,
	)


def is_registered(producer: str | None) -> bool:
	"""Tell whether the registry has a producer's credit code or identity number."""
	if not producer:
		return False
	numbers = frappe.db.get_value("Producer", producer, ["credit_code", "masked_id_number"])
	return any(numbers or ())


def _check_quantity(row: Document) -> None:
	if flt(row.quantity) <= 0:
		frappe.throw(
			_("Row {0}: enter how much of {1} was sold: more than zero.").format(row.idx, row.input),
			errors.InvalidQuantityError,
		)


def _refuse_banned(row: Document) -> None:
	if row.restriction == BANNED:
		frappe.throw(
			_("Row {0}: {1} contains a banned substance and must not be sold.").format(row.idx, row.input),
			errors.BannedInputError,
		)


def _check_purpose(row: Document, input_: InputFacts) -> None:
	if input_.is_labelled_for(row.purpose_product):
		return
	if input_.labelled:
		message = _("Row {0}: the label of {1} does not allow its use on {2}. It allows: {3}.").format(
			row.idx, row.input, row.purpose_product, _(", ").join(input_.labelled)
		)
	else:
		message = _("Row {0}: the label of {1} names none of the key products, so it is not sold for {2}.").format(
			row.idx, row.input, row.purpose_product
		)
	frappe.throw(message, errors.OffLabelSaleError)


def _first_restricted(sale: Document) -> tuple[int, str]:
	return next((row.idx, row.input) for row in sale.items if row.restriction == RESTRICTED)
