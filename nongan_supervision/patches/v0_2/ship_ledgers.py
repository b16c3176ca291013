"""What came with the ledgers of inputs and production: their print, and the indicator of ledgers that are kept."""

from nongan_supervision.setup import shipped
from nongan_supervision.setup.plan import read_plan_file
from nongan_supervision.setup.print_formats import ship_print_formats


def execute() -> None:
	ship_print_formats()
	shipped.ship({"doctype": "Checklist Indicator", **record} for record in read_plan_file("indicators.json"))
