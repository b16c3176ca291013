"""Prints that nobody has edited get what was mended in their templates: escaped texts, page numbers, whole groups."""

from nongan_supervision.setup.print_formats import renew_print_formats


def execute() -> None:
	renew_print_formats()
