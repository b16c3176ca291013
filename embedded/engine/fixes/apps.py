"""Sites and apps: the wheel was cut down to one site and to the framework alone."""

from embedded.engine.fix import Functions

WHY = "the wheel serves one nameless site configured by environment variables"
ONE_APP = "the wheel knows no app but the framework"

FIXES = [
	Functions("__init__.py", ("init", "connect", "init_site", "get_site_name"), "sites", WHY),
	Functions("config.py", ("get_site_config", "get_common_site_config", "get_conf"), "sites", WHY),
	Functions("utils/__init__.py", ("get_bench_path", "get_site_base_path"), "sites", WHY),
	Functions(
		"__init__.py",
		(
			"get_all_apps",
			"get_installed_apps",
			"get_module_list",
			"_load_app_hooks",
			"get_hooks",
			"setup_module_map",
			"get_app_path",
			"get_app_source_path",
			"is_setup_complete",
		),
		"apps",
		ONE_APP,
	),
	Functions("patches.py", ("get_all_patches",), "apps", ONE_APP),
	Functions("model/sync.py", ("sync_all",), "apps", ONE_APP),
	Functions(
		"utils/installed_apps.py",
		("get_setup_wizard_completed_apps", "get_setup_wizard_not_required_apps"),
		"apps",
		ONE_APP,
	),
	Functions("installer.py", ("install_app", "add_to_installed_apps"), "installer", "install_app installs nothing"),
]
