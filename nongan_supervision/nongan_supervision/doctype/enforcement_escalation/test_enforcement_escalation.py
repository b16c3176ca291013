from datetime import date

import frappe
from frappe.model.workflow import apply_workflow

from nongan_supervision.cases.clues import clue_of
from nongan_supervision.monitoring import bans, errors
from nongan_supervision.monitoring.escalations import due_on, escalations_of
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	SUBSTANCE,
	make,
	make_laboratory_test,
	make_producer,
	make_residue_test,
	make_substance,
	make_suspect_test,
	make_user,
	result,
)
from nongan_supervision.tests.web import call

BANNED = "测试禁药"


class EscalationTest(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_substance(BANNED, "Banned")
		self.producer = make_producer()
		self.test = make_suspect_test(self.producer, BANNED)
		self.escalation = frappe.get_doc("Enforcement Escalation", self.test.escalation)
		self.district = make_user("District Bureau")

	def sample(self, fails=True, **values):
		return make_laboratory_test(self.producer, BANNED, fails, **{"purpose": "Enforcement Sampling", **values})

	def take(self, action, **values):
		with self.as_user(self.district):
			escalation = frappe.get_doc("Enforcement Escalation", self.escalation.name)
			if values:
				escalation.update(values).save()
			apply_workflow(escalation, action)
		self.escalation.reload()


class TestOpening(EscalationTest):
	def test_follows_the_suspicion(self):
		escalation = self.escalation
		self.assertEqual((escalation.residue_test, escalation.substance), (self.test.name, BANNED))
		self.assertEqual((escalation.producer, escalation.product), (self.producer.name, PRODUCT))
		self.assertEqual((escalation.village, escalation.town), (self.test.village, self.test.town))
		self.assertEqual(escalation.workflow_state, "Reported")

	def test_deadline_is_that_of_the_settings(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "escalation_days", 5)
		self.assertEqual(due_on(date(2022, 7, 1)), date(2022, 7, 6))
		escalation = frappe.get_doc("Enforcement Escalation", make_suspect_test(substance=BANNED).escalation)
		self.assertEqual(escalation.due_on, due_on(frappe.utils.getdate(escalation.reported_on)))

	def test_deadline_ends_on_a_working_day(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "escalation_days", 3)
		self.assertEqual(due_on(date(2022, 7, 6)), date(2022, 7, 11))  # not on Saturday
		make("Legal Holiday", holiday_date="2022-07-11", holiday_name="测试假日")
		self.assertEqual(due_on(date(2022, 7, 6)), date(2022, 7, 12))

	def test_instead_of_a_ban(self):
		self.assertFalse(bans.is_banned(self.producer.name, PRODUCT))

	def test_one_for_each_substance(self):
		make_substance("测试禁药乙", "Banned")
		test = make_residue_test(results=[result(BANNED, "Positive"), result("测试禁药乙", "Positive")])
		self.assertEqual(len(escalations_of(test.name)), 2)
		self.assertEqual(test.reload().escalation, escalations_of(test.name)[0])

	def test_not_without_a_suspicion(self):
		passing = make_residue_test()
		with self.assertRaises(errors.UnfoundedEscalationError):
			make("Enforcement Escalation", residue_test=passing.name, substance=BANNED)

	def test_not_twice(self):
		with self.assertRaises(errors.SecondEscalationError):
			make("Enforcement Escalation", residue_test=self.test.name, substance=BANNED)

	def test_who_opened_it_need_not_have_a_right_to_escalations(self):
		officer = make_user("Village Officer", villages=[self.producer.village])
		with self.as_user(officer):
			test = make_suspect_test(self.producer, BANNED)
		self.assertTrue(test.escalation)


class TestAnswer(EscalationTest):
	def test_enforcement_sampling_comes_back_to_it(self):
		sample = self.sample(escalation=self.escalation.name)
		self.assertEqual(self.escalation.reload().enforcement_test, sample.name)

	def test_even_if_it_does_not_say_so(self):
		sample = self.sample(fails=False)
		self.assertEqual(self.escalation.reload().enforcement_test, sample.name)
		self.assertEqual(sample.reload().escalation, self.escalation.name)

	def test_not_of_another_producer(self):
		with self.assertRaises(errors.EscalationMismatchError):
			make_laboratory_test(substance=BANNED, purpose="Enforcement Sampling", escalation=self.escalation.name)

	def test_not_of_other_substances(self):
		make_laboratory_test(self.producer, purpose="Enforcement Sampling")
		self.assertIsNone(self.escalation.reload().enforcement_test)

	def test_not_any_test(self):
		for test in (self.test, make_laboratory_test(self.producer, BANNED, fails=False)):
			self.escalation.reload().enforcement_test = test.name
			self.assertRaises(errors.UnsuitableEnforcementTestError, self.escalation.save)

	def test_other_tests_claim_no_escalation(self):
		test = make_residue_test(self.producer, escalation=self.escalation.name)
		self.assertIsNone(test.escalation)


class TestSteps(EscalationTest):
	def test_confirmed_by_the_sample(self):
		self.take("Start Sampling")
		self.assertEqual(str(self.escalation.sampling_started_on), frappe.utils.today())
		sample = self.sample()
		self.take("Confirm")
		self.assertEqual(self.escalation.workflow_state, "Confirmed")
		self.assertEqual(str(self.escalation.replied_on), frappe.utils.today())
		(ban,) = bans.active_bans(self.producer.name, PRODUCT)
		self.assertEqual(bans.bans_of(sample.name), [ban])
		self.assertTrue(clue_of(sample))
		self.assertIsNone(clue_of(self.escalation))

	def test_confirmed_by_a_reply(self):
		self.take("Start Sampling")
		self.take("Confirm", district_reply="检出，已立案")
		(ban,) = bans.active_bans(self.producer.name, PRODUCT)
		self.assertEqual(bans.bans_of(self.test.name), [ban])
		self.assertTrue(clue_of(self.escalation))

	def test_not_confirmed(self):
		self.sample(fails=False)
		self.take("Start Sampling")
		self.take("Not Confirm")
		self.assertEqual(self.escalation.workflow_state, "Not Confirmed")
		self.assertFalse(bans.is_banned(self.producer.name, PRODUCT))
		self.assertIsNone(clue_of(self.escalation))

	def test_no_conclusion_without_reason(self):
		self.take("Start Sampling")
		for action in ("Confirm", "Not Confirm"):
			self.assertRaises(errors.MissingReplyError, self.take, action)

	def test_sample_shows_the_other_conclusion(self):
		self.sample(fails=False)
		self.take("Start Sampling")
		self.assertRaises(errors.MissingReplyError, self.take, "Confirm")

	def sample_failing_by_another_substance(self):
		return make_laboratory_test(
			self.producer,
			purpose="Enforcement Sampling",
			results=[result(BANNED, "Negative"), result(SUBSTANCE, "Positive")],
		)

	def test_another_finding_of_the_sample_confirms_nothing(self):
		sample = self.sample_failing_by_another_substance()
		self.assertEqual(self.escalation.reload().enforcement_test, sample.name)
		(ban,) = bans.bans_of(sample.name)
		self.take("Start Sampling")
		self.assertRaises(errors.MissingReplyError, self.take, "Confirm")
		self.take("Not Confirm")
		self.assertEqual([row.substance for row in frappe.get_doc("Sale Ban", ban).substances], [SUBSTANCE])

	def test_confirmed_by_a_reply_beside_a_sample_that_fails_by_another_substance(self):
		sample = self.sample_failing_by_another_substance()
		self.take("Start Sampling")
		self.take("Confirm", district_reply="区级复检检出")
		(ban,) = bans.active_bans(self.producer.name, PRODUCT)
		found = {(row.residue_test, row.substance) for row in frappe.get_doc("Sale Ban", ban).substances}
		self.assertEqual(found, {(sample.name, SUBSTANCE), (self.test.name, BANNED)})
		self.assertTrue(clue_of(self.escalation))

	def test_concluded_is_concluded(self):
		self.take("Start Sampling")
		self.take("Not Confirm", district_reply="未检出")
		self.escalation.district_reply = "另说"
		self.assertRaises(errors.ConcludedEscalationError, self.escalation.save)

	def test_dates_are_the_servers(self):
		self.take("Start Sampling", sampling_started_on="2022-01-01", replied_on="2022-01-01")
		self.assertEqual(str(self.escalation.sampling_started_on), frappe.utils.today())
		self.assertIsNone(self.escalation.replied_on)


class TestOutOfTurn(EscalationTest):
	"""Through the REST API, by who may write the document but not take the step, and by who skips one."""

	def put(self, user, **values):
		return call(
			user,
			"frappe.client.set_value",
			doctype="Enforcement Escalation",
			name=self.escalation.name,
			fieldname=values,
		)

	def test_states_are_not_written(self):
		for user, state in (
			(make_user("Agriculture Office"), "Sampling Started"),
			(make_user("Market Supervision"), "Sampling Started"),
			(make_user("Village Officer", villages=[self.producer.village]), "Sampling Started"),
			(self.district, "Confirmed"),
			(self.district, "Not Confirmed"),
		):
			with self.subTest(user=user, state=state):
				response = self.put(user, workflow_state=state, district_reply="检出")
				self.assertIn(response.status_code, (403, 417))
				state_now = frappe.db.get_value("Enforcement Escalation", self.escalation.name, "workflow_state")
				self.assertEqual(state_now, "Reported")

	def test_nobody_withdraws_it(self):
		for user in (self.district, make_user("Agriculture Office"), make_user("Nongan Administrator")):
			with self.subTest(user=user):
				response = self.put(user, workflow_state="Withdrawn", withdrawn_on="2022-07-01")
				self.assertIn(response.status_code, (403, 417))
				self.assertEqual(self.escalation.reload().workflow_state, "Reported")
				self.assertIsNone(self.escalation.withdrawn_on)

	def test_the_district_takes_its_step(self):
		self.assertEqual(self.put(self.district, workflow_state="Sampling Started").status_code, 200)

	def test_new_ones_start_at_the_beginning(self):
		test = make_suspect_test(substance=BANNED)
		frappe.delete_doc("Enforcement Escalation", test.db_get("escalation"), force=True)
		with self.assertRaises(frappe.ValidationError):
			make(
				"Enforcement Escalation",
				residue_test=test.name,
				substance=BANNED,
				workflow_state="Confirmed",
				district_reply="检出",
			)
