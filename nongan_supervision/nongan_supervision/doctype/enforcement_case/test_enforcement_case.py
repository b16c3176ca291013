from __future__ import annotations

import frappe
from frappe.model.workflow import WorkflowTransitionError

from nongan_supervision.cases import errors
from nongan_supervision.cases.journal import entries_of
from nongan_supervision.cases.states import (
	APPROVE_DECISION,
	APPROVE_FILING,
	APPROVED,
	CLOSE,
	CLOSED,
	DECIDED,
	DRAFT,
	INVESTIGATING,
	NOT_FILED,
	PENDING_FILING,
	PENDING_REVIEW,
	REFER_TO_POLICE,
	REFERRAL_IN_PROGRESS,
	REJECT_FILING,
	REQUEST_FILING,
	RETURN_FOR_INVESTIGATION,
	SUBMIT_FOR_REVIEW,
	TRANSFERRED,
)
from nongan_supervision.registry.personal_numbers import number_of
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, MARKET, POLICE
from nongan_supervision.tests.case_world import CASE, CaseTestCase, department_of
from nongan_supervision.tests.factories import make, make_producer, make_residue_test, make_user
from nongan_supervision.tests.web import request

ID_NUMBER = "11010519491231002X"
TO_INVESTIGATION = (REQUEST_FILING, APPROVE_FILING)
TO_REVIEW = (*TO_INVESTIGATION, SUBMIT_FOR_REVIEW)
TO_DECISION = (*TO_REVIEW, APPROVE_DECISION)
OFFICER = {"officer_name": "执法员甲", "certificate_no": "示例-001"}


class TestTransitions(CaseTestCase):
	def test_request_filing(self):
		case = self.case_in(REQUEST_FILING)
		self.assertEqual(case.workflow_state, PENDING_FILING)
		self.assertEqual(case.filing_requested_by, self.users[AGRICULTURE])

	def test_approve_filing_starts_the_time_limit(self):
		case = self.case_in(*TO_INVESTIGATION)
		self.assertEqual(case.workflow_state, INVESTIGATING)
		self.assertEqual((str(case.filed_on), str(case.decision_due_on)), ("2022-07-04", "2022-10-03"))  # over a Sunday

	def test_reject_filing(self):
		case = self.case_in(REQUEST_FILING, REJECT_FILING)
		self.assertEqual((case.workflow_state, case.filed_on), (NOT_FILED, None))

	def test_submit_for_review(self):
		case = self.case_in(*TO_REVIEW)
		self.assertEqual(case.workflow_state, PENDING_REVIEW)
		self.assertEqual(case.decision_requested_by, self.users[AGRICULTURE])

	def test_returned_case_keeps_its_history_and_needs_a_new_review(self):
		case = self.case_in(*TO_REVIEW)
		self.put(case, self.reviewer, legal_review_opinion="程序有瑕疵")
		case = self.take(case.reload(), RETURN_FOR_INVESTIGATION)
		self.assertEqual((case.workflow_state, case.legal_review_opinion), (INVESTIGATING, None))
		self.assertEqual(case.return_reason, "补充现场笔录")
		last = entries_of(CASE, case.name)[-1]
		self.assertEqual((last.from_state, last.to_state, last.reason), (PENDING_REVIEW, INVESTIGATING, "补充现场笔录"))
		self.assertTrue(any("程序有瑕疵" in entry.details for entry in entries_of(CASE, case.name)))
		case = self.take(case, SUBMIT_FOR_REVIEW)
		self.assertIsNone(case.return_reason)

	def test_approve_decision(self):
		case = self.case_in(*TO_DECISION)
		self.assertEqual((case.workflow_state, str(case.decided_on)), (DECIDED, "2022-07-04"))
		self.assertEqual(case.legal_reviewed_by, self.reviewer)
		self.assertEqual(str(case.legal_reviewed_on), "2022-07-04")

	def test_close(self):
		case = self.case_in(*TO_DECISION, CLOSE)
		self.assertEqual((case.workflow_state, str(case.closed_on)), (CLOSED, "2022-07-04"))

	def test_refer_to_police_from_either_state(self):
		for actions in (TO_INVESTIGATION, TO_REVIEW):
			case = self.case_in(*actions, REFER_TO_POLICE)
			self.assertEqual(case.workflow_state, REFERRAL_IN_PROGRESS)
			referral = frappe.get_doc("Case Referral", case.referral)
			self.assertEqual((referral.workflow_state, referral.report), (DRAFT, case.facts))


