"""The handbook is true: what it links to is there, and what it prints in bold is what the screen says.

A label that is renamed fails here, with the page and the line that still call it by its old name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from embedded.environment import REPOSITORY

DOCS = REPOSITORY / "docs"
IMAGES = DOCS / "images"
HANDBOOK = sorted((DOCS / "zh").glob("*.md"))
PAGES = [REPOSITORY / "README.md", *sorted(DOCS.glob("*.md")), *HANDBOOK]
BROWSER_TESTS = sorted((REPOSITORY / "embedded" / "tests" / "browser").glob("test_*.py"))

APP_WORDS = REPOSITORY / "nongan_supervision" / "translations" / "zh.csv"
FRAMEWORK_WORDS = sorted((REPOSITORY / "embedded" / "translations").glob("zh_*.csv"))
RECORDS = [
	*(REPOSITORY / "nongan_supervision" / "setup" / f"{name}.py" for name in ("boards", "print_formats")),
	REPOSITORY / "nongan_supervision" / "setup" / "plan_2022" / "indicators.json",
]
"""Where records stand that the app ships under a Chinese name, by which the screen shows them."""

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
PLACE = re.compile(r"\\\{\d+\\\}")
STEP = " → "
"""Between a menu and what is chosen in it."""

MOST_LINES = 300
LARGEST_PICTURE = 125_000
LARGEST_FOLDER = 2_500_000

ALLOWED: dict[str, str] = {}
"""What is in bold and no text of ours or of the framework: where it comes from."""


def ids(path: Path) -> str:
	return str(path.relative_to(REPOSITORY))


def links(page: Path) -> Iterator[str]:
	"""What a page links to within the repository."""
	for address in LINK.findall(page.read_text(encoding="utf-8")):
		if not re.match(r"[a-z]+:", address):
			yield unquote(address)


def anchors(page: Path) -> set[str]:
	"""The anchors of a page's headings, as GitHub and GitLab make them."""
	headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
	return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_there(page: Path, address: str) -> bool:
	path, _hash, anchor = address.partition("#")
	target = (page.parent / path).resolve() if path else page
	return target.exists() and (not anchor or anchor in anchors(target))


@cache
def words() -> tuple[frozenset[str], tuple[re.Pattern, ...]]:
	"""What the screen says: whole texts, and those with places to fill in, as patterns."""
	texts = set(_names_of_records())
	for file in (APP_WORDS, *FRAMEWORK_WORDS):
		with open(file, encoding="utf-8", newline="") as lines:
			texts.update(row[1].strip() for row in csv.reader(lines))
	with_places = [text for text in texts if "{0}" in text and len(re.findall(r"[一-鿿]", text)) > 1]
	return frozenset(texts), tuple(re.compile(PLACE.sub(".+", re.escape(text))) for text in with_places)


def _names_of_records() -> Iterator[str]:
	for file in RECORDS:
		yield from re.findall(r'"([^"\n]*[一-鿿][^"\n]*)"', file.read_text(encoding="utf-8"))


def is_on_screen(label: str) -> bool:
	texts, patterns = words()
	return label in texts or label in ALLOWED or any(pattern.fullmatch(label) for pattern in patterns)


def not_on_screen(page: Path) -> Iterator[str]:
	text = page.read_text(encoding="utf-8")
	for match in BOLD.finditer(text):
		for label in match[1].split(STEP):
			if not is_on_screen(label):
				yield f"line {text.count(chr(10), 0, match.start()) + 1}: {label}"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_what_a_page_links_to_is_there(page):
	assert [address for address in links(page) if not is_there(page, address)] == []


@pytest.mark.parametrize("page", HANDBOOK, ids=ids)
def test_what_is_in_bold_is_what_the_screen_says(page):
	assert list(not_on_screen(page)) == []


def test_what_the_screen_does_not_say_is_found():
	assert is_on_screen("提交")
	assert is_on_screen("导入 63 行")
	assert not is_on_screen("提交一下")


@pytest.mark.parametrize("page", HANDBOOK, ids=ids)
def test_a_page_can_be_printed_and_read(page):
	assert len(page.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_every_page_of_the_handbook_is_reached_from_its_first():
	first = DOCS / "zh" / "README.md"
	reached = {(first.parent / address.partition("#")[0]).resolve() for address in links(first)}
	assert [page.name for page in HANDBOOK if page != first and page.resolve() not in reached] == []


def test_every_picture_is_shown_and_made_by_a_test():
	shown = {(page.parent / address).resolve() for page in PAGES for address in links(page)}
	made = "".join(test.read_text(encoding="utf-8") for test in BROWSER_TESTS)
	pictures = sorted(IMAGES.iterdir())
	assert [picture.name for picture in pictures if picture.resolve() not in shown] == []
	assert [picture.name for picture in pictures if f'"{picture.stem}"' not in made] == []


def test_pictures_are_small():
	sizes = {picture.name: picture.stat().st_size for picture in IMAGES.iterdir()}
	assert {name: size for name, size in sizes.items() if size > LARGEST_PICTURE} == {}
	assert sum(sizes.values()) <= LARGEST_FOLDER
