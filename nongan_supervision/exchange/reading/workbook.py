"""A workbook: its visible sheets in order, and the parts they share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from nongan_supervision.exchange.errors import BrokenWorkbook
from nongan_supervision.exchange.reading.markup import elements, local_attribute, local_name, parse
from nongan_supervision.exchange.reading.package import WORKBOOK_PART, Package, open_package, resolve
from nongan_supervision.exchange.reading.sheet import Sheet
from nongan_supervision.exchange.reading.styles import read_date_styles
from nongan_supervision.exchange.reading.text import unescape

ROOT_RELATIONS = "_rels/.rels"


class Workbook:
	"""Use `open_workbook` to get one. `sheets` are the visible worksheets, in the order of their tabs."""

	def __init__(self, package: Package):
		self._package = package
		main = _main_part(package)
		package.bounded(main)
		relations = _relations(package, main)
		epoch, listed = self._read_main(main)
		strings = _shared_strings(package, _part_of_type(relations, "sharedStrings"))
		date_styles = read_date_styles(package, _part_of_type(relations, "styles"))
		self.sheets: list[Sheet] = [
			Sheet(package, relations[relation][1], name, strings, date_styles, epoch)
			for name, relation in listed
			if relation in relations and relations[relation][0] == "worksheet"
		]

	def _read_main(self, main: str) -> tuple[datetime, list[tuple[str, str]]]:
		"""The day that serial numbers count from, and (name, relation) of each visible sheet."""
		epoch = CALENDAR_WINDOWS_1900
		listed: list[tuple[str, str]] = []
		with self._package.stream(main) as stream:
			for element, attributes in elements(stream):
				if element == "workbookPr" and attributes.get("date1904") in ("1", "true"):
					epoch = CALENDAR_MAC_1904
				elif element == "sheet" and attributes.get("state", "visible") == "visible":
					listed.append((attributes.get("name", ""), local_attribute(attributes, "id") or ""))
		return epoch, listed


@contextmanager
def open_workbook(source: str | Path | bytes) -> Iterator[Workbook]:
	"""Opens an .xlsx workbook given by path or content.

	Raises a subclass of `UnreadableRegister` that says what is wrong with the file, `FileNotFoundError` or
	`PermissionError` if it can't be opened.
	"""
	with open_package(source) as package:
		yield Workbook(package)


def _main_part(package: Package) -> str:
	if package.has(ROOT_RELATIONS):
		for kind, target in _relations(package, "", ROOT_RELATIONS).values():
			if kind == "officeDocument":
				return target
	return WORKBOOK_PART


def _relations(package: Package, part: str, relations_part: str | None = None) -> dict[str, tuple[str, str]]:
	"""Relations of a part by their id, as (kind, part pointed to); those that lead outside are left out."""
	folder, _slash, name = part.rpartition("/")
	relations_part = relations_part or f"{folder}/_rels/{name}.rels"
	package.bounded(relations_part)
	relations: dict[str, tuple[str, str]] = {}
	with package.stream(relations_part) as stream:
		for element, attributes in elements(stream):
			if element != "Relationship" or attributes.get("TargetMode") == "External":
				continue
			kind = attributes.get("Type", "").rpartition("/")[2]
			relations[attributes.get("Id", "")] = (kind, resolve(part, attributes.get("Target", "")))
	return relations


def _part_of_type(relations: dict[str, tuple[str, str]], kind: str) -> str | None:
	return next((part for found, part in relations.values() if found == kind), None)


def _shared_strings(package: Package, part: str | None) -> list[str]:
	"""The texts that cells refer to by number, without their phonetic annotations."""
	if not part or not package.has(part):
		return []
	package.bounded(part)
	strings: list[str] = []
	pieces: list[str] = []
	inside: list[str] = []

	def start(name: str, _attributes: dict[str, str]) -> None:
		inside.append(local_name(name))
		if inside[-1] == "si":
			pieces.clear()

	def end(_name: str) -> None:
		if inside.pop() == "si":
			strings.append(unescape("".join(pieces)))

	def text(data: str) -> None:
		if inside[-1] == "t" and "rPh" not in inside:
			pieces.append(data)

	with package.stream(part) as stream:
		for _piece in parse(stream, start, end, text):
			if len(inside) > 100:
				raise BrokenWorkbook
	return strings
