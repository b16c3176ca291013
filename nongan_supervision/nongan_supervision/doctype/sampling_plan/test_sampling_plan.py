import frappe

from nongan_supervision.api import propose_sampling_plan
from nongan_supervision.monitoring import errors
from nongan_supervision.monitoring.risk_facts import candidates
from nongan_supervision.monitoring.sampling_plan import refresh
from nongan_supervision.registry.bounds import OutOfBoundsError
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	SUBSTANCE,
	make,
	make_key_product,
	make_producer,
	make_residue_test,
	make_substance,
	make_suspect_test,
	make_user,
	make_village,
)
from nongan_supervision.tests.registers import counted_queries

VILLAGE = "计划村"


class SamplingPlanTest(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village(VILLAGE)
		make_key_product()
		make_substance()
		frappe.get_doc("Key Product", PRODUCT).update({"risk_substances": [{"substance": SUBSTANCE}]}).save()
		self.producer = self.grower()

	def grower(self, **values):
		return make_producer(village=VILLAGE, products=[{"product": PRODUCT, **values}])

	def propose(self, month=8, again=False, village=VILLAGE):
		return propose_sampling_plan(2022, month, village, again)

	def plan(self, **values):
		return make("Sampling Plan", **{"village": VILLAGE, "year": 2022, "month": 7, "items": [], **values})


class TestProposal(SamplingPlanTest):
	def test_never_tested(self):
		(name,) = self.propose()["created"]
		plan = frappe.get_doc("Sampling Plan", name)
		(row,) = plan.items
		self.assertEqual((name, plan.town, plan.status), (f"{VILLAGE}-2022-8", "测试镇", "Draft"))
		self.assertEqual((row.producer, row.product, row.substances), (self.producer.name, PRODUCT, SUBSTANCE))
		self.assertEqual((row.score, row.planned), (24 + 4, 3))
		self.assertEqual(plan.planned_count, 3)

	def test_tested_lately_is_left_out(self):
		make_residue_test(self.producer, sampled_on="2022-07-20", tested_on="2022-07-20")
		self.assertEqual(self.propose(), {"created": [], "existing": [], "nothing_due": [VILLAGE]})

	def test_banned_comes_first(self):
		suspect = self.grower()
		make_suspect_test(suspect, sampled_on="2022-07-20", tested_on="2022-07-20")
		plan = frappe.get_doc("Sampling Plan", self.propose()["created"][0])
		self.assertEqual([row.producer for row in plan.items], [suspect.name, self.producer.name])
		self.assertEqual(plan.items[0].score, 50 + 15)

	def test_expected_on_the_market(self):
		ready = self.grower(expected_market_date="2022-08-15")
		plan = frappe.get_doc("Sampling Plan", self.propose()["created"][0])
		self.assertEqual(plan.items[0].producer, ready.name)

	def test_inactive_producers_are_left_out(self):
		self.producer.update({"status": "Inactive"}).save()
		self.assertEqual(self.propose()["nothing_due"], [VILLAGE])

	def test_no_more_than_the_settings_allow(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "sampling_plan_tests", 2)
		for _one in range(3):
			self.grower()
		plan = frappe.get_doc("Sampling Plan", self.propose()["created"][0])
		self.assertEqual((plan.planned_count, len(plan.items)), (2, 2))

	def test_twice_is_once(self):
		(name,) = self.propose()["created"]
		frappe.get_doc("Sampling Plan", name).update({"remarks": "手工"}).save()
		self.grower()
		self.assertEqual(self.propose(), {"created": [], "existing": [name], "nothing_due": []})
		plan = frappe.get_doc("Sampling Plan", name)
		self.assertEqual((len(plan.items), plan.remarks), (1, "手工"))

	def test_again(self):
		(name,) = self.propose()["created"]
		self.grower()
		self.propose(again=True)
		plan = frappe.get_doc("Sampling Plan", name)
		self.assertEqual(len(plan.items), 2)
		plan.update({"status": "Confirmed"}).save()
		self.assertRaises(errors.ClosedPlanError, self.propose, again=True)

	def test_queries_do_not_grow_with_the_villages(self):
		villages = frappe.get_all("Village", pluck="name")
		for asked in ([VILLAGE], villages):
			with counted_queries() as statements:
				candidates(asked, 2022, 8)
			self.assertEqual(len(statements), 6, statements)


class TestRules(SamplingPlanTest):
	def test_no_such_month(self):
		for values in ({"month": 13}, {"month": 0}, {"year": 22}):
			with self.subTest(**values):
				self.assertRaises((errors.InvalidMonthError, OutOfBoundsError), self.plan, **values)

	def test_product_of_a_producer_twice(self):
		row = {"product": PRODUCT, "producer": self.producer.name, "planned": 1}
		self.assertRaises(errors.DuplicatePlanItemError, self.plan, items=[row, row])

	def test_one_per_village_and_month(self):
		self.plan()
		self.assertRaises(frappe.DuplicateEntryError, self.plan)

	def test_figures_are_the_servers(self):
		plan = self.plan(planned_count=99, done_count=99, items=[{"product": PRODUCT, "planned": 2, "done": 7}])
		self.assertEqual((plan.planned_count, plan.done_count, plan.items[0].done), (2, 0, 0))


class TestProgress(SamplingPlanTest):
	def test_counts_the_month_s_tests(self):
		plan = self.plan(
			items=[
				{"product": PRODUCT, "planned": 4},
				{"product": PRODUCT, "producer": self.producer.name, "planned": 1},
			]
		)
		for producer, day in (
			(self.producer, "2022-07-01"),
			(self.producer, "2022-07-31"),
			(self.grower(), "2022-07-05"),
			(self.producer, "2022-08-01"),
		):
			test = make_residue_test(producer, sampled_on=day, tested_on="2022-08-01")
		make_residue_test(self.producer, sampled_on="2022-07-09", tested_on="2022-07-09", submit=False)
		plan.reload()
		self.assertEqual(([row.done for row in plan.items], plan.done_count), ([1, 2], 3))
		frappe.get_last_doc("Residue Test", {"sampled_on": "2022-07-05"}).cancel()
		self.assertEqual(plan.reload().done_count, 2)
		self.assertEqual(str(test.sampled_on), "2022-08-01")

	def test_refreshing_touches_nothing_else(self):
		plan = self.plan(items=[{"product": PRODUCT, "planned": 1}])
		refresh(2022, 7)
		self.assertEqual(str(frappe.db.get_value("Sampling Plan", plan.name, "modified")), str(plan.modified))

	def test_only_what_has_changed_is_written(self):
		make_village("计划二村")
		plan = self.plan(items=[{"product": PRODUCT, "planned": 1}])
		other = self.plan(village="计划二村", items=[{"product": PRODUCT, "planned": 1}])
		test = make_residue_test(self.producer)
		self.assertEqual(plan.reload().done_count, 1)
		with counted_queries() as statements:
			refresh(2022, 7)
		self.assertEqual(len(statements), 3, statements)
		frappe.db.set_value("Residue Test", test.name, "village", "计划二村")
		with counted_queries() as statements:
			refresh(2022, 7)
		self.assertEqual(sum("update" in one.lower().split()[0] for one in statements), 4, statements)
		self.assertEqual((plan.reload().done_count, other.reload().done_count), (0, 1))
		self.assertEqual((plan.items[0].done, other.items[0].done), (0, 1))

	def test_what_an_office_has_edited_meanwhile_stays(self):
		plan = self.plan(items=[{"product": PRODUCT, "planned": 1}])
		opened = frappe.get_doc("Sampling Plan", plan.name)
		frappe.db.set_value("Sampling Plan Item", plan.items[0].name, "done", 9)
		refresh(2022, 7)
		opened.items[0].planned = 5
		opened.update({"remarks": "手工"}).save()
		refresh(2022, 7)
		plan.reload()
		self.assertEqual((plan.remarks, plan.items[0].planned, plan.items[0].done), ("手工", 5, 0))


class TestPermissions(SamplingPlanTest):
	def test_who_may_not_plan(self):
		for role in ("Village Officer", "Market Supervision", "Police Station", "District Bureau"):
			user = make_user(role, villages=[VILLAGE] if role == "Village Officer" else None)
			with self.subTest(role=role), self.as_user(user):
				self.assertRaises(frappe.PermissionError, self.propose)

	def test_only_villages_of_their_own(self):
		make_village("别的计划村")
		user = make_user("Agriculture Office", villages=[VILLAGE])
		with self.as_user(user):
			self.assertRaises(frappe.PermissionError, self.propose, village="别的计划村")
			plans = propose_sampling_plan(2022, 8)
		self.assertEqual(plans["created"], [f"{VILLAGE}-2022-8"])
