"""A method of the framework that is guarded is guarded under each name by which it can be called."""

import importlib
import inspect
import pkgutil
import sys
from contextlib import suppress

import frappe

from nongan_supervision import hooks
from nongan_supervision.tests.base import NonganTestCase

AT_THE_ROOT = "frappe.handler"
"""Where a command without a dot is looked up."""

HANDED_OVER = ("upload_file",)
"""Guards whose other names store a file, which is looked at as it is stored."""


def load_framework() -> None:
	"""Load what of the framework a request could load by naming it."""
	for module in pkgutil.walk_packages(frappe.__path__, "frappe.", onerror=lambda _name: None):
		if ".test" not in module.name:
			with suppress(Exception, SystemExit):
				importlib.import_module(module.name)


class TestGuardedNames(NonganTestCase):
	def test_no_other_name_leads_past_a_guard(self):
		load_framework()
		guarded = hooks.override_whitelisted_methods
		functions = {self.function(name): name for name in guarded if self.function(name) in frappe.whitelisted}
		self.assertGreater(len(functions), 20)
		open_names = {
			f"{module}.{name}": functions[one]
			for module, loaded in list(sys.modules.items())
			if module.startswith("frappe.") and ".embedded." not in module
			for name, one in vars(loaded).items()
			if inspect.isroutine(one) and one in functions
		}
		missing = {
			name: of for name, of in open_names.items() if name not in guarded and of.split(".")[-1] not in HANDED_OVER
		}
		self.assertEqual(missing, {})

	def function(self, name: str) -> object:
		with suppress(Exception):
			return frappe.get_attr(name if "." in name else f"{AT_THE_ROOT}.{name}")
