"""More than one app again: the wheel knows only the framework itself.

``apps.txt`` in the sites folder lists the apps that can be installed, the site's defaults those that are, as on
a bench; hooks, module map, patches and sync go over all of them.
"""

from __future__ import annotations

import inspect
import json
import types
from pathlib import Path

import frappe
from frappe.utils.caching import request_cache


def get_all_apps(with_internal_apps: bool = True, sites_path: str | None = None) -> list[str]:
	"""Return every app that a site here could install."""
	listed = frappe.get_file_items(str(Path(sites_path or frappe.local.sites_path) / "apps.txt"))
	apps = [app for app in listed or [] if app != "frappe"]
	return ["frappe", *apps] if with_internal_apps else apps


@request_cache
def get_installed_apps(*, _ensure_on_bench: bool = False) -> list[str]:
	"""Return the apps that are installed on the thread's site, in their order."""
	if frappe.flags.in_install_db or not getattr(frappe.local, "db", None):
		return []
	installed = json.loads(frappe.db.get_global("installed_apps") or "[]")
	return [app for app in installed if app in get_all_apps()] if _ensure_on_bench else installed


def get_module_list(app_name: str = "frappe") -> list[str]:
	"""Return the modules that an app's modules.txt lists."""
	return frappe.get_file_items(frappe.get_app_path(app_name, "modules.txt"))


def _load_app_hooks(app_name: str | None = None) -> dict:
	apps = [app_name] if app_name else get_installed_apps()
	hooks: dict = {}
	for app in apps:
		module = frappe.get_module(f"{app}.hooks")
		for key, value in inspect.getmembers(module, predicate=_is_hook):
			if not key.startswith("_"):
				frappe.append_hook(hooks, key, value)
	return hooks


def _is_hook(value: object) -> bool:
	return not isinstance(value, types.ModuleType | types.FunctionType | type)


def get_hooks(hook: str | None = None, default="_KEEP_DEFAULT_LIST", app_name: str | None = None):
	"""Return the hooks of all installed apps, or of ``app_name`` alone."""
	if app_name:
		hooks = _load_app_hooks(app_name)
	elif (hooks := frappe.client_cache.get_value("app_hooks")) is None:
		hooks = _load_app_hooks()
		if get_installed_apps():
			frappe.client_cache.set_value("app_hooks", hooks)
	if hook:
		return hooks.get(hook, ([] if default == "_KEEP_DEFAULT_LIST" else default))
	return frappe._dict(hooks)


def setup_module_map(include_all_apps: bool = True) -> None:
	"""Map the modules of every app that this folder knows to their app."""
	modules = frappe.client_cache.get_value("app_modules")
	if not modules:
		modules = {app: [frappe.scrub(m) for m in get_module_list(app)] for app in get_all_apps()}
		frappe.client_cache.set_value("app_modules", modules)
	frappe.local.app_modules = modules
	frappe.local.module_app = {module: app for app, listed in modules.items() for module in listed}


def get_app_path(app_name: str, *joins: str) -> str:
	"""Return a path inside the app's package."""
	return frappe.get_pymodule_path(app_name, *joins)


def get_app_source_path(app_name: str, *joins: str) -> str:
	"""Return a path inside the app's repository."""
	return frappe.get_app_path(app_name, "..", *joins)


def get_all_patches(patch_type=None) -> list[str]:
	"""Return the patches of all installed apps, the framework's first."""
	from frappe.patches import get_patches_from_app

	return [patch for app in get_installed_apps() for patch in get_patches_from_app(app, patch_type=patch_type) or []]


def sync_all(force: int = 0, reset_permissions: bool = False) -> None:
	"""Bring the DocTypes of all installed apps to their files' state."""
	from frappe.model.sync import sync_for
	from frappe.patches import _patch_mode

	_patch_mode(True)
	for app in get_installed_apps():
		sync_for(app, force, reset_permissions=reset_permissions)
	_patch_mode(False)
	frappe.clear_cache()


def is_setup_complete() -> bool:
	"""The embedded site is set up when it is created: the Desk needn't open its wizard."""
	return True


def get_setup_wizard_completed_apps() -> list[str]:
	"""Return the apps whose set-up is done: all that are installed."""
	return get_installed_apps()


def get_setup_wizard_not_required_apps() -> list[str]:
	"""Return the apps that need no wizard: all that are installed."""
	return get_installed_apps()
