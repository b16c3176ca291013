"""What a right may be limited to. Each condition knows itself in two forms that must agree:

* ``sql(doctype, viewer)``: a condition on the DocType's own table, for lists, counts and reports;
* ``holds(doctype, values, viewer)``: the same of a document in memory, for one that is not saved yet.

Plain Python: quoting, villages and roles come from the viewer (see ``viewer.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

NOTHING = "1=0"
EVERYTHING = "1=1"


class Viewer(Protocol):
	"""The user who asks, through one of their roles."""

	user: str
	role: str

	def villages(self, doctype: str) -> list[str]:
		"""The villages that User Permissions give this user for documents of `doctype`."""

	def departments(self) -> list[str]:
		"""The Supervision Departments of the viewer's role."""

	def producers(self) -> list[str]:
		"""The producers whose portal account this user has."""

	def meets(self, doctype: str, name: str, condition: Condition) -> bool:
		"""Whether the stored document of this name meets `condition`, for this viewer."""

	def quote(self, value: str) -> str:
		"""`value` as an SQL literal of the site's database."""


def column(doctype: str, field: str) -> str:
	"""Return a DocType's column as SQL names it."""
	return f"`tab{doctype}`.`{field}`"


def any_of(column_sql: str, values: Iterable[str], viewer: Viewer) -> str:
	"""``column in (values)``; false when there are no values."""
	literals = ", ".join(viewer.quote(value) for value in values)
	return f"{column_sql} in ({literals})" if literals else NOTHING


class Condition:
	"""A limit on documents; combine with ``&``."""

	def sql(self, doctype: str, viewer: Viewer) -> str:
		raise NotImplementedError

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		raise NotImplementedError

	def __and__(self, other: Condition) -> Condition:
		return AllOf((self, other))


@dataclass(frozen=True)
class Anywhere(Condition):
	"""No limit."""

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return EVERYTHING

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		return True


@dataclass(frozen=True)
class AllOf(Condition):
	"""Every one of several conditions."""

	conditions: tuple[Condition, ...]

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return " and ".join(condition.sql(doctype, viewer) for condition in self.conditions)

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		return all(condition.holds(doctype, values, viewer) for condition in self.conditions)


@dataclass(frozen=True)
class InOwnVillage(Condition):
	"""The village is one of the user's: those of their User Permissions on Village. None, then nothing."""

	field: str = "village"

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return any_of(column(doctype, self.field), viewer.villages(doctype), viewer)

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		return values.get(self.field) in viewer.villages(doctype)


@dataclass(frozen=True)
class OneOf(Condition):
	"""A Select field has one of the given values."""

	field: str
	values: tuple[str, ...]

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return any_of(column(doctype, self.field), self.values, viewer)

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		return values.get(self.field) in self.values


@dataclass(frozen=True)
class OfOwnDepartment(Condition):
	"""A row of the child table names a Supervision Department of the viewer's role."""

	table_field: str
	child_doctype: str

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return (
			f"{column(doctype, 'name')} in ("
			f"select {column(self.child_doctype, 'parent')} from `tab{self.child_doctype}`"
			f" where {column(self.child_doctype, 'parenttype')} = {viewer.quote(doctype)}"
			f" and {any_of(column(self.child_doctype, 'department'), viewer.departments(), viewer)})"
		)

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		own = viewer.departments()
		return any(row.get("department") in own for row in values.get(self.table_field) or ())


@dataclass(frozen=True)
class InOwnDepartment(Condition):
	"""A link field names a Supervision Department of the viewer's role.

	With `is_filled_in`, a document that is being made and names none counts: its rules fill in the department of
	whoever makes it.
	"""

	field: str
	is_filled_in: bool = False

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return any_of(column(doctype, self.field), viewer.departments(), viewer)

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		if self.is_filled_in and values.get("__islocal") and not values.get(self.field):
			return bool(viewer.departments())
		return values.get(self.field) in viewer.departments()


@dataclass(frozen=True)
class Linked(Condition):
	"""The document that a link field names meets a condition of its own."""

	field: str
	doctype: str
	condition: Condition

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return (
			f"{column(doctype, self.field)} in ("
			f"select {column(self.doctype, 'name')} from `tab{self.doctype}`"
			f" where {self.condition.sql(self.doctype, viewer)})"
		)

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		linked = values.get(self.field)
		return bool(linked) and viewer.meets(self.doctype, linked, self.condition)


@dataclass(frozen=True)
class Owned(Condition):
	"""The user made the document."""

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return any_of(column(doctype, "owner"), [viewer.user], viewer)

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		return values.get("owner") in (None, "", viewer.user)


@dataclass(frozen=True)
class OfOwnProducer(Condition):
	"""The producer is one whose portal account the user has. None, then nothing."""

	field: str = "producer"

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return any_of(column(doctype, self.field), viewer.producers(), viewer)

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		return values.get(self.field) in viewer.producers()


@dataclass(frozen=True)
class Submitted(Condition):
	"""The document is submitted and not cancelled."""

	def sql(self, doctype: str, viewer: Viewer) -> str:
		return f"{column(doctype, 'docstatus')} = 1"

	def holds(self, doctype: str, values: Mapping[str, Any], viewer: Viewer) -> bool:
		return values.get("docstatus") == 1
