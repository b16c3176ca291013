from frappe.model.document import Document


class InputSale(Document):
	"""A real-name sale of agricultural inputs (实名购买)."""
