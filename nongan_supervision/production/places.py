"""The village of a ledger's entry: that of the producer or the dealer whose ledger it is."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.production.errors import WrongVillageError
from nongan_supervision.registry.context import Context


def settle_village(doc: Document, owner: str, owner_name: str, village: str, context: Context) -> None:
	"""Set village and town to those of the producer or dealer whose ledger the document belongs to.

	Another village is refused, not overwritten: permissions have been asked for the village that was sent. What is
	on the books stays where it was when its owner moves.

	:param owner: the field that names the producer or the dealer.
	"""
	if not doc.village or doc.is_new() or doc.has_value_changed(owner) or doc.has_value_changed("village"):
		if doc.village and doc.village != village:
			frappe.throw(
				_("{0} is of {1}, not of {2}. Correct the village, or choose another.").format(
					owner_name, village, doc.village
				),
				WrongVillageError,
			)
		doc.village = village
	doc.town = context.town_of(doc.village)
