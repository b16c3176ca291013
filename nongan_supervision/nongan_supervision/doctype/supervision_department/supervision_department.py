from frappe.model.document import Document

from nongan_supervision.registry import departments


class SupervisionDepartment(Document):
	"""A department of the town that answers for items of the checklist."""

	def validate(self):
		departments.keep_role(self)
