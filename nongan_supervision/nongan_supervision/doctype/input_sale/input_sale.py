from frappe.model.document import Document

from nongan_supervision.production.sales import apply_rules
from nongan_supervision.registry.context import Context


class InputSale(Document):
	"""A real-name sale of agricultural inputs (实名购买)."""

	def validate(self):
		apply_rules(self, Context())
