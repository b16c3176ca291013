"""The SQLite database: bound values, real dates, one writer at a time.

The wheel's own layer pastes values into the SQL, returns dates as text, begins each transaction as a reader and
fails when it turns writer. This one binds every value, converts dates both ways as MariaDB's driver does, and
takes the write lock with the first write, so that several threads and processes of one site wait for each other.
"""

from __future__ import annotations

import sqlite3
import warnings

import frappe
from frappe.database.database import TRANSACTION_DISABLED_MSG, Database
from frappe.database.sqlite.database import SQLiteDatabase as WheelSQLiteDatabase
from frappe.embedded import search, sqlite_functions, sqlite_schema
from frappe.embedded.sqlite_schema import SQLiteTable, own_index_name
from frappe.embedded.sqlite_values import bind, is_write, to_sqlite
from frappe.utils import get_table_name

BUSY_TIMEOUT_SECONDS = 60


class SQLiteDatabase(WheelSQLiteDatabase):
	"""What ``frappe.db`` is on an embedded site."""

	def create_connection(self, read_only: bool = False) -> sqlite3.Connection:
		"""Open the site's file; transactions are begun here, not by the driver."""
		path = self.get_db_path()
		return sqlite3.connect(
			f"{path.as_uri()}?mode={'ro' if read_only else 'rwc'}",
			uri=True,
			detect_types=sqlite3.PARSE_DECLTYPES,
			timeout=BUSY_TIMEOUT_SECONDS,
			isolation_level=None,
			check_same_thread=False,
		)

	def get_connection(self, read_only: bool = False) -> sqlite3.Connection:
		"""Open a connection that knows the MariaDB functions the framework and apps use."""
		connection = self.create_connection(read_only)
		if not read_only:
			connection.execute("PRAGMA journal_mode=WAL")
		connection.execute("PRAGMA synchronous=NORMAL")
		connection.execute("PRAGMA cache_size=-65536")
		sqlite_functions.register(connection)
		return connection

	def set_execution_timeout(self, seconds: int) -> None:
		"""SQLite has no statement timeout; how long to wait for the write lock isn't one."""

	def sql(self, query, *arguments, **options):
		"""Run a query as it is: the wheel rewrote parts of it, inside literals too, that SQLite understands anyway."""
		return Database.sql(self, query, *arguments, **options)

	def execute_query(self, query, values=None):
		"""Run one statement with its values bound, taking the write lock first where it writes."""
		if is_write(query) and not self._conn.in_transaction:
			self._cursor.execute("BEGIN IMMEDIATE")
		query, bound = bind(query, values)
		return self._cursor.execute(query, bound)

	def begin(self, *, read_only: bool = False) -> None:
		"""Start a transaction: reading needs none, and the first write takes the lock."""
		read_only = bool(read_only or frappe.flags.read_only)
		if not self._conn:
			self.connect()
		if read_only != getattr(self, "read_only", False):
			self._conn.close()
			self._conn = self.get_connection(read_only=read_only)
			self._cursor = self._conn.cursor()
			self.read_only = read_only

	def commit(self, chain=None) -> None:
		"""Commit, then run what waited for it."""
		if not self._conn:
			self.connect()
		if self._disable_transaction_control:
			warnings.warn(message=TRANSACTION_DISABLED_MSG, stacklevel=2)
			return
		self.before_rollback.reset()
		self.after_rollback.reset()
		self.before_commit.run()
		wrote = self._conn.in_transaction
		self._conn.commit()
		self.transaction_writes = 0
		self.begin()
		if wrote:
			frappe.cache.publish_change()
		self.after_commit.run()

	def rollback(self, *, save_point=None, chain=None) -> None:
		"""Undo the transaction, or what came after ``save_point``."""
		if not self._conn:
			self.connect()
		if save_point:
			if self._conn.in_transaction:
				self.sql(f"rollback to savepoint {save_point}")
		elif self._disable_transaction_control:
			warnings.warn(message=TRANSACTION_DISABLED_MSG, stacklevel=2)
		else:
			self.before_commit.reset()
			self.after_commit.reset()
			self.before_rollback.run()
			self._conn.rollback()
			self.transaction_writes = 0
			self.begin()
			self.after_rollback.run()

	def updatedb(self, doctype: str, meta=None) -> None:
		"""Bring the DocType's table to its fields."""
		issingle = self.sql("select issingle from `tabDocType` where name=%s", (doctype,))
		if not issingle:
			raise Exception(f"Wrong doctype {doctype} in updatedb")
		if not issingle[0][0]:
			table = SQLiteTable(doctype, meta)
			table.validate()
			table.sync()
			self.commit()

	def change_together(self, statements: list[str]) -> None:
		"""Commit, then change the schema by all of the statements or, should one fail, by none."""
		control, self._disable_transaction_control = self._disable_transaction_control, 0
		self.commit()
		self.clear_db_table_cache("create")
		try:
			for statement in statements:
				self.execute_query(statement)
			self.commit()
		except sqlite3.Error:
			self.rollback()
			raise
		finally:
			self._disable_transaction_control = control

	def rename_column(self, doctype: str, old_column_name: str, new_column_name: str) -> None:
		"""Rename a column in place, with its indexes."""
		sqlite_schema.rename_column(get_table_name(doctype), old_column_name, new_column_name)

	def change_column_type(self, doctype: str, column: str, type: str, nullable: bool = False) -> None:
		"""Give a column another type; the rest of the table stays what it is."""
		sqlite_schema.rebuild(get_table_name(doctype), {column: type if nullable else f"{type} NOT NULL"})

	def rename_table(self, old_name: str, new_name: str) -> None:
		"""Rename a DocType's table, and its indexes with it."""
		sqlite_schema.rename_table(get_table_name(old_name), get_table_name(new_name))

	def get_table_columns_description(self, table_name: str) -> list:
		"""Return the table's columns as the framework's schema comparison expects them."""
		alone = {(index.columns[0], index.unique) for index in sqlite_schema.indexes(table_name) if index.is_single}
		columns = self.sql(f"PRAGMA table_info(`{table_name}`)", as_dict=1)
		for column in columns:
			column.update(
				default=column.dflt_value,
				not_nullable=bool(column.notnull),
				index=(column.name, False) in alone,
				unique=(column.name, True) in alone,
			)
		return columns

	def has_index(self, table_name: str, name: str) -> bool:
		"""Return whether the table has the index, whose stored name carries the table's."""
		names = {index.name for index in sqlite_schema.indexes(table_name)}
		return not names.isdisjoint((name, own_index_name(table_name, name)))

	def get_column_index(self, table_name: str, fieldname: str, unique: bool = False) -> frappe._dict | None:
		"""Return the table's index on the one column, if there is any."""
		for index in sqlite_schema.indexes(table_name):
			if index.columns == (fieldname,) and index.unique == bool(unique):
				return frappe._dict(name=index.name, Key_name=index.name)

	def add_index(self, doctype: str, fields: list, index_name: str | None = None) -> None:
		"""Create an index under a name of its table's own: SQLite knows one name per file."""
		name = index_name or self.get_index_name(fields)
		super().add_index(doctype, fields, own_index_name(get_table_name(doctype), name))

	def add_unique(self, doctype: str, fields, constraint_name: str | None = None) -> None:
		"""Create a unique index under a name of its table's own."""
		fields = [fields] if isinstance(fields, str) else fields
		name = constraint_name or f"unique_{'_'.join(fields)}"
		super().add_unique(doctype, fields, own_index_name(get_table_name(doctype), name))

	def get_next_sequence_val(self, doctype: str) -> int:
		"""Return the next number of a DocType whose documents are numbered."""
		return sqlite_schema.next_number(get_table_name(doctype))

	def set_next_sequence_val(self, doctype: str, next_val: int, *, is_val_used: bool = False) -> None:
		"""Go on numbering at ``next_val``, or after it where it is in use; never again below what was given."""
		sqlite_schema.number_from(get_table_name(doctype), int(next_val) + bool(is_val_used))

	def create_global_search_table(self) -> None:
		"""Create the table behind the Desk's search."""
		search.create_table()

	def get_row_size(self, doctype: str) -> int:
		"""SQLite has no limit that a DocType's row could meet."""
		return 0

	@staticmethod
	def format_datetime(datetime) -> str:
		"""Return the moment as it is stored, for conditions that are written into the query."""
		return to_sqlite(Database.format_datetime(datetime))

	@staticmethod
	def escape(s, percent: bool = True) -> str:
		"""Return ``s`` as an SQL literal."""
		text = str(s).replace("'", "''")
		return "'" + (text.replace("%", "%%") if percent else text) + "'"
