from frappe.model.document import Document


class QuarterlyProductionUpdate(Document):
	"""What a village's producers grow and keep in a quarter (以行政村为单位的季度更新)."""
