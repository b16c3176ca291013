from frappe.model.document import Document


class SubstanceLimit(Document):
	"""The residue limit of a substance in a product."""
