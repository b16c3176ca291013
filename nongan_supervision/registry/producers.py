"""Rules of a producer."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.registry import errors, personal_numbers
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.identity import is_credit_code, normalise_number


def apply_rules(producer: Document, context: Context) -> None:
	"""Complete a producer and refuse it if a rule is broken.

	:raises RegistryError: one of :mod:`nongan_supervision.registry.errors`.
	"""
	tidy_name(producer)
	follow_village(producer, context)
	refuse_second_of_its_name(producer, context)
	check_credit_code(producer)
	personal_numbers.seal(producer)
	check_products(producer)
	check_dates(producer, context)
	check_location(producer)
	drop_what_does_not_apply(producer)
	keep_standing(producer, context)


def tidy_name(producer: Document) -> None:
	"""Remove the blanks around a name."""
	producer.producer_name = (producer.producer_name or "").strip()


def follow_village(producer: Document, context: Context) -> None:
	"""Set the town: that of the village, whatever was sent."""
	producer.town = context.town_of(producer.village)


def refuse_second_of_its_name(producer: Document, context: Context) -> None:
	"""Refuse a second producer of the same name in a village: registers know producers by name."""
	if not producer.village:
		return
	other = context.producer_named(producer.producer_name, producer.village)
	if other and other != producer.name:
		frappe.throw(
			_(
				"{0} already has a producer named {1} ({2}). Use that one, or add something to the name "
				"that tells the two apart."
			).format(producer.village, producer.producer_name, other),
			errors.DuplicateProducerError,
		)


def grows(producer: str | None, product: str | None, context: Context) -> bool:
	"""Tell whether a product is one of a producer's: its list names it.

	A producer without a list may have any product of its sector: the registry doesn't say yet.
	"""
	if listed := context.products_of(producer):
		return product in listed
	facts = context.producer(producer)
	return bool(facts) and facts.sector == context.sector_of(product)


def check_credit_code(
	doc: Document,
	fieldname: str = "credit_code",
	error: type[Exception] = errors.InvalidCreditCodeError,
) -> None:
	"""Normalise the unified social credit code of a document and verify its check character (GB 32100-2015).

	:raises error: it is not valid.
	"""
	code = normalise_number(doc.get(fieldname)) or None
	doc.set(fieldname, code)
	if code and not is_credit_code(code):
		frappe.throw(
			_(
				"The unified social credit code {0} is not valid: it needs 18 characters, and the last one "
				"must match the others. Compare it with the business licence."
			).format(code),
			error,
		)


def check_products(producer: Document) -> None:
	"""Refuse a product that is listed twice."""
	seen = set()
	for row in producer.get("products") or []:
		if row.product in seen:
			frappe.throw(
				_("Row {0}: {1} is listed already. Put its area or stock into one row.").format(row.idx, row.product),
				errors.DuplicateProducerProductError,
			)
		seen.add(row.product)


def check_dates(producer: Document, context: Context) -> None:
	"""Refuse what is said to have happened in the future."""
	for fieldname in ("networked_on", "antimicrobial_reduction_since"):
		value = producer.get(fieldname)
		if value and getdate(value) > context.today:
			label = _(frappe.get_meta("Producer").get_label(fieldname))
			frappe.throw(_("{0} lies in the future.").format(label), errors.FutureDateError)


def check_location(producer: Document) -> None:
	"""Refuse a latitude beyond ±90 or a longitude beyond ±180 degrees."""
	if abs(producer.get("latitude") or 0) > 90 or abs(producer.get("longitude") or 0) > 180:
		frappe.throw(
			_("The latitude lies between -90 and 90 degrees, the longitude between -180 and 180."),
			errors.InvalidLocationError,
		)


def drop_what_does_not_apply(producer: Document) -> None:
	"""Clear dates without their tick, and the antimicrobial fields outside livestock."""
	if producer.sector != "Livestock":
		producer.antimicrobial_reduction = 0
	if not producer.antimicrobial_reduction:
		producer.antimicrobial_reduction_since = None
	if not producer.networked:
		producer.networked_on = None


def keep_standing(producer: Document, context: Context) -> None:
	"""Leave credit points and level as they are stored: they follow from credit events, whatever was sent."""
	if stored := producer.get_doc_before_save():
		producer.credit_points, producer.credit_level = stored.credit_points, stored.credit_level
	else:
		producer.credit_points, producer.credit_level = context.credit_scheme.standing()
