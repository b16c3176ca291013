"""The permission entries of the app's ``hooks.py``: one function each, for every DocType of the table."""

from nongan_supervision.permissions import markup
from nongan_supervision.permissions.desk_documents import DOCTYPES as OF_THE_DESK
from nongan_supervision.permissions.desk_documents import PROGRAMS, STORED_UNASKED
from nongan_supervision.permissions.table import CHILD_TABLES, TABLE

RULES = "nongan_supervision.permissions.rules"
DESK = "nongan_supervision.permissions.desk_documents"
ATTACHMENTS = "nongan_supervision.permissions.attachments"
CHARTS = "nongan_supervision.permissions.charts"
CONFLICTS = "nongan_supervision.permissions.conflicts"
GUARDS = "nongan_supervision.permissions.guards"
MARKS = "nongan_supervision.permissions.marks"
NAMES = "nongan_supervision.permissions.names"

query_conditions: dict[str, str] = {
	**dict.fromkeys((*TABLE, *CHILD_TABLES), f"{RULES}.query_conditions"),
	"File": f"{GUARDS}.file_conditions",
	"Document Follow": f"{GUARDS}.follow_conditions",
	"Tag Link": f"{GUARDS}.tag_conditions",
	"Workflow Action": f"{GUARDS}.action_conditions",
}

has_permission: dict[str, str] = {
	**dict.fromkeys(TABLE, f"{RULES}.has_permission"),
	**dict.fromkeys(OF_THE_DESK, f"{DESK}.may_change"),
	"File": f"{ATTACHMENTS}.may_use_file",
}

CLEAN_TEXTS = "nongan_supervision.permissions.markup.clean_texts"

BEFORE_RULES = [
	"nongan_supervision.permissions.shapes.write_as_text",
	CLEAN_TEXTS,
	"nongan_supervision.permissions.addresses.refuse_unusable",
	"nongan_supervision.registry.bounds.refuse_out_of_bounds",
	"nongan_supervision.permissions.server_fields.keep",
]
"""What holds for every document, and is looked at before the rules of its kind."""

extensions: dict[str, list[str]] = {doctype: [f"{CONFLICTS}.SaysWhoWasFaster"] for doctype in TABLE}
"""For ``extend_doctype_class``, which Frappe 15 does not know and does not need here."""

doc_events: dict[tuple[str, ...] | str, dict[str, str | list[str]]] = {
	"*": {
		"after_rename": f"{NAMES}.refuse_unlooked",
		"before_rename": f"{NAMES}.note_look",
		"before_update_after_submit": f"{ATTACHMENTS}.refuse_hidden_files",
		"before_validate": f"{ATTACHMENTS}.refuse_hidden_files",
	},
	tuple(TABLE): {
		"before_discard": f"{RULES}.refuse_discarding",
		"before_insert": f"{NAMES}.name_by_rule",
		"before_print": [
			f"{RULES}.refuse_hidden_references",
			"nongan_supervision.permissions.titles.hide_titles_in_print",
		],
		"before_rename": f"{NAMES}.check_new_name",
		"before_validate": BEFORE_RULES,
		"before_update_after_submit": BEFORE_RULES,
	},
	markup.DRAWN_FOR_OTHERS: {"before_validate": CLEAN_TEXTS},
	"Report": {"before_validate": "nongan_supervision.permissions.markup.write_columns_as_text"},
	tuple(PROGRAMS): {"before_validate": f"{DESK}.refuse_programs"},
	STORED_UNASKED: {"before_validate": f"{DESK}.keep"},
	"Comment": {"before_insert": f"{MARKS}.keep_comment", "validate": f"{MARKS}.keep_note"},
	"Document Follow": {"before_validate": f"{MARKS}.keep_following"},
	"ToDo": {"before_validate": f"{MARKS}.keep_assignment"},
}

NAMES_OF_FOLLOW_DOCUMENT = (
	"frappe.desk.form.document_follow",
	"frappe.desk.form.assign_to",
	"frappe.desk.form.utils",
	"frappe.desk.like",
	"frappe.model.document",
	"frappe.share",
)
"""A whitelisted function can be called by the name of each module that imports it."""

guarded_methods: dict[str, str] = {
	**{f"{module}.follow_document": f"{MARKS}.follow_document" for module in NAMES_OF_FOLLOW_DOCUMENT},
	"frappe.client.get_count": f"{GUARDS}.get_count",
	"frappe.client.search_widget": f"{GUARDS}.search_widget",
	"frappe.automation.doctype.auto_repeat.auto_repeat.make": f"{ATTACHMENTS}.make_mail",
	"frappe.core.doctype.communication.email.make": f"{ATTACHMENTS}.make_mail",
	"frappe.automation.doctype.auto_repeat.auto_repeat.assign_to": f"{MARKS}.assign",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": f"{CHARTS}.get_chart",
	"frappe.desk.doctype.tag.tag.add_tag": f"{MARKS}.add_tag",
	"frappe.desk.doctype.tag.tag.add_tags": f"{MARKS}.add_tags",
	"frappe.desk.doctype.tag.tag.get_tagged_docs": f"{MARKS}.get_tagged_docs",
	"frappe.desk.doctype.tag.tag.remove_tag": f"{MARKS}.remove_tag",
	"frappe.desk.form.assign_to.add": f"{MARKS}.assign",
	"frappe.desk.form.document_follow.get_follow_users": f"{MARKS}.get_follow_users",
	"frappe.desk.form.document_follow.unfollow_document": f"{MARKS}.unfollow_document",
	"frappe.desk.form.load.getdoc": f"{GUARDS}.getdoc",
	"frappe.desk.form.linked_with.get": f"{GUARDS}.get_linked",
	"frappe.desk.form.linked_with.get_submitted_linked_docs": f"{GUARDS}.get_submitted_linked_docs",
	"frappe.desk.form.utils.get_next": f"{MARKS}.get_next",
	"frappe.desk.like.toggle_like": f"{MARKS}.toggle_like",
	"frappe.desk.listview.get_group_by_count": f"{GUARDS}.get_group_by_count",
	"frappe.desk.notifications.get_open_count": f"{GUARDS}.get_open_count",
	"frappe.desk.search.get_link_title": f"{GUARDS}.get_link_title",
	"frappe.desk.search.search_link": f"{GUARDS}.search_link",
	"frappe.desk.search.search_widget": f"{GUARDS}.search_widget",
	"frappe.desk.treeview.get_all_nodes": f"{GUARDS}.get_all_nodes",
	"frappe.email.relink": f"{MARKS}.relink",
	"frappe.geo.utils.get_coords": f"{GUARDS}.get_coords",
	"frappe.handler.run_doc_method": f"{GUARDS}.run_doc_method",
	"frappe.handler.runserverobj": f"{GUARDS}.run_doc_method",
	"frappe.utils.file_manager.add_attachments": f"{ATTACHMENTS}.add_attachments",
	"frappe.utils.global_search.search": f"{GUARDS}.global_search",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": f"{GUARDS}.get_workflow_state_count",
	"run_doc_method": f"{GUARDS}.run_doc_method",
	"runserverobj": f"{GUARDS}.run_doc_method",
}
"""For ``override_whitelisted_methods``: see guards.py, marks.py and attachments.py for what each of them forgets."""
