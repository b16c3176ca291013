"""Imports from the command line: `bench import-register` and `./nongan import` share this."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

import frappe
from frappe import _

from nongan_supervision.exchange.errors import (
	ImportInterrupted,
	NotAllowedToImport,
	ReturnedWorkbookNotWritten,
	UnreadableRegister,
)
from nongan_supervision.exchange.importer import import_register
from nongan_supervision.exchange.kinds import kind_named
from nongan_supervision.exchange.result import NOTHING_READ, ImportResult
from nongan_supervision.exchange.wording import about, joined, place_of

REFUSED_ROWS_SHOWN = 20
BAR = 30

FAILURES = (UnreadableRegister, NotAllowedToImport, ImportInterrupted, ReturnedWorkbookNotWritten)


def run(
	path: str | Path,
	*,
	kind: str | None = None,
	dry_run: bool = False,
	refused: str | Path | None = None,
	out: TextIO | None = None,
	err: TextIO | None = None,
) -> int:
	"""Imports a register as the session's user, shows progress and outcome, and returns the exit code.

	0: every row was taken or known; 3: some were refused; 2: nothing could be read, or the import could not be
	brought to its end.
	"""
	out, err = out or sys.stdout, err or sys.stderr
	bar = ProgressBar(err)
	try:
		result = import_register(path, kind=kind, dry_run=dry_run, progress=bar, refused_path=refused)
	except FAILURES as error:
		bar.close()
		return _fail(str(error), err)
	except OSError as error:
		bar.close()
		return _fail(_("{0} cannot be opened: {1}.").format(path, error.strerror or error), err)
	bar.close()
	show(result, out, refused)
	return result.exit_code


def as_typed(path: str) -> Path:
	"""Return the file that a user means: `bench` goes to its folder of sites before it hands a command on.

	The shell leaves in PWD where the user was; where there is none, or no such folder, it is where we are.
	"""
	typed_in = Path(os.environ.get("PWD", ""))
	return (typed_in if typed_in.is_dir() else Path.cwd()).resolve() / path


def show(result: ImportResult, out: TextIO, refused: str | Path | None = None) -> None:
	"""Prints the counts, the first refused rows with their reasons, and the warnings."""
	print(summary(result), file=out)
	for row in result.refused[:REFUSED_ROWS_SHOWN]:
		print(f"  {about(place_of(row.sheet, row.row_no), joined(row.reasons))}", file=out)
	if len(result.refused) > REFUSED_ROWS_SHOWN:
		print("  " + _("and {0} more").format(len(result.refused) - REFUSED_ROWS_SHOWN), file=out)
	for warning in result.all_warnings():
		print(_("Note: {0}").format(warning), file=out)
	if refused and result.refused:
		print(_("The refused rows with their reasons are in {0}.").format(refused), file=out)


def summary(result: ImportResult) -> str:
	"""One line such as `Residue Tests: 63 new, 2 refused, 1 positive, 0 known before`."""
	counts = (
		_("{0}: {1} new, {2} refused, {3} positive, {4} known before, {5} new producers")
		if result.dry_run
		else _("{0}: {1} stored, {2} refused, {3} positive, {4} known before, {5} new producers")
	)
	text = counts.format(
		kind_named(result.kind).name_for_people,
		result.taken,
		len(result.refused),
		result.positives,
		result.known,
		result.new_producers,
	)
	return f"{text} ({_('dry run, nothing was stored')})" if result.dry_run else text


class ProgressBar:
	"""A line that fills on a terminal; nothing where the output goes to a file."""

	def __init__(self, stream: TextIO):
		self._stream = stream
		self._is_terminal = stream.isatty()
		self._shown = ""

	def __call__(self, done: int, total: int) -> None:
		if not self._is_terminal or not total:
			return
		filled = BAR * done // total
		line = f"\r[{'█' * filled}{'·' * (BAR - filled)}] {done}/{total}"
		if line != self._shown:
			self._stream.write(line)
			self._stream.flush()
			self._shown = line

	def close(self) -> None:
		if self._shown:
			self._stream.write("\r" + " " * (len(self._shown) + 2) + "\r")
			self._stream.flush()


def _fail(message: str, err: TextIO) -> int:
	frappe.db.rollback()
	print(message, file=err)
	return NOTHING_READ
