"""``./nongan test`` as a whole: its parts side by side, what is shown of each, and the exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from embedded import environment, suite
from embedded.suite import NOTHING_COLLECTED, Part

SAYS = "import sys; print('here is', sys.argv[1]); print('== 3 passed =='); sys.exit(int(sys.argv[2]))"


@pytest.fixture
def sites(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
	"""The commands that made sites; none is made, and instead of pytest there is a program that says two lines."""
	made = []

	def make(command: list[str], **_options) -> None:
		made.append(command)
		(Path(command[-1]) / "sites" / "its.db").write_text("made")

	def program(words: list[str], site: Path, _database: dict | None = None) -> dict:
		assert (site / "sites" / "its.db").read_text() == "made"
		(site / "sites" / "its.db").write_text("used")
		return {"args": [sys.executable, "-c", SAYS, *words]}

	monkeypatch.setattr(subprocess, "run", make)
	monkeypatch.setattr(suite, "_pytest", program)
	return made


def test_one_site_is_made_and_each_part_has_its_own(sites, tmp_path, capsys):
	assert suite._run([Part("A", ("a",)), Part("B", ("b",)), Part("C", ("c",))], ["0"], tmp_path) == 0
	assert len(sites) == 1
	assert (tmp_path / "original" / "sites" / "its.db").read_text() == "made"


def test_what_each_part_says_stands_together_in_their_order_and_a_line_for_each_at_the_end(sites, tmp_path, capsys):
	suite._run([Part("A", ("a",)), Part("B", ("b",))], ["0"], tmp_path)
	lines = [line.rstrip(":：") for line in capsys.readouterr().out.splitlines()]
	assert lines[:6] == ["A", "here is a", "== 3 passed ==", "B", "here is b", "== 3 passed =="]
	assert [line.replace("：", ": ") for line in lines[6:]] == ["A: 3 passed", "B: 3 passed"]


def test_the_exit_code_is_the_worst(sites, tmp_path, capsys):
	assert suite._run([Part("A", ("a",)), Part("B", ("b", "3")), Part("C", ("c",))], ["0"], tmp_path) == 3


@pytest.mark.parametrize(
	("codes", "told"),
	[
		([0, 0], 0),
		([0, 1], 1),
		([1, -9], -9),
		([0, NOTHING_COLLECTED], 0),
		([NOTHING_COLLECTED, 1], 1),
		([NOTHING_COLLECTED, NOTHING_COLLECTED], NOTHING_COLLECTED),
	],
)
def test_a_part_that_the_words_choose_nothing_of_is_no_failure(codes, told):
	assert suite.worst(codes) == told


def test_a_part_that_can_not_begin_fails_and_the_others_are_shown(sites, tmp_path, capsys, monkeypatch):
	monkeypatch.setattr("embedded.mariadb.private_instance", _no_server)
	with pytest.raises(OSError):
		suite._run([Part("M", ("m",), on_mariadb=True), Part("B", ("b",))], ["0"], tmp_path)
	assert "here is b" in capsys.readouterr().out


def _no_server():
	raise OSError("no server")


def test_every_test_is_in_one_part_and_the_apps_on_mariadb_too():
	parts = suite._parts(on_mariadb=False)
	for package in ("nongan_supervision", "embedded"):
		for file in (environment.REPOSITORY / package).rglob("test_*.py"):
			assert sum(_covers(part, file) for part in parts) == 1, file
	assert [part.words for part in suite._parts(on_mariadb=True) if part.on_mariadb] == [("nongan_supervision",)]


def _covers(part: Part, file: Path) -> bool:
	left_out = [word.removeprefix("--ignore=") for word in part.words if word.startswith("--ignore=")]
	taken = [environment.REPOSITORY / word for word in part.words if not word.startswith("-")]
	return any(map(file.is_relative_to, taken)) and not any(map(file.is_relative_to, left_out))
