"""From a clue to a case, and the extension of its time limit."""

from __future__ import annotations

import frappe

from nongan_supervision.cases import errors
from nongan_supervision.cases.journal import entries_of
from nongan_supervision.cases.states import (
	APPROVED,
	REJECT_FILING,
	REQUEST_FILING,
)
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, MARKET, POLICE
from nongan_supervision.tests.case_world import CASE, TO_INVESTIGATION, CaseTestCase, department_of
from nongan_supervision.tests.factories import make_producer, make_residue_test, make_user
from nongan_supervision.workflows import errors as step_errors


class TestClue(CaseTestCase):
	def test_filing_settles_it(self):
		clue = self.make_clue()
		case = self.case_in(*TO_INVESTIGATION, clue=clue.name)
		clue.reload()
		self.assertEqual((clue.status, clue.enforcement_case), ("Case Filed", case.name))

	def test_refusal_settles_it_with_the_reason(self):
		clue = self.make_clue()
		self.case_in(REQUEST_FILING, REJECT_FILING, clue=clue.name)
		clue.reload()
		self.assertEqual((clue.status, clue.outcome_reason), ("Not Filed", "证据不足"))

	def test_one_case_for_a_clue(self):
		clue = self.make_clue()
		self.make_case(clue=clue.name)
		with self.assertRaises(errors.ClueSettledError):
			self.make_case(clue=clue.name)
		clue.update({"status": "Not Filed", "outcome_reason": "查无实据"})
		with self.assertRaises(errors.ClueSettledError):
			clue.save()

	def test_a_settled_one_makes_no_case(self):
		clue = self.make_clue()
		clue.update({"status": "Passed On", "outcome_reason": "移交区局"})
		clue.save()
		self.assertEqual(str(clue.settled_on), frappe.utils.today())
		with self.assertRaises(errors.ClueSettledError):
			self.make_case(clue=clue.name)

	def test_facts_come_from_the_clue(self):
		producer = make_producer(village="案件村", producer_type="Cooperative", contact_person="负责人")
		test = make_residue_test(producer)
		clue = self.make_clue(
			producer=producer.name, reference_doctype="Residue Test", reference_name=test.name, product=test.product
		)
		with self.as_user(self.users[AGRICULTURE]):
			from nongan_supervision.api import case_from_clue

			case = frappe.get_doc(case_from_clue(clue.name))
		self.assertEqual((case.clue, case.facts, case.residue_test), (clue.name, "有人举报", test.name))
		self.assertEqual((case.party_name, case.party_representative), (producer.producer_name, "负责人"))
		self.assertEqual((case.case_type, case.sector), ("Residue over Limit", "Planting"))
		self.assertTrue(case.is_new())

	def test_others_make_no_case_of_it(self):
		from nongan_supervision.api import case_from_clue

		clue = self.make_clue(department=department_of(MARKET))
		for role in (AGRICULTURE, POLICE, LEADER):
			with self.as_user(self.users[role]), self.assertRaises(frappe.PermissionError):
				case_from_clue(clue.name)


class TestExtension(CaseTestCase):
	def setUp(self):
		super().setUp()
		self.case = self.case_in(*TO_INVESTIGATION)

	def ask(self, user=None, days=30, reason="案情复杂"):
		from nongan_supervision.api import request_extension

		with self.as_user(user or self.users[AGRICULTURE]):
			request_extension(self.case.name, days, reason)

	def decide(self, decision=APPROVED, user=None):
		from nongan_supervision.api import decide_extension

		with self.as_user(user or self.users[LEADER]):
			decide_extension(self.case.name, decision)
		return self.case.reload()

	def test_an_approved_one_moves_the_deadline(self):
		self.ask()
		case = self.decide()
		self.assertEqual(str(case.decision_due_on), "2022-11-01")  # 120 days after the filing
		self.assertEqual(case.extensions[0].decided_by, self.users[LEADER])
		events = [entry.event for entry in entries_of(CASE, case.name)]
		self.assertEqual(events[-2:], ["Extension Requested", "Extension Decided"])

	def test_a_rejected_one_moves_nothing(self):
		self.ask()
		self.assertEqual(self.decide("Rejected").decision_due_on, self.case.decision_due_on)

	def test_one_at_a_time_with_days_and_a_reason_in_time(self):
		for values in ({"days": 0}, {"days": -1}, {"reason": " "}):
			with self.assertRaises(errors.ExtensionError):
				self.ask(**values)
		self.ask()
		with self.assertRaises(errors.ExtensionError):
			self.ask()
		self.decide("Rejected")
		self.clock_at("2022-10-04 09:00:00")
		with self.assertRaises(errors.TooLateError):
			self.ask()

	def test_none_waits_none_runs(self):
		with self.assertRaises(errors.ExtensionError):
			self.decide()
		self.case = self.make_case()
		with self.assertRaises(errors.ExtensionError):
			self.ask()

	def test_not_by_whoever_asked(self):
		both = make_user(AGRICULTURE, LEADER)
		self.ask(user=both)
		with self.assertRaises(errors.OwnRequestError):
			self.decide(user=both)
		with self.assertRaises(step_errors.WrongRoleError):
			self.decide(user=self.users[AGRICULTURE])

	def test_not_by_writing_the_row(self):
		self.ask()
		rows = [{**row.as_dict(), "decision": "Approved"} for row in self.case.reload().extensions]
		for user in (self.users[AGRICULTURE], self.users[LEADER]):
			with self.assertRaises(step_errors.LockedFieldError):
				self.put(self.case, user, extensions=rows)
