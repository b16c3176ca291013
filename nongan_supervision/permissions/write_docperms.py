"""Write the permission table into the DocTypes' JSON files.

	python -m nongan_supervision.permissions.write_docperms [--check]

Replaces the ``permissions`` array of every DocType of the table (and empties that of child tables) and
leaves the rest of each file as it is. ``--check`` writes nothing and exits 1 if a file would change.
Standard library only: it runs without a site and without the framework.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from nongan_supervision.permissions.grants import ADMINISTRATORS, READING, ROLES, WRITING
from nongan_supervision.permissions.table import CHILD_TABLES, PERSONAL_DATA, TABLE, grant_of

DOCTYPES = Path(__file__).resolve().parent.parent / "nongan_supervision" / "doctype"

PERMISSIONS = re.compile(r'^ "permissions": \[.*?\](?=,?$)', re.MULTILINE | re.DOTALL)
"""The array at the top level of a DocType's JSON, which the framework indents by one space."""

SUBMITTABLE_ONLY = {"submit", "cancel", "amend"}
NOT_FOR_SINGLES = {"report", "export", "import"}
EVERYTHING = READING | WRITING | {"share"}


def docperms(doctype: dict[str, Any]) -> list[dict[str, Any]]:
	"""The ``permissions`` of a DocType, given as its JSON, that follow from the table."""
	name = doctype["name"]
	if name in CHILD_TABLES:
		return []
	rows = [(role, EVERYTHING) for role in ADMINISTRATORS]
	rows += [(role, grant_of(name, role).rights) for role in ROLES if grant_of(name, role).rights]
	possible = _possible_rights(doctype)
	permissions = [_docperm(role, rights & possible) for role, rights in rows]
	if any(field.get("permlevel") for field in doctype["fields"]):
		holders = (*ADMINISTRATORS, *PERSONAL_DATA.get(name, ()))
		permissions += [_docperm(role, {"read", "write"}, permlevel=1) for role in holders]
	return permissions


def _possible_rights(doctype: dict[str, Any]) -> set[str]:
	"""The rights that the framework accepts for this DocType; ``select`` is part of ``read``."""
	rights = set(EVERYTHING) - {"select"}
	if not doctype.get("is_submittable"):
		rights -= SUBMITTABLE_ONLY
	if not doctype.get("allow_import"):
		rights -= {"import"}
	if doctype.get("issingle"):
		rights -= NOT_FOR_SINGLES
	return rights


def _docperm(role: str, rights: set[str] | frozenset[str], permlevel: int = 0) -> dict[str, Any]:
	permission: dict[str, Any] = dict.fromkeys(rights, 1)
	permission["role"] = role
	if permlevel:
		permission["permlevel"] = permlevel
	return dict(sorted(permission.items()))


def with_permissions(text: str) -> str:
	"""A DocType's JSON text with its ``permissions`` replaced."""
	permissions = json.dumps({"permissions": docperms(json.loads(text))}, indent=1)
	array = permissions[len("{\n") : -len("\n}")]
	replaced, count = PERMISSIONS.subn(lambda _match: array, text, count=1)
	if not count:
		raise ValueError('no "permissions" array in the DocType')
	return replaced


def doctype_files() -> list[Path]:
	"""The JSON files of the app's DocTypes."""
	return sorted(path for path in DOCTYPES.glob("*/*.json") if path.stem == path.parent.name)


def main(arguments: list[str] | None = None) -> int:
	"""Write, or check, every file; returns the exit code."""
	parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
	parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file would change")
	check_only = parser.parse_args(arguments).check

	stale = []
	for path in doctype_files():
		text = path.read_text(encoding="utf-8")
		name = json.loads(text)["name"]
		if name not in TABLE and name not in CHILD_TABLES:
			print(f"{name}: no row in permissions/table.py", file=sys.stderr)
			return 1
		if (replaced := with_permissions(text)) != text:
			stale.append(name)
			if not check_only:
				path.write_text(replaced, encoding="utf-8")
	print(f"{'stale' if check_only else 'written'}: {', '.join(stale) or 'none'}")
	return 1 if stale and check_only else 0


if __name__ == "__main__":
	sys.exit(main())
