"""The two ends of a notice between origin and market, and which of them does what: nobody answers their own notice."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import errors
from nongan_supervision.cases.snapshot import plain
from nongan_supervision.permissions.grants import ADMINISTRATORS, AGRICULTURE, MARKET
from nongan_supervision.workflows import errors as step_errors
from nongan_supervision.workflows.contract import Contract, Step

NOTICE = "Nonconformity Notice"
ORIGIN_TO_MARKET = "Origin to Market"
MARKET_TO_ORIGIN = "Market to Origin"

DRAFT = "Draft"
SENT = "Sent"
REPLIED = "Replied"
CLOSED = "Closed"
STATES = (DRAFT, SENT, REPLIED, CLOSED)

SEND = "Send"
REPLY = "Reply"
RETURN = "Return for More"
CLOSE = "Close"

BOTH_ENDS = (AGRICULTURE, MARKET)

STEPS = (
	Step(DRAFT, SEND, SENT, BOTH_ENDS),
	Step(SENT, REPLY, REPLIED, BOTH_ENDS),
	Step(REPLIED, RETURN, SENT, BOTH_ENDS),
	Step(REPLIED, CLOSE, CLOSED, BOTH_ENDS),
)

CONTRACT = Contract(STATES, STEPS, frozenset({CLOSED}))

ENDS = {ORIGIN_TO_MARKET: (AGRICULTURE, MARKET), MARKET_TO_ORIGIN: (MARKET, AGRICULTURE)}
"""Direction → the role of who sends the notice, and of who answers it."""

PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
	REPLY: (SENT, ("reply", "replied_on")),
	RETURN: (REPLIED, ("return_reason",)),
}
"""Action → the state in which its fields are filled in, by who takes the action, and the fields."""


def role_of(action: str, direction: str | None) -> str | None:
	"""Return the role that takes an action on a notice of this direction: the other end replies, the sender acts."""
	sender, other = ENDS.get(direction or "", (None, None))
	return other if action == REPLY else sender


def check_end(notice: Document, action: str) -> None:
	"""Refuse an action to the wrong end, and a reply to whoever sent the notice; administrators stand for either.

	:raises WrongRoleError: names the role whose part it is.
	:raises OwnRequestError:
	"""
	stored = notice.get_doc_before_save()
	role = role_of(action, notice.direction)
	if set(frappe.get_roles()).isdisjoint((role, *ADMINISTRATORS)):
		frappe.throw(
			_("{0} is the part of: {1}.").format(_(action), _(role) if role else "—"),
			step_errors.WrongRoleError,
		)
	if action == REPLY and stored and frappe.session.user == stored.sent_by:
		frappe.throw(
			_("{0}: you sent this notice yourself. The other end answers it.").format(_(action)),
			errors.OwnRequestError,
		)


def leave_each_end_its_part(notice: Document) -> None:
	"""Refuse to write what is the other end's, or what was said already; a draft has no reply yet.

	:raises LockedFieldError: names the field, in a state in which it stands still.
	:raises WrongRoleError:
	:raises OwnRequestError:
	"""
	stored = notice.get_doc_before_save()
	for action, (state, fieldnames) in PARTS.items():
		if not stored or stored.workflow_state in (None, DRAFT):
			notice.update(dict.fromkeys(fieldnames))
			continue
		changed = [name for name in fieldnames if _value(notice, name) != _value(stored, name)]
		if not changed:
			continue
		if stored.workflow_state != state:
			label = _(notice.meta.get_label(changed[0]), context="Nonconformity Notice")
			frappe.throw(
				_("While the state is {0}, this stays as it is, or is not yours to change: {1}.").format(
					_(stored.workflow_state), label
				),
				step_errors.LockedFieldError,
			)
		check_end(notice, action)


def _value(notice: Document, fieldname: str) -> str:
	return plain(notice.get(fieldname), notice.meta.get_field(fieldname).fieldtype)
