"""Rules of a notice between origin and market (不合格农产品信息双向通报).

Source: clause 4.2 of the plan, 双向通报、联合核查、闭环处置. Who finds a nonconforming product tells the other end of
its way: the market the origin, or the origin the market. The other end answers within the settings' days, with where
the product came from or went to; both verify it together and say what became of it, and only then does the sender
close it.

The Workflow record of the Desk is made from `STEPS` once and then belongs to the administrators; what may follow what,
and which end takes it (`notice_ends.py`), is checked here, however it is sent.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import clues, deadlines, errors, notice_flows
from nongan_supervision.cases.notice_ends import (
	CLOSE,
	CONTRACT,
	DRAFT,
	MARKET_TO_ORIGIN,
	NOTICE,
	REPLY,
	RETURN,
	SEND,
	check_end,
	leave_each_end_its_part,
)
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.places import complete_place
from nongan_supervision.workflows import errors as step_errors
from nongan_supervision.workflows import steps
from nongan_supervision.workflows.steps import require

SAID = (
	"direction",
	"counterpart",
	"village",
	"product",
	"producer",
	"batch_no",
	"certificate",
	"residue_test",
	"finding",
)
"""What a notice says: it may be completed once it is sent, but not changed."""

SET_BY_SENDING = ("notified_on", "sent_by", "reply_due_on", "case_clue")
"""What sending has set."""


def apply_rules(notice: Document, context: Context) -> None:
	"""Complete a notice and refuse it if a rule is broken.

	:raises CaseError: one of :mod:`nongan_supervision.cases.errors`.
	"""
	steps.refuse_if_settled(notice, CONTRACT)
	step = steps.step_taken(notice, CONTRACT)
	if step:
		check_end(notice, step.action)
	keep_what_was_sent(notice)
	leave_each_end_its_part(notice)
	notice_flows.keep_told(notice)
	complete_from_basis(notice)
	complete_place(notice, context)
	notice.sector = context.sector_of(notice.product)
	complete_department(notice)
	check_dates(notice, context)
	notice_flows.check_flows(notice, context)
	if step:
		RULES[step.action](notice, context)


def keep_what_was_sent(notice: Document) -> None:
	"""Refuse to change what a notice said when it was sent; what it left open may be filled in.

	:raises LockedFieldError:
	"""
	stored = notice.get_doc_before_save()
	if not stored or stored.workflow_state in (None, DRAFT):
		notice.sent_by = notice.reply_due_on = notice.case_clue = None
		return
	for fieldname in SET_BY_SENDING:
		notice.set(fieldname, stored.get(fieldname))
	changed = [name for name in SAID if stored.get(name) and notice.get(name) != stored.get(name)]
	if changed:
		labels = "、".join(_(notice.meta.get_label(fieldname), context="Nonconformity Notice") for fieldname in changed)
		frappe.throw(
			_("The notice has been sent: {0} stays as it is. Write what is new into the reply.").format(labels),
			step_errors.LockedFieldError,
		)


def complete_from_basis(notice: Document) -> None:
	"""Take producer, product and batch from the certificate or the test that the notice rests on.

	:raises UnsuitableBasisError: it is of another producer or product, or not submitted.
	"""
	for fieldname, doctype, fields in (
		("certificate", "Conformity Certificate", ("producer", "product", "village", "batch_no")),
		("residue_test", "Residue Test", ("producer", "product", "village")),
	):
		if not notice.get(fieldname):
			continue
		basis = frappe.db.get_value(doctype, notice.get(fieldname), ["docstatus", *fields], as_dict=True)
		if not basis or basis.docstatus == 0:
			frappe.throw(
				_("{0} {1} is not submitted.").format(_(doctype), notice.get(fieldname)), errors.UnsuitableBasisError
			)
		for name in fields:
			if name in ("producer", "product") and notice.get(name) and basis[name] != notice.get(name):
				frappe.throw(
					_("{0} {1} is of another producer or product than the notice.").format(
						_(doctype), notice.get(fieldname)
					),
					errors.UnsuitableBasisError,
				)
			notice.set(name, notice.get(name) or basis[name])


def complete_department(notice: Document) -> None:
	"""Give a notice to the department that looks after its sector, where none is named."""
	notice.department = notice.department or clues.responsible_department(notice.sector)


def check_dates(notice: Document, context: Context) -> None:
	"""Refuse a notice or a reply of a day that has not come, and a reply before its notice.

	:raises NoticeDateError:
	"""
	for fieldname in ("notified_on", "replied_on"):
		if notice.get(fieldname) and getdate(notice.get(fieldname)) > context.today:
			frappe.throw(
				_("{0}: the day {1} has not come yet.").format(
					_(notice.meta.get_label(fieldname), context="Nonconformity Notice"), notice.get(fieldname)
				),
				errors.NoticeDateError,
			)
	if notice.replied_on and (not notice.notified_on or getdate(notice.replied_on) < getdate(notice.notified_on)):
		frappe.throw(_("The reply cannot be older than the notice."), errors.NoticeDateError)


# Step by step
# ------------


def send(notice: Document, context: Context) -> None:
	"""Send the notice: the reply is due within the settings' days, from the notice's own day."""
	require(notice, "counterpart", "product", "finding")
	notice.notified_on = notice.notified_on or context.today
	notice.sent_by = frappe.session.user
	notice_flows.tell(notice)
	days = deadlines.setting("notice_reply_days")
	notice.reply_due_on = deadlines.due_on(getdate(notice.notified_on), days)


def reply(notice: Document, context: Context) -> None:
	"""Enter the reply of the other end."""
	require(notice, "reply")
	notice.replied_on = notice.replied_on or context.today
	check_dates(notice, context)
	notice_flows.tell(notice)
	notice.return_reason = None


def return_for_more(notice: Document, context: Context) -> None:
	"""Ask the other end for what its reply lacks; the reply is due within the settings' days again.

	:raises IncompleteError: nothing is said of what is missing.
	"""
	require(notice, "return_reason")
	notice.replied_on = None
	notice.reply_due_on = deadlines.due_on(context.today, deadlines.setting("notice_reply_days"))


def close(notice: Document, context: Context) -> None:
	"""Close the notice: both ends have verified it, and the product is disposed of.

	:raises IncompleteError: names what is missing.
	"""
	require(notice, "joint_verification", "disposal")


RULES: dict[str, Callable[[Document, Context], None]] = {
	SEND: send,
	REPLY: reply,
	RETURN: return_for_more,
	CLOSE: close,
}


# What follows
# ------------


def open_clue(notice: Document) -> None:
	"""Open a clue at the origin for what the market has found, once the notice is sent."""
	if notice.direction != MARKET_TO_ORIGIN or notice.workflow_state == DRAFT or notice.case_clue:
		return
	description = _("Notice from {0}: {1}").format(notice.counterpart, notice.finding)
	name = clues.open_clue(NOTICE, notice, description, received_on=getdate(notice.notified_on))
	notice.db_set("case_clue", name, update_modified=False)


def refuse_deletion(notice: Document) -> None:
	"""Refuse to delete a notice that was sent; a draft is its sender's.

	:raises SettledRecordError:
	:raises WrongRoleError: the other end deletes it.
	"""
	if notice.workflow_state not in (None, "", DRAFT):
		frappe.throw(
			_("The notice {0} has been sent and stays on record.").format(notice.name), step_errors.SettledRecordError
		)
	if notice.owner != frappe.session.user:
		check_end(notice, SEND)
