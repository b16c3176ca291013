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

APP = Path(__file__).parent.parent

PRIVATE = ("tests", "translations")
TRANSLATED_FUNCTIONS = frozenset(("_", "_lt"))
TRANSLATED_PROPERTIES = ("label", "description", "title", "placeholder", "documentation_title", "group", "role")
NAMED_RECORDS = frozenset(
	("DocType", "Report", "Workspace", "Number Card", "Dashboard Chart", "Role", "Page", "Print Format", "Workflow")
)

CONSTANTS = (
	"setup/roles.py",
	"checklist/pace.py",
	"checklist/progress.py",
	"checklist/measures.py",
	"monitoring/escalations.py",
	"monitoring/standing.py",
	"registry/coverage.py",
)
"""Modules whose constants are texts that users read: roles, comparisons, the states of an item or an update."""

LABELS = {
	"exchange/columns.py": ("column", 1, "Register"),
	"setup/workflows.py": ("Transition", 1, ""),
}
"""Functions that take a text for `_()`: which argument it is, and the context in which it is looked up."""

NO_LABELS = ("", 0, "")

FRAMEWORK_ROLES = frozenset(("System Manager", "Administrator", "All", "Guest", "Desk User"))

QUOTED = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.|\$(?!\{))*`)"""
LITERAL = re.compile(rf"{QUOTED}(?:\s*\+\s*{QUOTED})*", re.DOTALL)
SCRIPT_CALL = re.compile(r"(?<![\w.])(?:frappe\.)?__\(")
TEMPLATE_CALL = re.compile(r"(?<![\w.])__?\(")
SCRIPT_OPTIONS = re.compile(rf"\boptions:\s*(\[\s*{QUOTED}(?:\s*,\s*{QUOTED})*\s*,?\s*\]|{QUOTED})")

CONTEXT = re.compile(r"context\s*=\s*(.*)", re.DOTALL)
READABLE = re.compile(r"[A-Za-z]{2}|^Q[1-4]$")
NOT_READ = re.compile(r"^(eval:|fa-|icon-|/|#)|^[A-Z]+-\.|^<\w+[^>]*>\s*</\w+>$")  # code, naming series
UNITS = frozenset(("kg", "mg", "mg/kg", "µg/kg", "g/kg", "mg/L", "µg/L", "ng/g"))
LIST_SEPARATOR = ","


class Text(NamedTuple):
	"""A text as it is looked up.

	`by_framework`: the context is the one that the framework adds by itself (the DocType, to labels, descriptions
	and options), and a translation without context serves as well.
	"""

	source: str
	context: str = ""
	by_framework: bool = False

	def is_among(self, translated: set[tuple[str, str]]) -> bool:
		"""Whether one of these (source, context) pairs is a translation of the text."""
		return (self.source, self.context) in translated or (self.by_framework and (self.source, "") in translated)


Found = Iterator[Text]


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
	return text == LIST_SEPARATOR or bool(READABLE.search(text) and not NOT_READ.match(text) and text not in UNITS)


def _name(path: Path) -> str:
	return path.relative_to(APP).as_posix()


def _sources() -> Iterator[Path]:
	for path in sorted(APP.rglob("*")):
		folders = path.relative_to(APP).parts[:-1]
		hidden = "__pycache__" in folders or "node_modules" in folders or (folders and folders[0] in PRIVATE)
		if path.suffix in READERS and not hidden and not path.name.startswith("test_"):
			yield path


# Python


def _of_python(path: Path) -> Iterator[Text | str]:
	text = path.read_text(encoding="utf-8")
	yield from in_python(text, LABELS.get(_name(path), NO_LABELS))
	if _name(path) in CONSTANTS:
		yield from _of_module(ast.parse(text))


def in_python(text: str, labels: tuple[str, int, str] = NO_LABELS) -> Iterator[Text | str]:
	"""The texts of a module; as plain strings, the expressions that stand where a text should."""
	labelled, position, context = labels
	for node in ast.walk(ast.parse(text)):
		if not isinstance(node, ast.Call) or not node.args:
			continue
		name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
		if name in TRANSLATED_FUNCTIONS:
			yield from _of_call(node)
		elif name == labelled and len(node.args) > position:
			yield from (Text(text, context) for text in _constants(node.args[position]) or ())


def _of_call(node: ast.Call) -> Iterator[Text | str]:
	texts = _constants(node.args[0])
	if texts is None:
		yield ast.unparse(node.args[0])
		return
	context = node.args[2] if len(node.args) > 2 else None
	context = next((keyword.value for keyword in node.keywords if keyword.arg == "context"), context)
	contexts = [""] if context is None else _constants(context)
	if contexts is None:
		yield f"context={ast.unparse(context)}"
		return
	for text in texts:
		yield from (Text(text.strip(), each) for each in contexts)  # as the framework strips it


def _constants(node: ast.expr) -> list[str] | None:
	"""The texts that an expression may be; None if it can be anything."""
	match node:
		case ast.Constant(value=str(text)):
			return [text]
		case ast.IfExp(body=body, orelse=orelse):
			texts = [_constants(body), _constants(orelse)]
			return None if None in texts else [text for some in texts for text in some]
		case ast.BinOp(left=left, op=ast.Add(), right=right):
			before, after = _constants(left), _constants(right)
			return None if before is None or after is None else [one + other for one in before for other in after]
	return None


def _of_module(tree: ast.Module) -> Found:
	"""The texts that a module keeps as constants."""
	for node in tree.body:
		if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
			yield Text(node.value.value)


# Scripts and templates


def _of_script(path: Path) -> Iterator[Text | str]:
	yield from in_script(path.read_text(encoding="utf-8"))


def in_script(text: str) -> Iterator[Text | str]:
	"""The texts of a script; as plain strings, the expressions that stand where a text should."""
	yield from _calls(SCRIPT_CALL, text)
	for match in SCRIPT_OPTIONS.finditer(text):
		yield from _of_script_options(match[1])


def _of_template(path: Path) -> Iterator[Text | str]:
	yield from in_template(path.read_text(encoding="utf-8"))


def in_template(text: str) -> Iterator[Text | str]:
	"""The texts of a print (Jinja) or of a report's page (scripts between brackets)."""
	yield from _calls(TEMPLATE_CALL, text)


def _of_script_options(options: str) -> Found:
	"""The options of a Select; a single word as options is what a Link leads to."""
	if options.startswith("["):
		yield from (Text(_unquoted(quoted)) for quoted in re.findall(QUOTED, options))
	elif "\n" in (text := _unquoted(options)):
		yield from (Text(option) for option in text.split("\n"))


def _calls(pattern: re.Pattern, text: str) -> Iterator[Text | str]:
	for call in pattern.finditer(text):
		arguments = _arguments(text, call.end())
		if not arguments:
			continue
		if not LITERAL.fullmatch(arguments[0]):
			yield arguments[0]
			continue
		in_jinja = call[0] == "_("
		context = _jinja_context(arguments) if in_jinja else _script_context(arguments)
		if context is None:
			yield arguments[-1] if in_jinja else f"context={arguments[-1]}"
		else:
			source = _unquoted(arguments[0])
			yield Text(source.strip() if in_jinja else source, context)


def _script_context(arguments: list[str]) -> str | None:
	"""The third argument; None if it is no literal."""
	given = arguments[2] if len(arguments) > 2 else "null"
	if given in ("null", "undefined"):
		return ""
	return _unquoted(given) if LITERAL.fullmatch(given) else None


def _jinja_context(arguments: list[str]) -> str | None:
	given = next((match[1].strip() for each in arguments if (match := CONTEXT.fullmatch(each))), '""')
	return _unquoted(given) if LITERAL.fullmatch(given) else None


def _arguments(text: str, start: int) -> list[str]:
	"""The arguments of a call whose bracket opened just before `start`, as written."""
	arguments, begun, depth, position = [], start, 0, start
	while position < len(text):
		character = text[position]
		if quoted := character in "\"'`" and re.compile(QUOTED, re.DOTALL).match(text, position):
			position = quoted.end()
			continue
		if character in "([{":
			depth += 1
		elif character in ")]}":
			depth -= 1
		if depth < 0 or (character == "," and not depth):
			arguments.append(text[begun:position].strip())
			begun = position + 1
		if depth < 0:
			break
		position += 1
	return [argument for argument in arguments if argument]


