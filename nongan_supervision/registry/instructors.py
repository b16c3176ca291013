"""Rules of safe-use instructors and of the guidance that producers get.

Source: the plan of 2022, A2: an instructor for the safe use of pesticides and veterinary drugs for each key product.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.registry import errors
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.producers import grows


def apply_instructor_rules(instructor: Document) -> None:
	"""Refuse an instructor who is responsible for a product twice.

	:raises DuplicateInstructedProductError: see above.
	"""
	instructor.instructor_name = (instructor.instructor_name or "").strip()
	seen = set()
	for row in instructor.products:
		if row.product in seen:
			frappe.throw(
				_("Row {0}: {1} is listed already. Take one of the two out.").format(row.idx, row.product),
				errors.DuplicateInstructedProductError,
			)
		seen.add(row.product)


def apply_guidance_rules(guidance: Document, context: Context) -> None:
	"""Complete a guidance and refuse it if a rule is broken.

	:raises RegistryError: one of :mod:`nongan_supervision.registry.errors`.
	"""
	guidance.town = context.town_of(guidance.village)
	refuse_future_guidance(guidance, context)
	context.look_up_producers({row.producer for row in guidance.producers})
	refuse_producers_listed_twice(guidance, context)
	refuse_producers_of_other_villages(guidance, context)
	follow_sector(guidance, context)
	complete_department(guidance)
	warn_of_other_instructor(guidance)


def refuse_future_guidance(guidance: Document, context: Context) -> None:
	"""Refuse guidance on a day that has not come."""
	if guidance.guided_on and getdate(guidance.guided_on) > context.today:
		frappe.throw(
			_("Nobody can have been guided on {0} yet. Enter the guidance once it was given.").format(
				frappe.format(guidance.guided_on, "Date")
			),
			errors.FutureDateError,
		)


def refuse_producers_listed_twice(guidance: Document, context: Context) -> None:
	"""Refuse a producer who is listed twice."""
	seen = set()
	for row in guidance.producers:
		if row.producer in seen:
			frappe.throw(
				_("Row {0}: {1} is listed already. Take one of the two out.").format(
					row.idx, _name_of(row.producer, context)
				),
				errors.DuplicateGuidedProducerError,
			)
		seen.add(row.producer)


def refuse_producers_of_other_villages(guidance: Document, context: Context) -> None:
	"""Refuse producers of another village: each village's guidance is a document of its own."""
	for row in guidance.producers:
		producer = context.producer(row.producer)
		if producer and producer.village != guidance.village:
			frappe.throw(
				_("Row {0}: {1} belongs to {2}, not to {3}. Enter the guidance of {2} on its own.").format(
					row.idx, producer.producer_name, producer.village, guidance.village
				),
				errors.OtherVillageError,
			)


def follow_sector(guidance: Document, context: Context) -> None:
	"""Set the sector: the product's, or the one in which all producers work; refuse producers of another.

	:raises WrongSectorError: a producer works neither in the product's sector nor has the product.
	"""
	known = filter(None, (context.producer(row.producer) for row in guidance.producers))
	sectors = {producer.name: producer.sector for producer in known}
	if not guidance.product:
		guidance.sector = next(iter(sectors.values())) if len(set(sectors.values())) == 1 else None
		return
	guidance.sector = context.sector_of(guidance.product)
	for row in guidance.producers:
		if sectors.get(row.producer) != guidance.sector and not grows(row.producer, guidance.product, context):
			frappe.throw(
				_(
					"Row {0}: {1} has nothing to do with {2}. Take the row out, or add the product to the producer."
				).format(row.idx, _name_of(row.producer, context), guidance.product),
				errors.WrongSectorError,
			)


def complete_department(guidance: Document) -> None:
	"""Take the department from the instructor where none is given."""
	if not guidance.department and guidance.instructor:
		guidance.department = frappe.db.get_value("Safe Use Instructor", guidance.instructor, "department")


def warn_of_other_instructor(guidance: Document) -> None:
	"""Say it where the instructor is not the one for the product; that may be so, somebody may have stood in."""
	if not guidance.product or not guidance.instructor:
		return
	if not frappe.db.exists(
		"Safe Use Instructor Product",
		{"parent": guidance.instructor, "parenttype": "Safe Use Instructor", "product": guidance.product},
	):
		name = frappe.db.get_value("Safe Use Instructor", guidance.instructor, "instructor_name")
		frappe.msgprint(
			_("{0} is not the safe-use instructor for {1}.").format(name, guidance.product),
			alert=True,
			indicator="orange",
		)


def _name_of(producer: str, context: Context) -> str:
	facts = context.producer(producer)
	return facts.producer_name if facts else producer
