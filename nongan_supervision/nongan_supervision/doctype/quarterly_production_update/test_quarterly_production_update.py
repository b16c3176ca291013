import threading
from datetime import date

import frappe

from nongan_supervision.registry import errors
from nongan_supervision.registry.bounds import OutOfBoundsError
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.quarterly_drafts import draft_update, rows_for, state_of_entry
from nongan_supervision.registry.quarterly_follow_up import later_update
from nongan_supervision.registry.quarterly_updates import (
	DOCTYPE,
	note_submission,
	refuse_quarter_to_come,
	submitted_update,
)
from nongan_supervision.registry.quarters import Quarter
from nongan_supervision.setup.roles import LEADER, VILLAGE
from nongan_supervision.tests.at_once import AT_ONCE, at_once, forget_afterwards
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_key_product, make_producer, make_user, make_village

PLACE = "季报村"
YEAR = 2021


class QuarterlyTestCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village(PLACE)
		self.crop, self.other = make_key_product("季报菜").name, make_key_product("季报瓜").name
		self.first = self.make_producer("季报甲户", area_or_stock=3)
		self.second = self.make_producer("季报乙户", area_or_stock=5)
		frappe.db.set_single_value("Nongan Supervision Settings", "quarterly_update_grace_days", 10)

	def make_producer(self, name: str, **product):
		return make_producer(name, village=PLACE, products=[{"product": self.crop, "unit": "亩", **product}])

	def row(self, producer=None, product: str | None = None, **values) -> dict:
		return {
			"producer": (producer or self.first).name,
			"product": product or self.crop,
			"area_or_stock": 3,
			"unit": "亩",
			**values,
		}

	def make_update(self, quarter: str = "Q1", rows: list | None = None, submit: bool = True, **values):
		rows = [self.row()] if rows is None else rows
		values = {"village": PLACE, "year": YEAR, **values}
		return make("Quarterly Production Update", quarter=quarter, rows=rows, submit=submit, **values)

	def products(self, producer=None) -> dict[str, float]:
		doc = frappe.get_doc("Producer", (producer or self.first).name)
		return {row.product: row.area_or_stock for row in doc.products}


class TestQuarterlyProductionUpdate(QuarterlyTestCase):
	def test_what_the_server_sets(self):
		sent = {"town": None, "due_on": "2030-01-01", "submitted_on": "2020-01-01", "late": 1, "producer_count": 9}
		update = self.make_update(rows=[self.row(), self.row(product=self.other, confirmed=0)], submit=False, **sent)
		self.assertEqual((str(update.due_on), update.submitted_on, update.late), ("2021-04-10", None, 0))
		self.assertEqual((update.producer_count, update.confirmed_count, update.expected_count), (1, 0, 2))
		self.assertEqual(update.town, frappe.db.get_value("Village", PLACE, "town"))

	def test_once_per_quarter(self):
		submitted = self.make_update()
		with self.assertRaisesRegex(errors.DuplicateUpdateError, submitted.name):
			self.make_update()
		self.make_update("Q2")
		self.make_update(year=YEAR - 1)

	def test_two_drafts_but_one_submission(self):
		first, second = self.make_update(submit=False), self.make_update(submit=False)
		first.submit()
		self.assertRaises(errors.DuplicateUpdateError, second.submit)

	def test_a_correction_keeps_the_day_of_the_first(self):
		update = self.make_update()
		update.db_set({"submitted_on": "2021-04-02"})
		update.reload().cancel()
		corrected = frappe.copy_doc(update)
		corrected.update({"amended_from": update.name, "docstatus": 0})
		corrected.insert().submit()
		self.assertEqual((str(corrected.submitted_on), corrected.late), ("2021-04-02", 0))

	def test_late_after_the_due_day(self):
		update = frappe._dict(due_on="2021-04-10", amended_from=None)
		for today, late in ((date(2021, 4, 10), 0), (date(2021, 4, 11), 1)):
			note_submission(update, Context(today=today))
			self.assertEqual((update.submitted_on, update.late), (today, late))

	def test_not_before_the_quarter_begins(self):
		update = frappe.new_doc("Quarterly Production Update", village=PLACE, year=2022, quarter="Q3")
		with self.assertRaises(errors.QuarterNotBegunError):
			refuse_quarter_to_come(update, Context(today=date(2022, 6, 30)))
		refuse_quarter_to_come(update, Context(today=date(2022, 7, 1)))

	def test_impossible_year(self):
		for year in (0, 20222):
			self.assertRaises((errors.NoSuchQuarterError, OutOfBoundsError), self.make_update, year=year)

	def test_producer_of_another_village(self):
		elsewhere = make_producer("外村户", village=make_village("季报外村").name)
		with self.assertRaisesRegex(errors.OtherVillageError, "2.*外村户.*季报外村"):
			self.make_update(rows=[self.row(), self.row(elsewhere)])

	def test_product_twice(self):
		rows = [self.row(), self.row(self.second), self.row()]
		with self.assertRaisesRegex(errors.DuplicateUpdateRowError, "3.*季报甲户"):
			self.make_update(rows=rows)

	def test_empty_is_not_submitted(self):
		self.assertRaises(errors.EmptyUpdateError, self.make_update, rows=[])

	def test_changes_are_noted(self):
		rows = [self.row(), self.row(self.second, area_or_stock=8), self.row(product=self.other)]
		update = self.make_update(rows=rows, submit=False)
		self.assertEqual([row.change for row in update.rows], ["Unchanged", "Changed", "New"])


