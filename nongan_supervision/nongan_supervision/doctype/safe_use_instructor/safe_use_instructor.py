from frappe.model.document import Document

from nongan_supervision.registry.instructors import apply_instructor_rules


class SafeUseInstructor(Document):
	"""Who teaches the producers of some products to use pesticides and veterinary drugs safely."""

	def validate(self):
		apply_instructor_rules(self)
