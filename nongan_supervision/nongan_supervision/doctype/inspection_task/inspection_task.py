from frappe.model.document import Document

from nongan_supervision.inspections.tasks import apply_rules, complete_department, follow_up, refuse_deletion
from nongan_supervision.registry.context import Context


class InspectionTask(Document):
	"""An inspection or a patrol: who goes where and when, what they found, what had to be put right."""

	def insert(self, *args, **kwargs):
		complete_department(self)  # before anybody asks whose task it is
		return super().insert(*args, **kwargs)

	def validate(self):
		apply_rules(self, Context())

	def on_update(self):
		follow_up(self)

	def on_trash(self):
		refuse_deletion(self)