class TestOutOfTurn(CaseTestCase):
	def test_a_new_case_is_a_draft(self):
		with self.assertRaises(errors.OutOfTurnError):
			self.new_case(workflow_state=DECIDED).insert()

	def test_a_state_by_put(self):
		case = self.case_in(REQUEST_FILING)
		for state in (DECIDED, CLOSED, TRANSFERRED, DRAFT, NOT_FILED, INVESTIGATING):
			response = request(
				self.users[AGRICULTURE], "PUT", f"/api/resource/{CASE}/{case.name}", workflow_state=state
			)
			self.assertGreaterEqual(response.status_code, 400)
		self.assertEqual(case.reload().workflow_state, PENDING_FILING)

	def test_set_value_and_bulk_update_are_refused_too(self):
		case = self.case_in(REQUEST_FILING)
		with self.as_user(self.users[AGRICULTURE]), self.assertRaises(errors.WrongRoleError):
			frappe.client.set_value(CASE, case.name, "workflow_state", INVESTIGATING)
		with self.assertRaises(errors.OutOfTurnError):  # the Administrator has every role
			frappe.client.set_value(CASE, case.name, "workflow_state", CLOSED)

	def test_an_action_out_of_turn(self):
		case = self.case_in(REQUEST_FILING)
		with self.as_user(self.users[LEADER]), self.assertRaises(WorkflowTransitionError):
			frappe.model.workflow.apply_workflow(case.as_dict(), APPROVE_DECISION)

	def test_a_workflow_that_was_changed_meanwhile(self):
		case = self.make_case()
		workflow = frappe.get_doc("Workflow", "Enforcement Case Approval")
		step = {"state": DRAFT, "action": APPROVE_DECISION, "next_state": DECIDED, "allowed": AGRICULTURE}
		workflow.append("transitions", step)
		workflow.save()
		with self.as_user(self.users[AGRICULTURE]), self.assertRaises(errors.OutOfTurnError):
			frappe.model.workflow.apply_workflow(case.as_dict(), APPROVE_DECISION)

	def test_a_workflow_that_was_switched_off(self):
		case = self.case_in(REQUEST_FILING)
		workflow = frappe.get_doc("Workflow", "Enforcement Case Approval")
		workflow.is_active = 0
		workflow.save()
		frappe.clear_cache(doctype=CASE)
		self.addCleanup(frappe.clear_cache, doctype=CASE)
		with self.assertRaises(errors.WrongRoleError):
			self.put(case, self.users[AGRICULTURE], workflow_state=INVESTIGATING)

	def test_nobody_moves_a_case_that_is_being_referred(self):
		case = self.case_in(*TO_INVESTIGATION, REFER_TO_POLICE)
		for state in (INVESTIGATING, TRANSFERRED):
			with self.assertRaises(errors.OutOfTurnError):
				self.put(case, "Administrator", workflow_state=state)

	def test_two_approvals_at_once(self):
		case = self.case_in(REQUEST_FILING)
		first, second = (frappe.get_doc(CASE, case.name) for _ in range(2))
		with self.as_user(self.users[LEADER]):
			first.workflow_state = INVESTIGATING
			first.save()
		with self.as_user(make_user(LEADER)), self.assertRaises(frappe.TimestampMismatchError):
			second.workflow_state = INVESTIGATING
			second.save()
		self.assertEqual(len([e for e in entries_of(CASE, case.name) if e.to_state == INVESTIGATING]), 1)


