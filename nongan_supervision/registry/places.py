"""Where a document belongs as far as that follows from what it names: its village, its town, its sector.

Who sees a document hangs on these fields: see `permissions/table.py`.
"""

from __future__ import annotations

from frappe.model.document import Document

from nongan_supervision.registry.context import Context


def complete_place(doc: Document, context: Context) -> None:
	"""Take the village from the producer where none is given; the town follows the village, whatever was sent."""
	if not doc.village and (producer := context.producer(doc.producer)):
		doc.village = producer.village
	doc.town = context.town_of(doc.village)


def complete_sector(doc: Document, context: Context) -> None:
	"""The sector follows the product or, without one, the producer; without either it stays as it is given."""
	if doc.product:
		doc.sector = context.sector_of(doc.product)
	elif producer := context.producer(doc.producer):
		doc.sector = producer.sector
