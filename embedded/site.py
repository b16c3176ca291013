"""The embedded site: a folder laid out as a bench's, with one site in it.

::

	<folder>/sites/{apps.txt, common_site_config.json, assets/, nongan/{site_config.json, db/, public/, private/}}
	<folder>/logs/

Runs inside the engine's Python, where ``frappe`` can be imported.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

APP = "nongan_supervision"
SITE = "nongan"
LANGUAGE = "zh"
TIME_ZONE = "Asia/Shanghai"
COMPLETE = ".complete"
READ = (".json", ".py", ".txt", ".html", ".css")
"""What a migration reads, or writes into the database: DocTypes, patches, the tables of workflows, prints."""
NOT_READ = {"tests", "public"}

Say = Callable[[str], None]


@dataclass(frozen=True)
class Folder:
	"""Where a site lives, and with which database."""

	root: Path
	database: dict = field(default_factory=lambda: {"db_type": "sqlite", "db_name": SITE})

	@property
	def sites(self) -> Path:
		return self.root / "sites"

	@property
	def site(self) -> Path:
		return self.sites / SITE

	@property
	def complete(self) -> Path:
		return self.site / COMPLETE

	@property
	def password_file(self) -> Path:
		return self.root / "admin-password"


def state() -> str:
	"""Return what a site is brought to by ``migrate``: the framework and the app's files, without what is no site's."""
	import frappe

	package = Path(__file__).parent.parent / APP
	files = [file for file in package.rglob("*") if file.suffix in READ and not _is_no_sites(file.relative_to(package))]
	files.append(Path(frappe.__file__).parent.parent / ".built-from")
	digest = hashlib.sha256()
	for file in sorted(file for file in files if file.exists()):
		digest.update(file.name.encode() + file.read_bytes())
	return digest.hexdigest()


def _is_no_sites(file: Path) -> bool:
	return bool(NOT_READ & {*file.parts}) or file.name.startswith("test_")


def is_current(folder: Folder) -> bool:
	"""Return whether the site was made by, or migrated to, the app's present files."""
	return folder.complete.read_text() == state()


def is_complete(folder: Folder) -> bool:
	"""Return whether an earlier run made the site to its end."""
	return folder.complete.exists()


@contextlib.contextmanager
def opened(folder: Folder, user: str = "Administrator") -> Iterator[None]:
	"""Bind this thread to the site as ``user``; at the end save what waits in the cache, and let go of the site."""
	import frappe

	bind(folder, user)
	from frappe.embedded.cache import save_pending  # which needs the framework's own cache to be there

	try:
		yield
		save_pending()
	finally:
		frappe.destroy()


def bind(folder: Folder, user: str = "Administrator") -> None:
	"""Bind this thread to the site as ``user``; whoever binds calls ``frappe.destroy()`` at the end."""
	import frappe

	enter(folder)
	frappe.init(SITE, sites_path=str(folder.sites), force=True)
	frappe.connect()
	frappe.set_user(user)
	frappe.local.lang = LANGUAGE


def enter(folder: Folder) -> None:
	"""Make the folder this process's bench: every thread that names no site is bound to this one.

	The framework writes its logs beside the working directory, which on a bench is the sites folder.
	"""
	(folder.root / "logs").mkdir(parents=True, exist_ok=True)
	folder.sites.mkdir(parents=True, exist_ok=True)
	os.chdir(folder.sites)
	os.environ.update(FRAPPE_SITES_PATH=str(folder.sites), FRAPPE_SITE=SITE)


