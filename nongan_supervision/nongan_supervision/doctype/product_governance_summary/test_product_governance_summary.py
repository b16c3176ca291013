"""A product's governance summary: drafted from the data, finished by hand, submitted once."""

from __future__ import annotations

from datetime import date
from unittest import mock

import frappe
from frappe import _
from frappe.utils import get_fullname

from nongan_supervision.api import draft_governance_summaries, redraft_governance_summary
from nongan_supervision.checklist import governance
from nongan_supervision.checklist.governance_chart import months_chart
from nongan_supervision.checklist.governance_figures import MonthFigures, ProductYear, figures_of
from nongan_supervision.checklist.governance_texts import figures_text
from nongan_supervision.permissions.grants import AGRICULTURE, DISTRICT, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.registry.asked import NotAskableError
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_key_product,
	make_laboratory_test,
	make_producer,
	make_residue_test,
	make_suspect_test,
	make_user,
	make_village,
	printed,
)
from nongan_supervision.tests.production_factories import make_use
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.web import request

SUMMARY = "Product Governance Summary"
PRINT = "重点品种治理情况总结"
TOWN, EAST, WEST = "总结镇", "总结东村", "总结西村"
CROP, HEN = "总结菜", "总结鸡"
FOUND = "测试药"
YEAR = 2022
BY_HAND = {"measures": "加强巡查\n<b>培训</b>", "problems": "台账不全", "next_steps": "补齐台账"}


class SummaryTest(NonganTestCase):
	def setUp(self):
		super().setUp()
		for village in (EAST, WEST):
			make_village(village, TOWN)
		make_key_product(CROP)
		make_key_product(HEN, "Livestock")
		frappe.db.set_single_value("Nongan Supervision Settings", "current_town", TOWN)
		self.growers = [
			make_producer(village=village, products=[{"product": CROP, "area_or_stock": 3, "unit": "亩"}])
			for village in (EAST, WEST)
		]

	def work_a_year(self):
		"""Six tests of which two did not pass, a ban that is lifted and one that is not, slips, guidance, a use."""
		east, west = self.growers
		make_certificate(east, product=CROP, issued_on="2022-03-02")
		make_use(east, product=CROP, recorded_on="2022-04-01")
		make(
			"Technical Guidance",
			guidance_type="Safe Use",
			guided_on="2022-05-05",
			village=EAST,
			product=CROP,
			summary="x",
		)
		make_residue_test(east, product=CROP, sampled_on="2021-05-01", tested_on="2021-05-01")
		for stage in ("Field", "Field", "Harvest"):
			make_residue_test(east, product=CROP, stage=stage)
		make_residue_test(east, product=HEN)
		make_residue_test(make_producer(), product=CROP)
		make_suspect_test(east, product=CROP)
		make_laboratory_test(west, product=CROP)
		bans = {ban.producer: ban.name for ban in frappe.get_all("Sale Ban", {"product": CROP}, ["name", "producer"])}
		frappe.db.set_value("Sale Ban", bans[east.name], {"banned_on": "2022-07-02", "status": "Lifted"})
		frappe.db.set_value("Sale Ban", bans[east.name], "lifted_on", "2022-08-01")
		frappe.db.set_value("Sale Ban", bans[west.name], "banned_on", "2022-07-06")

	def figures(self, year=YEAR):
		return figures_of(ProductYear(CROP, year, TOWN, date(2023, 1, 31)))

	def draft(self, **values):
		return make(SUMMARY, **{"product": CROP, "year": YEAR, **values})


