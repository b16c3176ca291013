import threading
from datetime import date
from unittest import mock

import frappe

from nongan_supervision.monitoring.credit import record_failing_test, withdraw_failing_test
from nongan_supervision.registry import errors
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.credit import SETTINGS
from nongan_supervision.registry.credit_events import check_date, event_of, record_event, withdraw_event
from nongan_supervision.registry.credit_levels import recompute
from nongan_supervision.tests.at_once import AT_ONCE, at_once, forget_afterwards
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make_credit_event,
	make_key_product,
	make_producer,
	make_residue_test,
	make_substance,
	make_village,
	new_credit_event,
	result,
)

TODAY = date(2022, 7, 10)


class CreditTestCase(NonganTestCase):
	"""A producer who starts at 100 points, level A, and events that count for a year."""

	def setUp(self):
		super().setUp()
		settings = frappe.get_doc(SETTINGS)
		settings.update(
			{
				"credit_start_points": 100,
				"credit_period_months": 12,
				"credit_level_a_from": 90,
				"credit_level_b_from": 75,
				"credit_level_c_from": 60,
				"credit_points": [
					{"event_type": "Commendation", "points": 5},
					{"event_type": "Failing Test", "points": -15},
					{"event_type": "Banned Substance", "points": -50},
				],
			}
		)
		settings.save()
		self.producer = make_producer()

	def standing(self, producer=None):
		name = (producer or self.producer).name
		return frappe.db.get_value("Producer", name, ["credit_points", "credit_level"])


class TestRules(CreditTestCase):
	def refuse(self, error, **values):
		self.assertRaises(error, new_credit_event(self.producer, **values).insert)

	def test_place_and_sector_are_the_producers(self):
		event = make_credit_event(self.producer, village=make_village("别的村").name, sector="Livestock")
		self.assertEqual((event.village, event.town), (self.producer.village, self.producer.town))
		self.assertEqual(event.sector, "Planting")

	def test_points_of_the_settings(self):
		self.assertEqual(make_credit_event(self.producer).points, -15)
		self.assertEqual(make_credit_event(self.producer, points=-1).points, -1)

	def test_points_of_the_wrong_sign(self):
		self.refuse(errors.InvalidPointsError, points=15)
		self.refuse(errors.InvalidPointsError, event_type="Commendation", points=-5)

	def test_type_without_points(self):
		self.refuse(errors.InvalidPointsError, event_type="Incomplete Ledger")
		self.refuse(errors.InvalidPointsError, event_type="Other", note="测试")

	def test_other_says_what_happened(self):
		self.refuse(errors.MissingNoteError, event_type="Other", points=1, note=" ")
		self.assertEqual(make_credit_event(self.producer, event_type="Other", points=1, note="测试").points, 1)

	def test_not_in_the_future(self):
		event = new_credit_event(self.producer, event_on="2022-07-11")
		self.assertRaises(errors.FutureDateError, check_date, event, Context(today=TODAY))
		check_date(event, Context(today=date(2022, 7, 11)))

	def test_nobody_passes_an_event_off_as_the_systems(self):
		event = make_credit_event(self.producer, submit=False, automatic=1)
		self.assertFalse(event.automatic)
		event.automatic = 1
		event.save()
		self.assertFalse(event.automatic)


class TestStanding(CreditTestCase):
	def test_follows_submitted_events(self):
		event_on = frappe.utils.nowdate()
		event = make_credit_event(self.producer, submit=False, event_on=event_on)
		self.assertEqual(self.standing(), (100, "A"))
		event.submit()
		self.assertEqual(self.standing(), (85, "B"))
		make_credit_event(self.producer, event_on=event_on, points=-30)
		self.assertEqual(self.standing(), (55, "D"))
		event.cancel()
		self.assertEqual(self.standing(), (70, "C"))

	def test_events_age(self):
		make_credit_event(self.producer, event_on="2022-07-01")
		recompute(today=TODAY)
		self.assertEqual(self.standing(), (85, "B"))
		recompute(today=date(2023, 6, 30))
		self.assertEqual(self.standing(), (85, "B"))
		recompute(today=date(2023, 7, 1))
		self.assertEqual(self.standing(), (100, "A"))

	def test_events_that_count_for_ever(self):
		frappe.db.set_single_value(SETTINGS, "credit_period_months", 0)
		make_credit_event(self.producer, event_on="2012-07-01")
		self.assertEqual(self.standing(), (85, "B"))

	def test_other_producers_keep_theirs(self):
		other = make_producer()
		make_credit_event(self.producer, event_on=frappe.utils.nowdate())
		self.assertEqual(self.standing(other), (100, "A"))

	def test_settings_change_everybodys(self):
		settings = frappe.get_doc(SETTINGS)
		settings.credit_start_points = 80
		settings.save()
		recompute(today=TODAY)
		self.assertEqual(self.standing(), (80, "B"))

	def test_changed_settings_start_a_job(self):
		settings = frappe.get_doc(SETTINGS)
		with mock.patch.object(frappe, "enqueue") as enqueued:
			settings.save()
			self.assertFalse(enqueued.called)
			settings.credit_level_a_from = 95
			settings.save()
		self.assertEqual(enqueued.call_count, 1)

	def test_queries_do_not_grow_with_the_producers(self):
		for _number in range(4):
			make_credit_event(make_producer(), event_on="2022-07-01")
		recompute(today=date(2023, 8, 1))
		with mock.patch.object(frappe.db, "sql", side_effect=frappe.db.sql) as sql:
			self.assertGreaterEqual(recompute(today=TODAY), 4)
			first = sql.call_count
			self.assertEqual(recompute(today=TODAY), 0)
		of_settings = 1 + len(frappe.get_meta(SETTINGS).get_table_fields())
		self.assertLessEqual(first, of_settings + 4)
		self.assertLess(sql.call_count - first, first)


