from datetime import date

import frappe
from frappe.utils import add_days, format_date, getdate

from nongan_supervision.certificates import errors
from nongan_supervision.certificates.basis import check_basis
from nongan_supervision.certificates.prospects import prospects_of
from nongan_supervision.certificates.rules import check_date, check_keeping
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	SUBSTANCE,
	make,
	make_certificate,
	make_key_product,
	make_producer,
	make_residue_test,
	make_substance,
	make_village,
	new_certificate,
	result,
	unique,
)


class TestConformityCertificate(NonganTestCase):
	def refuse(self, error, producer=None, **values):
		self.assertRaises(error, new_certificate(producer, **values).insert)

	def test_place_sector_and_origin_are_completed(self):
		make_village("甲村", town="甲镇")
		certificate = make_certificate(make_producer(village="甲村"), village=None, town="别的镇")
		self.assertEqual((certificate.village, certificate.town), ("甲村", "甲镇"))
		self.assertEqual((certificate.sector, certificate.origin), ("Planting", "甲镇甲村"))

	def test_batch_number_is_tidied(self):
		for written in ("Ａ1", "a1 "):
			self.assertEqual(make_certificate(batch_no=written, submit=False).batch_no, "A1")

	def test_name_carries_the_year(self):
		self.assertRegex(make_certificate().name, r"^CC-\d{4}-\d{6}$")

	def test_at_least_one(self):
		self.refuse(errors.InvalidCountError, certificate_count=0)

	def test_a_million_at_most(self):
		self.assertTrue(make_certificate(certificate_count=1_000_000, submit=False).name)
		self.refuse(errors.InvalidCountError, certificate_count=1_000_001)

	def test_not_in_the_future(self):
		certificate = new_certificate(issued_on="2022-07-02")
		with self.assertRaises(errors.FutureIssueError):
			check_date(certificate, Context(today=date(2022, 7, 1)))
		check_date(certificate, Context(today=date(2022, 7, 2)))

	def test_inactive_producer(self):
		self.refuse(errors.InactiveProducerError, make_producer(status="Inactive"))


