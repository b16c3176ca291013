"""The items of the shipped templates say what is usually found, for the phone to offer."""

from nongan_supervision.setup.plan import ship_usual_findings


def execute() -> None:
	ship_usual_findings()
