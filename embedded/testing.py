"""The pytest plugin that runs the app's tests, unchanged, on an embedded site made for them.

``python -m pytest -p embedded.testing``; ``NONGAN_TEST_SITE`` names the site's folder, which is made when absent.
``NONGAN_TEST_DATABASE`` holds the database's part of site_config.json where it isn't SQLite. As a program it makes such
a site, in the folder that it is given: one that can be copied while nobody has it open.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from embedded import site

FOLDER = pytest.StashKey[site.Folder]()


def pytest_sessionstart(session: pytest.Session) -> None:
	"""Make the site where there is none, and bind this process to it."""
	if session.config.option.collectonly or hasattr(session.config, "workerinput"):
		return
	root = os.environ.get("NONGAN_TEST_SITE")
	folder = _folder(Path(root) if root else Path(tempfile.mkdtemp(prefix="nongan-test-")))
	session.config.stash[FOLDER] = folder
	if not site.is_complete(folder):
		_make(folder)
	site.bind(folder)
	_start_test_mode()


def pytest_sessionfinish(session: pytest.Session) -> None:
	"""Let go of the site; one that nobody named goes away."""
	folder = session.config.stash.get(FOLDER, None)
	if folder is None:
		return
	import frappe

	frappe.destroy()
	os.chdir(session.config.rootpath)
	if not os.environ.get("NONGAN_TEST_SITE"):
		shutil.rmtree(folder.root, ignore_errors=True)


def _folder(root: Path) -> site.Folder:
	database = os.environ.get("NONGAN_TEST_DATABASE")
	return site.Folder(root.resolve(), json.loads(database)) if database else site.Folder(root.resolve())


def _make(folder: site.Folder) -> None:
	site.create(folder, lambda step: None, admin_password="admin")
	_allow_tests(folder)


def _allow_tests(folder: site.Folder) -> None:
	path = folder.site / "site_config.json"
	path.write_text(json.dumps({**json.loads(path.read_text()), "allow_tests": 1}, indent=1))


def _start_test_mode() -> None:
	import frappe
	from frappe.tests.utils import toggle_test_mode

	toggle_test_mode(True)
	frappe.in_test = True
	frappe.local.flags.in_test = True
	for method in frappe.get_hooks("before_tests", app_name=site.APP):
		frappe.get_attr(method)()
	frappe.db.commit()


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> SimpleNamespace:
	"""The framework's mended copy, and the folder of built assets."""
	import frappe

	folder = request.config.stash[FOLDER]
	return SimpleNamespace(framework=Path(frappe.__file__).parent, assets=folder.sites / "assets", folder=folder)


if __name__ == "__main__":
	_make(_folder(Path(sys.argv[1])))
