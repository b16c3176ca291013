from frappe.model.document import Document


class CertificateCheck(Document):
	"""An inspector's check of certificates in circulation (合格证查验)."""
