"""The commands inside the engine's Python, where ``frappe`` can be imported. Called by :mod:`embedded.cli`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from embedded import assets, environment, site, site_folder
from embedded.cli import parser
from embedded.messages import Failure, fail, say


def main() -> int:
	"""Run one command; return its exit code."""
	options, further = parser().parse_known_args()
	try:
		return COMMANDS[options.command](options, further)
	except Failure as failure:
		return fail(failure)
	except OSError as problem:
		if problem.errno != 28:
			raise
		return fail(
			Failure(
				"The disk is full: free some space below {folder}, then start again; nothing was left half done.",
				folder=environment.CACHE,
			)
		)


def start(options: argparse.Namespace, _further: list[str]) -> int:
	"""Bring the site up to date, or make it, and serve it."""
	from embedded import server

	folder = site.Folder(options.site.resolve())
	with site_folder.site_lock(folder.root):
		built = environment.Beside(assets.build)
		_make_or_update(folder, options)
		built.result()
		assets.link(folder.sites)
		server.serve(folder, options.host, options.port, lambda: _welcome(folder, options))
	say("Stopped.")
	return 0


def _make_or_update(folder: site.Folder, options: argparse.Namespace) -> None:
	if not site.is_complete(folder):
		with environment.step("site"):
			site.create(folder, lambda step: None, options.admin_password)
			if options.sample:
				_sample_marker(folder).touch()
	elif not site.is_current(folder):
		say("updating to the app's present state")
		site.migrate(folder)
	if _sample_marker(folder).exists():
		_load_sample(folder)


def _sample_marker(folder: site.Folder) -> Path:
	"""The file that says that the site is to have the sample year; loading goes on after an interruption."""
	return folder.site / ".with-sample"


def _load_sample(folder: site.Folder) -> None:
	from nongan_supervision.setup import sample

	with site.opened(folder):
		if not sample.is_loaded():
			with environment.step("sample year"):
				sample.load()


def _welcome(folder: site.Folder, options: argparse.Namespace) -> None:
	host = f"[{options.host}]" if ":" in options.host else options.host
	print()
	say("The Desk is ready: {url}", url=f"http://{host}:{options.port}")
	password = folder.password_file.read_text(encoding="utf-8").strip()
	say(
		"Sign in as Administrator with the password {password} (kept in {file})",
		password=password,
		file=folder.password_file,
	)
	if _sample_marker(folder).exists():
		from nongan_supervision.setup.sample import PASSWORD, USERS

		say("Sample users (password {password}):", password=PASSWORD)
		for user in USERS:
			signs_in_too = f" ({user.mobile_no})" if user.mobile_no else ""
			print(f"  {user.email:<38} {user.full_name}{signs_in_too}")
	say("Stop with Ctrl-C.")


def run_import(options: argparse.Namespace, _further: list[str]) -> int:
	"""Take a register into the site; 0 when every row was taken, 3 when some were refused, 2 when none was read."""
	folder = _existing(options)
	path, refused = options.file.resolve(), options.refused.resolve() if options.refused else None
	with site.opened(folder):
		from nongan_supervision.exchange.command import run

		return run(str(path), kind=options.kind, dry_run=options.dry_run, refused=str(refused) if refused else None)


def verify_cases(options: argparse.Namespace, _further: list[str]) -> int:
	"""Compare every case with its journal; 0 when all is well, 1 when something was changed behind the app's back."""
	with site.opened(_existing(options)):
		from nongan_supervision.cases.command import run

		return run()


def console(options: argparse.Namespace, _further: list[str]) -> int:
	"""Open Python with the site bound."""
	import code

	with site.opened(_existing(options)):
		import frappe

		code.interact(banner=f"frappe {frappe.__version__}, {options.site}", local={"frappe": frappe}, exitmsg="")
	return 0


def _existing(options: argparse.Namespace) -> site.Folder:
	folder = site.Folder(options.site.resolve())
	if not site.is_complete(folder):
		raise Failure("There is no site in {folder} yet: run ./nongan start first.", code=2, folder=options.site)
	return folder


def test(options: argparse.Namespace, further: list[str]) -> int:
	"""Run all tests on a site made for them."""
	from embedded.suite import run_suite

	return run_suite(further + options.pytest)


def benchmark(_options: argparse.Namespace, _further: list[str]) -> int:
	"""Run each benchmark in a process of its own."""
	scripts = sorted((environment.REPOSITORY / "benchmarks").glob("bench_*.py"))
	return max([subprocess.run([sys.executable, str(script)]).returncode for script in scripts], default=0)


COMMANDS = {
	"start": start,
	"import": run_import,
	"verify-cases": verify_cases,
	"console": console,
	"test": test,
	"benchmark": benchmark,
}

if __name__ == "__main__":
	sys.exit(main())
