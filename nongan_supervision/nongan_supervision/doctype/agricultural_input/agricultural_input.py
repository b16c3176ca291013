from frappe.model.document import Document

from nongan_supervision.production.inputs import apply_rules
from nongan_supervision.registry.context import Context


class AgriculturalInput(Document):
	"""A pesticide, veterinary drug, fertilizer or feed (农业投入品)."""

	def validate(self):
		apply_rules(self, Context())