class TestWhatAnUpdateDoes(QuarterlyTestCase):
	def test_producers_follow(self):
		self.make_update(
			rows=[
				self.row(area_or_stock=4),
				self.row(product=self.other, area_or_stock=1, change="New"),
				self.row(self.second, change="Stopped"),
			]
		)
		self.assertEqual(self.products(), {self.crop: 4, self.other: 1})
		self.assertEqual(self.products(self.second), {})

	def test_an_older_quarter_overwrites_nothing(self):
		self.make_update("Q3", [self.row(area_or_stock=7)])
		late_comer = self.make_update("Q2", [self.row(area_or_stock=1)])
		self.assertEqual(self.products(), {self.crop: 7})
		self.assertEqual(late_comer.docstatus, 1)

	def test_later_ones_by_year_and_quarter(self):
		name = self.make_update("Q2").name
		for year, number, later in ((YEAR, 1, name), (YEAR, 2, None), (YEAR - 1, 4, name), (YEAR + 1, 1, None)):
			self.assertEqual(later_update(PLACE, Quarter(year, number)), later)

	def test_cancelling_takes_nothing_back(self):
		update = self.make_update(rows=[self.row(area_or_stock=4)])
		update.cancel()
		self.assertEqual(self.products(), {self.crop: 4})
		self.assertTrue(frappe.local.message_log)

	def test_by_the_village_officer(self):
		with self.as_user(make_user(VILLAGE, villages=[PLACE])):
			self.make_update(rows=[self.row(area_or_stock=4)])
		self.assertEqual(self.products(), {self.crop: 4})