def _unquoted(literal: str) -> str:
	"""The text of a literal, or of several that are added up."""
	return "".join(_unescaped(quoted[1:-1]) for quoted in re.findall(QUOTED, literal, re.DOTALL))


def _unescaped(text: str) -> str:
	signs = {"n": "\n", "t": "\t"}
	return re.sub(r"\\(.)", lambda match: signs.get(match[1], match[1]), text, flags=re.DOTALL)


# Records


def _of_json(path: Path) -> Found:
	record = json.loads(path.read_text(encoding="utf-8"))
	if isinstance(record, dict) and record.get("doctype"):
		yield from _of_record(record)


def _of_record(record: dict) -> Found:
	"""What the Desk shows of a standard record; a DocType's fields are looked up in the context of its name."""
	if record["doctype"] in NAMED_RECORDS:
		yield Text(record.get("label") or record["name"])
	if record["doctype"] == "DocType":
		for field in record["fields"]:
			yield from _of_field(field, record["name"])
		record = {key: value for key, value in record.items() if key != "fields"}
	yield from _shown(record)


def _of_field(field: dict, doctype: str) -> Found:
	for key in ("label", "description", "placeholder"):
		if field.get(key):
			yield Text(field[key], doctype, by_framework=True)
	if field["fieldtype"] == "Select":
		for option in (field.get("options") or "").split("\n"):
			# a form looks an option up in the context of its DocType, a list and a report in none
			yield Text(option, doctype, by_framework=True)
			yield Text(option)
	if field["fieldtype"] in ("HTML", "Heading") and field.get("options"):
		yield Text(field["options"])


def _shown(part: dict) -> Found:
	for key, value in part.items():
		if key in TRANSLATED_PROPERTIES and isinstance(value, str):
			if value not in FRAMEWORK_ROLES:
				yield Text(value)
		elif key == "content" and isinstance(value, str):
			yield from _of_workspace(value)
		elif isinstance(value, list):
			for row in value:
				if isinstance(row, dict):
					yield from _shown(row)
	if part.get("fieldtype") == "Select":
		yield from (Text(option) for option in (part.get("options") or "").split("\n"))


def _of_workspace(content: str) -> Found:
	"""The headings in a workspace's blocks."""
	try:
		blocks = json.loads(content)
	except ValueError:
		return
	for block in blocks if isinstance(blocks, list) else ():
		if block.get("type") in ("header", "paragraph"):
			yield Text(re.sub(r"<[^>]+>", "", block["data"].get("text", "")))


READERS = {".py": _of_python, ".js": _of_script, ".html": _of_template, ".json": _of_json}
