"""Chinese where no translation file can reach."""

from embedded.engine.fix import Text

RAW = "the text is not given to the translation"

FIXES = [
	Text(
		"translate.py",
		"\t\t\tall_translations.update(get_translated_countries())\n",
		"\t\t\tall_translations = {**get_translated_countries(), **all_translations}\n",
		"names of territories came from a table that overrode every translation, the site's own included",
	),
	Text(
		"public/js/frappe/form/workflow.js",
		'title: "Workflow: " + frappe',
		'title: __("Workflow") + ": " + frappe',
		RAW,
	),
	Text(
		"public/js/frappe/form/sidebar/form_sidebar_users.js",
		'type == "viewers" ? "viewing this document" : "composing an email"',
		'type == "viewers" ? __("viewing this document") : __("composing an email")',
		RAW,
	),
	Text(
		"public/js/frappe/form/toolbar.js",
		"this.page.set_secondary_action(__(status), function () {\n\t\t\t\t\tme.frm.savecancel(this);",
		'this.page.set_secondary_action(__("Cancel", null, "Button in list view actions menu"), function () {'
		"\n\t\t\t\t\tme.frm.savecancel(this);",
		"cancelling a document and leaving a dialog are two words in Chinese",
	),
	Text(
		"public/js/frappe/views/reports/report_view.js",
		'frappe.confirm("Are you sure you want to delete this report?"',
		'frappe.confirm(__("Are you sure you want to delete this report?")',
		RAW,
	),
	Text(
		"core/doctype/user_permission/user_permission_list.js",
		'dialog.set_primary_action("Update");',
		'dialog.set_primary_action(__("Update"));',
		RAW,
	),
	Text(
		"core/doctype/user_permission/user_permission_list.js",
		'dialog.set_primary_action("Submit");',
		'dialog.set_primary_action(__("Submit"));',
		RAW,
	),
	Text(
		"public/js/frappe/ui/page.html",
		'placeholder="Search for type a command"',
		'placeholder="{{ __("Search or type a command") }}"',
		RAW,
	),
	Text(
		"desk/page/desktop/desktop.js",
		"let content = `${this.child_icons.length} Workspaces`;",
		'let content = __("{0} Workspaces", [this.child_icons.length]);',
		RAW,
	),
]
