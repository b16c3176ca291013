from nongan_supervision.portal.accounts import follow_producer, keep_account
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.personal_numbers import HoldsPersonalNumber
from nongan_supervision.registry.producers import apply_rules


class Producer(HoldsPersonalNumber):
	"""A household, farm, cooperative or enterprise that grows or keeps key products."""

	def validate(self):
		apply_rules(self, Context())
		keep_account(self)

	def on_update(self):
		follow_producer(self)
