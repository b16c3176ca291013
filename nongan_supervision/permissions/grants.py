"""What a cell of the permission table says: rights, conditions, fields; and the roles that its columns are.

Plain Python, no framework: the generator of the DocPerms runs without a site.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nongan_supervision.permissions.conditions import Anywhere, Condition

LEADER = "Supervision Leader"
AGRICULTURE = "Agriculture Office"
MARKET = "Market Supervision"
VETERINARY = "Veterinary Station"
POLICE = "Police Station"
VILLAGE = "Village Officer"
DISTRICT = "District Bureau"
OFFICES = (LEADER, AGRICULTURE, MARKET, VETERINARY, POLICE, VILLAGE, DISTRICT)
"""The roles of those who supervise, who work in the Desk."""

PORTAL = "Producer Portal"
"""The role of those who are supervised: website users, each with a producer of their own or several."""

ROLES = (*OFFICES, PORTAL)

ADMINISTRATORS = ("System Manager", "Nongan Administrator")
"""Roles that may do everything; they alone may share documents past this table."""

READING = frozenset({"read", "select", "report", "print", "email", "export"})
WRITING = frozenset({"create", "write", "delete", "submit", "cancel", "amend", "import"})


ANYWHERE = Anywhere()


@dataclass(frozen=True)
class Clause:
	"""Rights on the documents that meet a condition; where `fields` are named, no others may change."""

	rights: frozenset[str]
	condition: Condition = ANYWHERE
	fields: tuple[str, ...] = ()

	@property
	def is_unlimited(self) -> bool:
		return self.condition == ANYWHERE and not self.fields


@dataclass(frozen=True)
class Grant:
	"""What one role may do with one DocType."""

	clauses: tuple[Clause, ...] = ()

	def where(self, condition: Condition) -> Grant:
		"""The same rights, on documents that meet `condition` only."""
		return Grant(tuple(replace(clause, condition=condition) for clause in self.clauses))

	def __or__(self, other: Grant) -> Grant:
		return Grant(self.clauses + other.clauses)

	@property
	def rights(self) -> frozenset[str]:
		"""Every right that the role has on at least some documents."""
		return frozenset().union(*(clause.rights for clause in self.clauses))

	def clauses_with(self, right: str) -> tuple[Clause, ...]:
		return tuple(clause for clause in self.clauses if right in clause.rights)


def changing(*fields: str) -> Grant:
	"""The right to change these fields of existing documents, and no others."""
	return Grant((Clause(frozenset({"write"}), fields=fields),))


NONE = Grant()


def row(*cells: Grant, portal: Grant = NONE) -> dict[str, Grant]:
	"""A table row: one cell per office, in the order of `OFFICES`, and that of the producers' portal."""
	return {**dict(zip(OFFICES, cells, strict=True)), PORTAL: portal}


READ = Grant((Clause(READING),))
WRITE = Grant((Clause(READING | WRITING),))
KEEP = Grant((Clause(READING | (WRITING - {"delete"})),))
"""Write, but not delete: for what the system opens, and what only the work on it may end."""
