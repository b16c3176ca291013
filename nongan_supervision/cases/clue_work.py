"""What a department does with a clue before it is settled: takes it up, or hands it over to another department."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import clues, errors
from nongan_supervision.workflows import errors as step_errors


def take_up(name: str) -> None:
	"""Begin the check of an open clue, as the session's user.

	:raises ClueSettledError: it is settled.
	"""
	clue = _open_clue(name)
	if not clue.check_begun_on:
		clue.check_begun_on = getdate()
	clue.handler = frappe.session.user
	clue.flags.taken_up = True
	clue.save()


def hand_over(name: str, department: str, reason: str) -> None:
	"""Hand an open clue over to another department of the town, with the reason; its deadline stays.

	:raises ClueSettledError: it is settled, or a case is being made of it.
	:raises MissingReasonError:
	:raises WrongDepartmentError: the other department would not see it.
	"""
	clue = _open_clue(name)
	if case := clues.case_of(clue.name):
		frappe.throw(
			_("The case {0} is made of this clue: its department keeps it.").format(case), errors.ClueSettledError
		)
	if not (reason or "").strip():
		frappe.throw(_("Say why the clue is the other department's."), step_errors.MissingReasonError)
	before = clue.department
	clue.update({"department": department, "check_begun_on": None, "handler": None})
	clue.flags.taken_up = True
	# the right to hand it over is that to the clue as it was, checked above; afterwards it is the other department's
	clue.save(ignore_permissions=True)
	clue.add_comment("Info", _("has handed the clue over from {0} to {1}: {2}").format(before, department, reason))


def _open_clue(name: str) -> Document:
	clue = frappe.get_doc("Case Clue", name, for_update=True)
	clue.check_permission("write")
	if clue.status != clues.OPEN:
		frappe.throw(
			_("The clue {0} is settled already: {1}.").format(clue.name, _(clue.status, context="Case Clue")),
			errors.ClueSettledError,
		)
	return clue
