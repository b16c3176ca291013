"""A condition that is already SQL, as a criterion of the query builder."""

from __future__ import annotations

from typing import Any

from pypika.terms import Criterion


class SqlCondition(Criterion):
	"""SQL as the permission hooks and the framework's match conditions give it, for ``query.where``.

	Names are qualified by their table, so the query must select from the DocType's own table, unaliased.
	"""

	def __init__(self, sql: str) -> None:
		super().__init__()
		self.text = sql

	def get_sql(self, **kwargs: Any) -> str:
		# a query that runs with bound values is %-formatted by the database's driver
		text = self.text.replace("%", "%%") if kwargs.get("param_wrapper") else self.text
		return f"({text})"
