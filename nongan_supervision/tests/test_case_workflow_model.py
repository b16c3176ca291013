"""Random steps by random roles, against a small model of both workflows that is written out on its own here.

The model knows what data-model and law say: state → action → next state and who takes it. Whatever it refuses must be
refused by the application and leave everything as it was; whatever it allows must lead where it says; and at the end
both journals must fit their documents.
"""

from __future__ import annotations

import frappe
from frappe.model.workflow import apply_workflow
from hypothesis import settings

from nongan_supervision.cases.verification import verify
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, LEADER, MARKET, POLICE
from nongan_supervision.tests.case_world import CASE, NEEDED, REFERRAL, CaseTestCase
from nongan_supervision.tests.properties import given, st

CASE_MODEL = {
	("Draft", "Request Filing"): ("Pending Filing", AGRICULTURE),
	("Pending Filing", "Approve Filing"): ("Investigating", LEADER),
	("Pending Filing", "Return for Completion"): ("Draft", LEADER),
	("Pending Filing", "Reject Filing"): ("Not Filed", LEADER),
	("Investigating", "Submit for Review"): ("Pending Review", AGRICULTURE),
	("Investigating", "Refer to Police"): ("Referral in Progress", AGRICULTURE),
	("Pending Review", "Refer to Police"): ("Referral in Progress", AGRICULTURE),
	("Pending Review", "Return for Investigation"): ("Investigating", LEADER),
	("Pending Review", "Approve Decision"): ("Decided", LEADER),
	("Decided", "Close"): ("Closed", AGRICULTURE),
}
REFERRAL_MODEL = {
	("Draft", "Report"): ("Pending Approval", AGRICULTURE),
	("Pending Approval", "Approve"): ("Approved", LEADER),
	("Pending Approval", "Reject"): ("Rejected", LEADER),
	("Approved", "Transfer"): ("Transferred", AGRICULTURE),
	("Transferred", "Police File"): ("Police Filed", POLICE),
	("Transferred", "Police Decline"): ("Police Declined", POLICE),
	("Police Declined", "Request Reconsideration"): ("Reconsideration Requested", AGRICULTURE),
	("Reconsideration Requested", "Police File"): ("Police Filed", POLICE),
	("Reconsideration Requested", "Police Decline"): ("Police Declined", POLICE),
}
ACTORS = (AGRICULTURE, LEADER, POLICE, MARKET, DISTRICT)
ACTIONS = sorted({action for _state, action in (*CASE_MODEL, *REFERRAL_MODEL)})
REFUSALS = (frappe.ValidationError, frappe.PermissionError)

moves = st.one_of(
	st.tuples(st.just("any"), st.sampled_from(ACTIONS), st.sampled_from(ACTORS)),
	st.tuples(st.just("onward"), st.integers(0, 2), st.none()),  # so that walks get far
)


class Model:
	"""Where both documents stand, by the tables alone."""

	def __init__(self) -> None:
		self.case, self.referral, self.reconsidered = "Draft", None, False

	def options(self) -> list[tuple[str, str]]:
		"""The steps that lead on: action and actor."""
		model, state = (REFERRAL_MODEL, self.referral) if self.is_referring else (CASE_MODEL, self.case)
		found = [(action, actor) for (before, action), (_after, actor) in model.items() if before == state]
		return [option for option in found if self.allows(*option)]

	@property
	def is_referring(self) -> bool:
		return self.case == "Referral in Progress"

	def allows(self, action: str, actor: str) -> bool:
		if action == "Request Reconsideration" and self.reconsidered:
			return False
		model, state = self._of(action)
		return model.get((state, action), (None, None))[1] == actor

	def take(self, action: str) -> None:
		model, state = self._of(action)
		after = model[state, action][0]
		if model is CASE_MODEL:
			self.case = after
			if after == "Referral in Progress":
				self.referral, self.reconsidered = "Draft", False
			return
		self.referral = after
		self.reconsidered = self.reconsidered or action == "Request Reconsideration"
		if after == "Police Filed":
			self.case = "Transferred"
		elif after == "Rejected" or (after == "Police Declined" and self.reconsidered):
			self.case = "Investigating"

	def _of(self, action: str) -> tuple[dict, str | None]:
		is_case_s = any(action == each for _state, each in CASE_MODEL)
		return (CASE_MODEL, self.case) if is_case_s else (REFERRAL_MODEL, self.referral)


class TestBothWorkflows(CaseTestCase):
	@settings(max_examples=15, deadline=None)
	@given(st.lists(moves, min_size=4, max_size=14))
	def test_random_walks(self, walk):
		frappe.db.savepoint("walk")
		try:
			self.walk(walk)
		finally:
			frappe.set_user("Administrator")
			frappe.db.rollback(save_point="walk")
			frappe.local.document_cache = {}

	def walk(self, walk: list[tuple]) -> None:
		model, case = Model(), self.make_case()
		for kind, what, actor in walk:
			if kind == "onward":
				options = model.options()
				if not options:
					continue
				action, actor = options[what % len(options)]
			else:
				action = what
			self.attempt(model, case.name, action, actor)
			self.compare(model, case.name)
		self.assertEqual(verify(CASE, case.name), [])
		for referral in frappe.get_all(REFERRAL, {"enforcement_case": case.name}, pluck="name"):
			self.assertEqual(verify(REFERRAL, referral), [])

	def attempt(self, model: Model, case: str, action: str, actor: str) -> None:
		doc = self.document_of(case, action)
		if model.allows(action, actor):
			self.take(doc, action, user=self.users[actor])
			model.take(action)
			return
		if not doc:
			return
		with self.as_user(self.users[actor]), self.assertRaises(REFUSALS):
			apply_workflow(doc.as_dict(), action)
		for values in self.puts(doc, action):
			with self.assertRaises(REFUSALS):
				self.put(doc, self.users[actor], **values)

	def puts(self, doc, action: str) -> list[dict]:
		"""The same step, sent as a state with all that it needs; out of turn wherever it leads."""
		model = CASE_MODEL if doc.doctype == CASE else REFERRAL_MODEL
		targets = {after for (_before, each), (after, _actor) in model.items() if each == action}
		return [{"workflow_state": target, **NEEDED[action]} for target in targets - {doc.workflow_state}]

	def document_of(self, case: str, action: str):
		doc = frappe.get_doc(CASE, case)
		if any(action == each for _state, each in CASE_MODEL):
			return doc
		return frappe.get_doc(REFERRAL, doc.referral) if doc.referral else None

	def compare(self, model: Model, name: str) -> None:
		case = frappe.get_doc(CASE, name)
		self.assertEqual(case.workflow_state, model.case)
		if case.referral:
			self.assertEqual(frappe.db.get_value(REFERRAL, case.referral, "workflow_state"), model.referral)
