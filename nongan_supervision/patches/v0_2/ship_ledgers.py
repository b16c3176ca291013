"""What came with the ledgers of inputs and production: their print, and the indicator of ledgers that are kept."""

from nongan_supervision.setup.plan import give_indicator
from nongan_supervision.setup.print_formats import ship_print_formats

LEDGERS = "规模主体生产记录建档率"


def execute() -> None:
	ship_print_formats()
	give_indicator(LEDGERS)
