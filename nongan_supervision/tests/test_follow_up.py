"""What follows from a result, that it follows once, and that cancelling takes it back or is refused."""

from __future__ import annotations

import frappe

from nongan_supervision.api import lift_sale_ban, residue_test_follow_ups
from nongan_supervision.cases.clues import clue_of
from nongan_supervision.monitoring import bans, errors
from nongan_supervision.monitoring.escalations import escalations_of
from nongan_supervision.monitoring.follow_up import may_have_follow_ups, open_follow_ups
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	SUBSTANCE,
	make_certificate,
	make_laboratory_test,
	make_producer,
	make_residue_test,
	make_substance,
	make_suspect_test,
	make_user,
	new_residue_test,
	result,
)

BANNED = "测试禁药"


class FollowUpTest(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_substance(BANNED, "Banned")
		self.producer = make_producer()

	def opened(self, test) -> tuple[int, int, bool]:
		"""How many escalations and bans a test has opened, and whether a clue."""
		return len(escalations_of(test.name)), len(bans.bans_of(test.name)), bool(clue_of(test))


class TestWhatFollows(FollowUpTest):
	def test_from_each_result(self):
		for name, values, expected in (
			("quick, negative", {}, (0, 0, False)),
			("quick, positive", {"results": [result(SUBSTANCE, "Positive")]}, (0, 1, False)),
			("quick, banned", {"results": [result(BANNED, "Positive")]}, (1, 0, False)),
			("quick, both", {"results": [result(SUBSTANCE, "Positive"), result(BANNED, "Positive")]}, (1, 1, False)),
		):
			with self.subTest(name):
				self.assertEqual(self.opened(make_residue_test(**values)), expected)

	def test_from_each_purpose_in_the_laboratory(self):
		for purpose, expected in (
			("Routine Monitoring", (0, 1, False)),
			("Risk Monitoring", (0, 1, False)),
			("Retest", (0, 1, False)),
			("Supervision Sampling", (0, 1, True)),
			("Enforcement Sampling", (0, 1, True)),
		):
			for substance in (SUBSTANCE, BANNED):
				with self.subTest(purpose=purpose, substance=substance):
					test = make_laboratory_test(substance=substance, purpose=purpose)
					self.assertEqual(self.opened(test), expected)

	def test_of_nobody_known_a_clue_instead_of_a_ban(self):
		village = self.producer.village
		self.assertEqual(
			self.opened(make_laboratory_test(producer=self.producer) and self.of_nobody(village)), (0, 0, True)
		)

	def test_of_an_input_a_clue_instead_of_a_ban(self):
		for make_test in (make_laboratory_test, make_suspect_test):
			with self.subTest(make_test.__name__):
				test = make_test(self.producer, purpose="Input Sampling")
				self.assertEqual(self.opened(test), (0, 0, True))
				test.reload().cancel()
				self.assertEqual(self.opened(test), (0, 0, False))

	def test_of_an_input_no_ban_by_hand_either(self):
		test = make_laboratory_test(self.producer, purpose="Input Sampling")
		with self.assertRaises(errors.UnfoundedBanError):
			frappe.get_doc({"doctype": "Sale Ban", "residue_test": test.name, "banned_on": "2022-07-06"}).insert()

	def of_nobody(self, village):
		test = new_residue_test(
			purpose="Routine Monitoring",
			method="Quantitative",
			stage="Market",
			village=village,
			results=[result(SUBSTANCE, "Positive")],
		)
		test.producer = None
		return test.insert().submit()

	def test_drafts_open_nothing(self):
		test = new_residue_test(results=[result(SUBSTANCE, "Positive")]).insert()
		self.assertEqual(self.opened(test), (0, 0, False))

	def test_once(self):
		test = make_laboratory_test(substance=BANNED, purpose="Supervision Sampling")
		suspect = make_suspect_test(substance=BANNED)
		for one, expected in ((test, (0, 1, True)), (suspect, (1, 0, False))):
			open_follow_ups(one, Context())
			self.assertEqual(self.opened(one), expected)
		self.assertEqual(frappe.db.count("Case Clue", {"reference_name": test.name}), 1)

	def test_most_tests_are_passed_over_without_a_query(self):
		self.assertFalse(may_have_follow_ups(make_residue_test()))
		self.assertTrue(may_have_follow_ups(make_residue_test(purpose="Retest")))

	def test_officers_and_department_hear_of_a_ban(self):
		officer = make_user("Village Officer", villages=[self.producer.village])
		office, market = make_user("Agriculture Office"), make_user("Market Supervision")
		elsewhere = make_user("Village Officer")
		make_suspect_test(self.producer)
		(ban,) = bans.active_bans(self.producer.name, PRODUCT)
		told = frappe.get_all("Notification Log", {"document_name": ban}, pluck="for_user")
		self.assertLessEqual({officer, office}, set(told))
		self.assertTrue({market, elsewhere}.isdisjoint(told))

	def test_the_district_hears_of_a_suspicion(self):
		district = make_user("District Bureau")
		test = make_suspect_test(self.producer, BANNED)
		told = frappe.get_all("Notification Log", {"document_name": test.escalation}, pluck="for_user")
		self.assertIn(district, told)


class TestCancelling(FollowUpTest):
	def refuse(self, test, *names):
		before = self.opened(test)
		with self.assertRaises(errors.WorkHasBegunError) as refusal:
			test.reload().cancel()
		for name in names:
			self.assertIn(name, str(refusal.exception))
		self.assertEqual(self.opened(test), before)
		self.assertEqual(frappe.db.get_value("Residue Test", test.name, "docstatus"), 1)

	def test_takes_everything_back(self):
		for test in (
			make_suspect_test(),
			make_suspect_test(substance=BANNED),
			make_laboratory_test(substance=BANNED, purpose="Supervision Sampling"),
		):
			test.reload().cancel()
			self.assertEqual(self.opened(test), (0, 0, False))
			self.assertIsNone(test.reload().escalation)

	def test_a_withdrawn_ban_stays_on_record_and_binds_nobody(self):
		test = make_suspect_test(self.producer)
		(name,) = bans.bans_of(test.name)
		test.reload().cancel()
		ban = frappe.get_doc("Sale Ban", name)
		self.assertEqual((ban.status, str(ban.withdrawn_on)), ("Withdrawn", frappe.utils.today()))
		self.assertIn(test.name, ban.withdrawal_reason)
		self.assertEqual([row.residue_test for row in ban.substances], [test.name])
		self.assertFalse(bans.is_banned(self.producer.name, PRODUCT))
		make_certificate(self.producer)
		self.assertRaises(errors.WithdrawnBanError, ban.save)
		retest = make_laboratory_test(self.producer, fails=False)
		self.assertRaises(errors.WithdrawnBanError, lift_sale_ban, name, retest.name)

	def test_a_withdrawn_escalation_stays_on_record_and_does_not_change(self):
		test = make_suspect_test(self.producer, BANNED)
		name = test.escalation
		test.reload().cancel()
		escalation = frappe.get_doc("Enforcement Escalation", name)
		self.assertEqual((escalation.workflow_state, str(escalation.withdrawn_on)), ("Withdrawn", frappe.utils.today()))
		self.assertIn(test.name, escalation.withdrawal_reason)
		escalation.district_reply = "未检出"
		self.assertRaises(errors.ConcludedEscalationError, escalation.save)

	def test_a_sample_answers_no_withdrawn_escalation(self):
		test = make_suspect_test(self.producer, BANNED)
		name = test.escalation
		test.reload().cancel()
		sample = make_laboratory_test(self.producer, BANNED, fails=False, purpose="Enforcement Sampling")
		self.assertIsNone(sample.reload().escalation)
		self.assertIsNone(frappe.db.get_value("Enforcement Escalation", name, "enforcement_test"))

	def test_issued_again_with_new_numbers(self):
		test = make_residue_test(self.producer, results=[result(SUBSTANCE, "Positive"), result(BANNED, "Positive")])
		before = {*bans.bans_of(test.name), *escalations_of(test.name)}
		test.reload().cancel()
		again = frappe.copy_doc(test.reload())
		again.update({"amended_from": test.name, "docstatus": 0, "escalation": None})
		again.insert().submit()
		after = {*bans.bans_of(again.name), *escalations_of(again.name)}
		self.assertEqual((len(before), len(after), before & after), (2, 2, set()))
		self.assertEqual(bans.active_bans(self.producer.name, PRODUCT), bans.bans_of(again.name))

	def test_numbers_of_what_is_deleted_are_not_used_again(self):
		test = make_residue_test(self.producer, results=[result(SUBSTANCE, "Positive"), result(BANNED, "Positive")])
		(ban,), (escalation,) = bans.bans_of(test.name), escalations_of(test.name)
		test.reload().cancel()
		frappe.delete_doc("Sale Ban", ban)
		frappe.delete_doc("Enforcement Escalation", escalation)
		other = make_residue_test(results=[result(SUBSTANCE, "Positive"), result(BANNED, "Positive")])
		self.assertNotIn(ban, bans.bans_of(other.name))
		self.assertNotIn(escalation, escalations_of(other.name))

	def test_what_is_withdrawn_is_shown_as_such(self):
		test = make_residue_test(self.producer, results=[result(SUBSTANCE, "Positive"), result(BANNED, "Positive")])
		test.reload().cancel()
		entries = residue_test_follow_ups(test.name)
		self.assertEqual({entry["state"] for entry in entries}, {"Withdrawn"})
		self.assertEqual({entry["colour"] for entry in entries}, {"gray"})

	def test_leaves_what_other_tests_have_found(self):
		first = make_suspect_test(self.producer)
		second = make_suspect_test(self.producer, "测试药乙")
		first.reload().cancel()
		(name,) = bans.active_bans(self.producer.name, PRODUCT)
		ban = frappe.get_doc("Sale Ban", name)
		self.assertEqual((ban.residue_test, [row.substance for row in ban.substances]), (second.name, ["测试药乙"]))

	def test_not_once_the_producer_is_notified(self):
		test = make_suspect_test(self.producer)
		(name,) = bans.active_bans(self.producer.name, PRODUCT)
		frappe.get_doc("Sale Ban", name).update({"notified_on": frappe.utils.today()}).save()
		self.refuse(test, name)

	def test_neither_side_of_a_lifted_ban(self):
		test = make_suspect_test(self.producer)
		(name,) = bans.active_bans(self.producer.name, PRODUCT)
		retest = make_laboratory_test(self.producer, fails=False)
		lift_sale_ban(name, retest.name)
		self.refuse(test, name)
		self.refuse(retest, name)

	def test_not_once_the_district_works_on_it(self):
		test = make_suspect_test(self.producer, BANNED)
		frappe.db.set_value("Enforcement Escalation", test.escalation, "workflow_state", "Sampling Started")
		self.refuse(test, test.escalation)

	def test_not_once_an_enforcement_test_answers(self):
		test = make_suspect_test(self.producer, BANNED)
		sample = make_laboratory_test(self.producer, BANNED, fails=False, purpose="Enforcement Sampling")
		self.refuse(test, test.escalation, sample.name)
		sample.reload().cancel()
		self.assertIsNone(frappe.db.get_value("Enforcement Escalation", test.escalation, "enforcement_test"))
		test.reload().cancel()
		self.assertEqual(self.opened(test), (0, 0, False))

	def test_not_once_its_clue_is_dealt_with(self):
		test = make_laboratory_test(self.producer, purpose="Supervision Sampling")
		frappe.db.set_value("Case Clue", clue_of(test), "status", "Case Filed")
		self.refuse(test, clue_of(test))

	def test_not_while_a_certificate_rests_on_it(self):
		test = make_laboratory_test(self.producer, fails=False)
		certificate = make_certificate(
			self.producer, basis="Commissioned Test", residue_test=test.name, issued_on="2022-07-07"
		)
		self.refuse(test, certificate.name)

	def test_not_before_its_retest(self):
		test = make_suspect_test(self.producer)
		retest = make_residue_test(self.producer, purpose="Retest", retest_of=test.name)
		self.refuse(test, retest.name)

	def test_names_everything(self):
		test = make_laboratory_test(self.producer, purpose="Supervision Sampling")
		(name,) = bans.active_bans(self.producer.name, PRODUCT)
		frappe.get_doc("Sale Ban", name).update({"notified_on": frappe.utils.today()}).save()
		frappe.db.set_value("Case Clue", clue_of(test), "status", "Case Filed")
		self.refuse(test, name, clue_of(test))


class TestOnTheForm(FollowUpTest):
	def test_shows_what_it_opened(self):
		test = make_laboratory_test(self.producer, purpose="Supervision Sampling")
		entries = residue_test_follow_ups(test.name)
		self.assertEqual([entry["doctype"] for entry in entries if "doctype" in entry], ["Sale Ban", "Case Clue"])

	def test_not_what_its_reader_may_not_see(self):
		test = make_laboratory_test(self.producer, purpose="Supervision Sampling")
		with self.as_user(make_user("Village Officer", villages=[self.producer.village])):
			entries = residue_test_follow_ups(test.name)
		self.assertEqual([entry["doctype"] for entry in entries if "doctype" in entry], ["Sale Ban"])

	def test_not_to_others(self):
		test = make_suspect_test(self.producer)
		for user in (make_user("Village Officer"), make_user("Police Station")):
			with self.as_user(user), self.assertRaises(frappe.PermissionError):
				residue_test_follow_ups(test.name)
