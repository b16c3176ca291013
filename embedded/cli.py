"""``./nongan``: the commands, their options, and what happens before the engine's Python takes over.

Standard library only. A command that needs the site replaces this process by the engine's Python running
:mod:`embedded.run` with the same words.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from embedded import environment, site_folder
from embedded.messages import Failure, _, fail, say

SITE = environment.REPOSITORY / ".site"
KINDS = ("residue-tests", "producers", "quarterly-updates", "input-sales", "production-records", "certificates")


class Parser(argparse.ArgumentParser):
	"""A parser whose help is in the reader's language, in so far as Python writes it by itself."""

	def __init__(self, **options) -> None:
		super().__init__(**options)
		self._optionals.title = _("options")
		self._positionals.title = _("positional arguments")
		for action in self._actions:
			if isinstance(action, argparse._HelpAction):
				action.help = _("show this help message and exit")

	def format_usage(self) -> str:
		return super().format_usage().replace("usage: ", _("usage: "), 1)

	def format_help(self) -> str:
		return super().format_help().replace("usage: ", _("usage: "), 1)


def parser() -> argparse.ArgumentParser:
	"""Return the command line's grammar."""
	top = Parser(prog="./nongan", description=_("Nongan Supervision on one machine."))
	commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
	site = argparse.ArgumentParser(add_help=False)
	site.add_argument("--site", type=Path, default=SITE, metavar="DIR", help=_("the site's folder (default: .site/)"))

	start = commands.add_parser(
		"start", parents=[site], help=_("set everything up the first time, then serve the Desk")
	)
	start.add_argument("--host", default="127.0.0.1", help=_("address to listen on (default: %(default)s)"))
	start.add_argument("--port", type=int, default=8000, help=_("port to listen on (default: %(default)s)"))
	start.add_argument(
		"--sample",
		action=argparse.BooleanOptionalAction,
		default=True,
		help=_("load a made-up year with one user per role into a new site"),
	)
	start.add_argument(
		"--admin-password", metavar="PASSWORD", help=_("of a new site (default: random, kept in the folder)")
	)

	test = commands.add_parser("test", help=_("run all tests; further words go to pytest"))
	test.add_argument("--bench", type=Path, metavar="PATH", help=_("run the app's tests on an official bench instead"))
	test.add_argument("--bench-site", metavar="NAME", help=argparse.SUPPRESS)
	test.add_argument("--site", dest="bench_site", metavar="NAME", help=_("the bench's site (with --bench)"))
	test.add_argument("pytest", nargs="*", metavar="...", help=_("such as: -k import, or the path of a test"))

	load = commands.add_parser("import", parents=[site], help=_("take a register (.xlsx) into the site"))
	load.add_argument("file", type=Path, metavar="FILE")
	load.add_argument("--kind", choices=KINDS, help=_("what the register holds (default: guessed from its headings)"))
	load.add_argument("--dry-run", action="store_true", help=_("show what would happen, change nothing"))
	load.add_argument("--refused", type=Path, metavar="OUT.xlsx", help=_("where to write the rows that were refused"))

	commands.add_parser("verify-cases", parents=[site], help=_("compare every case with its journal and its files"))
	commands.add_parser("console", parents=[site], help=_("Python with the site opened"))
	commands.add_parser("benchmark", help=_("run the benchmarks, each beside what it is compared with"))
	reset = commands.add_parser("reset", parents=[site], help=_("delete the site and all that is in it"))
	reset.add_argument("--yes", action="store_true", help=_("don't ask"))
	return top


def main(arguments: list[str] | None = None) -> int:
	"""Run one command; return its exit code."""
	words = sys.argv[1:] if arguments is None else arguments
	options, further = parser().parse_known_args(words)
	if further and options.command != "test":
		parser().error(_("unrecognized arguments: {words}", words=" ".join(further)))
	try:
		return COMMANDS[options.command](options, words)
	except Failure as failure:
		return fail(failure)
	except KeyboardInterrupt:
		return 130


def _start(options: argparse.Namespace, words: list[str]) -> int:
	from embedded.ports import check_port, is_loopback

	check_port(options.host, options.port)
	if not is_loopback(options.host):
		say(
			"WARNING: {host} can be reached from other machines. The connection is not encrypted and the sample users "
			"have known passwords: use --no-sample, and put a web server with HTTPS in front.",
			host=options.host,
		)
	if not (options.site / "sites").exists():
		say("Setting up (the first time takes two to four minutes)")
	_writable(options.site)
	environment.prepare()
	return _engine(words)


def _test(options: argparse.Namespace, words: list[str]) -> int:
	if options.bench:
		from embedded.bench import run_tests

		return run_tests(options.bench, options.bench_site)
	environment.prepare(tests=True)
	return _engine(words)


def _import(options: argparse.Namespace, words: list[str]) -> int:
	if options.file.is_dir():
		raise Failure("{file} is a folder: name one register (.xlsx) in it.", code=2, file=options.file)
	if not options.file.is_file():
		raise Failure("No such file: {file}", code=2, file=options.file)
	return _with_site(options, words)


def _with_site(options: argparse.Namespace, words: list[str]) -> int:
	if not (options.site / "sites").exists():
		raise Failure("There is no site in {folder} yet: run ./nongan start first.", code=2, folder=options.site)
	environment.prepare()
	return _engine(words)


def _benchmark(options: argparse.Namespace, words: list[str]) -> int:
	environment.prepare(tests=True)
	return _engine(words)


def _reset(options: argparse.Namespace, words: list[str]) -> int:
	folder = options.site.resolve()
	if not site_folder.is_site(folder):
		raise Failure("{folder} is not a site made by ./nongan; nothing was deleted.", folder=folder)
	if not options.yes and not _confirmed(folder):
		say("Nothing was deleted.")
		return 1
	with site_folder.site_lock(folder):
		site_folder.delete_site(folder)
	say("Deleted {folder}.", folder=folder)
	return 0


def _confirmed(folder: Path) -> bool:
	question = _("Delete the site in {folder} with everything in it? Type yes: ", folder=folder)
	try:
		return input(question) == "yes"
	except EOFError:  # nobody is there to answer
		print()
		return False


def _writable(folder: Path) -> None:
	try:
		folder.mkdir(parents=True, exist_ok=True)
	except OSError:
		raise Failure("The site's folder can't be written: {folder}", folder=folder) from None
	if not os.access(folder, os.W_OK):
		raise Failure("The site's folder can't be written: {folder}", folder=folder)
	if any(folder.iterdir()) and not site_folder.is_site(folder):
		raise Failure(
			"{folder} holds files that ./nongan did not make: choose an empty folder, or one that isn't there yet.",
			code=2,
			folder=folder,
		)


def _engine(words: list[str]) -> int:
	"""Replace this process by the engine's Python, with the same words."""
	python = str(environment.python())
	path = os.pathsep.join((str(environment.engine()), str(environment.REPOSITORY)))
	environ = {
		**os.environ,
		"PYTHONPATH": path,
		"PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
	}
	sys.stdout.flush()
	os.execve(python, [python, "-m", "embedded.run", *words], environ)


COMMANDS = {
	"start": _start,
	"test": _test,
	"import": _import,
	"verify-cases": _with_site,
	"console": _with_site,
	"benchmark": _benchmark,
	"reset": _reset,
}
