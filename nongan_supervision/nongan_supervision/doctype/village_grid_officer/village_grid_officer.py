from frappe.model.document import Document


class VillageGridOfficer(Document):
	"""A person of the supervision grid who looks after a village."""
