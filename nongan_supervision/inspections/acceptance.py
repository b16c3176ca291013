"""Whose part it is to accept findings: the inspecting department's, but nobody's own as long as a colleague is there.

A village's patrols are accepted by the agriculture office. Where a department has one user only, that one accepts what
they have found themselves: the plan's smallest stations have no second person.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.inspections import errors
from nongan_supervision.inspections.states import DEPARTMENTS
from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.permissions.holders import users_with
from nongan_supervision.permissions.viewer import SessionViewer
from nongan_supervision.workflows.steps import role_of


def takers(roles: Iterable[str | None]) -> tuple[str, ...]:
	"""Return the roles whose part it is to accept the findings of a department of these roles."""
	return tuple(role for role in roles if role in DEPARTMENTS) or (AGRICULTURE,)


def refuse_own_findings(task: Document) -> None:
	"""Refuse to accept what one has handed in oneself, where a colleague could; administrators stand for anybody.

	:raises OwnFindingsError:
	"""
	user = frappe.session.user
	if user != task.submitted_by or SessionViewer(user).is_administrator:
		return
	roles = takers([role_of(task.department)])
	if has_colleagues(user, roles):
		frappe.throw(
			_("You handed in these findings yourself. Somebody else of {0} accepts them, or the leader.").format(
				"、".join(_(role) for role in roles)
			),
			errors.OwnFindingsError,
		)


def has_colleagues(user: str, roles: Iterable[str]) -> bool:
	"""Whether somebody else with one of these roles has an account that is open: one query."""
	return bool(set(users_with(roles)) - {user})
