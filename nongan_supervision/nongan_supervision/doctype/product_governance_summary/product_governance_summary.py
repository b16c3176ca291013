from frappe.model.document import Document
from markupsafe import Markup

from nongan_supervision.checklist.governance import apply_rules, stamp
from nongan_supervision.checklist.governance_chart import months_chart
from nongan_supervision.registry.context import Context


class ProductGovernanceSummary(Document):
	"""A key product's year (重点品种治理情况总结), drafted from the data and finished by hand."""

	def validate(self):
		apply_rules(self, Context())

	def before_submit(self):
		stamp(self, Context())

	def drawn_months(self) -> Markup:
		"""The year's tests as the print draws them."""
		return months_chart(self.months)
