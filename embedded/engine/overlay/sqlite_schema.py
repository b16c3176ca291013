"""Tables of DocTypes on SQLite: created with their indexes, altered without losing keys, defaults or NOT NULL."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

import frappe
from frappe import _
from frappe.database.schema import DbColumn
from frappe.database.sqlite.schema import SQLiteTable as WheelSQLiteTable

NUMBERED = "INTEGER PRIMARY KEY AUTOINCREMENT"
NOT_NULL_DEFAULT = re.compile(r"NOT NULL DEFAULT ('(?:[^']|'')*'|\S+)")


class Index(NamedTuple):
	"""An index of a table; ``inline`` when it comes from the column's own UNIQUE."""

	name: str
	columns: tuple[str, ...]
	unique: bool
	inline: bool

	@property
	def is_single(self) -> bool:
		return len(self.columns) == 1

	def create(self, table: str) -> str:
		"""Return the statement that makes the index for ``table``."""
		columns = ", ".join(f"`{column}`" for column in self.columns)
		return f"CREATE {'UNIQUE ' * self.unique}INDEX IF NOT EXISTS `{self.name}` ON `{table}` ({columns})"


def own_index_name(table: str, name: str) -> str:
	"""Return the index's name in the file: SQLite's names are per file, MariaDB's per table."""
	return name if name.startswith(f"{table}__") else f"{table}__{name}"


def indexes(table: str) -> list[Index]:
	"""Return the table's indexes, the primary key's aside."""
	return [
		Index(row.name, tuple(_columns(row.name)), bool(row.unique), row.origin == "u")
		for row in frappe.db.sql(f"PRAGMA index_list(`{table}`)", as_dict=True)
		if row.origin != "pk"
	]


def _columns(index: str) -> list[str]:
	return [row.name for row in frappe.db.sql(f"PRAGMA index_info(`{index}`)", as_dict=True)]


class SQLiteTable(WheelSQLiteTable):
	"""The table behind one DocType."""

	def create(self) -> None:
		"""Create the table and the indexes that its fields ask for."""
		super().create()
		frappe.db.change_together(
			[
				self._index(column)
				for column in self.columns.values()
				if column.set_index and not column.unique and column.fieldtype in frappe.db.type_map
			]
		)

	def alter(self) -> None:
		"""Add, change and index columns so that the table follows the DocType."""
		for column in self.columns.values():
			column.build_for_alter_table(self.current_columns.get(column.fieldname.lower()))
		frappe.db.change_together([self._added(column) for column in self.add_column] + self._unindexed())
		changed = {*self.change_type, *self.set_default, *self.change_nullability}
		no_longer_unique = {column.fieldname for column in self.drop_unique}
		if changed or no_longer_unique:
			definitions = {column.fieldname: column.get_definition(for_modification=True) for column in changed}
			rebuild(self.table_name, definitions, no_longer_unique)
		frappe.db.change_together([self._index(column) for column in self.add_index])
		for column in self.add_unique:
			self._make_unique(column)

	def _added(self, column: DbColumn) -> str:
		definition = column.get_definition(for_modification=True)
		return f"ALTER TABLE `{self.table_name}` ADD COLUMN `{column.fieldname}` {definition}"

	def _index(self, column: DbColumn, unique: bool = False) -> str:
		name = f"unique_{column.fieldname}" if unique else f"{column.fieldname}_index"
		return Index(own_index_name(self.table_name, name), (column.fieldname,), unique, False).create(self.table_name)

	def _make_unique(self, column: DbColumn) -> None:
		try:
			frappe.db.change_together([self._index(column, unique=True)])
		except sqlite3.IntegrityError:
			message = _("{0} field cannot be set as unique in {1}, as there are non-unique existing values")
			frappe.throw(message.format(column.fieldname, self.table_name))

	def _unindexed(self) -> list[str]:
		"""The statements that drop what the DocType no longer asks for."""
		dropped = {((column.fieldname,), False) for column in self.drop_index}
		dropped |= {((column.fieldname,), True) for column in self.drop_unique}
		return [
			f"DROP INDEX `{index.name}`"
			for index in indexes(self.table_name)
			if not index.inline and (index.columns, index.unique) in dropped
		]


