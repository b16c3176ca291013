"""``./nongan test --bench PATH --site NAME``: the app's tests, unchanged, on a bench. Standard library only."""

from __future__ import annotations

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
	command, folder = _frappe(bench)
	return subprocess.run([*command, "--site", site, "run-tests", "--app", APP], cwd=folder).returncode


def _frappe(bench: Path) -> tuple[list[str], Path]:
	"""The bench command where it is installed, else the framework's own behind it, and where each wants to run."""
	if found := shutil.which("bench"):
		return [found], bench
	return [str(bench / "env" / "bin" / "python"), "-m", "frappe.utils.bench_helper", "frappe"], bench / "sites"
