"""What ``./nongan`` says: in Chinese or English by locale, everything in both."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from embedded import environment, messages
from embedded.messages import CHINESE, Failure, _, fail, is_chinese, say

LOCALES = ("NONGAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
SAYING = {"say", "_", "Failure", "step", "run"}
# site.py tells its steps to whoever asks, by their English names.
MODULES = [path for path in sorted(environment.HERE.glob("*.py")) if path.name != "site.py"]


@pytest.fixture
def locale(monkeypatch: pytest.MonkeyPatch):
	"""Return a function that sets the locale's variables."""

	def choose(**values: str) -> None:
		for name in LOCALES:
			monkeypatch.delenv(name, raising=False)
		for name, value in values.items():
			monkeypatch.setenv(name, value)

	return choose


def said(path: Path) -> set[str]:
	"""The texts that a module hands to what says something."""
	found = set()
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
			name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
			on = node.func.value.id if isinstance(getattr(node.func, "value", None), ast.Name) else ""
			if name in SAYING and on in ("", "environment") and isinstance(node.args[0].value, str):
				found.add(node.args[0].value)
	return found


def fields(text: str) -> set[str]:
	return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_message_has_its_chinese(path):
	assert sorted(said(path) - set(CHINESE)) == []


def test_every_chinese_message_is_said_somewhere():
	assert sorted(set(CHINESE) - set().union(*(said(path) for path in MODULES))) == []


@pytest.mark.parametrize("text", CHINESE)
def test_chinese_has_the_same_places_to_fill_in(text):
	assert fields(CHINESE[text]) == fields(text)
	assert any(letter >= "一" for letter in CHINESE[text])


class TestLocale:
	@pytest.mark.parametrize("name", LOCALES)
	@pytest.mark.parametrize("value", ["zh_CN.UTF-8", "zh", "ZH_TW"])
	def test_chinese(self, locale, name, value):
		locale(**{name: value})
		assert is_chinese()
		assert _("Nothing was deleted.") == "未删除任何内容。"

	@pytest.mark.parametrize("value", ["C", "C.UTF-8", "en_US.UTF-8", ""])
	def test_english(self, locale, value):
		locale(LANG=value)
		assert not is_chinese()
		assert _("Nothing was deleted.") == "Nothing was deleted."

	def test_without_any_locale(self, locale):
		locale()
		assert not is_chinese()

	def test_the_stronger_variable_decides(self, locale):
		locale(LANG="zh_CN.UTF-8", LC_ALL="C")
		assert not is_chinese()
		locale(LANG="C", NONGAN_LANG="zh")
		assert is_chinese()


class TestSaying:
	def test_values_are_filled_in(self, locale, capsys):
		locale(LANG="zh_CN.UTF-8")
		say("No such file: {file}", file="登记.xlsx")
		assert capsys.readouterr().out == "文件不存在：登记.xlsx\n"

	def test_a_failure_has_a_code_and_goes_to_the_error_stream(self, locale, capsys):
		locale(LANG="C")
		assert fail(Failure("No such file: {file}", code=2, file="x {y}")) == 2
		assert capsys.readouterr() == ("", "No such file: x {y}\n")
		assert Failure("Nothing was deleted.").code == 1

	def test_an_unknown_text_is_said_as_it_is(self, locale):
		locale(LANG="zh_CN.UTF-8")
		assert messages._("not in the list {at}", at=1) == "not in the list 1"
