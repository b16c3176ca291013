"""Tables of DocTypes on SQLite: created with their indexes, altered without losing keys, defaults or NOT NULL."""

from __future__ import annotations

import re

import frappe
from frappe.database.schema import DbColumn
from frappe.database.sqlite.schema import SQLiteTable as WheelSQLiteTable


def index_name(table: str, name: str) -> str:
	"""Return the index's name in the file: SQLite's names are per file, MariaDB's per table."""
	prefix = re.sub(r"\W+", "_", table)
	return name if name.startswith(f"{prefix}__") else f"{prefix}__{name}"


class SQLiteTable(WheelSQLiteTable):
	"""The table behind one DocType."""

	def create(self) -> None:
		"""Create the table and the indexes that its fields ask for."""
		super().create()
		for column in self.columns.values():
			if column.set_index and not column.unique and self._stored(column):
				self._create_index(column.fieldname)

	def alter(self) -> None:
		"""Add, change and index columns so that the table follows the DocType."""
		for column in self.columns.values():
			column.build_for_alter_table(self.current_columns.get(column.fieldname.lower()))
		for column in self.add_column:
			definition = column.get_definition(for_modification=True)
			frappe.db.sql_ddl(f"ALTER TABLE `{self.table_name}` ADD COLUMN `{column.fieldname}` {definition}")
		changed = {
			column.fieldname: column.get_definition(for_modification=True)
			for column in (*self.change_type, *self.set_default, *self.change_nullability)
		}
		dropped = {column.fieldname for column in (*self.drop_unique, *self.drop_index)}
		inline_unique = {column.fieldname for column in self.drop_unique}
		self._drop_indexes(dropped)
		if changed or inline_unique:
			self._rebuild(changed)
		for column in self.add_unique:
			self._create_index(column.fieldname, unique=True)
		for column in self.add_index:
			self._create_index(column.fieldname)

	def _stored(self, column: DbColumn) -> bool:
		return column.fieldtype in frappe.db.type_map

	def _create_index(self, fieldname: str, unique: bool = False) -> None:
		kind, suffix = ("UNIQUE INDEX", f"unique_{fieldname}") if unique else ("INDEX", f"{fieldname}_index")
		name = index_name(self.table_name, suffix)
		frappe.db.sql_ddl(f"CREATE {kind} IF NOT EXISTS `{name}` ON `{self.table_name}` (`{fieldname}`)")

	def _drop_indexes(self, fieldnames: set[str]) -> None:
		for index in frappe.db.sql(f"PRAGMA index_list(`{self.table_name}`)", as_dict=1):
			columns = frappe.db.sql(f"PRAGMA index_info(`{index.name}`)", as_dict=1)
			if index.origin == "c" and len(columns) == 1 and columns[0].name in fieldnames:
				frappe.db.sql_ddl(f"DROP INDEX `{index.name}`")

	def _rebuild(self, changed: dict[str, str]) -> None:
		"""Write the table anew with the changed column definitions, in the way SQLite's manual prescribes."""
		table, new = self.table_name, f"{self.table_name}__new"
		columns = frappe.db.sql(f"PRAGMA table_info(`{table}`)", as_dict=1)
		indexes = frappe.db.sql(
			"select sql from sqlite_master where type='index' and tbl_name=%s and sql is not null", table, pluck=True
		)
		created = frappe.db.sql("select sql from sqlite_master where type='table' and name=%s", table, pluck=True)[0]
		key = "PRIMARY KEY AUTOINCREMENT" if "AUTOINCREMENT" in created.upper() else "PRIMARY KEY"
		unique = {column.fieldname for column in self.columns.values() if column.unique}
		definitions = ",\n".join(_definition(column, changed, key, unique) for column in columns)
		names = ", ".join(f"`{column.name}`" for column in columns)
		filled = ", ".join(_filled(column, changed) for column in columns)
		frappe.db.sql_ddl(f"DROP TABLE IF EXISTS `{new}`")
		frappe.db.sql_ddl(f"CREATE TABLE `{new}` (\n{definitions}\n)")
		frappe.db.sql_ddl(f"INSERT INTO `{new}` ({names}) SELECT {filled} FROM `{table}`")
		frappe.db.sql_ddl(f"DROP TABLE `{table}`")
		frappe.db.sql_ddl(f"ALTER TABLE `{new}` RENAME TO `{table}`")
		for statement in indexes:
			frappe.db.sql_ddl(statement)


def _definition(column, changed: dict[str, str], key: str, unique: set[str]) -> str:
	if column.pk:
		return f"`{column.name}` {column.type} {key}"
	definition = changed.get(column.name)
	if definition is None:
		definition = column.type
		if column.notnull:
			definition += " NOT NULL"
		if column.dflt_value is not None:
			definition += f" DEFAULT {column.dflt_value}"
	return f"`{column.name}` {definition}" + (" UNIQUE" if column.name in unique else "")


def _filled(column, changed: dict[str, str]) -> str:
	"""The value copied into the new column: its default where it may no longer be empty."""
	default = re.search(r"NOT NULL DEFAULT ('(?:[^']|'')*'|\S+)", changed.get(column.name, ""))
	return f"coalesce(`{column.name}`, {default.group(1)})" if default else f"`{column.name}`"
