from datetime import date, datetime

import frappe

from nongan_supervision.cases.measures import as_known_at, measure_clues, measure_notices, measure_referrals
from nongan_supervision.cases.timeliness import TimedStep
from nongan_supervision.checklist.measurement import NO_DATA, Missing, Period, Place
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import TOWN, VILLAGE, make_village

END = date(2022, 12, 31)


class TestInTime(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village()

	def store(self, doctype, **values):
		"""Past the rules of clues and notices, which keep these dates themselves."""
		doc = frappe.new_doc(doctype, **values)
		doc.set_new_name()
		doc.db_insert()
		return doc.name

	def clue(self, due, settled=None, **values):
		self.store("Case Clue", check_due_on=due, settled_on=settled, **{"town": TOWN, "village": VILLAGE, **values})

	def share(self, measure, as_on=None, place=None):
		return round(measure(Period.of_year(2022, as_on or END), place or Place(TOWN), "Administrator").value)

	def test_clues(self):
		self.clue("2022-03-10", "2022-03-10")
		self.clue("2022-03-10", "2022-03-11")
		self.clue("2022-03-10")
		self.clue("2022-09-10")  # not due in June
		self.clue("2023-03-10", "2023-03-11")
		self.clue("2022-03-10", town=None)
		self.assertEqual(self.share(measure_clues, date(2022, 6, 1)), 33)
		self.assertEqual(self.share(measure_clues, date(2022, 12, 31)), 25)
		self.assertEqual(self.share(measure_clues, date(2022, 12, 31), Place(TOWN, VILLAGE)), 25)

	def test_what_is_done_ahead_counts_at_once(self):
		self.clue("2022-09-10", "2022-05-20")
		self.clue("2022-03-10")
		self.assertEqual(self.share(measure_clues, date(2022, 6, 1)), 50)

	def test_what_was_done_later_is_not_known_yet(self):
		self.clue("2022-03-10", "2022-03-09")
		self.assertRaises(Missing, self.share, measure_clues, date(2022, 3, 8))
		self.assertEqual(self.share(measure_clues, date(2022, 3, 9)), 100)

	def test_notices(self):
		for replied in ("2022-05-01", "2022-05-09", None):
			self.store(
				"Nonconformity Notice", reply_due_on="2022-05-08", replied_on=replied, town=TOWN, village=VILLAGE
			)
		self.assertEqual(self.share(measure_notices, date(2022, 6, 1)), 33)

	def referral(self, **values):
		"""Reported in time for the head's decision on 4 May 2022."""
		dates = {"reported_on": "2022-05-01", "approval_due_on": "2022-05-04"}
		return self.store("Case Referral", **{**dates, "town": TOWN, "village": VILLAGE, **values})

	def test_referrals(self):
		self.referral(
			approved_at="2022-05-04 09:00:00",
			transfer_due_at="2022-05-05 09:00:00",
			transferred_at="2022-05-05 09:30:00",
		)
		self.assertEqual(self.share(measure_referrals, date(2022, 6, 1)), 50)
		self.assertEqual(self.share(measure_referrals, date(2022, 5, 4)), 100)

	def test_referrals_of_a_place(self):
		self.referral(approved_at="2022-05-04 09:00:00")
		self.referral(village="别村", approved_at="2022-05-06 09:00:00")
		self.referral(town="别镇", village="远村")
		for place, share in ((Place(TOWN), 50), (Place(TOWN, VILLAGE), 100), (Place(TOWN, "别村"), 0)):
			with self.subTest(place):
				self.assertEqual(self.share(measure_referrals, date(2022, 6, 1), place), share)

	def test_villages_at_once_as_each_by_itself(self):
		for village, done in ((VILLAGE, "2022-05-04"), ("别村", "2022-05-20"), ("别村", "2022-05-03")):
			self.clue("2022-05-08", done, village=village)
			self.store("Nonconformity Notice", reply_due_on="2022-05-08", replied_on=done, town=TOWN, village=village)
			self.referral(village=village, approved_at=f"{done} 09:00:00")
		period, villages = Period.of_year(2022, date(2022, 6, 1)), [VILLAGE, "别村", "空村"]
		for measure in (measure_clues, measure_notices, measure_referrals):
			with self.subTest(measure.__name__):
				found = measure(period, Place(TOWN), "Administrator", villages)
				self.assertEqual([found[village].value for village in villages], [100, 50, None])
				self.assertEqual(found["空村"].problem, NO_DATA)
				for village in villages[:2]:
					self.assertEqual(found[village], measure(period, Place(TOWN, village), "Administrator"))

	def test_a_rejected_referral_was_decided_on(self):
		for rejected_at in ("2022-05-03 02:00:00", "2022-05-05 02:00:00"):
			name = self.referral(workflow_state="Rejected")
			self.assertLess(self.share(measure_referrals, date(2022, 6, 1)), 100)
			self.store(
				"Case Journal Entry",
				reference_doctype="Case Referral",
				reference_name=name,
				to_state="Rejected",
				happened_at=rejected_at,
			)
		self.assertEqual(self.share(measure_referrals, date(2022, 5, 3)), 100)
		self.assertEqual(self.share(measure_referrals, date(2022, 6, 1)), 50)

	def test_a_step_as_it_stood(self):
		step = TimedStep("", date(2022, 5, 1), date(2022, 5, 4), date(2022, 5, 3))
		self.assertIsNone(as_known_at(step, datetime(2022, 5, 2, 12)).done)
		self.assertEqual(as_known_at(step, datetime(2022, 5, 3, 12)), step)
