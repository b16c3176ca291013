from frappe.model.document import Document


class CaseReferral(Document):
	"""The transfer of a suspected crime to the police (涉嫌犯罪案件移送)."""
