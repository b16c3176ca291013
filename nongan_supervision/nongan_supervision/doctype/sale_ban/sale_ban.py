from frappe.model.document import Document


class SaleBan(Document):
	"""A producer's product that may not be sold until a retest passes (禁止上市)."""
