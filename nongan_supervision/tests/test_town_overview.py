"""The page on a town: what it answers to whom, from which figures, and at what cost."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import quote

import frappe

from nongan_supervision.checklist import overview_figures, overview_towns
from nongan_supervision.checklist.overview import Question, overview
from nongan_supervision.permissions.grants import (
	ADMINISTRATORS,
	AGRICULTURE,
	DISTRICT,
	LEADER,
	MARKET,
	POLICE,
	PORTAL,
	VETERINARY,
	VILLAGE,
)
from nongan_supervision.permissions.table import PAGES
from nongan_supervision.tests.factories import (
	make,
	make_campaign,
	make_certificate,
	make_checklist,
	make_checklist_item,
	make_key_product,
	make_laboratory_test,
	make_producer,
	make_residue_test,
	make_suspect_test,
	make_town,
	make_user,
	make_village,
)
from nongan_supervision.tests.inspection_world import InspectionTestCase
from nongan_supervision.tests.progress_town import make_indicator
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.web import message_of, request, text_of

PAGE = "town-overview"
METHOD = "/api/method/nongan_supervision.api.town_overview"
TOWN, OTHER_TOWN = "概览镇", "概览邻镇"
EAST, WEST, BARE = "概览东村", "概览西村", "概览新村"
YEAR = 2022
TODAY = date(YEAR, 7, 31)
MOST_QUERIES = 110
"""Of a page with one item of the checklist; each further item adds one or two."""


class OverviewTest(InspectionTestCase):
	def setUp(self):
		super().setUp()
		make_village(EAST, town=TOWN, rotation_block="A", latitude=31.6, longitude=119.98)
		make_village(WEST, town=TOWN, rotation_block="B")
		make_village(BARE, town=TOWN, rotation_block="C")
		make_village("概览邻村", town=OTHER_TOWN)
		self.grower = make_producer("概览种植户", village=EAST)
		self.keeper = make_producer("概览养殖户", village=WEST, latitude=31.6, longitude=119.9)

	def overview(self, today: date = TODAY) -> dict[str, Any]:
		return overview(Question(TOWN, YEAR, today))

	def ask(self, user: str, **arguments: Any):
		return request(user, "GET", METHOD, **arguments)

	def answer(self, user: str, **arguments: Any) -> dict[str, Any]:
		response = self.ask(user, **{"town": TOWN, "year": str(YEAR), **arguments})
		self.assertEqual(response.status_code, 200, text_of(response))
		return message_of(response)

	def add_checklist(self, town: str = TOWN, target: float = 120, counted: tuple = ("=", "Colloidal Gold")) -> None:
		quick = json.dumps([["Residue Test", "method", *counted]])
		checklist = make_checklist(town, YEAR)
		make_checklist_item(checklist, "A4a", indicator=make_indicator(filters=quick), target=target)


class TestWhoAsks(OverviewTest):
	def test_only_the_roles_of_the_table(self):
		allowed = {*PAGES[PAGE], *ADMINISTRATORS}
		for role in (LEADER, AGRICULTURE, MARKET, VETERINARY, POLICE, VILLAGE, DISTRICT, PORTAL, *ADMINISTRATORS):
			user = make_user(role, villages=[EAST] if role == VILLAGE else None)
			with self.subTest(role):
				response = self.ask(user, town=TOWN)
				self.assertEqual(response.status_code, 200 if role in allowed else 403, text_of(response))
				if role not in allowed:
					self.assertNotIn(EAST, text_of(response))

	def test_the_page_is_for_the_same_roles(self):
		roles = frappe.get_all("Has Role", {"parenttype": "Page", "parent": PAGE}, pluck="role")
		self.assertEqual({*roles}, {*PAGES[PAGE], *ADMINISTRATORS})

	def test_nobody_from_outside_and_no_other_verb(self):
		self.assertEqual(self.ask("Guest").status_code, 403)
		self.assertEqual(request(make_user(LEADER), "POST", METHOD).status_code, 403)

	def test_a_district_user_of_one_town_sees_that_one(self):
		user = make_user(DISTRICT)
		make("User Permission", user=user, allow="Town", for_value=TOWN)
		found = self.answer(user)
		self.assertEqual((found["town"], found["towns"]), (TOWN, [TOWN]))
		refused = self.ask(user, town=OTHER_TOWN)
		self.assertEqual(refused.status_code, 403)
		rows = self.answer(user, compare="1")["rows"]
		self.assertEqual([row["town"] for row in rows], [TOWN])

	def test_each_sees_the_cases_of_their_own_office(self):
		department = frappe.db.get_value("Supervision Department", {"role": MARKET})
		values = {"clue_source": "Inspection", "received_on": "2022-05-05", "village": EAST, "description": "测试"}
		make("Case Clue", department=department, **values)
		for role, expected in ((LEADER, 1), (DISTRICT, 1), (AGRICULTURE, 0)):
			with self.subTest(role):
				counts = [row["count"] for row in self.answer(make_user(role))["cases"]]
				self.assertEqual(sum(counts), expected * 2)  # open, and overdue by now

	def test_odd_requests(self):
		user = make_user(LEADER)
		for sent in ({"year": "99999"}, {"year": "x"}, {"town": "[]" * 200}):
			with self.subTest(sent):
				self.assertEqual(self.ask(user, **sent).status_code, 417)
		self.assertEqual(self.ask(user, town="没有的镇").status_code, 403)
		for sent in ({"compare": "x"}, {"compare": "1", "start": "-5"}, {"compare": "1", "start": "x"}, {"year": ""}):
			with self.subTest(sent):
				self.assertEqual(self.ask(user, **sent).status_code, 200)


class TestFigures(OverviewTest):
	def test_a_town_without_anything(self):
		found = self.overview()
		self.assertIsNone(found["checklist"])
		self.assertIsNone(found["campaign"])
		self.assertEqual(found["cases"], [])
		self.assertEqual(found["quick_tests"]["target"], None)
		self.assertEqual(found["quick_tests"]["paces"], None)
		self.assertEqual(found["failing"]["failures"], 0)

	def test_a_town_without_villages(self):
		make_town("概览空镇")
		found = overview(Question("概览空镇", YEAR, TODAY))
		self.assertEqual((found["map"]["villages"], found["quick_tests"]["total"]), ([], 0))

	def test_no_town_at_all(self):
		user = make_user(DISTRICT)
		make("User Permission", user=user, allow="Town", for_value=make_town("概览空镇").name)
		self.assertEqual(self.ask(user).status_code, 200)

	def test_the_checklist_begins_with_what_is_behind(self):
		self.add_checklist()
		checklist = frappe.get_doc("Responsibility Checklist", {"town": TOWN, "year": YEAR})
		make_checklist_item(checklist, "A1", indicator=make_indicator(filters="[]"), target=1)
		make_checklist_item(checklist, "A6", target=0)
		make_residue_test(self.grower)
		part = self.overview()["checklist"]
		states = [(item["item_no"], item["state"], item["colour"]) for item in part["items"]]
		self.assertEqual(states, [("A4a", "Behind", "orange"), ("A1", "Achieved", "green"), ("A6", "Manual", "gray")])
		self.assertEqual([row["count"] for row in part["states"]], [1, 1, 1])
		first = part["items"][0]
		self.assertEqual((first["actual"], first["percent"]), (1, 0.8))
		self.assertAlmostEqual(first["expected"], 100 * 212 / 365, 1)

	def test_villages_with_their_states_the_worst_first(self):
		make("Technical Guidance", village=EAST, guided_on="2022-02-02", guidance_type="Safe Use", summary="测试",
			product=make_key_product().name)  # fmt: skip
		drawn = self.overview()["map"]
		self.assertEqual({row["village"] for row in drawn["villages"]}, {EAST, WEST, BARE})
		scores = [row["score"] for row in drawn["villages"]]
		self.assertEqual(scores, sorted(scores))
		self.assertEqual(drawn["villages"][0]["state"], "Behind")
		self.assertEqual(drawn["villages"][0]["colour"], "red")
		self.assertEqual(sum(row["count"] for row in drawn["states"]), 3)

	def test_a_village_stands_where_it_or_its_producers_are(self):
		places = {row["village"]: (row["x"], row["y"]) for row in self.overview()["map"]["villages"]}
		self.assertLess(places[WEST][0], places[EAST][0])  # by its producer, at the same latitude
		self.assertAlmostEqual(places[WEST][1], places[EAST][1])
		self.assertGreater(places[BARE][1], places[WEST][1])  # nowhere: below
		frappe.db.set_value("Village", EAST, {"latitude": 0, "longitude": 0})
		frappe.db.set_value("Village", WEST, {"latitude": 31.7, "longitude": 120})
		places = {row["village"]: row["y"] for row in self.overview()["map"]["villages"]}
		self.assertLess(places[WEST], places[EAST])
		self.assertLess(places[EAST], places[BARE])  # by their blocks

	def test_positions_of_the_village_have_bounds(self):
		village = frappe.get_doc("Village", EAST)
		village.latitude = 91
		self.assertRaises(frappe.ValidationError, village.save)

	def test_failing_results(self):
		make_suspect_test(self.grower)
		make_laboratory_test(self.grower)
		failing = self.overview()["failing"]
		self.assertEqual(failing["failures"], 2)
		self.assertEqual(failing["unpublished"], 1)

	def test_cases_by_state_lead_to_their_lists(self):
		values = {"clue_source": "Inspection", "village": EAST, "description": "测试"}
		make("Case Clue", received_on="2022-07-30", **values)
		open_clues, overdue = overview_figures.cases(TOWN, YEAR, date(2022, 9, 1))
		self.assertEqual((open_clues["count"], overdue["count"], overdue["warns"]), (1, 1, True))
		listed = frappe.get_list("Case Clue", filters=open_clues["filters"])
		self.assertEqual(len(listed), 1)
		self.assertEqual(len(overview_figures.cases(TOWN, YEAR, date(2022, 7, 31))), 1)

	def test_the_season_that_runs(self):
		for season in ("Summer", "Autumn"):
			campaign = make_campaign(town=TOWN, year=YEAR, season=season)
			campaign.generate_groups()
			campaign.db_set({"status": "Active", "started_on": campaign.starts_on})
		found = self.overview(date(2022, 6, 15))["campaign"]
		summer = frappe.get_doc("Supervision Campaign", found["name"])
		self.assertEqual(summer.season, "Summer")
		self.assertEqual((found["villages"], found["inspected"]), (3, 0))
		self.assertEqual(self.overview(date(2022, 1, 1))["campaign"]["name"], summer.name)  # the first to come
		late = self.overview(date(2022, 12, 31))["campaign"]
		self.assertEqual((late["title"] != found["title"], late["feedback_overdue"]), (True, True))


class TestTowns(OverviewTest):
	def test_side_by_side(self):
		self.add_checklist()
		make_laboratory_test(self.grower, fails=False)
		make_certificate(self.grower, issued_on="2022-05-05", certificate_count=7)
		rows = overview_towns.compare([TOWN, OTHER_TOWN], YEAR, TODAY, 0)["rows"]
		self.assertEqual(rows[0]["states"], {"Overdue": 0, "Behind": 1, "On Track": 0, "Achieved": 0})
		self.assertEqual((rows[0]["tests"], rows[0]["pass_rate"], rows[0]["slips"]), (1, 100, 7))
		self.assertEqual(
			(rows[1]["states"], rows[1]["tests"], rows[1]["pass_rate"], rows[1]["slips"]), (None, 0, None, 0)
		)

	def test_towns_come_a_page_at_a_time(self):
		towns = [f"镇{number}" for number in range(overview_towns.AT_ONCE + 1)]
		first = overview_towns.compare(towns, YEAR, TODAY, 0)
		self.assertEqual((len(first["rows"]), first["next"]), (overview_towns.AT_ONCE, overview_towns.AT_ONCE))
		second = overview_towns.compare(towns, YEAR, TODAY, first["next"])
		self.assertEqual(([row["town"] for row in second["rows"]], second["next"]), (towns[-1:], None))
		self.assertEqual(overview_towns.compare(towns, YEAR, TODAY, 99), {"rows": [], "next": None})


class TestCost(OverviewTest):
	def queries(self) -> int:
		self.overview()  # fills the caches of meta and settings
		with counted_queries() as statements:
			self.overview()
		return len(statements)

	def test_documents_and_villages_add_no_queries(self):
		self.add_checklist()
		make_residue_test(self.grower)
		make_suspect_test(self.grower)
		before = self.queries()
		self.assertLess(before, MOST_QUERIES)
		for number in range(4):
			make_village(f"概览加村{number}", town=TOWN)
			producer = make_producer(village=f"概览加村{number}", latitude=31, longitude=119)
			make_residue_test(producer)
			make_suspect_test(producer)
			values = {"clue_source": "Inspection", "received_on": "2022-05-05", "description": "测试"}
			make("Case Clue", village=f"概览加村{number}", **values)
		self.assertEqual(self.queries(), before)

	def test_no_statement_reads_a_table_of_documents_without_a_condition(self):
		self.add_checklist()
		with counted_queries() as statements:
			self.overview()
		for statement in statements:
			if "tabResidue Test" in statement or "tabConformity Certificate" in statement:
				self.assertIn("WHERE", statement.upper())


class TestAddress(OverviewTest):
	def test_the_page_can_be_loaded_by_its_roles_alone(self):
		for role, expected in ((LEADER, 200), (DISTRICT, 200), (POLICE, 403), (VILLAGE, 403)):
			with self.subTest(role):
				user = make_user(role, villages=[EAST] if role == VILLAGE else None)
				response = request(user, "GET", "/api/method/frappe.desk.desk_page.getpage", name=PAGE)
				self.assertEqual(response.status_code, expected, quote(text_of(response))[:300])
