"""Every string of the app that a user may read, found in its sources, with the context it is looked up in.

Read from the sources alone, so that it runs without a site and without the framework:

* calls of ``_()`` and ``_lt()`` in Python and in prints, of ``__()`` in scripts and in the pages of reports;
* what standard records show: names, labels, descriptions, options, roles, headings of a workspace;
* options of a Select that a script lists as plain strings;
* constants and columns that reach ``_()`` through a variable (`CONSTANTS`, `LABELS`).

`variables` finds every call whose text is no literal, so that a test can ask where its texts come from.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nongan_supervision.tests.strings_in_code import (
	NO_LABELS,
	Found,
	Text,
	in_python,
	in_script,
	in_template,
)
from nongan_supervision.tests.strings_in_records import in_record

APP = Path(__file__).parent.parent

PRIVATE = ("tests", "translations")
CONSTANTS = (
	"agenda/agenda.py",
	"agenda/kinds.py",
	"agenda/wording.py",
	"setup/roles.py",
	"cases/states.py",
	"cases/notice_ends.py",
	"cases/timeliness.py",
	"checklist/pace.py",
	"checklist/progress.py",
	"checklist/scorecard.py",
	"checklist/measurement.py",
	"inspections/schedule.py",
	"inspections/states.py",
	"monitoring/escalation_steps.py",
	"monitoring/standing.py",
	"papers/circular.py",
	"registry/coverage.py",
)
"""Modules whose constants are texts that users read: roles, comparisons, the states of an item or an update."""

LABELS = {
	"exchange/columns.py": ("column", 1, "Register"),
	"setup/workflows.py": ("Transition", 1, ""),
	"setup/workspaces/desks.py": ("Shortcut", 0, ""),
	"setup/workspaces/layout.py": ("_heading", 0, ""),
}
"""Functions that take a text for `_()`: which argument it is, and the context in which it is looked up."""

READABLE = re.compile(r"[A-Za-z]{2}|^Q[1-4]$")
NOT_READ = re.compile(r"^(eval:|fa-|icon-|/|#)|^[A-Z]+-\.|^<\w+[^>]*>\s*</\w+>$")  # code, naming series
UNITS = frozenset(("kg", "mg", "mg/kg", "µg/kg", "g/kg", "mg/L", "µg/L", "ng/g"))
SIGNS = frozenset((",", ";", "{0}: {1}"))
MADE = frozenset(("__pycache__", "node_modules", "dist"))
"""Folders of what is made from the sources: a bench puts the bundles that it builds into the app's own folder."""


class Variable(NamedTuple):
	"""A call of a translating function whose text is no literal: the file, and the text as written there."""

	file: str
	expression: str


def all_texts() -> dict[Text, set[str]]:
	"""Return each text, in each of its contexts, with the files that use it."""
	found: dict[Text, set[str]] = {}
	for path in _sources():
		for text in READERS[path.suffix](path):
			if isinstance(text, Text) and _is_read(text.source):
				found.setdefault(text, set()).add(_name(path))
	return found


def all_strings() -> dict[str, set[str]]:
	"""Return each text, whatever its context, with the files that use it."""
	found: dict[str, set[str]] = {}
	for text, files in all_texts().items():
		found.setdefault(text.source, set()).update(files)
	return found


def variables() -> set[Variable]:
	"""Return the calls whose text comes by a variable: what they may hold is not seen in the call."""
	return {
		Variable(_name(path), text)
		for path in _sources()
		for text in READERS[path.suffix](path)
		if isinstance(text, str)
	}


def _is_read(text: str) -> bool:
	return text in SIGNS or bool(READABLE.search(text) and not NOT_READ.match(text) and text not in UNITS)


def _name(path: Path) -> str:
	return path.relative_to(APP).as_posix()


def _sources() -> Iterator[Path]:
	for path in sorted(APP.rglob("*")):
		folders = path.relative_to(APP).parts[:-1]
		hidden = MADE.intersection(folders) or (folders and folders[0] in PRIVATE)
		if path.suffix in READERS and not hidden and not path.name.startswith("test_"):
			yield path


def _of_python(path: Path) -> Iterator[Text | str]:
	text = path.read_text(encoding="utf-8")
	yield from in_python(text, LABELS.get(_name(path), NO_LABELS))
	if _name(path) in CONSTANTS:
		yield from _of_module(ast.parse(text))


def _of_module(tree: ast.Module) -> Found:
	"""The texts that a module keeps as constants."""
	for node in tree.body:
		if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
			yield Text(node.value.value)


def _of_script(path: Path) -> Iterator[Text | str]:
	yield from in_script(path.read_text(encoding="utf-8"))


def _of_template(path: Path) -> Iterator[Text | str]:
	yield from in_template(path.read_text(encoding="utf-8"))


def _of_json(path: Path) -> Found:
	record = json.loads(path.read_text(encoding="utf-8"))
	if isinstance(record, dict) and record.get("doctype"):
		yield from in_record(record)


READERS = {".py": _of_python, ".js": _of_script, ".html": _of_template, ".json": _of_json}
