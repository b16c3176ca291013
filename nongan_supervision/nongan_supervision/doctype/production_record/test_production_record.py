from datetime import date

import frappe

from nongan_supervision.cases.clues import clue_of
from nongan_supervision.production import errors
from nongan_supervision.production.records import check_date
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	make,
	make_certificate,
	make_key_product,
	make_producer,
	make_substance,
	make_user,
	make_village,
)
from nongan_supervision.tests.production_factories import make_input, make_use, new_harvest, new_record


class LedgerCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()

	def use(self, input_=None, **values):
		return make_use(self.producer, input_, **values)

	def harvest(self, recorded_on, **values):
		return new_harvest(self.producer, recorded_on=recorded_on, **values)

	def refuse(self, error, doc) -> str:
		with self.assertRaises(error) as refusal:
			doc.save()
		return str(refusal.exception)


class TestCompletion(LedgerCase):
	def test_place_and_sector_are_the_servers(self):
		make_village("账村", town="账镇")
		clue = make("Case Clue", description="别的线索", received_on="2022-07-01")
		sent = {"sector": "Livestock", "town": "别镇", "case_clue": clue.name}
		record = new_record(make_producer(village="账村"), **sent).insert()
		self.assertEqual((record.village, record.town, record.sector), ("账村", "账镇", "Planting"))
		self.assertIsNone(record.case_clue)

	def test_another_village_than_the_producers(self):
		make_village("别村")
		self.refuse(errors.WrongVillageError, new_record(self.producer, village="别村"))

	def test_village_officer_cannot_write_into_another_villages_ledger(self):
		make_village("己村")
		officer = make_user("Village Officer", villages=["己村"])
		for village in (None, "己村", self.producer.village):
			record = new_record(self.producer, village=village)
			refused = self.assertRaises((frappe.PermissionError, errors.WrongVillageError))
			with self.subTest(village=village), self.as_user(officer), refused:
				record.insert()

	def test_what_is_on_the_books_stays_where_it_was(self):
		record = new_record(self.producer).insert()
		make_village("新村")
		self.producer.update({"village": "新村"}).save()
		record.reload()
		self.assertNotEqual(record.save().village, "新村")

	def test_fields_of_another_activity_are_cleared(self):
		record = self.harvest("2022-07-01", input=make_input().name, safety_interval_days=7).insert()
		self.assertEqual((record.input, record.safety_interval_days, record.safe_from), (None, 0, None))
		self.assertFalse(self.use(harvest_quantity=5).harvest_quantity)

	def test_batch_number_is_tidied(self):
		self.assertEqual(new_record(self.producer, batch_no=" ａ-1  b ").insert().batch_no, "A-1B")


class TestRefusals(LedgerCase):
	def test_not_in_the_future(self):
		record = frappe.new_doc("Production Record", recorded_on="2022-07-02")
		self.assertRaises(errors.FutureRecordError, check_date, record, Context(today=date(2022, 7, 1)))
		check_date(record, Context(today=date(2022, 7, 2)))

	def test_inactive_producer(self):
		record = new_record(self.producer).insert()
		self.producer.update({"status": "Inactive"}).save()
		self.refuse(errors.InactiveProducerError, new_record(self.producer))
		record.update({"note": "补记"}).save()

	def test_use_without_input(self):
		for activity in ("Input Use", "Fertilising"):
			self.refuse(errors.MissingInputError, new_record(self.producer, activity=activity))

	def test_product_of_another_sector(self):
		make_key_product("测试羊", "Livestock")
		self.refuse(errors.OtherSectorError, new_record(self.producer, product="测试羊"))
		self.producer.append("products", {"product": "测试羊"})
		self.producer.save()
		self.assertEqual(new_record(self.producer, product="测试羊").insert().sector, "Livestock")


class TestHints(LedgerCase):
	def hints(self) -> list[str]:
		frappe.clear_messages()
		new_record(self.producer).insert()
		return [message for message in frappe.get_message_log() if PRODUCT in str(message)]

	def test_product_that_the_producer_does_not_list(self):
		self.assertFalse(self.hints())  # lists nothing yet
		self.producer.append("products", {"product": make_key_product("另一菜").name})
		self.producer.save()
		self.assertTrue(self.hints())
		self.producer.append("products", {"product": PRODUCT})
		self.producer.save()
		self.assertFalse(self.hints())


class TestInterval(LedgerCase):
	def test_is_the_labels(self):
		record = self.use(make_input(labelled={PRODUCT: 14}, safety_interval_days=7))
		self.assertEqual((record.safety_interval_days, str(record.safe_from)), (14, "2022-07-15"))

	def test_may_be_longer_never_shorter(self):
		input_ = make_input(safety_interval_days=7)
		self.assertEqual(str(self.use(input_, safety_interval_days=10).safe_from), "2022-07-11")
		message = self.refuse(
			errors.ShortIntervalError,
			new_record(self.producer, activity="Input Use", input=input_.name, safety_interval_days=6),
		)
		self.assertIn("7", message)

	def test_safe_from_is_the_servers(self):
		self.assertEqual(str(self.use(safe_from="2022-07-02").safe_from), "2022-07-08")

	def test_follows_the_date(self):
		record = self.use()
		record.recorded_on = "2022-07-03"
		self.assertEqual(str(record.save().safe_from), "2022-07-10")

	def test_entry_of_an_earlier_label_stays(self):
		input_ = make_input(safety_interval_days=7)
		record = self.use(input_)
		input_.update({"safety_interval_days": 10}).save()
		record.reload()
		record.update({"note": "补记"}).save()
		self.assertEqual(record.safety_interval_days, 7)


