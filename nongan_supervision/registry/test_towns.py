"""Which town an office, an officer and a producer work for, on a site of several towns."""

from __future__ import annotations

import frappe

from nongan_supervision.api import draft_governance_summaries
from nongan_supervision.checklist.progress import find_checklist
from nongan_supervision.exchange.exporting.about import about
from nongan_supervision.permissions.grants import AGRICULTURE, MARKET, POLICE, VILLAGE
from nongan_supervision.registry.towns import SETTINGS, own_town
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_checklist,
	make_portal_user,
	make_producer,
	make_town,
	make_user,
	make_village,
)

HERE, ELSEWHERE = "本镇甲", "他镇乙"
YEAR = 2021


class TestOwnTown(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.villages = {town: make_village(f"{make_town(town).name}村", town).name for town in (HERE, ELSEWHERE)}
		self.checklists = {town: make_checklist(town, YEAR).name for town in (HERE, ELSEWHERE)}
		frappe.db.set_single_value(SETTINGS, "current_town", HERE)

	def office_of(self, town: str, role: str = AGRICULTURE) -> str:
		user = make_user(role)
		make("User Permission", user=user, allow="Town", for_value=town)
		return user

	def town_of(self, user: str) -> str | None:
		with self.as_user(user):
			return own_town()

	def test_the_settings_where_nothing_limits_them(self):
		producer = make_portal_user(make_producer(village=self.villages[ELSEWHERE]))
		for user in (make_user(AGRICULTURE), make_user(POLICE), "Administrator", "Guest", producer):
			with self.subTest(user):
				self.assertEqual(self.town_of(user), HERE)

	def test_an_office_s_own(self):
		for town in (HERE, ELSEWHERE):
			for role in (AGRICULTURE, MARKET):
				self.assertEqual(self.town_of(self.office_of(town, role)), town)

	def test_a_village_officer_s_own(self):
		for town, village in self.villages.items():
			self.assertEqual(self.town_of(make_user(VILLAGE, villages=[village])), town)
		both = make_user(VILLAGE, villages=list(self.villages.values()))
		self.assertEqual(self.town_of(both), HERE)
		self.assertEqual(self.town_of(make_user(VILLAGE)), HERE)

	def test_a_town_without_villages(self):
		new = make_town("新设镇").name
		self.assertEqual(self.town_of(self.office_of(new)), new)

	def test_is_that_of_the_report_the_export_and_the_year_s_summaries(self):
		with self.as_user(self.office_of(ELSEWHERE)):
			self.assertEqual(find_checklist({"year": YEAR}, frappe.utils.getdate()).name, self.checklists[ELSEWHERE])
			self.assertTrue(about([]).startswith(ELSEWHERE))
			created = draft_governance_summaries(YEAR)["created"]
		towns = frappe.get_all("Product Governance Summary", {"name": ["in", created]}, pluck="town")
		self.assertEqual(set(towns), {ELSEWHERE})
