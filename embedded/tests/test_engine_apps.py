"""Sites and several apps: where things are, which hooks there are, what the Desk learns at login."""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import frappe
import pytest

from embedded import site
from embedded.tests import made_up_app

pytestmark = pytest.mark.usefixtures("db")
BOTH = ["frappe", site.APP]


class TestPlaces:
	def test_the_site_is_a_folder_of_the_sites_folder(self, engine):
		assert Path(frappe.get_site_path()) == engine.folder.site
		assert frappe.local.site == frappe.get_site_name() == site.SITE
		assert frappe.local.sites_path == str(engine.folder.sites)

	def test_the_bench_is_the_folder_above(self, engine):
		assert frappe.utils.get_bench_path() == str(engine.folder.root)
		assert frappe.utils.get_site_base_path() == str(engine.folder.site)

	def test_an_apps_package_and_repository(self, engine):
		assert Path(frappe.get_app_path("frappe")) == engine.framework
		package = Path(frappe.get_app_path(site.APP))
		assert Path(frappe.get_app_path(site.APP, "hooks.py")) == package / "hooks.py"
		assert (
			Path(frappe.get_app_source_path(site.APP, "pyproject.toml")).resolve() == package.parent / "pyproject.toml"
		)


class TestHome:
	def test_who_may_open_no_app_is_sent_to_their_home_page(self, monkeypatch):
		from frappe import apps

		monkeypatch.setattr(apps, "get_apps", lambda: [])
		assert apps.get_default_path() is None


class TestConfiguration:
	@pytest.fixture
	def sites(self, tmp_path: Path) -> Path:
		for path, content in {
			"common_site_config.json": {"lang": "en", "shared": 1},
			"one/site_config.json": {"shared": 2, "db_name": "own"},
		}.items():
			(tmp_path / path).parent.mkdir(exist_ok=True)
			(tmp_path / path).write_text(json.dumps(content))
		return tmp_path

	def test_the_sites_own_settings_override_the_common_ones(self, sites):
		config = frappe.get_site_config(str(sites), str(sites / "one"))
		assert (config.shared, config.lang, config.db_name, config.db_user) == (2, "en", "own", "own")
		assert frappe.get_common_site_config(str(sites)) == {"lang": "en", "shared": 1}

	def test_what_is_not_said_has_a_default(self, tmp_path):
		config = frappe.get_site_config(str(tmp_path), str(tmp_path / "none"))
		assert (config.db_type, config.db_name, config.lang) == ("sqlite", "sqlite", "zh")
		assert config.use_mysqlclient == 0 and config.max_file_size > 0

	def test_the_threads_configuration(self):
		assert frappe.get_conf() is frappe.local.conf
		assert frappe.conf.db_type == "sqlite"

	def test_environment_variables_of_the_wheel_change_nothing(self, sites, monkeypatch):
		monkeypatch.setenv("FRAPPE_DB_NAME", "another")
		assert frappe.get_site_config(str(sites), str(sites / "one")).db_name == "own"


class TestBinding:
	"""In a thread of its own: this one stays bound to the test site."""

	@pytest.fixture
	def unbound(self) -> Iterator:
		from contextvars import Context

		context = Context()
		yield lambda function: context.run(function)
		context.run(frappe.destroy)

	def test_takes_the_official_arguments(self, unbound, engine):
		def bind() -> tuple:
			frappe.init("nongan", sites_path=str(engine.folder.sites))
			frappe.connect()
			return frappe.local.site, frappe.session.user, frappe.db.get_value("User", "Administrator", "name")

		assert unbound(bind) == ("nongan", "Administrator", "Administrator")

	def test_connect_binds_the_site_that_it_names(self, unbound, engine):
		def bind() -> tuple:
			frappe.connect("nongan", set_admin_as_user=False)
			return frappe.get_site_name(), frappe.session.user

		assert unbound(bind) == ("nongan", "Guest")

	def test_a_second_time_changes_nothing_unless_forced(self, unbound, engine):
		def bind() -> list:
			sites = str(engine.folder.sites)
			frappe.init("nongan", sites_path=sites)
			frappe.local.flags.mine = 1
			frappe.init("another", sites_path=sites)
			kept = (frappe.local.site, frappe.local.flags.mine)
			frappe.init("nongan", sites_path=sites, force=True)
			return [kept, frappe.local.flags.mine]

		assert unbound(bind) == [("nongan", 1), None]

	def test_as_a_context(self, unbound):
		def bind() -> tuple:
			with frappe.init_site("nongan") as local:
				inside = local.site
			return inside, getattr(frappe.local, "site", None)

		assert unbound(bind) == ("nongan", None)

	def test_threads_are_bound_apart(self, unbound):
		unbound(lambda: frappe.init("nongan"))
		unbound(lambda: frappe.local.flags.update(mine=1))
		assert not frappe.local.flags.mine


