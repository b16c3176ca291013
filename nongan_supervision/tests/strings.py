"""Every string of the app that a user may read, found in its sources."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).parent.parent
SOURCES = tuple(path for path in APP.iterdir() if path.is_dir() and path.name not in ("tests", "translations"))
QUOTED = r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\$]|\\.)*)`)"""
SCRIPT_CALL = re.compile(r"\b__\(\s*" + QUOTED)
TEMPLATE_CALL = re.compile(r"\b__?\(\s*" + QUOTED)
TRANSLATED_FUNCTIONS = frozenset(("_", "_lt"))
TRANSLATED_PROPERTIES = frozenset(("label", "description", "title", "placeholder", "documentation_title"))
NOT_TRANSLATED = re.compile(r"^[\W\d_]*$|^(eval:|fa-|icon-|/|#)|^[A-Z]+-\.")  # signs, code, naming series
UNITS = frozenset(("kg", "g", "mg", "mg/kg", "µg/kg", "g/kg", "mg/L", "µg/L", "ng/g", "A", "B", "C", "D"))


def all_strings() -> dict[str, set[str]]:
	"""Return each string with the files that use it."""
	found: dict[str, set[str]] = {}
	for path, text in _everything():
		text = text.strip()
		if text and not NOT_TRANSLATED.match(text) and text not in UNITS and text.isascii():
			found.setdefault(text, set()).add(str(path.relative_to(APP)))
	return found


def _everything() -> Iterator[tuple[Path, str]]:
	for folder in SOURCES:
		for path in sorted(folder.rglob("*")):
			if path.name.startswith("test_") or "__pycache__" in path.parts:
				continue
			for text in READERS.get(path.suffix, lambda _path: ())(path):
				yield path, text
	for path in (APP / "api.py", APP / "hooks.py", APP / "commands.py"):
		for text in _of_python(path) if path.exists() else ():
			yield path, text


def _of_python(path: Path) -> Iterator[str]:
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if isinstance(node, ast.Call) and node.args:
			name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
			argument = node.args[0]
			if name in TRANSLATED_FUNCTIONS and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
				yield argument.value


def _of_script(path: Path) -> Iterator[str]:
	yield from _calls(SCRIPT_CALL, path)


def _of_template(path: Path) -> Iterator[str]:
	yield from _calls(TEMPLATE_CALL, path)


def _calls(pattern: re.Pattern, path: Path) -> Iterator[str]:
	for match in pattern.finditer(path.read_text(encoding="utf-8")):
		text = next(group for group in match.groups() if group is not None)
		yield text.replace('\\"', '"').replace("\\'", "'").replace("\\n", "\n")


def _of_json(path: Path) -> Iterator[str]:
	record = json.loads(path.read_text(encoding="utf-8"))
	if isinstance(record, dict) and record.get("doctype"):
		yield from _of_record(record)


def _of_record(record: dict) -> Iterator[str]:
	"""What the Desk shows of a standard record: its name, labels, descriptions, and the options of a Select."""
	if record["doctype"] in ("DocType", "Report", "Workspace", "Number Card", "Dashboard Chart", "Role", "Page"):
		yield record.get("label") or record["name"]
	yield from _shown(record)


def _shown(part: dict) -> Iterator[str]:
	for key, value in part.items():
		if key in TRANSLATED_PROPERTIES and isinstance(value, str):
			yield value
		elif key == "content" and isinstance(value, str):
			yield from _of_workspace(value)
		elif isinstance(value, list):
			for row in value:
				if isinstance(row, dict):
					yield from _shown(row)
	if part.get("fieldtype") == "Select":
		yield from (part.get("options") or "").split("\n")


def _of_workspace(content: str) -> Iterator[str]:
	"""The headings in a workspace's blocks."""
	try:
		blocks = json.loads(content)
	except ValueError:
		return
	for block in blocks if isinstance(blocks, list) else ():
		if block.get("type") in ("header", "paragraph"):
			yield re.sub(r"<[^>]+>", "", block["data"].get("text", ""))


READERS = {".py": _of_python, ".js": _of_script, ".html": _of_template, ".json": _of_json}
