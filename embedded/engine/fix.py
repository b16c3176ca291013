"""How the framework's copy is mended: exact texts, replaced functions, added files.

Every mend names its reason and asserts that what it mends is there: a new release of the wheel that changes a
mended place stops the build with the place's name, instead of running half mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


class FixDoesNotApply(Exception):
	"""The framework's copy isn't what a mend was written for."""


@dataclass(frozen=True)
class Text:
	"""Replace the exact text ``old``, which must stand ``count`` times in ``path``, by ``new``."""

	path: str
	old: str
	new: str
	why: str
	count: int = 1

	def apply(self, framework: Path) -> None:
		file = framework / self.path
		text = file.read_text(encoding="utf-8") if file.exists() else ""
		if (found := text.count(self.old)) != self.count:
			raise FixDoesNotApply(f"{self.path}: expected {self.count} time(s), found {found}: {self.old[:80]!r}")
		file.write_text(text.replace(self.old, self.new), encoding="utf-8", newline="")


@dataclass(frozen=True)
class Functions:
	"""Replace the functions or classes ``names`` of the module at ``path`` by those of ``frappe.embedded.<module>``."""

	path: str
	names: tuple[str, ...]
	module: str
	why: str

	def apply(self, framework: Path) -> None:
		file = framework / self.path
		text = file.read_text(encoding="utf-8") if file.exists() else ""
		for name in self.names:
			if not re.search(rf"^(def|class) {name}\b", text, re.MULTILINE):
				raise FixDoesNotApply(f"{self.path}: no function or class {name}")
		imports = f"\nfrom frappe.embedded.{self.module} import {', '.join(self.names)}  # noqa: E402\n"
		file.write_text(text.rstrip("\n") + "\n" + imports, encoding="utf-8", newline="")


@dataclass(frozen=True)
class File:
	"""Add a file that the wheel lacks; refuses to replace one that is there."""

	path: str
	text: str
	why: str

	def apply(self, framework: Path) -> None:
		file = framework / self.path
		if file.exists():
			raise FixDoesNotApply(f"{self.path}: already there")
		file.parent.mkdir(parents=True, exist_ok=True)
		file.write_text(self.text, encoding="utf-8", newline="")


Fix = Text | Functions | File