class TestFigures(SummaryTest):
	def setUp(self):
		super().setUp()
		self.work_a_year()

	def test_tests(self):
		figures = self.figures()
		self.assertEqual((figures.tests, figures.quick, figures.pass_rate), (5, 4, 60))
		self.assertEqual(dict(figures.stages), {"Field": 4, "Harvest": 1})
		self.assertEqual(dict(figures.substances), {FOUND: 2})
		july = figures.months[6]
		self.assertEqual((july.month, july.tests, july.not_passed), (7, 5, 2))
		self.assertEqual(sum(month.tests for month in figures.months), 5)

	def test_what_follows_and_what_is_done(self):
		figures = self.figures()
		self.assertEqual((figures.bans, figures.bans_lifted, figures.bans_active), (2, 1, 1))
		self.assertEqual((figures.certificates, figures.slips, figures.months[2].slips), (1, 10, 10))
		self.assertEqual((figures.guidance, figures.uses, figures.clues, figures.cases), (1, 1, 0, 0))
		self.assertEqual((figures.producers, figures.villages, figures.amounts), (2, 2, {"亩": 6}))

	def test_the_year_before_as_far_as_this_one_has_come(self):
		for today, expected in ((date(2022, 4, 30), 0), (date(2022, 5, 1), 1), (date(2022, 12, 31), 1)):
			with self.subTest(today):
				self.assertEqual(figures_of(ProductYear(CROP, 2022, TOWN, today).before).tests, expected)
		self.assertEqual(ProductYear(CROP, 2024, TOWN, date(2024, 2, 29)).before.last, date(2023, 2, 28))

	def test_documents_do_not_add_queries(self):
		self.figures()  # what is cached from now on
		with counted_queries() as before:
			self.figures()
		for _number in range(3):
			make_laboratory_test(make_producer(village=EAST), product=CROP)
		with counted_queries() as after:
			self.figures()
		self.assertEqual(len(after), len(before))

	def test_what_is_hidden_is_not_counted(self):
		make(
			"Case Clue", clue_source="Inspection", received_on="2022-05-05", village=EAST, product=CROP, description="x"
		)
		with self.as_user(make_user(LEADER)):
			self.assertEqual(self.figures().clues, 1)
		with self.as_user(make_user(DISTRICT)):
			self.assertEqual(self.figures().tests, 5)

	def test_says_of_what_its_author_sees_a_part(self):
		office = make_user(AGRICULTURE)
		names = _(", ").join(map(_, ("Case Clue", "Enforcement Case")))
		said = _("{0}: of those documents alone that {1} may see.").format(names, get_fullname(office))
		for user, note in ((office, said), (make_user(LEADER), "")):
			with self.as_user(user):
				figures = self.figures()
			self.assertEqual(figures.note, note)
			self.assertEqual(figures_text(figures).splitlines()[-1] == f"Note: {said}", bool(note))


class TestDraft(SummaryTest):
	def test_texts(self):
		self.work_a_year()
		summary = self.draft()
		self.assertEqual(
			(summary.title, summary.town, summary.sector), (f"{TOWN}2022年总结菜治理情况总结", TOWN, "Planting")
		)
		for line in (
			"Production: 2 producers in 2 villages (6亩).",
			"Tests: 5, 4 of them by quick methods and 1 quantitative (Field 4, Harvest 1); pass rate 60%.",
			f"Not passed: 1 failing, 1 suspect; found were: {FOUND} 2.",
			"Sale bans: 2 pronounced, 1 lifted, 1 still active.",
			"Certificates: 1 batches with 10 slips.",
		):
			self.assertIn(line, summary.figures.splitlines())
		self.assertIn("tests went from 1 to 5; pass rate went from 100% to 60%", summary.comparison)

	def test_before_there_is_anything(self):
		summary = self.draft()
		self.assertIn("Tests: none were made.", summary.figures)
		self.assertEqual(summary.comparison, "There are no figures of 2021 to compare with.")
		self.assertEqual([row.month for row in summary.months], list(range(1, 13)))

	def test_what_is_written_stays(self):
		summary = self.draft()
		summary.update({"comparison": "手写的比较", "measures": "手写的措施"}).save()
		self.work_a_year()
		redraft_governance_summary(summary.name)
		summary.reload()
		self.assertEqual((summary.comparison, summary.measures), ("手写的比较", "手写的措施"))
		self.assertIn("Tests: 5", summary.figures)
		self.assertEqual(summary.months[6].tests, 5)
		redraft_governance_summary(summary.name, overwrite=1)
		summary.reload()
		self.assertIn("tests went from 1 to 5", summary.comparison)
		self.assertEqual(summary.measures, "手写的措施")

	def test_figures_of_the_months_are_the_servers(self):
		summary = self.draft()
		summary.months[0].tests = 99
		summary.append("months", {"month": 13, "tests": 5})
		summary.update({"sector": "Livestock", "submitted_on": "2022-06-01", "drafted": "{}"}).save()
		summary.reload()
		self.assertEqual((len(summary.months), summary.months[0].tests), (12, 0))
		self.assertEqual((summary.sector, summary.submitted_on), ("Planting", None))
		self.assertIn("figures", summary.drafted)


