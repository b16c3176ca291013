"""Identity numbers that stand in plain from before: sealed in their tables and among the deleted documents."""

from nongan_supervision.registry.personal_numbers import (
	PERSONAL_NUMBERS,
	seal_deleted_numbers,
	seal_stored_numbers,
)


def execute() -> None:
	for doctype in PERSONAL_NUMBERS:
		seal_stored_numbers(doctype)
		seal_deleted_numbers(doctype)
