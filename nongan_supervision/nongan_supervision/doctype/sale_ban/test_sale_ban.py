import frappe

from nongan_supervision.api import lift_sale_ban, suitable_retests
from nongan_supervision.monitoring import bans, errors
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	SUBSTANCE,
	make,
	make_key_product,
	make_laboratory_test,
	make_producer,
	make_residue_test,
	make_substance,
	make_suspect_test,
	make_user,
	result,
)
from nongan_supervision.tests.registers import counted_queries


class SaleBanTest(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()
		self.test = make_suspect_test(self.producer)
		self.ban = frappe.get_doc("Sale Ban", bans.active_bans(self.producer.name, PRODUCT)[0])

	def retest(self, **values):
		return make_residue_test(
			self.producer,
			**{
				"purpose": "Retest",
				"retest_of": self.test.name,
				"sampled_on": "2022-07-11",
				"tested_on": "2022-07-11",
				**values,
			},
		)


class TestOpening(SaleBanTest):
	def test_follows_the_test(self):
		ban = self.ban
		self.assertEqual((ban.status, ban.residue_test), ("Active", self.test.name))
		self.assertEqual((ban.village, ban.town, ban.sector), (self.test.village, self.test.town, "Planting"))
		self.assertEqual([row.substance for row in ban.substances], [SUBSTANCE])
		self.assertEqual(str(ban.banned_on), frappe.utils.today())

	def test_further_findings_join_it(self):
		make_substance("测试药乙")
		again = make_suspect_test(self.producer, "测试药乙")
		self.ban.reload()
		self.assertEqual(bans.active_bans(self.producer.name, PRODUCT), [self.ban.name])
		self.assertEqual(
			[(row.residue_test, row.substance) for row in self.ban.substances],
			[(self.test.name, SUBSTANCE), (again.name, "测试药乙")],
		)
		self.assertIn(again.name, self.ban.reason)

	def test_another_product_has_its_own(self):
		make_suspect_test(self.producer, product=make_key_product("测试豆").name)
		self.assertEqual(len(bans.active_bans(self.producer.name, "测试豆")), 1)
		self.assertEqual(len(bans.active_bans(self.producer.name, PRODUCT)), 1)

	def test_nothing_is_banned_without_producer_or_product(self):
		self.assertFalse(bans.is_banned(None, PRODUCT))
		self.assertFalse(bans.is_banned(self.producer.name, None))

	def test_second_one_by_hand(self):
		with self.assertRaises(errors.SecondBanError):
			make("Sale Ban", residue_test=self.test.name, producer=self.producer.name, product=PRODUCT)

	def test_by_hand_needs_a_failing_test(self):
		passing = make_residue_test()
		with self.assertRaises(errors.UnfoundedBanError):
			make("Sale Ban", residue_test=passing.name, producer=passing.producer, product=PRODUCT)

	def test_by_hand_says_what_the_test_says(self):
		frappe.delete_doc("Sale Ban", self.ban.name)
		ban = make(
			"Sale Ban",
			residue_test=self.test.name,
			producer=make_producer().name,
			product=make_key_product("测试豆").name,
			status="Lifted",
			lifted_on="2022-07-02",
		)
		self.assertEqual((ban.producer, ban.product, ban.status), (self.producer.name, PRODUCT, "Active"))
		self.assertEqual((ban.lifted_on, [row.substance for row in ban.substances]), (None, [SUBSTANCE]))


class TestChanges(SaleBanTest):
	def test_what_follows_from_tests_stays(self):
		other = make_producer()
		self.ban.update({"status": "Lifted", "producer": other.name, "banned_on": "2022-01-01", "reason": "无"})
		self.ban.set("substances", [])
		self.ban.save()
		self.ban.reload()
		self.assertEqual((self.ban.status, self.ban.producer), ("Active", self.producer.name))
		self.assertEqual([row.substance for row in self.ban.substances], [SUBSTANCE])
		self.assertIn(SUBSTANCE, self.ban.reason)
		self.assertEqual(str(self.ban.banned_on), frappe.utils.today())

	def test_nobody_withdraws_it(self):
		self.ban.update({"status": "Withdrawn", "withdrawn_on": "2022-07-02", "withdrawal_reason": "无"}).save()
		self.ban.reload()
		self.assertEqual((self.ban.status, self.ban.withdrawn_on, self.ban.withdrawal_reason), ("Active", None, None))

	def test_notice(self):
		self.ban.update({"notified_on": frappe.utils.today(), "notified_by": "协管员", "notice_method": "By Phone"})
		self.ban.save()
		self.assertEqual(str(self.ban.reload().notified_on), frappe.utils.today())

	def test_notice_in_the_future_or_before_the_ban(self):
		for days in (1, -1):
			self.ban.reload().notified_on = frappe.utils.add_days(frappe.utils.today(), days)
			self.assertRaises(errors.NoticeDateError, self.ban.save)

	def test_only_administrators_delete_it(self):
		for role, allowed in (("Agriculture Office", False), ("Nongan Administrator", True)):
			with self.as_user(make_user(role)):
				self.assertEqual(frappe.has_permission("Sale Ban", "delete", self.ban.name), allowed)


class TestLifting(SaleBanTest):
	def lift(self, test, note=None):
		lift_sale_ban(self.ban.name, test.name, note)
		self.ban.reload()

	def refuse(self, test, word=""):
		with self.assertRaises(errors.UnsuitableRetestError) as refusal:
			self.lift(test)
		self.assertIn(test.name, str(refusal.exception))
		self.assertIn(word, str(refusal.exception))
		self.assertNotIn(test.name, [row.name for row in suitable_retests(self.ban.name)])

	def test_with_a_passing_retest(self):
		retest = self.retest()
		self.assertEqual([row.name for row in suitable_retests(self.ban.name)], [retest.name])
		self.lift(retest, "已整改")
		self.assertEqual((self.ban.status, self.ban.lifted_by_test), ("Lifted", retest.name))
		self.assertEqual((str(self.ban.lifted_on), self.ban.lifting_note), (frappe.utils.today(), "已整改"))
		self.assertFalse(bans.is_banned(self.producer.name, PRODUCT))

	def test_as_many_queries_however_many_tests(self):
		self.retest()
		with counted_queries() as for_one:
			self.assertEqual(len(suitable_retests(self.ban.name)), 1)
		for _number in range(3):
			self.retest()
		with counted_queries() as for_four:
			self.assertEqual(len(suitable_retests(self.ban.name)), 4)
		self.assertEqual(len(for_four), len(for_one), for_four)

	def test_with_a_later_quantitative_pass(self):
		self.lift(make_laboratory_test(self.producer, fails=False))
		self.assertEqual(self.ban.status, "Lifted")

	def test_not_with_another_quick_test(self):
		self.refuse(make_residue_test(self.producer, sampled_on="2022-07-11", tested_on="2022-07-11"))

	def test_not_with_a_test_of_another_producer(self):
		self.refuse(make_laboratory_test(fails=False))

	def test_not_with_a_test_that_failed(self):
		self.refuse(make_laboratory_test(self.producer, "另一药"))

	def test_not_with_a_draft(self):
		self.refuse(self.retest(submit=False))

	def test_not_with_an_earlier_sample(self):
		self.refuse(make_laboratory_test(self.producer, fails=False, sampled_on="2022-06-30", tested_on="2022-07-10"))

	def test_on_the_same_day_with_a_retest_of_it(self):
		self.lift(self.retest(sampled_on=self.test.sampled_on, tested_on=self.test.tested_on))
		self.assertEqual(self.ban.status, "Lifted")

	def test_not_with_a_test_of_something_else(self):
		make_substance("测试药乙")
		self.refuse(self.retest(results=[result("测试药乙")]), SUBSTANCE)

	def test_not_with_a_quick_one_what_a_laboratory_found_of_a_banned_substance(self):
		make_substance("测试禁药", "Banned")
		make_laboratory_test(self.producer, "测试禁药")
		self.ban.reload()
		results = [result(), result("测试禁药")]
		self.refuse(self.retest(results=results), "测试禁药")
		self.lift(self.retest(method="Quantitative", results=results))
		self.assertEqual(self.ban.status, "Lifted")

	def test_covers_everything_that_joined(self):
		make_suspect_test(self.producer, "测试药乙", sampled_on="2022-07-02", tested_on="2022-07-02")
		self.ban.reload()
		self.refuse(self.retest(), "测试药乙")
		self.lift(self.retest(results=[result(), result("测试药乙")]))
		self.assertEqual(self.ban.status, "Lifted")

	def test_after_the_last_that_joined(self):
		make_suspect_test(self.producer, sampled_on="2022-07-12", tested_on="2022-07-12")
		self.ban.reload()
		self.refuse(self.retest())

	def test_once(self):
		retest = self.retest()
		self.lift(retest)
		self.assertRaises(errors.LiftedBanError, self.lift, retest)
		self.ban.notified_by = "另一人"
		self.assertRaises(errors.LiftedBanError, self.ban.save)

	def test_a_new_finding_opens_a_new_ban(self):
		self.lift(self.retest())
		make_suspect_test(self.producer, sampled_on="2022-08-01", tested_on="2022-08-01")
		(name,) = bans.active_bans(self.producer.name, PRODUCT)
		self.assertNotEqual(name, self.ban.name)

	def test_by_those_who_may_write_it(self):
		retest = self.retest()
		for role, villages in (("Village Officer", [self.producer.village]), ("District Bureau", None)):
			with self.as_user(make_user(role, villages=villages)), self.assertRaises(frappe.PermissionError):
				lift_sale_ban(self.ban.name, retest.name)
		with self.as_user(make_user("Agriculture Office")):
			lift_sale_ban(self.ban.name, retest.name)
		self.assertEqual(self.ban.reload().status, "Lifted")
