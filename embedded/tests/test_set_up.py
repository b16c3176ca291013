"""The set-up: each part is made once, whole or not at all, and gone on with after an interruption."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from embedded import debian, environment
from embedded.messages import Failure

OFFLINE = "npm error code ENOTFOUND"
pytestmark = pytest.mark.usefixtures("cache")


def lines(path: Path) -> list[str]:
	return path.read_text().splitlines() if path.exists() else []


class TestNode:
	def test_is_asked_for_where_it_is_missing(self):
		with pytest.raises(Failure, match=r"Node.js 18 or newer.*apt-get install -y nodejs npm"):
			environment._check_node()

	@pytest.mark.parametrize(
		("version", "enough"), [("v16.20.0", False), ("v18.0.0", True), ("v22.1.0", True), ("", False)]
	)
	def test_is_new_enough(self, tool, version, enough):
		tool("node", version)
		tool("npm")
		if enough:
			environment._check_node()
		else:
			with pytest.raises(Failure, match="18 or newer"):
				environment._check_node()

	def test_without_npm(self, tool):
		tool("node", "v20.0.0")
		with pytest.raises(Failure, match="npm"):
			environment._check_node()


class TestPackages:
	def test_npms_are_installed_once(self, tool, cache):
		calls = tool("npm")
		environment._npm_packages()
		environment._npm_packages()
		assert len(lines(calls)) == 1
		assert "ci --ignore-scripts" in lines(calls)[0]
		assert (cache / "desk" / "package-lock.json").is_file()

	def test_an_interrupted_installation_goes_on(self, tool, cache):
		calls = tool("npm", OFFLINE, code=1)
		with pytest.raises(Failure):
			environment._npm_packages()
		assert not (cache / "desk" / ".installed").exists()
		tool("npm")
		environment._npm_packages()
		assert len(lines(calls)) == 2 and (cache / "desk" / ".installed").exists()

	def test_other_packages_are_installed_anew(self, tool, cache):
		calls = tool("npm")
		environment._npm_packages()
		(cache / "desk" / ".installed").write_text("of another lock")
		environment._npm_packages()
		assert len(lines(calls)) == 2

	def test_pythons_are_installed_once(self, interpreter, cache):
		calls = interpreter()
		for _time in range(2):
			environment._python_packages(tests=False)
		installed = [call for call in lines(calls) if "requirements.txt" in call]
		assert len(installed) == 1
		assert "-m pip install" in installed[0] and "--no-deps" in installed[0] and "framework.txt" in installed[0]
		assert "requirements-test" not in installed[0]

	def test_the_tests_need_more(self, interpreter):
		calls = interpreter()
		environment._python_packages(tests=False)
		environment._python_packages(tests=True)
		assert "requirements-test.txt" in lines(calls)[-1]

	def test_uv_takes_pips_mirror(self, interpreter, monkeypatch):
		calls = interpreter(uv=True)
		monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
		environment._python_packages(tests=False)
		assert "-m uv pip install" in lines(calls)[-1]
		assert "--default-index https://mirror.example/simple" in lines(calls)[-1]

	def test_an_interrupted_installation_of_pythons_goes_on(self, interpreter, cache):
		interpreter(OFFLINE, code=1)
		with pytest.raises(Failure):
			environment._python_packages(tests=False)
		assert not list((cache / "venv").glob(".with*"))
		interpreter()
		environment._python_packages(tests=False)
		assert (cache / "venv" / ".without-tests").exists()

	def test_another_pythons_environment_is_made_anew(self, interpreter, cache, monkeypatch):
		made = []
		interpreter(version="3.9")
		monkeypatch.setattr(environment, "_make_venv", lambda: made.append(interpreter()))
		environment._python_packages(tests=False)
		assert len(made) == 1

	def test_a_python_without_venv(self, cache, tool, monkeypatch):
		tool("python", "The virtual environment was not created successfully because ensurepip is not available.", 1)
		monkeypatch.setattr(sys, "executable", str(cache.parent / "tools" / "python"))
		with pytest.raises(Failure, match="apt-get install -y python3-venv"):
			environment._make_venv()
		assert not (cache / "venv").exists()


class TestLocks:
	@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt", "framework.txt"])
	def test_every_package_is_pinned_with_its_hash(self, name):
		text = (environment.HERE / name).read_text().replace("\\\n", " ")
		entries = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
		assert entries
		assert [
			entry for entry in entries if not re.match(r"[\w.\-\[\]]+==\S+.*--hash=sha256:[0-9a-f]{64}", entry)
		] == []

	def test_the_frameworks_version_is_the_engines(self):
		pinned = (environment.HERE / "framework.txt").read_text()
		assert f"monoframe=={environment.FRAMEWORK_VERSION} " in pinned


class TestFontAndPango:
	def test_are_asked_for_and_not_insisted_on(self, monkeypatch, capsys):
		monkeypatch.setattr(debian, "has_pango", lambda: False)
		environment._debian_packages()
		assert "sudo apt-get install -y fonts-noto-cjk libpango" in capsys.readouterr().out

	def test_a_font_is_looked_for(self, tool):
		tool("fc-list", "")
		assert not debian.has_chinese_font()
		tool("fc-list", "/usr/share/fonts/x.ttc: Noto Sans CJK SC")
		assert debian.has_chinese_font()

	def test_nothing_is_installed_without_apt(self):
		assert debian.install_debian("chromium") is False


class TestBrowser:
	"""Which program the browser tests run in."""

	def test_the_one_without_a_screen_goes_first(self, tool):
		assert debian.browser() is None
		for name in ("chromium", "chromium-headless-shell"):
			tool(name, "")
			assert debian.browser().endswith(f"/{name}")


def test_steps_are_told_when_they_had_something_to_do(capsys):
	with environment.step("site"):
		pass
	with environment.step("framework", only_if=lambda: False):
		pass
	assert re.fullmatch(r"  site: done in \d+ s\n", capsys.readouterr().out)