class TestWhoMay(CaseTestCase):
	def test_another_department_may_not(self):
		case = self.make_case()
		both = make_user(MARKET, LEADER)  # who may write some fields of every case, and has the role of a department
		with self.assertRaises(errors.WrongRoleError):
			self.put(case, both, workflow_state=PENDING_FILING)

	def test_the_requester_does_not_approve_through_another_role(self):
		both = make_user(AGRICULTURE, LEADER)
		case = self.make_case()
		self.take(case, REQUEST_FILING, user=both)
		with self.assertRaises(errors.OwnRequestError):
			self.put(case, both, workflow_state=INVESTIGATING)

	def test_the_creator_does_not_approve(self):
		both = make_user(AGRICULTURE, LEADER)
		with self.as_user(both):
			case = self.new_case().insert()
		self.take(case, REQUEST_FILING)
		with self.assertRaises(errors.OwnRequestError):
			self.put(case, both, workflow_state=INVESTIGATING)

	def test_an_officer_does_not_approve(self):
		officers = [{**OFFICER, "user": self.users[LEADER]}, {"officer_name": "执法员乙", "certificate_no": "示例-002"}]
		case = self.case_in(REQUEST_FILING, officers=officers)
		with self.assertRaises(errors.OwnRequestError):
			self.put(case, self.users[LEADER], workflow_state=INVESTIGATING)

	def test_the_reviewer_does_not_decide(self):
		both = make_user(AGRICULTURE, LEADER)
		case = self.case_in(*TO_REVIEW)
		self.put(case, both, legal_review_opinion="合法")
		with self.assertRaises(errors.OwnRequestError):
			self.put(case, both, workflow_state=DECIDED)

	def test_an_administrator_without_the_role_does_not_decide(self):
		case = self.case_in(REQUEST_FILING)
		with self.assertRaises(errors.WrongRoleError):
			self.put(case, make_user("System Manager", "Nongan Administrator"), workflow_state=INVESTIGATING)


class TestOfficers(CaseTestCase):
	def test_two_at_least(self):
		for officers in ([], [OFFICER]):
			case = self.make_case(officers=officers)
			with self.assertRaises(errors.TooFewOfficersError):
				self.put(case, self.users[AGRICULTURE], workflow_state=PENDING_FILING)

	def test_not_the_same_twice(self):
		for again in (
			{"officer_name": "执法员 甲", "certificate_no": "示例-009"},
			{"officer_name": "执法员乙", "certificate_no": "示例-001"},
		):
			with self.assertRaises(errors.SameOfficerError):
				self.make_case(officers=[OFFICER, again])

	def test_the_party_does_not_investigate_itself(self):
		with self.assertRaises(errors.RecusalError):
			self.make_case(party_name="执法员 甲")
		with self.assertRaises(errors.RecusalError):
			self.make_case(officers=[{**OFFICER, "related": 1}])
		with self.assertRaises(errors.RecusalError):
			self.make_case(party_representative="执法员甲")

	def test_nor_somebody_of_the_producer_s_name_or_number(self):
		named = make_producer("执法员甲", village="案件村")
		with self.assertRaises(errors.RecusalError):
			self.make_case(producer=named.name)
		numbered = make_producer(village="案件村", id_number=ID_NUMBER)
		with self.assertRaises(errors.RecusalError):
			self.make_case(producer=numbered.name, officers=[{**OFFICER, "id_number": ID_NUMBER}])

	def test_an_identity_number_is_sealed_and_found(self):
		case = self.make_case(officers=[{**OFFICER, "id_number": ID_NUMBER}])
		stored = frappe.db.get_value("Case Officer", {"parent": case.name}, ["id_number", "id_number_sealed"])
		self.assertEqual(stored[0], "110*************2X")
		self.assertNotIn(ID_NUMBER, stored[1])
		self.assertEqual(number_of(frappe.get_doc(CASE, case.name).officers[0]), ID_NUMBER)
		case = self.put(case, self.users[AGRICULTURE], title="改个标题")  # and stays, saved again
		with self.assertRaises(errors.RecusalError):
			self.put(case, self.users[AGRICULTURE], party_id_number=ID_NUMBER)

	def test_an_officer_does_not_review(self):
		officers = [{**OFFICER, "user": self.users[AGRICULTURE]}, {"officer_name": "乙", "certificate_no": "示例-002"}]
		case = self.case_in(*TO_REVIEW, officers=officers)
		with self.assertRaises(errors.ReviewerError):
			self.put(case, self.users[AGRICULTURE], legal_review_opinion="合法")


