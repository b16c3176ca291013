"""States and steps as a table: what may follow what, and by whose hand.

Plain Python, no framework.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
	"""A step from one state to another: what it is called, and the roles that may take it."""

	state: str
	action: str
	next_state: str
	roles: tuple[str, ...]


@dataclass(frozen=True)
class Contract:
	"""The states of a kind of record, the first one first, and the steps between them.

	:param settled: states in which nothing changes any more.
	:param reason_fields: actions that need a reason, and the field it stands in.
	"""

	states: tuple[str, ...]
	steps: tuple[Step, ...]
	settled: frozenset[str] = frozenset()
	reason_fields: Mapping[str, str] = field(default_factory=dict)

	@property
	def first(self) -> str:
		"""The state of a new record."""
		return self.states[0]

	def step_between(self, state: str, next_state: str) -> Step | None:
		"""Return the step from one state to another, None if there is none."""
		return next((each for each in self.steps if (each.state, each.next_state) == (state, next_state)), None)
