import frappe
from frappe.model.document import Document

from nongan_supervision.inspections.campaigns import apply_rules, complete, remove_groups
from nongan_supervision.inspections.generating import generate


class SupervisionCampaign(Document):
	"""A season's supervision of all villages (督导检查): its groups, its tasks, its feedback."""

	def before_insert(self):
		complete(self)

	def validate(self):
		apply_rules(self)

	def on_trash(self):
		remove_groups(self)

	@frappe.whitelist(methods=["POST"])
	def generate_groups(self) -> list[str]:
		"""Make the three groups from the villages' blocks and the rotation, and return their names."""
		return generate(self.name)
