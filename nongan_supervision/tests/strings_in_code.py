"""The texts in Python, in scripts and in templates: the arguments of the functions that translate.

Each reader yields a `Text` for every literal, and as a plain string what stands where a text should and is none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

TRANSLATED_FUNCTIONS = frozenset(("_", "_lt"))

NO_LABELS = ("", 0, "")

QUOTED = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.|\$(?!\{))*`)"""
LITERAL = re.compile(rf"{QUOTED}(?:\s*\+\s*{QUOTED})*", re.DOTALL)
SCRIPT_CALL = re.compile(r"(?<![\w.])(?:frappe\.)?__\(")
TEMPLATE_CALL = re.compile(r"(?<![\w.])__?\(")
SCRIPT_OPTIONS = re.compile(rf"\boptions:\s*(\[\s*{QUOTED}(?:\s*,\s*{QUOTED})*\s*,?\s*\]|{QUOTED})")

CONTEXT = re.compile(r"context\s*=\s*(.*)", re.DOTALL)


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


# Scripts and templates


def in_script(text: str) -> Iterator[Text | str]:
	"""The texts of a script; as plain strings, the expressions that stand where a text should."""
	yield from _calls(SCRIPT_CALL, text)
	for match in SCRIPT_OPTIONS.finditer(text):
		yield from _of_script_options(match[1])


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
