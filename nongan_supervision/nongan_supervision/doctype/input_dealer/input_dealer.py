from frappe.model.document import Document


class InputDealer(Document):
	"""A shop that sells agricultural inputs (投入品经营主体)."""
