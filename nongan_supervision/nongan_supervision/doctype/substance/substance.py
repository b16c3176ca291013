from frappe.model.document import Document

from nongan_supervision.monitoring.limits import check_limits


class Substance(Document):
	"""A pesticide or veterinary drug that is tested for, with its class and its residue limits."""

	def validate(self):
		check_limits(self)
