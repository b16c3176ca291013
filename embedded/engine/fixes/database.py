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
	Functions(
		"utils/global_search.py",
		("sync_values", "sync_value_in_queue", "search", "web_search"),
		"search",
		"there was no global search on SQLite, and none for Chinese: words are split at blanks",
	),
]
