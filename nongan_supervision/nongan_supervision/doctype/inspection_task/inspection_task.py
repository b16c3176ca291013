from frappe.model.document import Document


class InspectionTask(Document):
	"""An inspection or a patrol: who goes where and when, what they found, what had to be put right."""
