"""The app's Chinese and the framework's: two files that are merged into one, where the app's rows win.

A row of the app without context holds in the whole Desk. So it must not give another translation to a text that
the framework has too; what means something else in the office gets a context instead (see
``nongan_supervision/tests/test_translations.py``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
APP = REPO / "nongan_supervision" / "translations" / "zh.csv"
FRAMEWORK = sorted((REPO / "embedded" / "translations").glob("zh_*.csv"))

Row = tuple[str, str, str]


def rows(*files: Path) -> Iterator[Row]:
	"""Source, translation and context of each row."""
	for file in files:
		with open(file, encoding="utf-8", newline="") as lines:
			yield from ((source, translation, context) for source, translation, context in csv.reader(lines))


def test_there_is_something_to_compare():
	assert APP.exists()
	assert FRAMEWORK


def test_the_app_changes_no_translation_of_the_framework():
	framework = {(source, context): translation for source, translation, context in rows(*FRAMEWORK)}
	changed = [
		f"{source!r} ({context or 'no context'}): {framework[source, context]} → {translation}"
		for source, translation, context in rows(APP)
		if framework.get((source, context), translation) != translation
	]
	assert changed == []


def test_what_the_office_calls_otherwise_has_a_context():
	"""The rows with context of a DocType exist because its word is another one there, or the code asks for them."""
	without = {source: translation for source, translation, context in rows(*FRAMEWORK, APP) if not context}
	context_of_the_office = {
		source: (without[source], translation)
		for source, translation, context in rows(APP)
		if context == "Residue Test" and source in without
	}
	assert context_of_the_office["Field"] == ("字段", "种养殖")
	assert all(word != office_word for word, office_word in context_of_the_office.values())


@pytest.mark.parametrize("file", [APP, *FRAMEWORK], ids=lambda file: file.name)
def test_a_row_is_three_columns_with_a_translation(file: Path):
	assert all(source and translation for source, translation, _context in rows(file))
