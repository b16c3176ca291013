"""The app's hooks say everything once: a name that is assigned again loses what it said before."""

import ast
import unittest
from collections import Counter
from pathlib import Path

import frappe
import frappe.desk.form.meta

from nongan_supervision import hooks
from nongan_supervision.tests.base import NonganTestCase


def assigned_names(source: str) -> Counter[str]:
	"""Return how often each name is assigned at the top of a module."""
	names: Counter[str] = Counter()
	for statement in ast.parse(source).body:
		if isinstance(statement, ast.Assign | ast.AnnAssign):
			targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
			names.update(node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
	return names


class TestHooks(unittest.TestCase):
	def test_each_name_is_assigned_once(self):
		names = assigned_names(Path(hooks.__file__).read_text(encoding="utf-8"))
		self.assertIn("doctype_js", names)
		self.assertEqual([name for name, times in names.items() if times > 1], [])

	def test_a_second_assignment_would_be_seen(self):
		self.assertEqual(assigned_names("a = {}\nb: dict = {}\na = {}"), {"a": 2, "b": 1})


class TestScriptsOfForms(NonganTestCase):
	def test_each_form_gets_its_own_script_and_those_of_the_hooks(self):
		for doctype, paths in hooks.doctype_js.items():
			script = frappe.desk.form.meta.get_meta(doctype, cached=False).get("__js")
			own = frappe.get_module_path("Nongan Supervision", "doctype", frappe.scrub(doctype))
			for path in (
				frappe.get_app_path("nongan_supervision", paths),
				f"{own}/{frappe.scrub(doctype)}.js",
			):
				with self.subTest(doctype=doctype, path=path):
					self.assertIn(Path(path).read_text(encoding="utf-8").strip(), script)
