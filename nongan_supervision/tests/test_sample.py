"""The sample year: plausible, the same for everybody, never ahead of its day, loaded once."""

from __future__ import annotations

import datetime
import unittest
from collections import Counter

from frappe.utils.password_strength import test_password_strength as rate_password
from hypothesis import example, settings

from nongan_supervision.registry.identity import is_credit_code, is_id_number
from nongan_supervision.setup import roles, sample
from nongan_supervision.setup.plan import read_plan_file
from nongan_supervision.setup.roles import PORTAL, ROLES
from nongan_supervision.setup.sample import users
from nongan_supervision.setup.sample.days import working_days
from nongan_supervision.setup.sample.inputs import INPUTS
from nongan_supervision.setup.sample.numbers import organisation_check_character
from nongan_supervision.setup.sample.producers import all_producers, antimicrobial_reducers
from nongan_supervision.setup.sample.production import production_records
from nongan_supervision.setup.sample.registers import SampleYear
from nongan_supervision.setup.sample.trade import sales
from nongan_supervision.tests.properties import given, st

NEW_YEARS_DAY = datetime.date(2026, 1, 1)
LEAP_DAY = datetime.date(2028, 2, 29)
AUTUMN = datetime.date(2023, 9, 1)

any_day = st.dates(min_value=datetime.date(2022, 1, 1), max_value=datetime.date(2100, 12, 31))


def dates_of(year: SampleYear) -> set[datetime.date]:
	"""Return every date in the year's registers."""
	cells = (cell for register in year.registers() for row in register.rows for cell in row.values())
	return {cell for cell in cells if isinstance(cell, datetime.date)}


class TestMadeUpYear(unittest.TestCase):
	def test_same_day_same_year(self):
		self.assertEqual(SampleYear.up_to(AUTUMN), SampleYear.up_to(AUTUMN))

	@settings(max_examples=25)
	@given(any_day)
	@example(NEW_YEARS_DAY)
	@example(LEAP_DAY)
	def test_is_complete_and_never_ahead_of_its_day(self, today):
		year = SampleYear.up_to(today)
		self.assertLessEqual(max(dates_of(year)), today)
		self.assertEqual({test.sampled_on.year for test in year.quick_tests}, {today.year})
		self.assertEqual({issue.issued_on.year for issue in year.certificates}, {today.year})
		self.assertEqual(len(year.quick_tests), 1960)
		self.assertTrue(290_000 <= sum(issue.count for issue in year.certificates) <= 330_000)

	@settings(max_examples=25)
	@given(any_day)
	@example(NEW_YEARS_DAY)
	@example(LEAP_DAY)
	def test_ledgers_stay_in_their_year(self, today):
		days = {record.recorded_on for record in production_records(SampleYear.up_to(today))}
		days |= {sale.sold_on for sale in sales(today)}
		self.assertTrue(all(day.year == today.year and day <= today for day in days))

	def test_spreads_over_the_working_days(self):
		sampled = {test.sampled_on for test in SampleYear.up_to(AUTUMN).quick_tests}
		self.assertGreater(len(sampled), 0.98 * len(working_days(AUTUMN)))
		self.assertTrue(all(day.weekday() < 5 for day in sampled))

	def test_a_few_are_positive(self):
		year = SampleYear.up_to(AUTUMN)
		self.assertEqual(sum(1 for test in year.quick_tests if test.positive), 9)

	def test_routine_pass_rate(self):
		tests = [test for test in SampleYear.up_to(AUTUMN).laboratory_tests if test.purpose == "例行监测"]
		passed = sum(1 for test in tests if not test.finding.fails)
		self.assertTrue(0.98 <= passed / len(tests) < 1)

	def test_numbers_are_unique(self):
		year = SampleYear.up_to(AUTUMN)
		numbers = [test.sample_no for test in (*year.quick_tests, *year.laboratory_tests)]
		self.assertEqual(len(set(numbers)), len(numbers))

	def test_no_certificates_where_something_was_found(self):
		year = SampleYear.up_to(AUTUMN)
		suspected = {test.producer for test in year.quick_tests if test.positive}
		suspected |= {test.producer for test in year.laboratory_tests if test.finding.fails}
		self.assertTrue(suspected.isdisjoint(issue.producer for issue in year.certificates))


class TestMadeUpProducers(unittest.TestCase):
	def test_all_villages_of_the_plan(self):
		villages = {record["village_name"] for record in read_plan_file("villages.json")}
		self.assertEqual({producer.village for producer in all_producers()}, villages)

	def test_products_are_those_of_the_plan(self):
		sectors = {record["product_name"]: record["sector"] for record in read_plan_file("key_products.json")}
		for producer in all_producers():
			self.assertEqual(sectors[producer.product.name], producer.product.sector)

	def test_names_are_unique_in_their_villages(self):
		names = Counter((producer.village, producer.name) for producer in all_producers())
		self.assertEqual(set(names.values()), {1})

	def test_inputs_are_said_to_be_made_up(self):
		for one in INPUTS:
			record = one.as_record()
			self.assertTrue(record["input_name"].startswith("示例") and record["registration_no"].startswith("示例"))

	def test_credit_codes_are_well_formed_and_nobodys(self):
		codes = [producer.credit_code for producer in all_producers() if producer.credit_code]
		self.assertEqual(len(set(codes)), len(codes))
		for code in codes:
			self.assertTrue(is_credit_code(code), code)
			self.assertEqual(code[2:8], "000000")
			self.assertEqual(code[16], organisation_check_character(code[8:16]))

	def test_check_character_of_a_published_organisation_code(self):
		# D2143569-X: the example by which GB 11714-1997 is usually explained
		self.assertEqual(organisation_check_character("D2143569"), "X")

	def test_identity_numbers_are_well_formed_and_nobodys(self):
		numbers = [producer.id_number for producer in all_producers() if producer.id_number]
		self.assertEqual(len(set(numbers)), len(numbers))
		for number in numbers:
			self.assertTrue(is_id_number(number), number)
			self.assertEqual(number[:6], "000000")

	def test_targets_are_missed_and_met(self):
		of_scale = [producer for producer in all_producers() if producer.of_scale]
		networked = [producer for producer in of_scale if producer.networked_on]
		livestock = [producer for producer in of_scale if producer.product.sector == "Livestock"]
		self.assertTrue(0.8 < len(networked) / len(of_scale) < 1)
		self.assertTrue(0 < len(antimicrobial_reducers()) / len(livestock) < 0.15)


class TestSampleUsers(unittest.TestCase):
	def test_one_per_role(self):
		self.assertEqual(Counter(user.role for user in users.ONE_PER_ROLE), Counter((*ROLES, PORTAL)))

	def test_two_officers_and_a_reviewer_of_each_office_with_cases(self):
		self.assertEqual(Counter(user.role for user in users.OF_CASES), {roles.AGRICULTURE: 3, roles.MARKET: 3})
		self.assertEqual(len({user.full_name for user in sample.USERS}), len(sample.USERS))

	def test_password_passes_the_strictest_policy(self):
		for user in sample.USERS:
			words = (user.full_name, user.email, *user.email.split("@"))
			self.assertEqual(rate_password(sample.PASSWORD, user_inputs=words)["score"], 4)
