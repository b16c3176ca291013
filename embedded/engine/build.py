"""Make the framework's mended copy: from the installed wheel to a folder that holds a ``frappe`` package."""

from __future__ import annotations

import csv
import hashlib
import importlib
import os
import pkgutil
import shutil
import tempfile
from pathlib import Path

from embedded.engine import fixes
from embedded.engine.fix import Fix
from embedded.engine.rename import copy_framework

HERE = Path(__file__).parent
TRANSLATIONS = HERE.parent / "translations"
STAMP = ".built-from"


def all_fixes() -> list[Fix]:
	"""Return every mend, subject by subject."""
	subjects = sorted(module.name for module in pkgutil.iter_modules(fixes.__path__))
	return [fix for name in subjects for fix in importlib.import_module(f"embedded.engine.fixes.{name}").FIXES]


def fingerprint(version: str) -> str:
	"""Return what the copy depends on: the wheel's version and every file of this package."""
	digest = hashlib.sha256(version.encode())
	for path in (*sorted(HERE.rglob("*.py")), *sorted(TRANSLATIONS.glob("*.csv"))):
		digest.update(path.name.encode() + path.read_bytes())
	return digest.hexdigest()


def build(wheel: Path, version: str, target: Path) -> bool:
	"""Make ``target``/frappe from the unpacked ``wheel`` folder; False where it was up to date already.

	The copy is made beside the target and moved there whole, so that a broken set-up leaves nothing half made.
	"""
	stamp = fingerprint(version)
	if (target / STAMP).exists() and (target / STAMP).read_text() == stamp:
		return False
	target.parent.mkdir(parents=True, exist_ok=True)
	work = Path(tempfile.mkdtemp(prefix=".engine-", dir=target.parent))
	try:
		framework = work / "frappe"
		copy_framework(wheel, framework)
		shutil.copytree(HERE / "overlay", framework / "embedded", ignore=shutil.ignore_patterns("__pycache__"))
		for fix in all_fixes():
			fix.apply(framework)
		translate(framework)
		(work / STAMP).write_text(stamp)
		shutil.rmtree(target, ignore_errors=True)
		os.replace(work, target)
	finally:
		shutil.rmtree(work, ignore_errors=True)
	return True


def translate(framework: Path) -> None:
	"""Give the framework's copy its Chinese: the wheel carries no translation of its own strings."""
	rows: dict[tuple[str, str], list[str]] = {}
	for path in sorted(TRANSLATIONS.glob("zh_*.csv")):
		with open(path, encoding="utf-8", newline="") as file:
			for row in csv.reader(file):
				source, translation, context = ([*row, "", ""])[:3]
				rows.setdefault((source, context), [source, translation, context])
	target = framework / "translations" / "zh.csv"
	target.parent.mkdir(exist_ok=True)
	with open(target, "w", encoding="utf-8", newline="") as file:
		csv.writer(file, lineterminator="\n").writerows(row for row in rows.values() if row[1])
