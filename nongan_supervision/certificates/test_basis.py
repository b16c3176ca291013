"""The tests that a certificate rests on: several of them, which are offered, and which of them can be cancelled."""

from __future__ import annotations

import frappe

from nongan_supervision.certificates import errors
from nongan_supervision.monitoring.errors import WorkHasBegunError
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	SUBSTANCE,
	make_certificate,
	make_key_product,
	make_producer,
	make_residue_test,
	make_substance,
	make_user,
	new_certificate,
	result,
)
from nongan_supervision.tests.production_factories import make_input, make_use
from nongan_supervision.tests.web import call

OTHER_SUBSTANCE = "另一药"


class BasisTestCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()
		make_substance(OTHER_SUBSTANCE)
		self.first = make_residue_test(self.producer)
		self.other = make_residue_test(self.producer, results=[result(OTHER_SUBSTANCE)])

	def certificate(self, *further, **values):
		return new_certificate(
			self.producer,
			**{
				"basis": "Self Test",
				"residue_test": self.first.name,
				"further_tests": [{"residue_test": test.name} for test in further],
				**values,
			},
		)


class TestFurtherTests(BasisTestCase):
	def refuse(self, error, test):
		with self.assertRaises(error) as refusal:
			self.certificate(self.other, test).insert()
		self.assertIn("2", str(refusal.exception))
		self.assertIn(test.name, str(refusal.exception))

	def test_together_they_cover_what_was_used(self):
		for substance in (SUBSTANCE, OTHER_SUBSTANCE):
			make_use(self.producer, make_input(active_substance=substance), recorded_on="2022-06-01")
		self.assertEqual(self.certificate().insert().untested_substances, OTHER_SUBSTANCE)
		self.assertIsNone(self.certificate(self.other).insert().submit().untested_substances)

	def test_each_must_support_the_certificate(self):
		for test in (
			make_residue_test(),
			make_residue_test(self.producer, product=make_key_product("另一菜").name),
			make_residue_test(self.producer, submit=False),
			make_residue_test(self.producer, tested_on="2022-07-03"),
			make_residue_test(self.producer, sampled_on="2022-05-01", tested_on="2022-05-01"),
		):
			with self.subTest(test=test.name):
				self.refuse(errors.UnsuitableTestError, test)

	def test_none_twice(self):
		for test in (self.first, self.other):
			self.refuse(errors.DuplicateTestError, test)

	def test_one_that_there_is_not(self):
		certificate = self.certificate()
		certificate.append("further_tests", {"residue_test": "RT-0000-00000"})
		self.assertRaises(frappe.LinkValidationError, certificate.insert)

	def test_a_commitment_keeps_none(self):
		certificate = self.certificate(self.other, basis="Self Commitment").insert()
		self.assertEqual((certificate.residue_test, certificate.further_tests), (None, []))

	def test_none_is_cancelled_while_a_certificate_rests_on_it(self):
		certificate = self.certificate(self.other).insert().submit()
		for test in (self.first, self.other):
			with self.assertRaises(WorkHasBegunError) as refusal:
				test.reload().cancel()
			self.assertIn(certificate.name, str(refusal.exception))
		certificate.cancel()
		self.other.reload().cancel()
		self.assertEqual(self.other.docstatus, 2)


class TestOffered(BasisTestCase):
	def offered(self, user="Administrator", text="", **asked) -> list[str]:
		filters = {"producer": self.producer.name, "product": PRODUCT, "issued_on": "2022-07-02", **asked}
		query = "nongan_supervision.api.certificate_tests"
		response = call(
			user, "frappe.desk.search.search_link", doctype="Residue Test", txt=text, query=query, filters=filters
		)
		self.assertEqual(response.status_code, 200)
		found = response.json
		return [row["value"] for row in found.get("message") or found.get("results") or ()]

	def test_those_that_the_server_takes(self):
		outdated = make_residue_test(self.producer, sampled_on="2022-05-01", tested_on="2022-05-01")
		later = make_residue_test(self.producer, tested_on="2022-07-03")
		without_day = make_residue_test(self.producer, sampled_on="2022-07-02", tested_on="2022-07-02")
		without_day.db_set("tested_on", None)  # as registers leave it
		make_residue_test()
		make_residue_test(self.producer, submit=False)
		for issued_on, expected in (
			("2022-07-02", [without_day, self.other, self.first]),
			("2022-07-03", [without_day, later, self.other, self.first]),
			("2022-05-02", [outdated]),
		):
			with self.subTest(issued_on=issued_on):
				offered = self.offered(issued_on=issued_on)
				self.assertEqual(offered, [test.name for test in expected])
				for test in offered:
					make_certificate(self.producer, basis="Self Test", residue_test=test, issued_on=issued_on)

	def test_by_the_number_of_the_sample(self):
		self.assertEqual(self.offered(text=self.other.sample_no), [self.other.name])

	def test_to_those_who_may_see_them(self):
		self.assertTrue(self.offered(make_user("Village Officer", villages=[self.producer.village])))
		self.assertEqual(self.offered(make_user("Village Officer")), [])