class TestApps:
	def test_what_could_be_installed_and_what_is(self):
		assert frappe.get_all_apps() == frappe.get_installed_apps() == BOTH
		assert frappe.get_all_apps(with_internal_apps=False) == [site.APP]
		assert frappe.get_installed_apps(_ensure_on_bench=True) == BOTH

	def test_an_app_whose_code_is_gone(self, db, monkeypatch):
		monkeypatch.setattr(db, "get_global", {"installed_apps": json.dumps([*BOTH, "gone"])}.get)
		monkeypatch.setattr(frappe.local, "request_cache", defaultdict(dict))
		assert frappe.get_installed_apps() == [*BOTH, "gone"]
		assert frappe.get_installed_apps(_ensure_on_bench=True) == BOTH

	def test_every_apps_modules_are_known(self):
		assert frappe.get_module_list(site.APP)
		for app in BOTH:
			for module in frappe.get_module_list(app):
				assert frappe.local.module_app[frappe.scrub(module)] == app
				assert frappe.scrub(module) in frappe.local.app_modules[app]

	def test_hooks_of_all_apps_and_of_one(self):
		assert len(frappe.get_hooks("app_title")) == len(BOTH)
		assert frappe.get_hooks("app_name", app_name=site.APP) == [site.APP]
		assert frappe.get_hooks("no_such_hook") == []
		assert frappe.get_hooks("no_such_hook", default={}) == {}
		own = frappe.get_hooks("permission_query_conditions", app_name=site.APP)
		assert own and set(own) <= set(frappe.get_hooks("permission_query_conditions"))
		assert set(frappe.get_hooks().app_name) == set(BOTH)

	def test_hooks_hold_no_imports_or_functions(self):
		import types

		values = [value for values in frappe.get_hooks().values() for value in values]
		assert not [value for value in values if isinstance(value, types.ModuleType | types.FunctionType)]

	def test_an_app_that_is_not_installed_has_hooks_too(self, tmp_path, monkeypatch):
		made_up_app.write(tmp_path)
		monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
		assert frappe.get_hooks("app_title", app_name=made_up_app.NAME) == ["Made Up"]
		assert "Made Up" not in frappe.get_hooks("app_title")

	def test_patches_of_all_apps(self):
		from frappe.patches import PatchType, get_all_patches

		patches = get_all_patches(PatchType.post_model_sync)
		assert any(patch.startswith("frappe.") for patch in patches)
		own = (Path(frappe.get_app_path(site.APP)) / "patches.txt").read_text()
		listed = [line for line in own.splitlines() if line.startswith(f"{site.APP}.")]
		assert [patch for patch in get_all_patches() if patch.startswith(f"{site.APP}.")] == listed

	def test_the_set_up_wizard_is_done_for_all(self):
		from frappe.utils import installed_apps

		assert frappe.is_setup_complete() is True
		assert installed_apps.get_setup_wizard_completed_apps() == BOTH
		assert installed_apps.get_setup_wizard_not_required_apps() == BOTH

	def test_no_service_is_missed_at_a_migrate(self, capsys):
		from frappe.migrate import SiteMigration

		assert SiteMigration().required_services_running()
		assert not capsys.readouterr().out


class TestDesk:
	def test_the_app_is_on_the_apps_screen(self):
		from frappe.apps import get_apps

		frappe.local.request_cache.clear()
		shown = {app["name"]: app for app in get_apps()}
		assert shown[site.APP]["route"] == frappe.get_hooks("add_to_apps_screen", app_name=site.APP)[0]["route"]

	@pytest.mark.parametrize("on_the_screen", [True, False], ids=["on the apps screen", "not there"])
	def test_the_desk_learns_of_every_app_its_own_facts(self, monkeypatch, on_the_screen):
		from frappe.boot import load_desktop_data

		hooks = frappe.get_hooks

		def get_hooks(hook: str, *arguments, **options):
			return [] if hook == "add_to_apps_screen" and not on_the_screen else hooks(hook, *arguments, **options)

		monkeypatch.setattr(frappe, "get_hooks", get_hooks)
		boot = frappe._dict()
		load_desktop_data(boot)
		facts = {app["app_name"]: app for app in boot.app_data}
		assert list(facts) == BOTH
		for app in BOTH:
			assert facts[app]["app_title"] == hooks("app_title", app_name=app)[0]
			assert facts[app]["app_route"] == hooks("app_home", app_name=app)[0]
			assert facts[app]["app_logo_url"] == hooks("app_logo_url", app_name=app)[0]
		assert facts["frappe"]["app_title"] != facts[site.APP]["app_title"]

	def test_it_looks_for_every_apps_icons(self, tmp_path, monkeypatch):
		from frappe import boot

		icons = tmp_path / "public" / "icons" / "desktop_icons"
		(icons / "solid").mkdir(parents=True)
		(icons / "solid" / "x.svg").touch()
		monkeypatch.setattr(frappe, "get_app_path", lambda app, *joins: os.path.join(str(tmp_path), *joins))
		assert set(boot.get_desktop_icon_urls()) == set(BOTH)

	def test_the_wizard_does_not_open(self):
		from frappe.boot import get_bootinfo

		boot = get_bootinfo()
		assert boot.sysdefaults["setup_complete"] is True
		assert boot.home_page != "setup-wizard"
		assert site.APP in json.dumps(boot.app_data)
