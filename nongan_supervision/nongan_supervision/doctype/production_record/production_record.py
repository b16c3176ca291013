from frappe.model.document import Document


class ProductionRecord(Document):
	"""An entry of a producer's production ledger (生产记录)."""