def create(folder: Folder, say: Say, admin_password: str | None = None) -> None:
	"""Make the site with the framework and the app; what an interrupted run left is removed first.

	The administrator's password is ``admin_password`` or random; it is kept in a file for the folder's owner alone.
	"""
	import frappe

	shutil.rmtree(folder.site, ignore_errors=True)
	enter(folder)
	folder.site.mkdir(mode=0o700)  # the database holds sessions and password hashes: for the folder's owner alone
	password = admin_password or secrets.token_urlsafe(12)
	_write_private(folder.password_file, password + "\n")
	_configure(folder)
	frappe.init(SITE, sites_path=str(folder.sites), new_site=True, force=True)
	frappe.conf.admin_password = password
	try:
		with open(os.devnull, "w") as quiet, contextlib.redirect_stdout(quiet):
			_install(say)
	finally:
		frappe.destroy()
	folder.complete.write_text(state())


def _configure(folder: Folder) -> None:
	(folder.sites / "apps.txt").write_text(f"frappe\n{APP}\n", encoding="utf-8")
	_write_json(folder.sites / "common_site_config.json", {"lang": LANGUAGE, "default_site": SITE})
	_write_json(
		folder.site / "site_config.json",
		{
			**folder.database,
			"encryption_key": secrets.token_urlsafe(32) + "=",
			"secret_key": secrets.token_urlsafe(32),
			"skip_setup_wizard": 1,
			"disable_session_cache": 0,
			"server_script_enabled": 0,
			"allow_tests": 0,
		},
	)


def _install(say: Say) -> None:
	import frappe
	from frappe import installer
	from frappe.database import bootstrap_database, setup_database

	say("database")
	installer.make_site_dirs()
	frappe.flags.in_install_db = True
	(Path(frappe.local.site_path) / "db").mkdir(exist_ok=True)
	if frappe.conf.db_type == "sqlite":  # elsewhere the folder's database is there, empty
		setup_database(force=True, verbose=False)
	bootstrap_database(verbose=False)
	frappe.db.create_auth_table()
	frappe.db.create_global_search_table()
	frappe.db.create_user_settings_table()
	frappe.flags.in_install_db = False
	say("framework")
	installer.install_app("frappe", set_as_patched=True)
	_set_up()
	say("app")
	installer.install_app(APP, set_as_patched=True)
	frappe.db.commit()


def _set_up() -> None:
	"""What the framework's set-up wizard asks for: language, country, time zone."""
	import frappe

	system = frappe.get_doc("System Settings")
	system.update(
		{
			"language": LANGUAGE,
			"country": "China",
			"time_zone": TIME_ZONE,
			"date_format": "yyyy-mm-dd",
			"time_format": "HH:mm",
			"number_format": "#,###.##",
			"first_day_of_the_week": "Monday",
			"currency": "CNY",
			"setup_complete": 1,
			"enable_onboarding": 0,
			"enable_scheduler": 1,
			"enable_telemetry": 0,
			"disable_system_update_notification": 1,
			"allow_login_using_user_name": 1,
		}
	)
	system.flags.ignore_mandatory = True
	system.save()
	frappe.db.set_default("desktop:home_page", "workspace")
	frappe.db.set_value("User", "Administrator", {"language": LANGUAGE, "time_zone": TIME_ZONE})
	website = frappe.get_doc("Website Settings")
	website.update({"disable_signup": 1, "home_page": "login", "app_name": "农安督导"})
	website.save()
	frappe.local.lang = LANGUAGE
	frappe.db.commit()


def migrate(folder: Folder) -> None:
	"""Bring an existing site to the app's present state, as ``bench migrate`` does."""
	from frappe.migrate import SiteMigration

	bind(folder)
	with open(os.devnull, "w") as quiet, contextlib.redirect_stdout(quiet):
		SiteMigration(skip_search_index=True).run(SITE)  # which lets go of the site at its end
	with opened(folder):
		pass  # what the migration left waiting in the cache is saved
	folder.complete.write_text(state())


def _write_json(path: Path, content: dict) -> None:
	path.parent.mkdir(parents=True, exist_ok=True)
	_write_private(path, json.dumps(content, indent=1))


def _write_private(path: Path, text: str) -> None:
	path.parent.mkdir(parents=True, exist_ok=True)
	path.touch(mode=0o600)
	path.chmod(0o600)
	path.write_text(text, encoding="utf-8")