class TestWhatAStepNeeds(CaseTestCase):
	def test_a_reason(self):
		case = self.case_in(REQUEST_FILING)
		with self.assertRaises(errors.MissingReasonError):
			self.put(case, self.users[LEADER], workflow_state=NOT_FILED)
		case = self.case_in(*TO_REVIEW)
		with self.assertRaises(errors.MissingReasonError):
			self.put(case, self.users[LEADER], workflow_state=INVESTIGATING)

	def test_a_reason_and_the_step_in_one_request(self):
		case = self.case_in(REQUEST_FILING)
		case = self.put(case, self.users[LEADER], workflow_state=NOT_FILED, return_reason="查无实据")
		self.assertEqual(case.workflow_state, NOT_FILED)

	def test_a_proposed_decision(self):
		case = self.case_in(*TO_INVESTIGATION)
		for values in (
			{"legal_basis": "法"},
			{"penalty_type": "Warning"},
			{"legal_basis": "法", "penalty_type": "Fine"},
		):
			with self.assertRaises(errors.IncompleteError):
				self.put(case, self.users[AGRICULTURE], workflow_state=PENDING_REVIEW, **values)

	def test_a_legal_review_made_for_this_decision(self):
		case = self.case_in(*TO_INVESTIGATION)
		with self.assertRaises(errors.LockedFieldError):
			self.put(case, self.users[AGRICULTURE], legal_review_opinion="早已审核")
		case = self.case_in(*TO_REVIEW)
		with self.assertRaises(errors.IncompleteError):
			self.put(case, self.users[LEADER], workflow_state=DECIDED)
		drafted = self.make_case(legal_review_opinion="早已审核")
		self.assertIsNone(drafted.legal_review_opinion)

	def test_a_hearing_that_was_requested(self):
		case = self.case_in(*TO_REVIEW)
		self.put(case, self.reviewer, legal_review_opinion="合法", hearing_requested=1)
		with self.assertRaises(errors.IncompleteError):
			self.put(case, self.users[LEADER], workflow_state=DECIDED)

	def test_service_between_decision_and_today(self):
		case = self.case_in(*TO_DECISION)
		for served_on in (None, "2022-07-03", "2022-07-05"):
			with self.assertRaises(errors.IncompleteError):
				self.put(case, self.users[AGRICULTURE], workflow_state=CLOSED, served_on=served_on)

	def test_the_suspicion_of_a_crime(self):
		case = self.case_in(*TO_INVESTIGATION)
		with self.assertRaises(errors.IncompleteError):
			self.put(case, self.users[AGRICULTURE], workflow_state=REFERRAL_IN_PROGRESS)


