"""``./nongan test``: the whole suite on the embedded site with the browser, and beside it on MariaDB, where present.

Each run has a site of its own, made for it and removed after it. The run on MariaDB uses another processor meanwhile;
what it says comes at the end, so that the last lines are pytest's summary of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TextIO

from embedded import assets, debian, environment, mariadb
from embedded.messages import say

APP_TESTS = "nongan_supervision"
ALL_TESTS = (APP_TESTS, "embedded/tests")


def run_suite(words: list[str]) -> int:
	"""Run pytest with the words that were given; return the worst exit code."""
	assets.build()
	_browser()
	chosen = [word for word in words if (environment.REPOSITORY / word.split("::")[0]).exists()]
	if chosen or not mariadb.is_present():
		return _pytest(words if chosen else [*ALL_TESTS, *words])
	with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said, ThreadPoolExecutor(1) as beside:
		on_mariadb = beside.submit(_on_mariadb, words, said)
		say("On the embedded site:")
		code = _pytest([*ALL_TESTS, *words])
		say("On MariaDB:")
		code = max(code, on_mariadb.result())
		said.seek(0)
		shutil.copyfileobj(said, sys.stdout)
	return code


def _on_mariadb(words: list[str], said: TextIO) -> int:
	with mariadb.private_instance() as database:
		return _pytest([APP_TESTS, *words], database, said)


def _pytest(words: list[str], database: dict | None = None, said: TextIO | None = None) -> int:
	root = Path(tempfile.mkdtemp(prefix="nongan-test-"))
	environ = {**os.environ, "NONGAN_TEST_SITE": str(root)}
	if database:
		environ["NONGAN_TEST_DATABASE"] = json.dumps(database)
	try:
		assets.link(root / "sites")
		command = [sys.executable, "-m", "pytest", "-p", "embedded.testing", *words]
		told = {"stdout": said, "stderr": subprocess.STDOUT} if said else {}
		return subprocess.run(command, cwd=environment.REPOSITORY, env=environ, **told).returncode
	finally:
		shutil.rmtree(root, ignore_errors=True)


def _browser() -> None:
	"""Have Chromium for the browser tests: installed by root, asked for otherwise."""
	if shutil.which("chromium"):
		return
	if debian.is_root():
		with environment.step("browser for the tests"):
			debian.install_debian("chromium")
	if not shutil.which("chromium"):
		say("The browser tests need Chromium: {command}", command=debian.debian_command("chromium"))
