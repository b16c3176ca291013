from frappe.model.document import Document

from nongan_supervision.inspections.groups import apply_rules, refuse_deletion
from nongan_supervision.registry.context import Context


class SupervisionGroup(Document):
	"""A group of a campaign (督导组): its leader, its departments, its villages."""

	def validate(self):
		apply_rules(self, Context())

	def on_trash(self):
		refuse_deletion(self)
