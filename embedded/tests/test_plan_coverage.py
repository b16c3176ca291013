"""``docs/plan-coverage.md`` is true: every clause of the plan is in it, and everything that it names exists."""

from __future__ import annotations

import re

import pytest

from embedded.environment import REPOSITORY

PAGE = REPOSITORY / "docs" / "plan-coverage.md"
APP = REPOSITORY / "nongan_supervision"
MODULE = APP / "nongan_supervision"

CLAUSES_IN_PART = {1: 4, 2: 4, 3: 4, 4: 3, 5: 5}
"""Part of the plan's body → how many clauses it has."""

ITEMS = ("A1", "A2a", "A2b", "A3a", "A3b", "A3c", "A3d", "A4a", "A4b", "A5", "A6", "A7", "A8")
CLAUSES = (*(f"P{part}.{n}" for part, count in CLAUSES_IN_PART.items() for n in range(1, count + 1)), *ITEMS)

COLUMNS = ("clause", "asks", "doctypes", "rules", "reports", "tests", "open")


def text() -> str:
	return PAGE.read_text(encoding="utf-8")


def rows() -> dict[str, dict[str, str]]:
	"""The clauses' rows of the page's tables: clause → column → cell."""
	cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text().splitlines() if line[:1] == "|"]
	return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in cells if re.fullmatch(r"[PA]\d\S*", row[0])}


def folders(kind: str) -> set[str]:
	return {path.name for path in (MODULE / kind).iterdir() if (path / f"{path.name}.json").exists()}


def missing(column: str, kind: str) -> list[str]:
	"""What a column names that there is no folder of."""
	there = folders(kind)
	named = {name.strip() for row in rows().values() for name in row[column].split(",") if name.strip()}
	return sorted(name for name in named if re.sub(r"[\s-]", "_", name.lower()) not in there)


def test_every_clause_has_its_row():
	assert sorted(rows()) == sorted(CLAUSES)


def test_doctypes_exist():
	assert missing("doctypes", "doctype") == []


def test_reports_exist():
	assert missing("reports", "report") == []


def test_rules_exist():
	paths = re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", text())
	assert paths
	assert [path for path in paths if not (APP / path).exists()] == []


def test_tests_exist():
	there = {path.name for folder in (APP, REPOSITORY / "embedded") for path in folder.rglob("test_*.py")}
	named = re.findall(r"`(test_\w+\.py)`", text())
	assert named
	assert [name for name in named if name not in there] == []


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_is_shown_by_a_test_or_open(clause):
	row = rows()[clause]
	assert row["tests"] or row["open"].startswith("open: ")
	assert bool(row["tests"]) == bool(row["doctypes"])
