from frappe.model.document import Document


class SupervisionGroup(Document):
	"""A group of a campaign: its leader, its departments, the villages it inspects."""
