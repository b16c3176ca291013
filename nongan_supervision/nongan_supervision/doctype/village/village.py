from frappe.model.document import Document

from nongan_supervision.registry.village_officers import follow_grid_officers


class Village(Document):
	"""An administrative village: the place of producers, tests and patrols."""

	def on_update(self):
		follow_grid_officers(self)
