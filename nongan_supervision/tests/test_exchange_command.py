"""The command says what came of an import, and its exit code tells scripts."""

from __future__ import annotations

import io
import os
import tempfile
from functools import partial
from pathlib import Path
from unittest import mock

import frappe

from nongan_supervision.exchange import command
from nongan_supervision.exchange.importer import import_register
from nongan_supervision.tests import registers
from nongan_supervision.tests.registers import RegisterTestCase, register


class Terminal(io.StringIO):
	def isatty(self) -> bool:
		return True


class TestCommand(RegisterTestCase):
	def setUp(self):
		super().setUp()
		folder = tempfile.TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.folder = Path(folder.name)
		without_commit = mock.patch.object(command, "import_register", partial(import_register, commit=False))
		without_commit.start()
		self.addCleanup(without_commit.stop)

	def run_command(self, content: bytes | None, err: io.StringIO | None = None, **options) -> tuple[int, str, str]:
		"""Return the exit code, the output and the messages of a run."""
		path = self.folder / "register.xlsx"
		if content is not None:
			path.write_bytes(content)
		out, err = io.StringIO(), err or io.StringIO()
		with mock.patch.object(frappe.local.db, "rollback"):
			code = command.run(path, out=out, err=err, **options)
		return code, out.getvalue(), err.getvalue()

	def test_every_row_taken(self):
		code, out, err = self.run_command(register({}, {}))
		self.assertEqual((code, err), (0, ""))
		self.assertIn("2 stored", out)

	def test_some_rows_refused(self):
		returned = self.folder / "returned.xlsx"
		code, out, _err = self.run_command(register({}, {"村": "没有的村"}), refused=returned)
		self.assertEqual(code, 3)
		self.assertIn("没有的村", out)
		self.assertIn(str(returned), out)
		self.assertTrue(returned.exists())

	def test_many_refused_rows_are_cut_short(self):
		_code, out, _err = self.run_command(register(*[{"村": "没有的村"}] * 50))
		self.assertLess(len(out.splitlines()), 30)
		self.assertIn("30", out)

	def test_dry_run(self):
		code, out, _err = self.run_command(register({}), dry_run=True)
		self.assertEqual(code, 0)
		self.assertIn("dry run", out)
		self.assertFalse(frappe.db.exists("Residue Test", {"village": registers.VILLAGE}))

	def test_nothing_could_be_read(self):
		for content, options in ((b"no workbook", {}), (b"", {}), (register({}), {"kind": "weather"})):
			with self.subTest(options):
				code, out, err = self.run_command(content, **options)
				self.assertEqual((code, out), (2, ""))
				self.assertEqual(len(err.splitlines()), 1)

	def test_no_such_file(self):
		code, _out, err = self.run_command(None)
		self.assertEqual(code, 2)
		self.assertIn("register.xlsx", err)

	def test_a_terminal_sees_progress(self):
		_code, _out, err = self.run_command(register({}, {}), err=Terminal())
		self.assertIn("2/3", err.replace("3/3", "2/3"))
		self.assertTrue(err.endswith("\r"))


class TestPaths(RegisterTestCase):
	def test_a_file_is_looked_for_where_the_command_was_typed(self):
		with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, PWD=folder):
			self.assertEqual(command.as_typed("register.xlsx"), Path(folder).resolve() / "register.xlsx")
			self.assertEqual(command.as_typed("/elsewhere/register.xlsx"), Path("/elsewhere/register.xlsx"))

	def test_without_a_shell_it_is_where_the_command_runs(self):
		for gone in ("", "/nowhere/at/all"):
			with mock.patch.dict(os.environ, PWD=gone):
				self.assertEqual(command.as_typed("register.xlsx"), Path.cwd() / "register.xlsx")
