import frappe
from frappe.model.document import Document

from nongan_supervision.registry.context import Context
from nongan_supervision.registry.instructors import apply_guidance_rules


class TechnicalGuidance(Document):
	"""An occasion on which producers of a village were shown how to do something."""

	def validate(self):
		apply_guidance_rules(self, Context())


def on_doctype_update():
	"""Index a town's year, which the checklist counts."""
	frappe.db.add_index("Technical Guidance", ["town", "guided_on"])
