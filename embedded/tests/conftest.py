"""What the tests share: a database that forgets, a copy of the site to change, a second process, made-up tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from embedded import debian, environment, site

Script = Callable[..., str]
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def db(engine) -> Iterator:
	"""``frappe.db``, as the administrator; what a test leaves behind is rolled back."""
	import frappe

	yield frappe.db
	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.local.message_log.clear()


@pytest.fixture(scope="session")
def own_site(engine, tmp_path_factory: pytest.TempPathFactory) -> site.Folder:
	"""A copy of the test site, for a second process to serve or change."""
	return copied(engine.folder, tmp_path_factory.mktemp("own-site"))


def copied(folder: site.Folder, root: Path) -> site.Folder:
	"""Copy a site to ``root``; its database by SQLite's own means, for it may be open."""
	copy = site.Folder(root)
	shutil.copytree(folder.site, copy.site, ignore=shutil.ignore_patterns("db"), dirs_exist_ok=True)
	for name in ("apps.txt", "common_site_config.json"):
		shutil.copyfile(folder.sites / name, copy.sites / name)
	(copy.sites / "assets").symlink_to(folder.sites / "assets")
	copy.password_file.write_text("admin\n")
	(copy.site / "db").mkdir()
	name = f"db/{site.SITE}.db"
	with sqlite3.connect(folder.site / name) as original, sqlite3.connect(copy.site / name) as target:
		original.backup(target)
	return copy


@pytest.fixture(scope="session")
def in_another_process() -> Script:
	"""Return a function that runs a script in a process of its own, bound to a site; it returns what that printed.

	``code`` is a folder of further modules.
	"""

	def run(folder: site.Folder, script: str, code: Path | None = None) -> str:
		opening = "from pathlib import Path\nfrom embedded import site\nimport frappe\n"
		opening += f"with site.opened(site.Folder(Path({str(folder.root)!r}))):\n"
		command = [sys.executable, "-c", opening + textwrap.indent(textwrap.dedent(script), "\t")]
		path = os.pathsep.join((os.environ["PYTHONPATH"], str(code or "")))
		unbound = {name: value for name, value in os.environ.items() if not name.startswith("FRAPPE_")}
		environ = {**unbound, "PYTHONPATH": path}
		done = subprocess.run(command, cwd=environment.REPOSITORY, env=environ, capture_output=True, text=True)
		assert done.returncode == 0, done.stderr
		return done.stdout.strip()

	return run


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
	"""A cache of the test's own, no tools but those that it writes, nobody who may install more, English."""
	folder = tmp_path / "cache"
	folder.mkdir()
	(tmp_path / "tools").mkdir()
	monkeypatch.setattr(environment, "CACHE", folder)
	monkeypatch.setattr(debian, "is_root", lambda: False)
	monkeypatch.setenv("PATH", str(tmp_path / "tools"))
	monkeypatch.setenv("NONGAN_LANG", "en")
	monkeypatch.delenv("PIP_INDEX_URL", raising=False)
	return folder


@pytest.fixture
def tool(tmp_path: Path) -> Callable:
	"""Return a function that puts a tool in the path: it notes its arguments, prints a text, and ends with a code."""

	def write(name: str | Path, text: str = "", code: int = 0, script: str = "") -> Path:
		path = tmp_path / "tools" / name
		path.parent.mkdir(parents=True, exist_ok=True)
		calls = path.with_name(f"{path.name}-calls")
		path.write_text(f"#!/bin/sh\necho \"$*\" >> {calls}\n{script}\necho '{text}'\nexit {code}\n")
		path.chmod(0o755)
		return calls

	return write


@pytest.fixture
def interpreter(cache: Path, tool: Callable) -> Callable:
	"""Return a function that puts an interpreter in the cache's virtual environment, whose pip does as it is told."""

	def write(text: str = "", code: int = 0, uv: bool = False, version: str = VERSION) -> Path:
		script = f"""case "$*" in
			"-c "*) echo {version}; exit 0;;
			*pip\\ config*) exit 1;;
			*{environment.UV}*) exit {0 if uv else 1};;
		esac"""
		return tool(cache / "venv" / "bin" / "python", text.replace("'", ""), code, script)

	return write
