from frappe.model.document import Document


class SupervisionCampaign(Document):
	"""A season's supervision of all villages (督导检查): its groups, its tasks, its feedback."""
