"""``./nongan test``: the app on the embedded site and on MariaDB, where present; the engine; the Desk in a browser.

These are parts, each a process of its own with a site of its own, which share the processors. What the first of them
says is shown while it runs, what the others say after it; at the end there is one line for each.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from embedded import assets, debian, environment, mariadb
from embedded.messages import _, say

APP, ENGINE = "nongan_supervision", "embedded/tests"
SHARED, BROWSER = f"{APP}/tests", f"{ENGINE}/browser"
MOST_AT_ONCE = 3
"""Parts: the browser's takes two processors at times, and each some hundred megabytes."""
NOTHING_COLLECTED = 5
"""pytest's exit code where its words, as in ``-k``, choose no test."""


@dataclass
class Part:
	"""The tests of one process; what it says, in pieces, until None."""

	name: str
	words: tuple[str, ...]
	on_mariadb: bool = False
	said: SimpleQueue = field(default_factory=SimpleQueue)
	end: bytes = b""

	@property
	def summary(self) -> str:
		"""The last line that it said."""
		lines = self.end.decode(errors="replace").split("\n")
		return next((line.strip(" =\r") for line in reversed(lines) if line.strip()), "")


def run_suite(words: list[str]) -> int:
	"""Run pytest with the words that were given; return the worst exit code."""
	assets.build()
	_browser()
	chosen = [word for word in words if (environment.REPOSITORY / word.split("::")[0]).exists()]
	with tempfile.TemporaryDirectory(prefix="nongan-test-", ignore_cleanup_errors=True) as folder:
		if chosen:
			return subprocess.run(**_pytest(words, _linked(Path(folder)))).returncode
		return _run(_parts(mariadb.is_present()), words, Path(folder))


def _parts(on_mariadb: bool) -> list[Part]:
	"""Those that take longest come first, so that none of them is left alone at the end."""
	parts = [
		Part(_("The app on MariaDB"), (APP,), on_mariadb=True),
		Part(_("The Desk in the browser"), (BROWSER,)),
		Part(_("The app on the embedded site, as a whole"), (SHARED,)),
		Part(_("The engine"), (ENGINE, _without(BROWSER))),
		Part(_("The app on the embedded site, by its parts"), (APP, _without(SHARED))),
	]
	return [part for part in parts if on_mariadb or not part.on_mariadb]


def _without(folder: str) -> str:
	"""The whole path, because the plugin goes to the site's folder before pytest looks."""
	return f"--ignore={environment.REPOSITORY / folder}"


def _run(parts: list[Part], words: list[str], folder: Path) -> int:
	sites = _Sites(folder)
	with ThreadPoolExecutor(min(MOST_AT_ONCE, os.cpu_count() or 1)) as pool:
		running = [pool.submit(_run_part, part, words, sites) for part in parts]
		try:
			_show(parts)
		except BaseException:
			pool.shutdown(wait=False, cancel_futures=True)
			raise
		codes = [each.result() for each in running]
	for part in parts:
		say("{part}: {summary}", part=part.name, summary=part.summary)
	return worst(codes)


def worst(codes: Iterable[int]) -> int:
	"""Return the exit code that says most; that a part had nothing to run counts where all had nothing."""
	return max((code for code in codes if code != NOTHING_COLLECTED), key=abs, default=NOTHING_COLLECTED)


def _show(parts: list[Part]) -> None:
	for part in parts:
		say("{part}:", part=part.name)
		sys.stdout.flush()
		for piece in iter(part.said.get, None):
			sys.stdout.buffer.write(piece)
			sys.stdout.buffer.flush()


def _run_part(part: Part, words: list[str], sites: _Sites) -> int:
	try:
		with mariadb.private_instance() if part.on_mariadb else nullcontext() as database:
			site = sites.empty() if database else sites.made()
			told = _pytest([*part.words, *words], site, database)
			with subprocess.Popen(**told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
				for piece in iter(lambda: process.stdout.read1(), b""):
					part.said.put(piece)
					part.end = (part.end + piece)[-1000:]
			shutil.rmtree(site, ignore_errors=True)
			return process.returncode
	finally:
		part.said.put(None)


class _Sites:
	"""The parts' sites: one on SQLite is made, and the parts have copies of it; MariaDB's is made by who runs there."""

	def __init__(self, folder: Path) -> None:
		self._folder = folder
		self._making = threading.Lock()

	def empty(self) -> Path:
		return _linked(Path(tempfile.mkdtemp(dir=self._folder)))

	def made(self) -> Path:
		original = self._folder / "original"
		with self._making:
			if not original.exists():
				making = self.empty()
				command = [sys.executable, "-m", "embedded.testing", str(making)]
				subprocess.run(command, cwd=environment.REPOSITORY, check=True)
				making.rename(original)
		return Path(shutil.copytree(original, Path(tempfile.mkdtemp(dir=self._folder)) / "site", symlinks=True))


def _linked(root: Path) -> Path:
	assets.link(root / "sites")
	return root


def _pytest(words: list[str], site: Path, database: dict | None = None) -> dict:
	"""Return what a process is started with that runs pytest on a site."""
	environ = {**os.environ, "NONGAN_TEST_SITE": str(site)}
	if database:
		environ["NONGAN_TEST_DATABASE"] = json.dumps(database)
	if sys.stdout.isatty():
		environ.setdefault("PY_COLORS", "1")
	command = [sys.executable, "-m", "pytest", "-p", "embedded.testing", *words]
	return {"args": command, "cwd": environment.REPOSITORY, "env": environ}


def _browser() -> None:
	"""Have Chromium for the browser tests: installed by root, asked for otherwise."""
	if debian.browser():
		return
	if debian.is_root():
		with environment.step("browser for the tests"):
			debian.install_debian(debian.HEADLESS) or debian.install_debian(debian.CHROMIUM)
	if not debian.browser():
		command = debian.debian_command(debian.CHROMIUM)
		say("The browser tests need Chromium: {command}", command=command)
