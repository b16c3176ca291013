"""A private copy of the framework under its own name.

PyPI carries the framework only as a mechanically renamed wheel, ``monoframe``. An import alias would leave
the new name in dotted paths, hooks, workflow and safe-exec globals, CSS and npm imports; so the installed
wheel is copied once, with the rename undone in every file and file name. What comes out is a plain
``frappe`` package.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

RENAMED = (("monoframe", "frappe"), ("Monoframe", "Frappe"), ("MonoFrame", "Frappe"), ("MONOFRAME", "FRAPPE"))

SUFFIXES = """
	py js ts mjs vue html css scss less svg jinja jinja2 bundle json xml toml yml yaml cfg ini csv po pot md txt sql sh
"""
TEXT = frozenset(f".{name}" for name in SUFFIXES.split())


def undo(text: str) -> str:
	"""Return ``text`` with the framework's own name put back."""
	for new, original in RENAMED:
		text = text.replace(new, original)
	return text


def files(root: Path) -> Iterator[Path]:
	"""Every file of the framework that belongs to it, without compiled leftovers."""
	for path in sorted(root.rglob("*")):
		if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
			yield path


def copy_framework(wheel: Path, target: Path) -> int:
	"""Copy the installed wheel's package folder ``wheel`` to ``target``, renamed back; return the file count."""
	count = 0
	for source in files(wheel):
		path = target / undo(source.relative_to(wheel).as_posix())
		path.parent.mkdir(parents=True, exist_ok=True)
		if text := _text(source):
			path.write_text(text, encoding="utf-8", newline="")
		else:
			shutil.copyfile(source, path)
		count += 1
	return count


def _text(source: Path) -> str | None:
	"""The file's text under the old name; None where it is data or not UTF-8."""
	if source.suffix not in TEXT:
		return None
	try:
		return undo(source.read_text(encoding="utf-8"))
	except UnicodeDecodeError:
		return None
