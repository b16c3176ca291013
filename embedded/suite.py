"""``./nongan test``: the whole suite, on MariaDB where the machine has it, then on the embedded site with the browser.

Each run has a site of its own, made for it and removed after it. The last lines are pytest's summary of the last run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded import assets, debian, environment, mariadb
from embedded.messages import say

APP_TESTS = "nongan_supervision"
ALL_TESTS = (APP_TESTS, "embedded/tests")


def run_suite(words: list[str]) -> int:
	"""Run pytest with the words that were given; return the worst exit code."""
	assets.build()
	_browser()
	chosen = [word for word in words if (environment.REPOSITORY / word.split("::")[0]).exists()]
	codes = []
	if mariadb.is_present() and not chosen:
		say("On MariaDB:")
		with mariadb.private_instance() as database:
			codes.append(_pytest([APP_TESTS, *words], database))
		say("On the embedded site:")
	codes.append(_pytest(words if chosen else [*ALL_TESTS, *words]))
	return max(codes)


def _pytest(words: list[str], database: dict | None = None) -> int:
	root = Path(tempfile.mkdtemp(prefix="nongan-test-"))
	environ = {**os.environ, "NONGAN_TEST_SITE": str(root)}
	if database:
		environ["NONGAN_TEST_DATABASE"] = json.dumps(database)
	try:
		assets.link(root / "sites")
		command = [sys.executable, "-m", "pytest", "-p", "embedded.testing", *words]
		return subprocess.run(command, cwd=environment.REPOSITORY, env=environ).returncode
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
