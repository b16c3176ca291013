from frappe.model.document import Document

from nongan_supervision.cases.printing import note_print
from nongan_supervision.cases.referrals import apply_rules, follow_up, refuse_deletion


class CaseReferral(Document):
	"""The transfer of a suspected crime to the police (涉嫌犯罪案件移送)."""

	def validate(self):
		apply_rules(self)

	def on_update(self):
		follow_up(self)

	def on_trash(self):
		refuse_deletion(self)

	def before_print(self, settings=None):
		note_print(self)