class TestWhatStandsStill(CaseTestCase):
	def test_what_the_server_sets(self):
		case = self.make_case(filed_on="2020-01-01", referral=None, decision_due_on="2020-01-01", journal_head="x")
		self.assertIsNone(case.filed_on)
		case = self.put(case, self.users[AGRICULTURE], filing_approved_by="自己", decided_on="2020-01-01")
		self.assertEqual((case.filing_approved_by, case.decided_on), (None, None))

	def test_a_case_that_waits_for_a_leader(self):
		case = self.case_in(REQUEST_FILING)
		with self.assertRaises(errors.LockedFieldError):
			self.put(case, self.users[AGRICULTURE], facts="另一套说法")

	def test_what_a_filed_case_came_from(self):
		case = self.case_in(*TO_INVESTIGATION)
		with self.assertRaises(errors.LockedFieldError):
			self.put(case, self.users[AGRICULTURE], case_type="Other")
		self.put(case, self.users[AGRICULTURE], facts="补充事实")

	def test_the_proposal_under_review(self):
		case = self.case_in(*TO_REVIEW)
		with self.assertRaises(errors.LockedFieldError):
			self.put(case, self.users[AGRICULTURE], penalty_amount=1)
		with self.as_user(self.users[LEADER]), self.assertRaises(frappe.PermissionError):
			self.put(case, self.users[LEADER], penalty_amount=1)

	def test_settled_cases(self):
		settled = (
			self.case_in(REQUEST_FILING, REJECT_FILING),
			self.case_in(*TO_DECISION, CLOSE),
		)
		for case in settled:
			with self.assertRaises(errors.SettledRecordError):
				self.put(case, "Administrator", closing_note="事后补记")
			with self.assertRaises(errors.SettledRecordError):
				self.put(case, self.users[AGRICULTURE], items=[{"item": "物品"}])
			with self.assertRaises(errors.SettledRecordError):
				frappe.delete_doc(CASE, case.name)

	def test_only_a_draft_can_be_deleted(self):
		case = self.make_case()
		with self.as_user(self.users[AGRICULTURE]):
			frappe.delete_doc(CASE, case.name)
		self.assertEqual([e.event for e in entries_of(CASE, case.name)], ["Created", "Deleted"])
		filed = self.case_in(*TO_INVESTIGATION)
		with self.assertRaises(errors.SettledRecordError):
			frappe.delete_doc(CASE, filed.name, force=True)


class TestClue(CaseTestCase):
	def make_clue(self, **values):
		values = {"department": self.department, "village": "案件村", "received_on": "2022-07-01", **values}
		return make("Case Clue", description="有人举报", **values)

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


class TestWhatACaseCites(CaseTestCase):
	def test_is_not_deleted(self):
		producer = make_producer(village="案件村")
		test = make_residue_test(producer, submit=False)
		clue = TestClue.make_clue(self)
		self.make_case(producer=producer.name, residue_test=test.name, clue=clue.name)
		for doc in (producer, test, clue):
			with self.assertRaises(frappe.LinkExistsError):
				frappe.delete_doc(doc.doctype, doc.name)

	def test_a_producer_may_be_called_otherwise(self):
		from nongan_supervision.cases.verification import verify

		producer = make_producer(village="案件村")
		case = self.case_in(*TO_INVESTIGATION, producer=producer.name)
		producer.reload()
		producer.producer_name = "改名后的农户"
		producer.save()
		self.assertEqual(case.reload().producer, producer.name)
		self.assertEqual(verify(CASE, case.name), [])

	def test_a_renamed_village_is_put_on_record(self):
		from nongan_supervision.cases.verification import verify

		case = self.case_in(*TO_INVESTIGATION)
		frappe.rename_doc("Village", "案件村", "案件新村")
		self.assertEqual(case.reload().village, "案件新村")
		self.assertEqual(verify(CASE, case.name), [])
		self.assertIn("案件新村", entries_of(CASE, case.name)[-1].reason)

	def test_users_of_the_journal_keep_their_names(self):
		self.make_case()
		user = self.users[AGRICULTURE]
		with self.assertRaises(errors.CitedError):
			frappe.rename_doc("User", user, "somebody.else@nongan.example")
		with self.assertRaises((errors.CitedError, frappe.LinkExistsError)):
			frappe.delete_doc("User", user)


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
		with self.assertRaises(errors.WrongRoleError):
			self.decide(user=self.users[AGRICULTURE])

	def test_not_by_writing_the_row(self):
		self.ask()
		rows = [{**row.as_dict(), "decision": "Approved"} for row in self.case.reload().extensions]
		for user in (self.users[AGRICULTURE], self.users[LEADER]):
			with self.assertRaises(errors.LockedFieldError):
				self.put(self.case, user, extensions=rows)
