"""The circular of a month: what it counts and tells, in which month, and to whom."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.utils import get_fullname

from nongan_supervision.cases.states import APPROVE_FILING, REQUEST_FILING
from nongan_supervision.nongan_supervision.report.monthly_circular.monthly_circular import ask, execute
from nongan_supervision.papers.circular import CASES, FAILING, FIGURES, NOTE, NOTICES
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, MARKET, POLICE, VILLAGE
from nongan_supervision.tests.case_world import CaseTestCase
from nongan_supervision.tests.factories import make, make_key_product, make_producer, make_suspect_test, make_village
from nongan_supervision.tests.registers import counted_queries

OTHER_VILLAGE = "外村"


class CircularTestCase(CaseTestCase):
	def setUp(self):
		super().setUp()
		make_village(OTHER_VILLAGE)
		self.test = make_suspect_test(make_producer("通报户", village="案件村"))
		self.other = make_suspect_test(make_producer("外村户", village=OTHER_VILLAGE))

	def rows(self, section: str | None = None, user: str = "Administrator", **filters) -> list[dict]:
		with self.as_user(user):
			rows = execute({"year": 2022, "month": "7", **filters})[1]
		return [row for row in rows if section in (None, row["section"])]

	def figure(self, label: str, **asked) -> str | None:
		return next((row["finding"] for row in self.rows(FIGURES, **asked) if row["subject"] == label), None)

	def notice(self, **values):
		return make(
			"Nonconformity Notice",
			**{
				"direction": "Market to Origin",
				"counterpart": "示例市场",
				"product": make_key_product().name,
				"village": "案件村",
				"finding": "检出超标",
				"notified_on": "2022-07-20",
				**values,
			},
		)


class TestLines(CircularTestCase):
	def test_a_failing_test_is_told_with_its_follow_up(self):
		row = next(row for row in self.rows(FAILING) if row["reference_name"] == self.test.name)
		self.assertEqual((row["subject"], row["village"], row["happened_on"]), ("通报户", "案件村", date(2022, 7, 1)))
		self.assertIn("测试药", row["finding"])
		self.assertIn("sale ban not lifted", row["still_to_do"])

	def test_another_month_tells_nothing_of_it(self):
		self.assertNotIn(self.test.name, [row["reference_name"] for row in self.rows(month="6")])

	def test_figures_are_those_of_the_village_asked_for(self):
		self.assertEqual(self.figure("Suspect", village=OTHER_VILLAGE), "1")
		self.assertEqual(self.figure("Tests", village=OTHER_VILLAGE), "1")
		self.assertEqual(self.figure("Pass Rate", village=OTHER_VILLAGE), "0%")
		self.assertIsNone(self.figure("Pass Rate", village=OTHER_VILLAGE, month="1"))

	def test_a_withdrawn_ban_was_none(self):
		today = frappe.utils.getdate()
		asked = {"village": OTHER_VILLAGE, "year": today.year, "month": str(today.month)}
		self.assertEqual(self.figure("Sale Bans Pronounced", **asked), "1")
		self.other.reload().cancel()
		self.assertEqual(self.figure("Sale Bans Pronounced", **asked), "0")

	def test_cases_filed(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		row = self.rows(CASES, village="案件村")[-1]
		self.assertEqual((row["reference_name"], row["state"]), (case.name, "Investigating"))
		self.assertEqual(self.figure("Cases Filed", village="案件村"), "1")

	def test_notices_and_whether_they_were_answered(self):
		open_one, answered = self.notice(), self.notice()
		answered.db_set("replied_on", "2022-07-21")
		states = {row["reference_name"]: row["state"] for row in self.rows(NOTICES)}
		self.assertEqual((states[open_one.name], states[answered.name]), ("No reply yet", "Replied"))

	def test_as_many_queries_however_many_tests(self):
		self.rows()  # what is kept between requests is read
		with counted_queries() as few:
			self.rows()
		for _number in range(5):
			make_suspect_test(make_producer(village="案件村"))
		with counted_queries() as many:
			self.rows()
		self.assertEqual(len(few), len(many))


class TestWhoSeesWhat(CircularTestCase):
	def test_a_village_sees_itself_and_no_case(self):
		self.case_in(REQUEST_FILING, APPROVE_FILING)
		rows = self.rows(user=self.users[VILLAGE])
		self.assertEqual({row["village"] for row in rows} - {None}, {"案件村"})
		self.assertNotIn(CASES, {row["section"] for row in rows})
		self.assertIsNone(self.figure("Cases Filed", user=self.users[VILLAGE]))

	def test_says_which_figures_are_of_a_part(self):
		"""An office sees its own clues and cases, a village what is of it; the leader sees all."""
		for role, named in (
			(LEADER, ()),
			(AGRICULTURE, ("Case Clue", "Enforcement Case")),
			(VILLAGE, ("Residue Test", "Sale Ban", "Case Clue", "Nonconformity Notice")),
		):
			name = get_fullname(self.users[role])
			said = _("{0}: of those documents alone that {1} may see.").format(_(", ").join(map(_, named)), name)
			with self.subTest(role):
				notes = [row["finding"] for row in self.rows(NOTE, user=self.users[role])]
				self.assertEqual(notes, [said] if named else [])

	def test_police_is_told_of_no_tests(self):
		rows = self.rows(user=self.users[POLICE])
		self.assertNotIn("Tests", [row["subject"] for row in rows])
		self.assertNotIn(FAILING, [row["section"] for row in rows])

	def test_an_office_sees_its_own_cases(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		for role, sees in ((AGRICULTURE, True), (LEADER, True), (MARKET, False)):
			with self.subTest(role=role):
				names = [row["reference_name"] for row in self.rows(CASES, user=self.users[role])]
				self.assertEqual(case.name in names, sees)


class TestMonths(CircularTestCase):
	def test_the_present_month_unless_another_is_asked_for(self):
		today = date(2022, 7, 31)
		self.assertEqual(ask(frappe._dict(), today).first, date(2022, 7, 1))
		february = ask(frappe._dict(year=2024, month="2"), today)
		self.assertEqual((february.first, february.last), (date(2024, 2, 1), date(2024, 2, 29)))

	def test_there_is_no_thirteenth_month(self):
		for filters in ({"month": "13"}, {"month": -1}, {"year": 20222}):
			with self.subTest(filters=filters), self.assertRaises(frappe.ValidationError):
				execute(filters)
