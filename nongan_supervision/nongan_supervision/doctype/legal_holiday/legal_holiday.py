from frappe.model.document import Document


class LegalHoliday(Document):
	"""A day on which offices are closed, or a day off that is worked (法定节假日)."""