class TestDraft(QuarterlyTestCase):
	def rows(self, quarter: str = "Q2") -> set[tuple]:
		rows = rows_for(PLACE, YEAR, quarter)
		return {
			(row["producer"], row["product"], row["area_or_stock"], row["change"], row["confirmed"]) for row in rows
		}

	def test_from_the_producers_at_first(self):
		expected = {
			(self.first.name, self.crop, 3, "Unchanged", 0),
			(self.second.name, self.crop, 5, "Unchanged", 0),
		}
		self.assertEqual(self.rows(), expected)

	def test_from_the_last_quarter_then(self):
		self.make_update("Q1", [self.row(area_or_stock=4), self.row(product=self.other, change="Stopped")])
		newcomer = self.make_producer("季报丙户", area_or_stock=2)
		self.assertEqual(
			self.rows(),
			{
				(self.first.name, self.crop, 4, "Unchanged", 0),
				(self.second.name, self.crop, 5, "New", 0),
				(newcomer.name, self.crop, 2, "New", 0),
			},
		)
		self.assertEqual(len(self.rows("Q1")), 3)  # a quarter is drafted from those before it

	def test_without_those_who_gave_up(self):
		self.make_update("Q1", [self.row(), self.row(self.second)])
		self.second.reload().update({"status": "Inactive"}).save()
		self.assertEqual({row[0] for row in self.rows()}, {self.first.name})

	def test_the_draft_that_is_there(self):
		name = draft_update(PLACE, YEAR, "Q1")
		self.assertEqual(draft_update(PLACE, YEAR, "Q1"), name)
		frappe.get_doc("Quarterly Production Update", name).submit()
		self.assertRaises(errors.DuplicateUpdateError, draft_update, PLACE, YEAR, "Q1")
		self.assertNotEqual(draft_update(PLACE, YEAR, "Q2"), name)

	def test_how_far_it_is(self):
		nothing = make_producer("季报空户", village=PLACE)
		state = state_of_entry(PLACE, YEAR, "Q1", [{"producer": self.first.name, "confirmed": 1}])
		self.assertEqual((state["confirmed"], state["expected"]), (1, 3))
		self.assertCountEqual(state["missing"], ["季报乙户", nothing.producer_name])

	def test_own_village_only(self):
		with self.as_user(make_user(VILLAGE, villages=[make_village("季报外村").name])):
			self.assertRaises(frappe.PermissionError, draft_update, PLACE, YEAR, "Q1")
			self.assertRaises(frappe.PermissionError, rows_for, PLACE, YEAR, "Q1")
			self.assertRaises(frappe.PermissionError, state_of_entry, PLACE, YEAR, "Q1", [])
		with self.as_user(make_user(LEADER)):
			self.assertRaises(frappe.PermissionError, draft_update, PLACE, YEAR, "Q1")


class TestAtOnce(NonganTestCase):
	"""Several who write updates at the same moment."""

	def setUp(self):
		super().setUp()
		forget_afterwards(self, "Town", "Village", "Key Product", "Producer", DOCTYPE, "Comment")
		self.crop = make_key_product("季报菜").name

	def test_one_of_several_drafts_of_a_quarter_is_submitted(self):
		self.drafts = [self.draft(PLACE) for _number in range(AT_ONCE)]
		frappe.db.commit()  # for the other connections to find them
		outcomes = at_once(self._submit)
		self.assertEqual(sorted(outcomes), [False] * (AT_ONCE - 1) + [True])

	def test_villages_do_not_get_in_each_other_s_way(self):
		self.drafts = [self.draft(f"{PLACE}{number}") for number in range(AT_ONCE)]
		frappe.db.commit()
		self.assertEqual(at_once(self._submit), [True] * AT_ONCE)

	def test_a_draft_waits_for_nobody_s_draft(self):
		if frappe.db.db_type == "sqlite":
			self.skipTest("SQLite lets one write at a time")
		self.drafts = [self.draft(f"{PLACE}{number}") for number in range(AT_ONCE)]
		frappe.db.commit()
		self.assertEqual(at_once(self._look_and_save), [True] * AT_ONCE)

	def draft(self, village: str) -> str:
		grown = {"product": self.crop, "area_or_stock": 3, "unit": "亩"}
		producer = make_producer(village=make_village(village).name, products=[grown])
		rows = [{"producer": producer.name, **grown}]
		return make(DOCTYPE, village=village, year=YEAR, quarter="Q1", rows=rows).name

	def _submit(self, start: threading.Barrier, who: int) -> bool:
		update = frappe.get_doc(DOCTYPE, self.drafts[who])
		self.assertIsNone(submitted_update(update.village, Quarter(YEAR, 1)))
		start.wait()  # none of them has seen one that is submitted
		try:
			update.submit()
		except errors.DuplicateUpdateError:
			frappe.db.rollback()
			return False
		frappe.db.commit()
		return True

	def _look_and_save(self, start: threading.Barrier, who: int) -> bool:
		update = frappe.get_doc(DOCTYPE, self.drafts[who])
		update.save()
		start.wait()  # each holds its draft, and all go on all the same
		update.save()
		frappe.db.commit()
		return True
