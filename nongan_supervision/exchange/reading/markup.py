"""Parses the XML parts of a workbook as a stream, and nothing that could be turned against the reader.

A document type declaration, without which there are no entities to expand and no external files to fetch, has
no place in a workbook: meeting one stops the parse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from nongan_supervision.exchange.errors import BrokenWorkbook

PIECE = 64 * 1024

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]
TextHandler = Callable[[str], None]


def parse(
	stream: IO[bytes],
	start: StartHandler | None = None,
	end: EndHandler | None = None,
	text: TextHandler | None = None,
) -> Iterator[bytes]:
	"""Calls the handlers with the names of the elements as written (prefix included).

	Yields each piece of the document after it was parsed, so that a caller can hand on what the handlers have
	gathered and stop early. Raises `BrokenWorkbook` if the document is not well-formed.
	"""
	parser = expat.ParserCreate()
	parser.buffer_text = True
	parser.StartDoctypeDeclHandler = _refuse_doctype
	if start:
		parser.StartElementHandler = start
	if end:
		parser.EndElementHandler = end
	if text:
		parser.CharacterDataHandler = text
	try:
		while piece := stream.read(PIECE):
			parser.Parse(piece, False)
			yield piece
		parser.Parse(b"", True)
		yield b""
	except expat.ExpatError as error:
		raise BrokenWorkbook from error


def elements(stream: IO[bytes]) -> Iterator[tuple[str, dict[str, str]]]:
	"""The local names and attributes of all elements of a small part, in document order."""
	found: list[tuple[str, dict[str, str]]] = []
	for _piece in parse(stream, start=lambda name, attributes: found.append((local_name(name), attributes))):
		yield from found
		found.clear()


def local_name(name: str) -> str:
	"""`row` of `x:row`: some programs write every element with a prefix."""
	return name.rpartition(":")[2]


def local_attribute(attributes: dict[str, str], name: str) -> str | None:
	"""An attribute whatever its prefix, such as `r:id`."""
	for key, value in attributes.items():
		if local_name(key) == name:
			return value
	return None


def _refuse_doctype(*_declaration: object) -> None:
	raise BrokenWorkbook
