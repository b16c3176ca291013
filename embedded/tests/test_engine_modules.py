"""The framework's copy is whole: it bears its own name, every module is there, and none needs what isn't."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sys
from pathlib import Path

import frappe
import pytest

from embedded.engine.rename import files

OLDEST_PYTHON = (3, 10)


@pytest.fixture(scope="module")
def sources(engine) -> dict[Path, str]:
	return {path: path.read_text(encoding="utf-8") for path in files(engine.framework) if path.suffix == ".py"}


class TestSources:
	def test_the_oldest_python_reads_them(self, sources):
		refused = []
		for path, text in sources.items():
			try:
				ast.parse(text, feature_version=OLDEST_PYTHON)
			except SyntaxError as problem:
				refused.append(f"{path}: {problem}")
		assert refused == []

	def test_the_wheels_name_is_nowhere(self, engine, sources):
		assert [path for path, text in sources.items() if "monoframe" in text.lower()] == []
		assert [path for path in engine.framework.rglob("*") if "monoframe" in path.name.lower()] == []

	def test_no_driver_that_needs_a_compiler_is_needed_at_the_start(self):
		assert importlib.util.find_spec("MySQLdb") is None
		assert importlib.import_module("frappe.app").application

	@pytest.mark.parametrize(
		"place", ["utils/install.py", "utils/error.py", "boot.py", "app.py", "installer.py", "migrate.py"]
	)
	def test_what_is_imported_late_is_there_too(self, engine, place):
		tree = ast.parse((engine.framework / place).read_text(encoding="utf-8"))
		asked = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
		asked |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
		missing = [name for name in asked if name.startswith("frappe") and importlib.util.find_spec(name) is None]
		assert missing == []


class TestMissingModules:
	def test_what_apps_import_from_modules(self):
		from frappe.modules import get_doc_module, get_module_app, load_doctype_module, scrub
		from frappe.modules.utils import export_module_json, sync_customizations

		assert get_module_app("Core") == "frappe"
		assert scrub("Made Up") == "made_up"
		assert load_doctype_module("ToDo").ToDo
		assert get_doc_module("Core", "DocType", "User").User
		assert callable(export_module_json) and callable(sync_customizations)


class TestAbsentServices:
	def test_google_is_a_stand_in(self, engine):
		import google.oauth2.credentials
		import googleapiclient.discovery
		from googleapiclient.errors import HttpError

		for module in (google, google.oauth2, google.oauth2.credentials, googleapiclient, googleapiclient.discovery):
			assert Path(module.__file__).is_relative_to(engine.framework.parent)
		with pytest.raises(NotImplementedError, match="Google"):
			google.oauth2.credentials.Credentials(token="x")
		with pytest.raises(NotImplementedError, match="Google"):
			googleapiclient.discovery.build("calendar", "v3")
		assert issubclass(HttpError, Exception)

	@pytest.mark.parametrize("name", ["google_calendar", "google_contacts", "google_settings"])
	def test_googles_controllers_import(self, name):
		assert importlib.import_module(f"frappe.integrations.doctype.{name}.{name}")

	def test_an_error_is_logged_here_and_reported_to_nobody(self, db):
		for name in [name for name in sys.modules if name.startswith("sentry_sdk")]:
			raise AssertionError(f"{name} was imported")
		log = frappe.log_error("engine test", "it went wrong\nvery")
		assert frappe.db.get_value("Error Log", log.name, "method") == "engine test"
		assert importlib.util.find_spec("sentry_sdk") is None
