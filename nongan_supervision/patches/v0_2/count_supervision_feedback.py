"""The feedback on each season's supervision is counted from now on, by an item beside the plan's own."""

from nongan_supervision.setup.plan import ship_items


def execute() -> None:
	ship_items("A8-6")
