"""The permission entries of the app's ``hooks.py``: one function each, for every DocType of the table."""

from nongan_supervision.permissions.table import CHILD_TABLES, TABLE

RULES = "nongan_supervision.permissions.rules"
GUARDS = "nongan_supervision.permissions.guards"

query_conditions: dict[str, str] = {
	**dict.fromkeys((*TABLE, *CHILD_TABLES), f"{RULES}.query_conditions"),
	"File": f"{GUARDS}.file_conditions",
	"Tag Link": f"{GUARDS}.tag_conditions",
	"Workflow Action": f"{GUARDS}.action_conditions",
}

has_permission: dict[str, str] = {
	**dict.fromkeys(TABLE, f"{RULES}.has_permission"),
	"File": f"{GUARDS}.may_use_file",
}

BEFORE_RULES = [
	"nongan_supervision.registry.bounds.refuse_out_of_bounds",
	"nongan_supervision.permissions.server_fields.keep",
]
"""What holds for every document, and is looked at before the rules of its kind."""

doc_events: dict[tuple[str, ...], dict[str, str | list[str]]] = {
	tuple(TABLE): {
		"before_insert": "nongan_supervision.permissions.names.name_by_rule",
		"before_rename": "nongan_supervision.permissions.names.check_new_name",
		"before_validate": BEFORE_RULES,
		"before_update_after_submit": BEFORE_RULES,
	},
}

guarded_methods: dict[str, str] = {
	"frappe.client.get_count": f"{GUARDS}.get_count",
	"frappe.desk.form.load.getdoc": f"{GUARDS}.getdoc",
	"frappe.desk.form.linked_with.get": f"{GUARDS}.get_linked",
	"frappe.desk.form.linked_with.get_submitted_linked_docs": f"{GUARDS}.get_submitted_linked_docs",
	"frappe.desk.listview.get_group_by_count": f"{GUARDS}.get_group_by_count",
	"frappe.desk.notifications.get_open_count": f"{GUARDS}.get_open_count",
	"frappe.desk.search.get_link_title": f"{GUARDS}.get_link_title",
	"frappe.desk.search.search_link": f"{GUARDS}.search_link",
	"frappe.desk.search.search_widget": f"{GUARDS}.search_widget",
	"frappe.geo.utils.get_coords": f"{GUARDS}.get_coords",
	"frappe.utils.global_search.search": f"{GUARDS}.global_search",
	"run_doc_method": f"{GUARDS}.run_doc_method",
	"runserverobj": f"{GUARDS}.run_doc_method",
}
"""For ``override_whitelisted_methods``: see guards.py for what each of them forgets."""
