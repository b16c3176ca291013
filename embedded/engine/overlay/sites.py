"""A site is a folder with a ``site_config.json`` again, as on a bench.

The wheel reads its one site from environment variables. Paths, the signature of ``init`` and the names of the
configuration follow the official framework, so that an app notices no difference.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path

import frappe
from frappe.types import _dict
from werkzeug.datastructures import Headers

SITES_PATH = "FRAPPE_SITES_PATH"
MAX_FILE_SIZE = 25 * 1024 * 1024


def get_site_config(sites_path: str | None = None, site_path: str | None = None, *, cached: bool = False) -> _dict:
	"""Return the sites folder's common configuration, overridden by the site's own."""
	config = get_common_site_config(sites_path)
	site_path = site_path or getattr(frappe.local, "site_path", None)
	if site_path:
		config.update(_read(Path(site_path) / "site_config.json"))
	config.setdefault("db_type", "sqlite")
	config.setdefault("db_name", config.db_type)
	config.setdefault("db_user", config.db_name)
	config.setdefault("use_mysqlclient", 0)
	config.setdefault("max_file_size", MAX_FILE_SIZE)
	config.setdefault("lang", "zh")
	return config


def get_common_site_config(sites_path: str | None = None, cached: bool = False) -> _dict:
	"""Return the configuration that all sites of the sites folder share."""
	sites_path = sites_path or getattr(frappe.local, "sites_path", None) or os.environ.get(SITES_PATH) or "."
	return _dict(_read(Path(sites_path) / "common_site_config.json"))


def _read(path: Path) -> dict:
	return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def init(
	site: str | None = None,
	sites_path: str | None = None,
	new_site: bool = False,
	force: bool = False,
) -> None:
	"""Bind the thread's ``frappe.local`` to ``site``; the first site's name is kept for later calls without one."""
	if getattr(frappe.local, "initialised", None) and not force:
		return
	sites_path = os.path.abspath(sites_path or os.environ.get(SITES_PATH) or ".")
	site = site or os.environ.get("FRAPPE_SITE")
	_bind_message_logs(new_site)
	local = frappe.local
	local.site = site
	local.site_name = site
	local.sites_path = sites_path
	local.site_path = os.path.join(sites_path, site) if site else sites_path
	local.app_path = sites_path
	local.conf = get_site_config(sites_path, local.site_path)
	local.lang = local.conf.lang
	_bind_caches()
	local.qb = frappe.get_query_builder(local.conf.db_type)
	if not frappe.cache or not frappe.client_cache:
		frappe.setup_redis_cache_connection()
	frappe.setup_module_map(include_all_apps=not (frappe.request or frappe.job or frappe.flags.in_migrate))
	local.initialised = True


def _bind_message_logs(new_site: bool) -> None:
	local = frappe.local
	local.error_log = []
	local.message_log = []
	local.debug_log = []
	local.flags = _dict(
		currently_saving=[],
		redirect_location="",
		in_install_db=False,
		in_install_app=False,
		in_import=False,
		in_test=frappe.in_test,
		mute_messages=False,
		ignore_links=False,
		mute_emails=False,
		has_dataurl=False,
		new_site=new_site,
		read_only=False,
	)
	local.locked_documents = []
	local.test_objects = defaultdict(list)


def _bind_caches() -> None:
	local = frappe.local
	local.request_ip = None
	local.response = _dict(docs=[])
	local.response_headers = Headers()
	local.task_id = None
	local.module_app = None
	local.app_modules = None
	local.user = None
	local.user_perms = None
	local.role_permissions = {}
	local.valid_columns = {}
	local.new_doc_templates = {}
	local.request_cache = defaultdict(dict)
	local.jenv = None
	local.jloader = None
	local.cache = {}
	local.form_dict = _dict()
	local.preload_assets = {"style": [], "script": [], "icons": []}
	local.session = _dict(user="Guest", data=_dict())
	local.dev_server = 0


def connect(site: str | None = None, db_name: str | None = None, set_admin_as_user: bool = True) -> None:
	"""Connect the thread to its site's database, and drop what other processes have made stale."""
	from frappe.database import get_db

	if site:
		init(site)
	conf = frappe.local.conf
	frappe.local.db = get_db(
		socket=conf.db_socket,
		host=conf.db_host,
		port=conf.db_port,
		user=conf.db_user,
		password=conf.db_password,
		cur_db_name=db_name or conf.db_name,
	)
	frappe.cache.notice_changes()
	if set_admin_as_user:
		frappe.set_user("Administrator")


class init_site:
	"""Context manager: bind a site and release it."""

	def __init__(self, site: str | None = None):
		self.site = site

	def __enter__(self):
		init(self.site)
		return frappe.local

	def __exit__(self, *exception):
		frappe.destroy()


def get_site_name() -> str:
	"""Return the name of the thread's site."""
	return getattr(frappe.local, "site", None) or "frappe"


def get_conf(site: str | None = None) -> _dict:
	"""Return the thread's configuration, or the named site's."""
	if getattr(frappe.local, "conf", None):
		return frappe.local.conf
	with init_site(site):
		return frappe.local.conf


def get_bench_path() -> str:
	"""Return the folder that holds the sites folder."""
	return os.path.dirname(os.path.abspath(os.environ.get(SITES_PATH) or "."))


def get_site_base_path() -> str:
	"""Return the site's folder."""
	return frappe.local.site_path
