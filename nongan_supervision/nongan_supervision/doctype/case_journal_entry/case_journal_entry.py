from frappe.model.document import Document


class CaseJournalEntry(Document):
	"""An entry of the append-only journal of cases and referrals; each holds the digest of the one before it."""
