"""Give the producers of an existing site their starting points and level."""

from nongan_supervision.registry.credit_levels import recompute
from nongan_supervision.setup.settings import fill_new_defaults, ship_credit_points


def execute():
	fill_new_defaults()
	ship_credit_points()
	recompute()