class TestFollowUps(CreditTestCase):
	def setUp(self):
		super().setUp()
		self.test = make_residue_test(self.producer)

	def record(self, event_type="Failing Test"):
		return record_event(self.producer.name, event_type, self.test, event_on="2022-07-01")

	def test_recorded_once(self):
		name = self.record()
		self.assertEqual((self.record(), event_of(self.test)), (name, name))
		event = frappe.get_doc("Credit Event", name)
		self.assertEqual((event.docstatus, event.points, event.automatic), (1, -15, 1))

	def test_withdrawn_and_recorded_anew(self):
		name = self.record()
		self.assertIsNone(withdraw_event(self.test))
		self.assertEqual(frappe.db.get_value("Credit Event", name, "docstatus"), 2)
		self.assertNotEqual(self.record(), name)

	def test_amended_by_hand_stays(self):
		event = frappe.get_doc("Credit Event", self.record())
		event.cancel()
		amended = frappe.copy_doc(event)
		amended.update({"amended_from": event.name, "points": -5, "docstatus": 0})
		amended.insert().submit()
		self.assertFalse(amended.automatic)
		self.assertEqual(withdraw_event(self.test), amended.name)
		self.assertEqual(self.record(), amended.name)

	def test_type_that_the_office_gives_no_points(self):
		self.assertIsNone(self.record("Incomplete Ledger"))

	def test_no_producer(self):
		self.assertIsNone(record_event(None, "Failing Test", self.test))


class TestFailingTests(CreditTestCase):
	def recorded(self, substance_class="Conventional", **values):
		substance = make_substance(
			f"测试{substance_class}", substance_class, limits={make_key_product().name: (0.1, "mg/kg")}
		)
		values = {"method": "Quantitative", "purpose": "Routine Monitoring", **values}
		row = result(substance.name, qualitative="", measured_value=1, unit="mg/kg")
		test = make_residue_test(self.producer, results=[row], **values)
		name = record_failing_test(test) or event_of(test)
		return test, name and frappe.db.get_value("Credit Event", name, ["event_type", "event_on"])

	def test_residue_over_its_limit(self):
		self.assertEqual(self.recorded()[1], ("Failing Test", date(2022, 7, 1)))

	def test_banned_substance(self):
		self.assertEqual(self.recorded("Banned")[1][0], "Banned Substance")

	def test_cancelled_test(self):
		test, _event = self.recorded()
		withdraw_failing_test(test)
		self.assertIsNone(event_of(test))

	def test_pass_suspicion_and_inputs_are_no_breach(self):
		make_substance()
		for test in (
			make_residue_test(self.producer),
			make_residue_test(self.producer, results=[result(qualitative="Positive")]),
			self.recorded(purpose="Input Sampling")[0],
		):
			self.assertIsNone(record_failing_test(test))
			self.assertIsNone(event_of(test))


class TestAtOnce(NonganTestCase):
	"""Several who write events of one producer at the same moment."""

	def setUp(self):
		super().setUp()
		forget_afterwards(self, "Town", "Village", "Producer", "Credit Event", "Comment")
		self.producer = make_producer()
		self.before = self.points()

	def test_entered_and_submitted(self):
		frappe.db.commit()  # for the other connections to find the producer
		at_once(self._enter)
		self.assert_lost(AT_ONCE)

	def test_drafts_submitted(self):
		self.events = [self.event().insert().name for _number in range(AT_ONCE)]
		frappe.db.commit()
		at_once(self._submit_or_cancel)
		self.assert_lost(AT_ONCE)

	def test_some_submitted_and_some_cancelled(self):
		self.events = [self.event().insert() for _number in range(AT_ONCE)]
		self.events = [(event if number % 2 else event.submit()).name for number, event in enumerate(self.events)]
		self.assert_lost(AT_ONCE // 2)
		frappe.db.commit()
		at_once(self._submit_or_cancel)
		self.assert_lost(AT_ONCE // 2)

	def event(self):
		return new_credit_event(self.producer, points=-1, event_on=frappe.utils.nowdate())

	def points(self) -> int:
		return frappe.db.get_value("Producer", self.producer.name, "credit_points")

	def assert_lost(self, points: int) -> None:
		frappe.db.rollback() if self._committed else None
		self.assertEqual(self.points(), self.before - points)

	def _enter(self, start: threading.Barrier, who: int) -> None:
		self.points()
		start.wait()  # all of them have seen the same points
		self.event().insert().submit()
		frappe.db.commit()

	def _submit_or_cancel(self, start: threading.Barrier, who: int) -> None:
		event = frappe.get_doc("Credit Event", self.events[who])
		start.wait()
		event.cancel() if event.docstatus.is_submitted() else event.submit()
		frappe.db.commit()
