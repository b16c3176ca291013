from datetime import date

from nongan_supervision.certificates import errors
from nongan_supervision.certificates.rules import check_date
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make_certificate,
	make_key_product,
	make_producer,
	make_residue_test,
	make_village,
	new_certificate,
	result,
)


class TestConformityCertificate(NonganTestCase):
	def refuse(self, error, producer=None, **values):
		self.assertRaises(error, new_certificate(producer, **values).insert)

	def test_place_sector_and_origin_are_completed(self):
		make_village("甲村", town="甲镇")
		certificate = make_certificate(make_producer(village="甲村"), village=None, town="别的镇")
		self.assertEqual((certificate.village, certificate.town), ("甲村", "甲镇"))
		self.assertEqual((certificate.sector, certificate.origin), ("Planting", "甲镇甲村"))

	def test_name_carries_the_year(self):
		self.assertRegex(make_certificate().name, r"^CC-\d{4}-\d{6}$")

	def test_at_least_one(self):
		self.refuse(errors.InvalidCountError, certificate_count=0)

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
		self.refuse(errors.UnsuitableTestError, residue_test=test.name)

	def test_test_after_the_day_of_issue(self):
		test = make_residue_test(self.producer, tested_on="2022-07-03")
		self.refuse(errors.UnsuitableTestError, residue_test=test.name)

	def test_outdated_test(self):
		test = make_residue_test(self.producer, sampled_on="2022-05-01", tested_on="2022-05-01")
		self.refuse(errors.UnsuitableTestError, residue_test=test.name)
