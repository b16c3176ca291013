"""``./nongan test --bench PATH --site NAME``: the app's tests, unchanged, on a bench. Standard library only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from embedded.messages import Failure

APP = "nongan_supervision"


def run_tests(bench: Path, site: str | None) -> int:
	"""Run the app's tests with the bench's own runner; return its exit code."""
	bench = bench.resolve()
	if not (bench / "sites" / "apps.txt").exists():
		raise Failure("{folder} is not a bench: it has no sites/apps.txt.", code=2, folder=bench)
	if not site or not (bench / "sites" / site / "site_config.json").exists():
		raise Failure(
			"Name a site of the bench that has the app installed: ./nongan test --bench {folder} --site NAME",
			code=2,
			folder=bench,
		)
	if not _allows_tests(bench, site):
		raise Failure(
			"{site} does not allow tests. If it was made for them: bench --site {site} set-config allow_tests true",
			code=2,
			site=site,
		)
	command, folder = _frappe(bench)
	# Version 15 tells of failed tests by its exit code only where CI is set, which would also allow tests on any site.
	environ = {**os.environ, "CI": "1"}
	return subprocess.run([*command, "--site", site, "run-tests", "--app", APP], cwd=folder, env=environ).returncode


def _allows_tests(bench: Path, site: str) -> bool:
	"""Return whether the site's configuration, or the bench's behind it, allows tests, as the framework asks."""
	allowed = False
	for file in (bench / "sites" / "common_site_config.json", bench / "sites" / site / "site_config.json"):
		if file.exists():
			allowed = json.loads(file.read_text(encoding="utf-8")).get("allow_tests", allowed)
	return bool(allowed)


def _frappe(bench: Path) -> tuple[list[str], Path]:
	"""The bench command where it is installed, else the framework's own behind it, and where each wants to run."""
	if found := shutil.which("bench"):
		return [found], bench
	return [str(bench / "env" / "bin" / "python"), "-m", "frappe.utils.bench_helper", "frappe"], bench / "sites"
