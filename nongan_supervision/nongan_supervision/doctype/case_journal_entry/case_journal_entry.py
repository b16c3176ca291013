import frappe
from frappe.model.document import Document

from nongan_supervision.cases.journal import refuse_other_hands


class CaseJournalEntry(Document):
	"""An entry of the append-only journal of cases and referrals; each holds the digest of the one before it."""

	def validate(self):
		refuse_other_hands(self)

	def before_change(self):
		refuse_other_hands(self)

	def before_rename(self, old, new, merge=False):
		refuse_other_hands(self)

	def on_trash(self):
		refuse_other_hands(self)


def on_doctype_update():
	"""Let no sequence number stand twice, whoever writes at once."""
	frappe.db.add_unique(
		"Case Journal Entry",
		["reference_doctype", "reference_name", "sequence"],
		constraint_name="unique_case_journal_sequence",
	)
