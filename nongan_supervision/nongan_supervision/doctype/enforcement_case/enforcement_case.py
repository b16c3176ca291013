from nongan_supervision.cases.enforcement_cases import apply_rules, follow_up, refuse_deletion
from nongan_supervision.cases.history import note_deletion
from nongan_supervision.cases.printing import note_print
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.personal_numbers import HoldsPersonalNumber


class EnforcementCase(HoldsPersonalNumber):
	"""An administrative case from filing to closure (行政执法案件)."""

	def validate(self):
		apply_rules(self, Context())

	def on_update(self):
		follow_up(self)

	def on_trash(self):
		refuse_deletion(self)
		note_deletion(self)

	def before_print(self, settings=None):
		note_print(self)
