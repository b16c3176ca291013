"""Installing an app on a site, as ``bench install-app`` does it."""

from __future__ import annotations

import json

import frappe
from frappe.core.doctype.scheduled_job_type.scheduled_job_type import sync_jobs
from frappe.model.module_utils import sync_customizations
from frappe.model.sync import sync_for
from frappe.utils.dashboard import sync_dashboards
from frappe.utils.fixtures import sync_fixtures


def install_app(name: str, verbose: bool = False, set_as_patched: bool = True, force: bool = False) -> None:
	"""Install ``name`` on the thread's site: its modules, DocTypes, hooks, fixtures and jobs.

	An app that is already installed is left alone, unless ``force``.
	"""
	from frappe.installer import add_module_defs, set_all_patches_as_completed

	if name != "frappe" and name in frappe.get_installed_apps() and not force:
		return
	frappe.flags.in_install = name
	frappe.flags.ignore_in_install = False
	frappe.clear_cache()
	frappe.local.flags.ignore_in_install = False
	hooks = frappe.get_hooks(app_name=name)
	try:
		if not _run(hooks.before_install):
			return
		_run(frappe.get_hooks("before_app_install"), name)
		if name != "frappe":  # whose modules come with its DocTypes, before there is a table for them
			add_module_defs(name, ignore_if_duplicate=force)
		sync_for(name, force=force, reset_permissions=True)
		add_to_installed_apps(name)
		frappe.get_doc("Portal Settings", "Portal Settings").sync_menu()
		if set_as_patched:
			set_all_patches_as_completed(name)
		_run(hooks.after_install)
		_run(frappe.get_hooks("after_app_install"), name)
		sync_jobs()
		sync_fixtures(name)
		sync_customizations(name)
		sync_dashboards(name)
		_run(hooks.after_sync)
		frappe.clear_cache()
		frappe.client_cache.erase_persistent_caches()
	finally:
		frappe.flags.in_install = False


def _run(methods: list[str] | None, *arguments) -> bool:
	"""Call the hooks; False as soon as one of them says that the installation shall not go on."""
	return all(frappe.get_attr(method)(*arguments) is not False for method in methods or [])


def add_to_installed_apps(app_name: str, rebuild_website: bool = True) -> None:
	"""Put the app on the site's list."""
	from frappe.installer import post_install

	installed = json.loads(frappe.db.get_global("installed_apps") or "[]")
	if app_name not in installed:
		frappe.db.set_global("installed_apps", json.dumps([*installed, app_name]))
		frappe.local.request_cache.clear()
		frappe.client_cache.delete_value("app_hooks")
	if frappe.flags.in_install:
		post_install(rebuild_website)
