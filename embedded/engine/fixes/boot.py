"""What the Desk learns at login: of every app, not of the framework alone."""

from embedded.engine.fix import Text

ONE_APP = "the wheel knows no app but the framework"
SET_UP = "an embedded site is set up when it is created"
NO_DESK = "who may open no app goes to their home page, as on a bench: a website user has no Desk"

FIXES = [
	Text("boot.py", 'for app_name in ["frappe"]:', "for app_name in frappe.get_installed_apps():", ONE_APP),
	Text("boot.py", 'for app in ["frappe"]:', "for app in frappe.get_installed_apps():", ONE_APP),
	Text(
		"boot.py",
		'apps = frappe.get_hooks("add_to_apps_screen")\n\t\tapp_info',
		'apps = frappe.get_hooks("add_to_apps_screen", app_name=app_name)\n\t\tapp_info',
		ONE_APP,
	),
	*(
		Text("boot.py", f'frappe.get_hooks("{hook}")', f'frappe.get_hooks("{hook}", app_name=app_name)', ONE_APP)
		for hook in ("app_title", "app_home", "app_logo_url")
	),
	Text(
		"apps.py",
		'app_details = frappe.get_hooks("add_to_apps_screen")\n\t\tif not len(app_details):',
		'app_details = frappe.get_hooks("add_to_apps_screen", app_name=app)\n\t\tif not len(app_details):',
		ONE_APP,
	),
	Text("apps.py", 'if len(_apps) == 0:\n\t\treturn "/desk"', "if len(_apps) == 0:\n\t\treturn None", NO_DESK),
]