class TestBasis(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()

	def certificate(self, **values):
		return new_certificate(self.producer, **{"basis": "Self Test", "issued_on": "2022-07-02", **values})

	def refuse(self, error, **values):
		self.assertRaises(error, self.certificate(**values).insert)

	def test_commitment_needs_no_test(self):
		self.assertTrue(make_certificate(self.producer).name)

	def test_commitment_keeps_no_test(self):
		test = make_residue_test(self.producer)
		self.assertIsNone(make_certificate(self.producer, residue_test=test.name).residue_test)

	def test_passing_test(self):
		test = make_residue_test(self.producer)
		self.assertTrue(self.certificate(residue_test=test.name).insert().submit().name)

	def test_no_test(self):
		self.refuse(errors.MissingTestError)

	def test_test_of_another_producer(self):
		self.refuse(errors.UnsuitableTestError, residue_test=make_residue_test().name)

	def test_test_of_another_product(self):
		test = make_residue_test(self.producer, product=make_key_product("另一菜").name)
		self.refuse(errors.UnsuitableTestError, residue_test=test.name)

	def test_draft(self):
		test = make_residue_test(self.producer, submit=False)
		self.refuse(errors.UnsuitableTestError, residue_test=test.name)

	def test_suspect_test(self):
		test = make_residue_test(self.producer, results=[result(qualitative="Positive")])
		certificate = self.certificate(residue_test=test.name)
		self.assertRaises(errors.UnsuitableTestError, check_basis, certificate, Context())

	def test_test_after_the_day_of_issue(self):
		test = make_residue_test(self.producer, tested_on="2022-07-03")
		self.refuse(errors.UnsuitableTestError, residue_test=test.name)

	def test_outdated_test(self):
		test = make_residue_test(self.producer, sampled_on="2022-05-01", tested_on="2022-05-01")
		self.refuse(errors.UnsuitableTestError, residue_test=test.name)

	def test_test_without_its_day_counts_from_its_sample(self):
		for sampled_on in ("2022-07-03", "2022-05-01"):
			test = make_residue_test(self.producer, sampled_on=sampled_on, tested_on=sampled_on)
			test.db_set("tested_on", None)  # as registers leave it
			self.refuse(errors.UnsuitableTestError, residue_test=test.name)


class TestSaleBan(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()
		self.draft = make_certificate(self.producer, submit=False)
		test = make_residue_test(self.producer, results=[result(qualitative="Positive")])
		self.ban = frappe.get_doc("Sale Ban", {"residue_test": test.name})

	def test_certificate_is_refused_and_the_ban_named(self):
		with self.assertRaisesRegex(errors.BannedError, self.ban.name):
			new_certificate(self.producer).insert()

	def test_draft_from_before_the_ban_cannot_be_submitted(self):
		self.assertRaises(errors.BannedError, self.draft.submit)

	def test_lifted_ban_stops_nothing(self):
		self.ban.db_set("status", "Lifted")
		self.assertEqual(self.draft.submit().docstatus, 1)

	def test_another_product_or_producer_may_be_sold(self):
		product = make_key_product("另一菜").name
		self.assertTrue(make_certificate(self.producer, product=product).name)
		self.assertTrue(make_certificate(make_producer()).name)


class TestLedger(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()
		self.product = make_key_product().name
		make_substance()
		make_substance("另一药")

	def spray(self, recorded_on: str, days: int, substance: str = SUBSTANCE, batch_no: str = "批1"):
		used = make(
			"Agricultural Input",
			input_name=unique("测试农药"),
			input_type="Pesticide",
			active_substance=substance,
			safety_interval_days=days,
			labelled_products=[{"product": self.product}],
		)
		return make(
			"Production Record",
			producer=self.producer.name,
			product=self.product,
			village=self.producer.village,
			batch_no=batch_no,
			recorded_on=recorded_on,
			activity="Input Use",
			input=used.name,
			quantity=1,
			unit="kg",
			safety_interval_days=days,
			safe_from=add_days(recorded_on, days),
		)

	def certificate(self, issued_on: str, **values):
		return new_certificate(self.producer, issued_on=issued_on, batch_no="批1", **values)

	def test_batch_inside_a_safety_interval(self):
		record = self.spray("2022-07-01", 7)
		with self.assertRaisesRegex(errors.SafetyIntervalError, record.name):
			self.certificate("2022-07-07").insert()

	def test_first_safe_day_is_named(self):
		self.spray("2022-07-01", 7)
		with self.assertRaisesRegex(errors.SafetyIntervalError, format_date("2022-07-08")):
			self.certificate("2022-07-02").insert()

	def test_on_the_first_safe_day(self):
		self.spray("2022-07-01", 7)
		self.assertEqual(self.certificate("2022-07-08").insert().submit().docstatus, 1)

	def test_spraying_after_the_draft_stops_its_submission(self):
		draft = self.certificate("2022-07-08").insert()
		self.spray("2022-07-05", 7)
		self.assertRaises(errors.SafetyIntervalError, draft.submit)

	def test_another_batch_is_not_concerned(self):
		self.spray("2022-07-01", 7, batch_no="批2")
		self.assertTrue(self.certificate("2022-07-02").insert().name)

	def test_what_was_used_and_not_tested_is_flagged(self):
		self.spray("2022-06-01", 7)
		self.spray("2022-06-01", 7, substance="另一药")
		self.assertEqual(self.certificate("2022-07-02").insert().untested_substances, "另一药、测试药")
		test = make_residue_test(self.producer)
		certificate = self.certificate("2022-07-02", basis="Self Test", residue_test=test.name).insert()
		self.assertEqual(certificate.untested_substances, "另一药")

	def test_all_tested(self):
		self.spray("2022-06-01", 7)
		test = make_residue_test(self.producer)
		certificate = self.certificate("2022-07-02", basis="Self Test", residue_test=test.name).insert()
		self.assertIsNone(certificate.untested_substances)

	def test_what_the_client_sends_is_no_flag(self):
		self.assertIsNone(self.certificate("2022-07-02", untested_substances="什么").insert().untested_substances)


class TestSecondDocument(NonganTestCase):
	def refuse(self, **values):
		self.assertRaises(errors.SecondDocumentError, new_certificate(**values).insert)

	def test_type_and_number_go_together(self):
		self.refuse(second_document_type="Test Report")
		self.refuse(second_document_type="Test Report", second_document_no="  ")
		self.refuse(second_document_no="示例1")
		self.assertTrue(make_certificate(second_document_type="Test Report", second_document_no="示例1").name)

	def test_quarantine_certificate_is_for_livestock(self):
		quarantine = {"second_document_type": "Quarantine Certificate", "second_document_no": "示例2"}
		self.refuse(**quarantine)
		product = make_key_product("测试禽", sector="Livestock").name
		self.assertTrue(make_certificate(product=product, **quarantine).name)


class TestKeeping(NonganTestCase):
	def test_record_is_kept_for_the_months_of_the_settings(self):
		certificate = make_certificate()
		certificate.cancel()
		with self.assertRaises(errors.RecordKeptError):
			check_keeping(certificate, Context(today=date(2023, 1, 1)))
		check_keeping(certificate, Context(today=date(2023, 1, 2)))

	def test_it_cannot_be_deleted_before(self):
		certificate = make_certificate(issued_on=getdate())
		certificate.cancel()
		self.assertRaises(errors.RecordKeptError, certificate.delete)

	def test_draft_can_be_deleted(self):
		certificate = make_certificate(issued_on=getdate(), submit=False)
		certificate.delete()
		self.assertFalse(frappe.db.exists("Conformity Certificate", certificate.name))


class TestHints(NonganTestCase):
	def messages(self, producer) -> list:
		frappe.clear_messages()
		make_certificate(producer, submit=False)
		return frappe.get_message_log()

	def test_product_that_the_producer_does_not_grow(self):
		producer = make_producer(products=[{"product": make_key_product("另一菜").name}])
		self.assertEqual(len(self.messages(producer)), 1)

	def test_product_that_they_grow_or_nothing_on_record(self):
		producer = make_producer(products=[{"product": make_key_product().name}])
		self.assertEqual(self.messages(producer), [])
		self.assertEqual(self.messages(make_producer()), [])


class TestProspects(NonganTestCase):
	def test_reasons_before_the_first_save(self):
		producer = make_producer(status="Inactive", products=[{"product": make_key_product("另一菜").name}])
		prospects = prospects_of(producer.name, make_key_product().name, "2022-07-02")
		self.assertEqual(len(prospects.reasons), 1)
		self.assertFalse(prospects.is_grown)

	def test_nothing_against_it(self):
		self.assertEqual(prospects_of(make_producer().name, make_key_product().name, "2022-07-02").reasons, [])
