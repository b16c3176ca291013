"""A small app, written to a folder, for the tests of installing, updating and hooks."""

from __future__ import annotations

import json
from pathlib import Path

NAME = "made_up"
HOOKS = """
app_name = "made_up"
app_title = "Made Up"
app_publisher = "x"
app_description = "x"
app_email = "x@example.com"
app_license = "MIT"
before_install = "made_up.install.before"
after_install = "made_up.install.after"
after_sync = "made_up.install.synced"
boot_session = ["made_up.install.nothing"]
scheduler_events = {"daily": ["made_up.install.nothing"]}
fixtures = ["Note"]
doc_events = {"Note": {"validate": "made_up.install.nothing"}}
add_to_apps_screen = [{"name": "made_up", "title": "Made Up", "route": "/desk/made-up", "logo": "x"}]
"""
INSTALL = """
import frappe

def log(word):
	frappe.db.set_global("made_up", (frappe.db.get_global("made_up") or "") + word + " ")

def before():
	log("before:" + str(bool(frappe.db.table_exists("Made Up Thing"))))
	return not frappe.db.get_global("made_up_refuses")

def after():
	log("after:" + str(bool(frappe.db.table_exists("Made Up Thing"))))

def synced():
	log("synced:" + str(frappe.db.exists("Note", "made-up-note")))

def nothing(*arguments, **options):
	pass
"""
PATCH = "import frappe\n\ndef execute():\n\tfrappe.db.set_global('made_up_patched', 'yes')\n"


def write(root: Path) -> Path:
	"""Write the app below ``root``, which is to be on Python's path; return the app's package."""
	package = root / NAME
	doctype = package / "made_up" / "doctype" / "made_up_thing"
	texts = {
		package / "__init__.py": '__version__ = "1.0.0"\n',
		package / "hooks.py": HOOKS,
		package / "install.py": INSTALL,
		package / "modules.txt": "Made Up\n",
		package / "patches.txt": "[pre_model_sync]\n[post_model_sync]\nmade_up.patches.first\n",
		package / "patches" / "__init__.py": "",
		package / "patches" / "first.py": PATCH,
		package / "made_up" / "__init__.py": "",
		doctype.parent / "__init__.py": "",
		doctype / "__init__.py": "",
		doctype / "made_up_thing.py": (
			"from frappe.model.document import Document\n\n\nclass MadeUpThing(Document):\n"
			"\tdef validate(self):\n\t\tself.place = (self.place or '') + '!'\n"
		),
		doctype / "made_up_thing.json": json.dumps(
			{
				"doctype": "DocType",
				"name": "Made Up Thing",
				"module": "Made Up",
				"fields": [{"fieldname": "place", "fieldtype": "Data", "label": "Place"}],
				"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1}],
			}
		),
		package / "fixtures" / "note.json": json.dumps(
			[{"doctype": "Note", "name": "made-up-note", "title": "made-up-note", "public": 1}]
		),
	}
	for path, text in texts.items():
		path.parent.mkdir(parents=True, exist_ok=True)
		path.write_text(text, encoding="utf-8")
	return package
