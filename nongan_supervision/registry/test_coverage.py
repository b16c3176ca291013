from datetime import date

import frappe

from nongan_supervision.checklist.measurement import Period, Place
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.checklist.progress import Question
from nongan_supervision.nongan_supervision.report.quarterly_update_coverage.quarterly_update_coverage import percent_of
from nongan_supervision.registry.coverage import (
	BEGUN,
	LATE,
	MISSING,
	NOT_BEGUN,
	ON_TIME,
	coverage,
	measure_coverage,
	villages_of,
)
from nongan_supervision.setup.roles import POLICE, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_key_product, make_producer, make_user, make_village
from nongan_supervision.tests.registers import counted_queries

TOWN = "覆盖镇"
YEAR = 2021
YEAR_END = date(YEAR, 12, 31)


class CoverageTestCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_single_value("Nongan Supervision Settings", "quarterly_update_grace_days", 10)
		self.villages = [make_village(name, town=TOWN).name for name in ("覆盖东村", "覆盖西村")]
		self.product = make_key_product("覆盖菜").name

	def update(self, quarter: str, submitted_on: str | None, village: int = 0):
		place = self.villages[village]
		rows = [{"producer": make_producer(village=place).name, "product": self.product}]
		doc = make("Quarterly Production Update", village=place, year=YEAR, quarter=quarter, rows=rows)
		if submitted_on:
			doc.submit()
			doc.db_set({"submitted_on": submitted_on, "late": int(date.fromisoformat(submitted_on) > doc.due_on)})
		return doc

	def states(self, as_on: date, village: int = 0) -> list[str]:
		place = self.villages[village]
		return [cell.state for cell in coverage([place], YEAR, as_on)[place]]


class TestCoverage(CoverageTestCase):
	def test_states_in_the_course_of_the_year(self):
		for as_on, states in {
			date(2020, 12, 31): [NOT_BEGUN] * 4,
			date(2021, 4, 10): [BEGUN, BEGUN, NOT_BEGUN, NOT_BEGUN],
			date(2021, 4, 11): [MISSING, BEGUN, NOT_BEGUN, NOT_BEGUN],
			date(2021, 12, 30): [MISSING, MISSING, MISSING, BEGUN],
			date(2021, 12, 31): [MISSING] * 4,
			date(2022, 7, 1): [MISSING] * 4,
		}.items():
			with self.subTest(as_on):
				self.assertEqual(self.states(as_on), states)

	def test_submitted_ones(self):
		self.update("Q1", "2021-04-10")
		self.update("Q2", "2021-07-11")
		self.update("Q3", None)
		self.assertEqual(self.states(YEAR_END), [ON_TIME, LATE, MISSING, MISSING])
		self.assertEqual(self.states(date(2021, 7, 10)), [ON_TIME, BEGUN, BEGUN, NOT_BEGUN])

	def test_a_draft_is_named(self):
		draft = self.update("Q3", None)
		self.assertEqual(coverage(self.villages, YEAR, YEAR_END)[self.villages[0]][2].update, draft.name)

	def test_villages_of_a_place(self):
		self.assertEqual(villages_of(Place(TOWN)), sorted(self.villages))
		self.assertEqual(villages_of(Place(TOWN, self.villages[1])), [self.villages[1]])
		officer = make_user(VILLAGE, villages=self.villages[:1])
		self.assertEqual(villages_of(Place(TOWN), officer), self.villages[:1])

	def test_the_year_costs_few_queries(self):
		for village in (0, 1):
			self.update("Q1", "2021-04-02", village)
		with counted_queries() as one:
			coverage(self.villages[:1], YEAR, YEAR_END)
		with counted_queries() as two:
			coverage(self.villages, YEAR, YEAR_END)
		self.assertEqual(len(two), len(one))


class TestMeasure(CoverageTestCase):
	def measure(self, as_on: date = YEAR_END, village: str | None = None, user: str = "Administrator"):
		indicator = frappe._dict(name="测试", measure="Built-in", method="Quarterly Update Coverage")
		question = Question(frappe._dict(year=YEAR), as_on)
		return Measurer(question.counted, Place(TOWN, village), user).measure(indicator)

	def test_share_of_what_is_due(self):
		self.update("Q1", "2021-04-02")
		self.update("Q1", "2021-04-20", village=1)
		self.update("Q2", "2021-07-20")
		found = self.measure(date(2021, 7, 31))
		self.assertEqual((found.value, found.explanation), (75, "3 of 4"))
		self.assertEqual(self.measure().value, 37.5)
		self.assertEqual(self.measure(village=self.villages[1]).value, 25)

	def test_the_list_behind_it_has_as_many(self):
		self.update("Q1", "2021-04-02")
		self.update("Q2", "2021-07-20")
		found = self.measure(date(2021, 7, 10))
		listed = frappe.get_list(found.doctype, filters=[one.as_list() for one in found.filters], pluck="name")
		self.assertEqual(len(listed), 1)

	def test_of_a_year_that_is_over_in_january(self):
		self.update("Q4", f"{YEAR + 1}-01-08")
		self.update("Q4", f"{YEAR + 1}-01-12", village=1)
		for day, submitted in ((date(YEAR, 12, 31), 0), (date(YEAR + 1, 1, 8), 1), (date(YEAR + 1, 1, 15), 2)):
			with self.subTest(day):
				found = self.measure(day)
				report = coverage(self.villages, YEAR, day)
				cells = [cell for row in report.values() for cell in row]
				self.assertEqual(found.value, percent_of(cells))
				self.assertEqual(found.explanation, f"{submitted} of 8")
				listed = frappe.get_list(found.doctype, filters=[one.as_list() for one in found.filters])
				self.assertEqual(len(listed), submitted)

	def test_villages_at_once_as_each_by_itself(self):
		self.update("Q1", "2021-04-02")
		self.update("Q1", "2021-04-20", village=1)
		self.update("Q2", "2021-07-20")
		period = Period(date(YEAR, 1, 1), YEAR_END, date(YEAR, 7, 31))
		found = measure_coverage(period, Place(TOWN), "Administrator", self.villages)
		self.assertEqual([each.value for each in found.values()], [100, 50])
		for village in self.villages:
			self.assertEqual(found[village], measure_coverage(period, Place(TOWN, village), "Administrator"))

	def test_nothing_due_yet(self):
		self.assertEqual(self.measure(date(YEAR, 2, 1)).problem, "No Data")

	def test_by_whom(self):
		self.update("Q1", "2021-04-02")
		officer = make_user(VILLAGE, villages=self.villages[1:])
		self.assertEqual(self.measure(user=officer).value, 0)
		self.assertEqual(self.measure(user=make_user(POLICE)).problem, "Not Permitted")
