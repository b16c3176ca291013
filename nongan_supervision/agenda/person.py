"""Who is asked about what waits for them, and how their rows are read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import frappe

from nongan_supervision.agenda.lead_times import LeadTime, days_before, lead_times
from nongan_supervision.agenda.schedule import quiet_days
from nongan_supervision.cases.clock import Moment
from nongan_supervision.permissions.scope import apply_scope, visible_villages
from nongan_supervision.permissions.viewer import SessionViewer, roles_by_department

if TYPE_CHECKING:
	from pypika.terms import Criterion

	from nongan_supervision.agenda.waiting import Deadline


@dataclass(frozen=True)
class Person:
	"""A user at a moment, with the roles of the permission table that they hold."""

	user: str
	now: Moment

	@cached_property
	def roles(self) -> frozenset[str]:
		return frozenset(SessionViewer(self.user).roles_in_table)

	@cached_property
	def villages(self) -> list[str]:
		"""The villages whose figures they may see."""
		return visible_villages(self.user)

	@cached_property
	def role_of_department(self) -> dict[str, str]:
		"""The role of each department."""
		return roles_by_department()

	@cached_property
	def closed_accounts(self) -> frozenset[str]:
		"""The users who are no longer there: what they had in hand is their department's."""
		return frozenset(frappe.get_all("User", {"enabled": 0}, pluck="name"))

	@cached_property
	def leads(self) -> dict[str, LeadTime]:
		"""The lead times of the kinds of deadline."""
		return lead_times()

	@cached_property
	def horizon(self) -> datetime.date:
		"""The last day before they can hear of anything again: today, unless quiet days follow."""
		return quiet_days(self.today).unheard_until(self.today)

	@property
	def today(self) -> datetime.date:
		return self.now.day

	def holds(self, *roles: str) -> bool:
		"""Whether they hold one of the roles."""
		return not self.roles.isdisjoint(roles)

	def until(self, what: str) -> datetime.date:
		"""The last day on which a deadline of a kind may end to be near today, or on quiet days that follow."""
		return self.horizon + datetime.timedelta(days=days_before(what, self.leads))

	def is_near(self, deadline: Deadline) -> bool:
		"""Whether it is time to tell them of a deadline, or would be on quiet days that follow."""
		return deadline.is_near(self.now, self.leads, self.horizon)

	def rows(self, doctype: str, fields: Iterable[str], *conditions: Criterion) -> list[frappe._dict]:
		"""The documents that meet all conditions and that they may read: one query; none where they read none."""
		if not frappe.has_permission(doctype, "read", user=self.user):
			return []
		table = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(table).select(*(table[field] for field in ("name", *fields))).orderby(table.name)
		for condition in conditions:
			query = query.where(condition)
		return apply_scope(query, doctype, self.user).run(as_dict=True)

	def role_of(self, department: str | None) -> tuple[str, ...]:
		"""The role of a department, as those whose turn it is; none for a department that has none."""
		return tuple(filter(None, [self.role_of_department.get(department or "")]))
