from nongan_supervision.production.sales import apply_rules
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.personal_numbers import HoldsPersonalNumber


class InputSale(HoldsPersonalNumber):
	"""A real-name sale of agricultural inputs (实名购买)."""

	def validate(self):
		apply_rules(self, Context())
