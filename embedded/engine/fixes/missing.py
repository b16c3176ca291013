"""Modules that the framework imports and the wheel lacks, and syntax newer than Python 3.10."""

from embedded.engine.fix import File, Text

FIXES = [
	Text(
		"utils/install.py",
		"\t# clear test log\n\tfrom frappe.tests.utils.generators import _clear_test_log\n\n\t_clear_test_log()\n\n",
		"",
		"the module isn't in the wheel, and there is no log of test records to clear",
	),
	Text(
		"desk/doctype/event/event.py",
		"\ttype EventLikeDict = Event | frappe._dict\n",
		"\tEventLikeDict = frappe._dict\n",
		"a type statement needs Python 3.12",
	),
	File(
		"modules/__init__.py",
		"from frappe.model.module_utils import *  # noqa: F403\n"
		"from frappe.model.module_utils import get_doc_module, get_module_app  # noqa: F401\n"
		"from frappe.model.module_utils import load_doctype_module, scrub  # noqa: F401\n",
		"apps import frappe.modules, which the fork dissolved into frappe.model.module_utils",
	),
	File(
		"modules/utils.py",
		"from frappe.model.module_utils import *  # noqa: F403\n",
		"apps import frappe.modules.utils",
	),
]