def rebuild(table: str, changed: dict[str, str], no_longer_unique: set[str] | frozenset = frozenset()) -> None:
	"""Write the table anew with the changed column definitions, in the way SQLite's manual prescribes."""
	new = f"{table}__new"
	columns = frappe.db.sql(f"PRAGMA table_info(`{table}`)", as_dict=True)
	created = frappe.db.sql("select sql from sqlite_master where type='table' and name=%s", table, pluck=True)[0]
	kept = indexes(table)
	unique = {index.columns[0] for index in kept if index.inline and index.is_single} - no_longer_unique
	numbered = "AUTOINCREMENT" in created.upper()
	definitions = ",\n".join(_definition(column, changed, numbered, column.name in unique) for column in columns)
	names = ", ".join(f"`{column.name}`" for column in columns)
	filled = ", ".join(_filled(column.name, changed) for column in columns)
	frappe.db.change_together(
		[
			f"CREATE TABLE `{new}` (\n{definitions}\n)",
			f"INSERT INTO `{new}` ({names}) SELECT {filled} FROM `{table}`",
			*(_keep_counting(table, new) if numbered else ()),
			f"DROP TABLE `{table}`",
			f"ALTER TABLE `{new}` RENAME TO `{table}`",
			*(index.create(table) for index in kept if not index.inline),
		]
	)


def _definition(column, changed: dict[str, str], numbered: bool, unique: bool) -> str:
	definition = changed.get(column.name)
	if column.pk:
		if definition:
			numbered = "INT" in definition.upper()
		return f"`{column.name}` " + (NUMBERED if numbered else "TEXT PRIMARY KEY")
	if definition is None:
		definition = column.type
		if column.notnull:
			definition += " NOT NULL"
		if column.dflt_value is not None:
			definition += f" DEFAULT {column.dflt_value}"
	return f"`{column.name}` {definition}" + (" UNIQUE" if unique else "")


def _filled(name: str, changed: dict[str, str]) -> str:
	"""The value copied into the new column: its default where it may no longer be empty."""
	default = NOT_NULL_DEFAULT.search(changed.get(name, ""))
	return f"coalesce(`{name}`, {default[1]})" if default else f"`{name}`"


def _keep_counting(table: str, new: str) -> list[str]:
	"""The statements that let ``new`` go on from the last number that ``table`` gave, its row deleted or not."""
	return [
		f"DELETE FROM sqlite_sequence WHERE name = '{new}'",
		f"INSERT INTO sqlite_sequence (name, seq) SELECT '{new}', seq FROM sqlite_sequence WHERE name = '{table}'",
	]


def next_number(table: str) -> int:
	"""Give the next number of a table whose rows SQLite counts, once; the framework asks for it before it inserts."""
	frappe.db.sql("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = %s", table)
	last = frappe.db.sql("SELECT seq FROM sqlite_sequence WHERE name = %s", table, pluck=True)
	if not last:
		number_from(table, 2)
	return last[0] if last else 1


def number_from(table: str, number: int) -> None:
	"""Let the table's next number be ``number``, or a higher one that it has come to already."""
	frappe.db.sql("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", (number - 1, table))
	if not frappe.db.sql("SELECT 1 FROM sqlite_sequence WHERE name = %s", table):
		frappe.db.sql("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", (table, number - 1))


def rename_table(old: str, new: str) -> None:
	"""Rename a table and its indexes, whose names would be in the way of another table under the old name."""
	own = [index for index in indexes(old) if not index.inline]
	moved = [index._replace(name=index.name.replace(old, new, 1)) for index in own]
	frappe.db.change_together(
		[
			f"ALTER TABLE `{old}` RENAME TO `{new}`",
			*(f"DROP INDEX `{index.name}`" for index in own),
			*(index.create(new) for index in moved),
		]
	)


def rename_column(table: str, old: str, new: str) -> None:
	"""Rename a column and the indexes of its own."""
	own = [index for index in indexes(table) if not index.inline and index.columns == (old,)]
	moved = [Index(index.name.replace(old, new), (new,), index.unique, False) for index in own]
	frappe.db.change_together(
		[
			*(f"DROP INDEX `{index.name}`" for index in own),
			f"ALTER TABLE `{table}` RENAME COLUMN `{old}` TO `{new}`",
			*(index.create(table) for index in moved),
		]
	)
