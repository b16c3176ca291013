"""Where a document belongs as far as that follows from what it names: its village, its town, its sector.

Who sees a document hangs on these fields: see `permissions/table.py`.
"""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from nongan_supervision.registry.context import Context


def complete_place(doc: Document, context: Context, arose_from: tuple[str | None, str | None] = (None, None)) -> None:
	"""Take the village from the producer where none is given; the town follows the village, whatever was sent.

	What names no village stays in its town. A new one is of the town of the document that it arose from, or else of the
	town that its author works for: without a town it would be in no town's figures, and before all towns' offices.

	:param arose_from: DocType and name of a document, which may well be of a kind that is of no town.
	"""
	if not doc.village and (producer := context.producer(doc.producer)):
		doc.village = producer.village
	doc.town = context.town_of(doc.village) if doc.village else _town_without_village(doc, context, arose_from)


def _town_without_village(doc: Document, context: Context, arose_from: tuple[str | None, str | None]) -> str | None:
	stored = doc.get_doc_before_save()
	return (stored and stored.town) or town_of_document(*arose_from) or context.own_town


def town_of_document(doctype: str | None, name: str | None) -> str | None:
	"""Return the town of a document; None where there is none, or where its kind has no towns."""
	if not name or not doctype or not frappe.db.exists("DocType", doctype):
		return None
	field = place_field(doctype, "Town")
	return frappe.db.get_value(doctype, name, field) if field else None


def place_field(doctype: str, kind: str) -> str | None:
	"""The field that says in which village (or town) a document stands; its name, for the place itself."""
	if doctype == kind:
		return "name"
	field = frappe.get_meta(doctype).get_field(kind.lower())
	return field.fieldname if field and field.options == kind else None


def complete_sector(doc: Document, context: Context) -> None:
	"""The sector follows the product or, without one, the producer; without either it stays as it is given."""
	if doc.product:
		doc.sector = context.sector_of(doc.product)
	elif producer := context.producer(doc.producer):
		doc.sector = producer.sector
