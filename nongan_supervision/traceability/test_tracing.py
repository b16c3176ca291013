"""A trace through documents: what it finds, what it says is missing, and what it costs."""

from __future__ import annotations

import frappe

from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_key_product,
	make_producer,
	make_residue_test,
	make_user,
)
from nongan_supervision.tests.production_factories import make_input, make_use, new_harvest
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.trace_case import VILLAGE, TraceTestCase

QUERIES = 25
"""How many a trace in both directions may take, however many documents there are."""


class TestTrace(TraceTestCase):
	def test_every_document_of_the_chain_leads_to_all_others(self):
		whole = {
			*(doc.name for doc in (self.producer, self.sale, self.dealer, self.use, self.harvest, self.test)),
			*(doc.name for doc in (self.certificate, self.check, self.notice)),
		}
		for start in (self.notice, self.check, self.certificate, self.test, self.use):
			with self.subTest(start=start.doctype):
				answer = self.trace(start)
				self.assertEqual(self.documents(answer), whole)
				self.assertLessEqual({"示例超市甲", "示例超市乙"}, set(self.items(answer, "Party to a Flow")))
				self.assertFalse(answer.is_cut)

	def test_producer_leads_to_the_batch_both_ways(self):
		answer = self.trace(self.producer, from_date="2022-01-01", to_date="2022-12-31")
		self.assertLessEqual({self.sale.name, self.notice.name, self.check.name}, self.documents(answer))
		other = self.trace(self.producer, from_date="2022-01-01", to_date="2022-12-31", product=make_key_product().name)
		self.assertEqual(self.documents(other), {self.producer.name})

	def test_input_leads_forward_to_the_buyers_of_what_it_was_used_on(self):
		answer = self.trace(self.input, from_date="2022-01-01", to_date="2022-12-31", direction="Forward")
		self.assertLessEqual({self.sale.name, self.use.name, self.certificate.name}, self.documents(answer))
		self.assertEqual(self.items(answer, "Party to a Flow"), ["示例超市甲", "示例超市乙"])
		self.assertNotIn(self.dealer.name, self.documents(answer))

	def test_all_tests_of_a_certificate_are_its_basis(self):
		values = {"product": self.product, "sampled_on": "2022-06-18", "tested_on": "2022-06-18"}
		first, further = (make_residue_test(self.producer, **values) for _number in range(2))
		certificate = make_certificate(
			self.producer,
			**self.of_batch("ZS-09"),
			issued_on="2022-06-21",
			basis="Self Test",
			residue_test=first.name,
			further_tests=[{"residue_test": further.name}],
		)
		for start, direction, expected in (
			(certificate, "Backward", {first.name, further.name}),
			(further, "Forward", {certificate.name}),
		):
			relation = "test that it is based on" if direction == "Backward" else "certificate based on it"
			rows = self.trace(start, direction=direction).rows
			self.assertEqual({row["document"] for row in rows if row["relation"] == relation}, expected)

	def test_backward_does_not_go_forward(self):
		answer = self.trace(self.certificate, direction="Backward")
		self.assertNotIn(self.notice.name, self.documents(answer))
		self.assertIn(self.dealer.name, self.documents(answer))

	def test_clue_leads_where_its_document_does(self):
		clue = make(
			"Case Clue",
			clue_source="Nonconformity Notice",
			reference_doctype="Nonconformity Notice",
			reference_name=self.notice.name,
			received_on="2022-06-26",
			description="测试",
			village=VILLAGE,
		)
		self.assertLessEqual({self.notice.name, self.sale.name, self.check.name}, self.documents(self.trace(clue)))

	def test_tree_says_how_deep_each_row_is(self):
		rows = self.trace(self.notice).rows
		self.assertEqual([row["level"] for row in rows[:3]], [0, 1, 2])
		self.assertEqual([row["indent"] for row in rows], [row["level"] for row in rows])

	def test_another_batch_is_none_of_it(self):
		other = new_harvest(self.producer, **self.of_batch("ZS-02"), recorded_on="2022-06-20").insert()
		unnumbered = new_harvest(self.producer, **self.of_batch(""), recorded_on="2022-06-20").insert()
		documents = self.documents(self.trace(self.certificate))
		self.assertNotIn(other.name, documents)
		self.assertIn(unnumbered.name, documents)

	def test_withdrawn_certificate_stays_and_says_so(self):
		frappe.delete_doc("Certificate Check", self.check.name)
		frappe.db.set_value("Nonconformity Notice", self.notice.name, "certificate", None)
		self.certificate.reload().cancel()
		rows = [row for row in self.trace(self.test).rows if row["document"] == self.certificate.name]
		self.assertEqual([row["state"] for row in rows], ["Withdrawn"])

	def test_cycle_ends(self):
		retest = make_residue_test(
			self.producer, product=self.product, sampled_on="2022-06-19", retest_of=self.test.name
		)
		frappe.db.set_value("Residue Test", self.test.name, "retest_of", retest.name)
		rows = self.trace(retest).rows
		self.assertIn("leads back to itself", [row["note"] for row in rows])


class TestMissingLinks(TraceTestCase):
	def test_complete_chain_lacks_only_the_certificates_test(self):
		self.assertEqual(
			self.missing(self.trace(self.notice)), ["Certificate on the producer's own word, without a test"]
		)

	def test_batch_that_no_ledger_knows(self):
		stranger = make_producer(village=VILLAGE)
		certificate = make_certificate(stranger, **self.of_batch())
		missing = self.missing(self.trace(certificate))
		self.assertIn("No production record in this period", missing)
		self.assertIn("No test of the product in this period", missing)

	def test_input_that_nobody_sold(self):
		use = make_use(self.producer, make_input(labelled={self.product: 0}), **self.of_batch())
		self.assertIn("No sale of this input to the producer on record", self.missing(self.trace(use)))

	def test_sale_after_the_use_is_none_before_it(self):
		use = make_use(self.producer, self.input, **self.of_batch(), recorded_on="2022-04-30")
		self.assertIn("No sale of this input to the producer on record", self.missing(self.trace(use)))

	def test_batch_without_a_certificate(self):
		harvest = new_harvest(self.producer, **self.of_batch("ZS-03"), recorded_on="2022-06-20").insert()
		self.assertIn("No certificate in this period", self.missing(self.trace(harvest)))

	def test_says_no_more_than_the_user_knows(self):
		use = make_use(self.producer, make_input(labelled={self.product: 0}), **self.of_batch())
		with self.as_user(make_user("Village Officer", villages=[VILLAGE])):
			missing = self.missing(self.trace(use))
		self.assertIn("No sale of this input to the producer on record, as far as you may see", missing)


class TestCost(TraceTestCase):
	def count(self) -> int:
		frappe.clear_cache()
		self.trace(self.notice)
		with counted_queries() as statements:
			self.trace(self.notice)
		return len(statements)

	def grow(self, days: range) -> None:
		for day in days:
			make_use(self.producer, self.input, **self.of_batch(), recorded_on=f"2022-05-{day:02}")
			certificate = make_certificate(self.producer, **self.of_batch(), issued_on="2022-06-23")
			self.make_notice(certificate=certificate.name)

	def test_does_not_grow_with_the_documents(self):
		self.grow(range(1, 2))
		with_few = self.count()
		self.grow(range(2, 16))
		self.assertEqual(self.count(), with_few)
		self.assertLessEqual(with_few, QUERIES)