class TestHarvest(LedgerCase):
	def test_inside_an_interval_says_the_first_safe_day_and_why(self):
		use = self.use()
		message = self.refuse(errors.HarvestInsideIntervalError, self.harvest("2022-07-07"))
		for told in (use.name, use.input, frappe.utils.formatdate("2022-07-08"), PRODUCT):
			self.assertIn(told, message)

	def test_on_the_first_safe_day(self):
		self.use()
		self.assertTrue(self.harvest("2022-07-08").insert().name)

	def test_of_another_batch_or_product(self):
		self.use(batch_no="一号棚")
		self.assertTrue(self.harvest("2022-07-02", batch_no="二号棚").insert().name)
		self.assertTrue(self.harvest("2022-07-02", product=make_key_product("另一菜").name).insert().name)
		self.refuse(errors.HarvestInsideIntervalError, self.harvest("2022-07-02", batch_no="一号棚"))
		self.refuse(errors.HarvestInsideIntervalError, self.harvest("2022-07-02"))

	def test_moved_into_an_interval(self):
		self.use()
		harvest = self.harvest("2022-07-08").insert()
		harvest.recorded_on = "2022-07-06"
		self.refuse(errors.HarvestInsideIntervalError, harvest)

	def test_withdrawal_period_of_animals(self):
		make_key_product("测试羊", "Livestock")
		producer = make_producer(sector="Livestock")
		drug = make_input(input_type="Veterinary Drug", labelled={"测试羊": 28})
		make_use(producer, drug, product="测试羊")
		self.refuse(
			errors.HarvestInsideIntervalError, new_harvest(producer, product="测试羊", recorded_on="2022-07-28")
		)
		new_harvest(producer, product="测试羊", recorded_on="2022-07-29").insert()


class TestClues(LedgerCase):
	def setUp(self):
		super().setUp()
		make_substance("禁用药", "Banned")

	def banned(self):
		return make_input(active_substance="禁用药")

	def test_lawful_use_opens_none(self):
		self.assertIsNone(self.use().case_clue)

	def test_banned_substance(self):
		record = self.use(self.banned())
		clue = frappe.get_doc("Case Clue", record.case_clue)
		self.assertEqual(
			(clue.clue_source, clue.producer, clue.product), ("Production Record", self.producer.name, PRODUCT)
		)
		self.assertIn(record.input, clue.description)

	def test_off_the_label(self):
		record = self.use(make_input(labelled={make_key_product("另一菜").name: 0}))
		self.assertIn("另一菜", frappe.db.get_value("Case Clue", record.case_clue, "description"))

	def test_harvest_that_was_entered_before_the_use(self):
		harvest = self.harvest("2022-07-05").insert()
		record = self.use()
		self.assertIn(harvest.name, frappe.db.get_value("Case Clue", record.case_clue, "description"))

	def test_harvest_on_the_day_of_the_use_or_when_it_is_safe_again(self):
		self.harvest("2022-07-01").insert()
		self.harvest("2022-07-08").insert()
		self.assertIsNone(self.use().case_clue)

	def test_certificate_that_was_issued_before_the_use_was_entered(self):
		certificate = make_certificate(self.producer, issued_on="2022-07-02")
		record = self.use()
		self.assertIn(certificate.name, frappe.db.get_value("Case Clue", record.case_clue, "description"))

	def test_is_withdrawn_when_the_record_is_put_right(self):
		record = self.use(self.banned())
		record.update({"input": make_input().name}).save()
		self.assertIsNone(frappe.db.get_value("Production Record", record.name, "case_clue"))
		self.assertIsNone(clue_of(record))

	def test_stays_when_somebody_works_on_it(self):
		record = self.use(self.banned())
		frappe.db.set_value("Case Clue", record.case_clue, "status", "Case Filed")
		record.update({"input": make_input().name}).save()
		self.assertEqual(clue_of(record), record.case_clue)

	def test_goes_with_the_record(self):
		record = self.use(self.banned())
		record.delete()
		self.assertIsNone(clue_of(record))

	def test_that_is_worked_on_keeps_the_record(self):
		record = self.use(self.banned())
		frappe.db.set_value("Case Clue", record.case_clue, "status", "Case Filed")
		self.assertRaises(errors.ClueUnderWayError, record.delete)

	def test_village_officer_may_enter_what_opens_one(self):
		officer = make_user("Village Officer", villages=[self.producer.village])
		input_ = self.banned()
		with self.as_user(officer):
			record = new_record(
				self.producer, village=self.producer.village, activity="Input Use", input=input_.name
			).insert()
		self.assertTrue(record.case_clue)


class TestCertifiedRecord(LedgerCase):
	def test_stays_as_it_was_when_the_certificate_was_issued(self):
		record = self.use(batch_no="A1")
		certificate = make_certificate(self.producer, issued_on="2022-07-20", batch_no="A1")
		for change in ({"recorded_on": "2022-06-30"}, {"input": make_input().name}, {"batch_no": "B"}):
			with self.subTest(change=change):
				record.reload()
				self.assertIn(certificate.name, self.refuse(errors.CertifiedRecordError, record.update(change)))
		record.reload()
		record.update({"note": "补记"}).save()
		self.assertRaises(errors.CertifiedRecordError, record.delete)

	def test_certificate_of_another_batch_or_before_the_use_does_not_rest_on_it(self):
		record = self.use(batch_no="A1")
		make_certificate(self.producer, issued_on="2022-07-20", batch_no="B1")
		make_certificate(self.producer, issued_on="2022-06-20", batch_no="A1")
		make_certificate(self.producer, issued_on="2022-07-20", batch_no="A1", submit=False)
		record.update({"recorded_on": "2022-07-02"}).save()
		record.delete()
