"""The texts that the Desk shows of a standard record: names, labels, descriptions, options, headings."""

from __future__ import annotations

import json
import re

from nongan_supervision.tests.strings_in_code import Found, Text

TRANSLATED_PROPERTIES = ("label", "description", "title", "placeholder", "documentation_title", "group", "role")
NAMED_RECORDS = frozenset(
	("DocType", "Report", "Workspace", "Number Card", "Dashboard Chart", "Role", "Page", "Print Format", "Workflow")
)

FRAMEWORK_ROLES = frozenset(("System Manager", "Administrator", "All", "Guest", "Desk User"))


def in_record(record: dict) -> Found:
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
