"""The database layer: SQLite made to hold, MariaDB without a compiled driver."""

from embedded.engine.fix import Functions, Text

FIXES = [
	Text(
		"database/__init__.py",
		"\t\timport frappe.database.sqlite.database\n\n\t\treturn frappe.database.sqlite.database.SQLiteDatabase(",
		"\t\timport frappe.embedded.sqlite\n\n\t\treturn frappe.embedded.sqlite.SQLiteDatabase(",
		"values were pasted into SQL, dates came back as text, readers that turned writers failed",
	),
	Text(
		"app.py",
		"import frappe.database.mariadb.mysqlclient  # Load database related utils\n",
		"",
		"mysqlclient needs a compiler; PyMySQL serves",
	),
	Text(
		"query_builder/builder.py",
		"return super()._builder(*args, wrapper_cls=SQLiteParameterizedValueWrapper, **kwargs)",
		"from frappe.embedded.query import SQLiteQueryBuilder\n\n\t\treturn SQLiteQueryBuilder(*args, **kwargs)",
		"PyPI's pypika sets the wrapper itself and refuses a second one, and knows no FOR UPDATE options",
	),
	Text(
		"query_builder/utils.py",
		"return self.func_map[db](*args, **kwds)",
		"return (self.func_map.get(db) or self.func_map[db_type_is.MARIADB])(*args, **kwds)",
		"some functions had no form for SQLite, which knows MariaDB's here",
	),
	Text(
		"model/document.py",
		'if self.flags.for_update and frappe.db.db_type != "sqlite":',
		"if self.flags.for_update:",
		"two who saved one document at the same time did not wait for each other, and one change was lost",
		count=2,
	),
	Text(
		"workflow/doctype/workflow_action/workflow_action.py",
		"\treturn frappe.get_cached_value(\n"
		'\t\t"Workflow Document State", {"parent": workflow_name, "state": state}, "is_optional_state"\n'
		"\t)",
		'\tstates = frappe.get_cached_doc("Workflow", workflow_name).states\n'
		"\treturn next((row.is_optional_state for row in states if row.state == state), None)",
		"rows that are asked for by filters are in no cache: each save read one for each of its next steps",
	),
	Functions(
		"utils/global_search.py",
		("sync_values", "search", "web_search"),
		"search",
		"there was no global search on SQLite, and none for Chinese: words are split at blanks",
	),
]
