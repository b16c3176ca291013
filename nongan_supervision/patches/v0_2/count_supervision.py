"""The three rounds of supervision of a year, and their feedback: counted from now on."""

from nongan_supervision.setup.plan import ship_items


def execute() -> None:
	ship_items("A8-6")
