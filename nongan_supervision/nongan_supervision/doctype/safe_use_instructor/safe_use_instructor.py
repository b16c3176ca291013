from frappe.model.document import Document


class SafeUseInstructor(Document):
	"""Someone who instructs producers in the safe use of pesticides and veterinary drugs (农兽药安全使用指导员)."""
