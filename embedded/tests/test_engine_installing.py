"""Apps are really installed, updated and patched: tried with a made-up app on a copy of the site, in processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from embedded import site
from embedded.tests import made_up_app
from embedded.tests.conftest import copied

INSTALLED = """
from frappe.installer import install_app
install_app("made_up", set_as_patched=True)
frappe.db.commit()
import json
thing = frappe.get_doc(doctype="Made Up Thing", place="x").insert()
print(json.dumps({
	"apps": frappe.get_installed_apps(),
	"log": frappe.db.get_global("made_up").split(),
	"validated": thing.place,
	"module": frappe.db.get_value("Module Def", "Made Up", "app_name"),
	"patches": frappe.get_all("Patch Log", {"patch": ["like", "made_up%"]}, pluck="patch"),
	"jobs": frappe.get_all("Scheduled Job Type", {"method": ["like", "made_up%"]}, pluck="method"),
	"hooks": [frappe.get_hooks("app_title"), frappe.get_hooks("boot_session")],
	"own": frappe.get_hooks("app_title", app_name="made_up"),
	"screen": [app["name"] for app in frappe.get_attr("frappe.apps.get_apps")()],
}))
"""


@pytest.fixture(scope="module")
def installed(engine, tmp_path_factory, in_another_process) -> tuple[site.Folder, Path, dict]:
	"""A copy of the site with the app, where its code is, and what the installing process saw."""
	folder = copied(engine.folder, tmp_path_factory.mktemp("made-up-site"))
	code = tmp_path_factory.mktemp("made-up-code")
	made_up_app.write(code)
	with open(folder.sites / "apps.txt", "a") as file:
		file.write("made_up\n")
	return folder, code, json.loads(in_another_process(folder, INSTALLED, code).splitlines()[-1])


class TestInstalling:
	def test_the_app_is_on_the_list_after_the_others(self, installed):
		assert installed[2]["apps"] == ["frappe", site.APP, made_up_app.NAME]

	def test_hooks_run_in_their_order_around_tables_and_fixtures(self, installed):
		assert installed[2]["log"] == ["before:False", "after:True", "synced:made-up-note"]

	def test_its_doctypes_module_and_controllers_work(self, installed):
		assert installed[2]["validated"] == "x!"
		assert installed[2]["module"] == "made_up"

	def test_its_patches_count_as_done(self, installed):
		assert installed[2]["patches"] == ["made_up.patches.first"]

	def test_its_jobs_are_scheduled(self, installed):
		assert installed[2]["jobs"] == ["made_up.install.nothing"]

	def test_its_hooks_stand_beside_the_others(self, installed):
		titles, boot = installed[2]["hooks"]
		assert len(titles) == 3 and titles[-1] == "Made Up"
		assert "made_up.install.nothing" in boot
		assert installed[2]["own"] == ["Made Up"]

	def test_it_is_on_the_apps_screen(self, installed):
		assert installed[2]["screen"] == [site.APP, made_up_app.NAME]

	def test_a_second_time_changes_nothing(self, installed, in_another_process):
		folder, code, before = installed
		script = (
			"from frappe.installer import install_app\ninstall_app('made_up')\n"
			"print(frappe.db.get_global('made_up'), frappe.get_installed_apps().count('made_up'))"
		)
		assert in_another_process(folder, script, code).split() == [*before["log"], "1"]


def test_updating_brings_new_fields_and_runs_new_patches(installed, in_another_process):
	folder, code, _before = installed
	package = code / made_up_app.NAME
	(package / "patches.txt").write_text(
		"[pre_model_sync]\n[post_model_sync]\nmade_up.patches.first\nmade_up.patches.first #again\n"
	)
	path = package / "made_up" / "doctype" / "made_up_thing" / "made_up_thing.json"
	doctype = json.loads(path.read_text())
	doctype["fields"].append({"fieldname": "amount", "fieldtype": "Int", "label": "Amount", "default": "7"})
	path.write_text(json.dumps(doctype | {"modified": "2030-01-01 00:00:00"}))
	script = (
		"from frappe.migrate import SiteMigration\n"
		"import contextlib, os\n"
		"with open(os.devnull, 'w') as quiet, contextlib.redirect_stdout(quiet):\n"
		"\tSiteMigration(skip_search_index=True).run('nongan')\n"
		"site.bind(site.Folder(Path(os.getcwd()).parent))\n"
		"print(frappe.db.get_global('made_up_patched'), frappe.db.get_value('Made Up Thing', {}, 'amount'))"
	)
	assert in_another_process(folder, script, code).split() == ["yes", "7"]


def test_an_app_may_refuse_to_be_installed(engine, tmp_path, in_another_process):
	folder = copied(engine.folder, tmp_path / "site")
	made_up_app.write(tmp_path / "code")
	with open(folder.sites / "apps.txt", "a") as file:
		file.write("made_up\n")
	script = (
		"from frappe.installer import install_app\n"
		"frappe.db.set_global('made_up_refuses', '1')\ninstall_app('made_up')\n"
		"print(frappe.get_installed_apps(), frappe.db.table_exists('Made Up Thing'), frappe.flags.in_install)"
	)
	assert in_another_process(folder, script, tmp_path / "code") == f"['frappe', '{site.APP}'] False False"
