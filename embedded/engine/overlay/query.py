"""The query builder on SQLite, where PyPI's pypika lacks what the framework's own fork of it can do."""

from __future__ import annotations

from frappe.query_builder.terms import SQLiteParameterizedValueWrapper
from pypika.dialects import SQLLiteQueryBuilder
from pypika.queries import QueryBuilder
from pypika.utils import builder


class SQLiteQueryBuilder(SQLLiteQueryBuilder):
	"""Writes parameters instead of values, and accepts MariaDB's locking clauses.

	Names stand in backticks: in double quotes, a column that isn't there is taken for a text, silently.
	"""

	QUOTE_CHAR = "`"

	def __init__(self, **options) -> None:
		super().__init__(**options)
		self._wrapper_cls = SQLiteParameterizedValueWrapper

	@builder
	def for_update(self, nowait: bool = False, skip_locked: bool = False, of: tuple = ()) -> QueryBuilder:
		"""Lock: the database layer takes the write lock for it, which nobody can skip."""
		self._for_update = True