class TestRules(SummaryTest):
	def test_one_per_product_year_and_town(self):
		first = self.draft()
		self.assertRaises(governance.SecondSummaryError, self.draft)
		self.draft(year=2021)
		self.draft(product=HEN)
		first.update(BY_HAND).submit()
		self.assertRaises(governance.SecondSummaryError, self.draft)
		first.cancel()
		self.draft()

	def test_a_year_to_come(self):
		year = frappe.utils.getdate().year + 1
		self.assertRaises(governance.YearToComeError, self.draft, year=year)

	def test_complete_when_it_is_submitted(self):
		summary = self.draft()
		for name in BY_HAND:
			summary.update({**BY_HAND, name: " "}).save()
			self.assertRaises(governance.IncompleteSummaryError, summary.submit)
			summary.reload()
		summary.update(BY_HAND).submit()
		self.assertEqual(summary.submitted_on, frappe.utils.getdate())
		self.assertRaises(governance.SubmittedSummaryError, redraft_governance_summary, summary.name)

	def test_amended(self):
		summary = self.draft(**BY_HAND).submit()
		summary.cancel()
		amended = frappe.copy_doc(summary)
		amended.update({"docstatus": 0, "amended_from": summary.name}).insert()
		self.assertTrue(amended.figures and amended.measures)
		amended.submit()


class TestAllOfTheYear(SummaryTest):
	def test_products_that_are_ticked(self):
		for product in (CROP, HEN):
			doc = frappe.get_doc("Key Product", product)
			doc.append("town_years", {"year": 2020})
			doc.save()
		existing = self.draft(product=HEN, year=2020)
		with mock.patch.object(governance, "products_of", wraps=governance.products_of) as asked:
			drafts = draft_governance_summaries("2020")
		asked.assert_called_once_with(2020)
		self.assertEqual(drafts["existing"], [existing.name])
		self.assertEqual(frappe.db.get_value(SUMMARY, drafts["created"][0], ["product", "year"]), (CROP, 2020))
		self.assertEqual(draft_governance_summaries(2020)["created"], [])

	def test_the_national_list_where_none_is_ticked(self):
		listed = frappe.get_all("Key Product", {"national_list": 1}, pluck="name")
		created = draft_governance_summaries(2001)["created"]
		drafted = frappe.get_all(SUMMARY, {"name": ["in", created]}, pluck="product")
		self.assertTrue(drafted)
		self.assertEqual(sorted(drafted), sorted(listed))

	def test_no_product_at_all(self):
		frappe.db.set_value("Key Product", {"national_list": 1}, "national_list", 0)
		self.assertRaises(governance.NoProductsError, draft_governance_summaries, 2001)

	def test_what_is_no_year(self):
		for odd in ("abc", -1, 99999):
			with self.subTest(odd):
				self.assertRaises(NotAskableError, draft_governance_summaries, odd)


class TestWhoMay(SummaryTest):
	def test_only_agriculture_writes(self):
		for role in (LEADER, MARKET, VETERINARY, POLICE, VILLAGE, DISTRICT):
			with self.subTest(role), self.as_user(make_user(role)):
				self.assertRaises(frappe.PermissionError, self.draft)
				self.assertRaises(frappe.PermissionError, draft_governance_summaries, 2020)
		with self.as_user(make_user(AGRICULTURE)):
			self.draft()

	def test_who_reads(self):
		crop, hen = self.draft().name, self.draft(product=HEN).name
		for role, expected in (
			(LEADER, {crop, hen}),
			(MARKET, {crop, hen}),
			(DISTRICT, {crop, hen}),
			(VETERINARY, {hen}),
		):
			with self.subTest(role), self.as_user(make_user(role)):
				self.assertEqual(set(frappe.get_list(SUMMARY, pluck="name")), expected)
		for role in (POLICE, VILLAGE):
			with self.subTest(role), self.as_user(make_user(role, villages=[EAST])):
				self.assertRaises(frappe.PermissionError, frappe.get_list, SUMMARY)

	def test_a_village_asks_the_server(self):
		path = "/api/method/nongan_supervision.api.redraft_governance_summary"
		name = self.draft().name
		answer = request(make_user(VILLAGE, villages=[EAST]), "POST", path, name=name)
		self.assertEqual(answer.status_code, 403)


class TestOnPaper(SummaryTest):
	def test_print(self):
		self.work_a_year()
		summary = self.draft(**BY_HAND)
		html = printed(summary, PRINT)
		for text in (TOWN, "总结菜治理情况总结", "加强巡查", "台账不全", "补齐台账", "<svg", "official-draft"):
			self.assertIn(text, html)
		self.assertNotIn("<b>培训", html)
		self.assertNotIn('official-draft"', printed(summary.submit(), PRINT))

	def test_nothing_to_draw(self):
		self.assertNotIn("<svg", printed(self.draft(), PRINT))

	def test_bars_are_as_high_as_their_numbers(self):
		drawing = months_chart([MonthFigures(1, tests=10, not_passed=5), MonthFigures(2), MonthFigures(3, tests=5)])
		self.assertEqual(drawing.count('height="82.0"'), 3)
		self.assertEqual(drawing.count("<rect"), 6)
		self.assertEqual(months_chart([MonthFigures(1)]), "")
