"""Sites that were installed before there were slips to print get their print formats."""

from nongan_supervision.setup.print_formats import ship_print_formats


def execute():
	ship_print_formats()
