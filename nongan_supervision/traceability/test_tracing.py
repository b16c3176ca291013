"""A trace through documents: what it finds, what it says is missing, who sees what, and what it costs."""

from __future__ import annotations

import frappe
from frappe.desk import query_report

from nongan_supervision.certificates.codes import slip_code
from nongan_supervision.exchange.exporting.reports import report_table
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_key_product,
	make_portal_user,
	make_producer,
	make_residue_test,
	make_user,
	make_village,
)
from nongan_supervision.tests.production_factories import make_dealer, make_input, make_use, new_harvest, new_sale, sold
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.web import call, text_of
from nongan_supervision.traceability.errors import NothingToTraceError
from nongan_supervision.traceability.tracing import Question, Trace, trace

VILLAGE, OTHER_VILLAGE = "追溯村", "追溯邻村"
BATCH = "ZS-01"
LOT = "LOT-2022-7"
QUERIES = 25
"""How many a trace in both directions may take, however many documents there are."""


class TraceTestCase(NonganTestCase):
	"""A batch from the dealer's counter to two buyers, in documents."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		make_village(VILLAGE)
		make_village(OTHER_VILLAGE)
		cls.product = make_key_product("追溯菜").name
		cls.producer = make_producer("追溯合作社", VILLAGE)
		cls.dealer = make_dealer("追溯农资店", VILLAGE)
		cls.input = make_input("追溯农药", labelled={cls.product: 3})
		item = sold(cls.input, purpose_product=cls.product, lot_no=LOT)
		cls.sale = new_sale(item, dealer=cls.dealer, producer=cls.producer.name, sold_on="2022-05-01").insert().submit()
		cls.use = make_use(cls.producer, cls.input, **cls.of_batch(), recorded_on="2022-06-01", quantity=2, unit="袋")
		cls.harvest = new_harvest(cls.producer, **cls.of_batch(), recorded_on="2022-06-20").insert()
		cls.test = make_residue_test(
			cls.producer, product=cls.product, sampled_on="2022-06-18", tested_on="2022-06-18", stage="Harvest"
		)
		cls.certificate = make_certificate(cls.producer, **cls.of_batch(), issued_on="2022-06-21")
		cls.check = make(
			"Certificate Check",
			certificate=cls.certificate.name,
			checked_on="2022-06-22",
			place="示例农贸市场",
			finding="Genuine",
		)
		cls.notice = cls.make_notice(certificate=cls.certificate.name)

	@classmethod
	def of_batch(cls, batch_no: str = BATCH) -> dict:
		return {"product": cls.product, "batch_no": batch_no}

	@classmethod
	def make_notice(cls, **values):
		flows = [("Downstream", "示例超市甲"), ("Downstream", "示例超市乙"), ("Upstream", "示例批发商")]
		return make(
			"Nonconformity Notice",
			direction="Market to Origin",
			counterpart="示例市场",
			finding="测试",
			producer=cls.producer.name,
			product=cls.product,
			batch_no=BATCH,
			village=VILLAGE,
			notified_on="2022-06-25",
			flows=[{"flow_direction": direction, "party": party, "place": "示例市"} for direction, party in flows],
			**values,
		)

	def trace(self, doc=None, code: str = "", **asked) -> Trace:
		if doc:
			asked |= {"start_doctype": doc.doctype, "start": doc.name}
		return trace(Question.of({"code": code, **asked}))

	def documents(self, answer: Trace) -> set[str]:
		return {row["document"] for row in answer.rows if row["document"]}

	def items(self, answer: Trace, kind: str) -> list[str]:
		return [row["item"] for row in answer.rows if row["kind"] == kind]

	def missing(self, answer: Trace) -> list[str]:
		return self.items(answer, "Missing Link")


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


class TestStarts(TraceTestCase):
	def start(self, code: str) -> list[str]:
		return [row["document"] or row["item"] for row in self.trace(code=code).rows if row["level"] == 0]

	def test_what_is_understood(self):
		serial = self.certificate.serial_from
		expected = {
			self.certificate.name: self.certificate.name,
			self.certificate.name.lower(): self.certificate.name,
			slip_code(2022, serial): self.certificate.name,
			f"http://localhost/certificate?code={slip_code(2022, serial + 1)}": self.certificate.name,
			f"2022-{serial:07d}": self.certificate.name,
			self.test.sample_no: self.test.name,
			"zs-01": "追溯菜, batch ZS-01",
			LOT: f"Lot {LOT}",
			"追溯农药": "追溯农药",
			"追溯合作社": self.producer.name,
			"追溯合作": self.producer.name,
		}
		for code, start in expected.items():
			with self.subTest(code=code):
				self.assertEqual(self.start(code), [start])

	def test_batch_number_of_two_producers_is_both(self):
		other = make_producer(village=VILLAGE)
		new_harvest(other, **self.of_batch(), recorded_on="2022-06-20").insert()
		self.assertEqual(self.start(BATCH), ["追溯菜, batch ZS-01"] * 2)

	def test_nothing_known_by_it(self):
		for code in ("ZZ", "2022-9999999999", "%", "_", "' or 1=1 --"):
			with self.subTest(code=code), self.assertRaises(NothingToTraceError):
				self.trace(code=code)

	def test_nothing_asked(self):
		with self.assertRaises(NothingToTraceError):
			self.trace(code=" ")

	def test_documents_of_other_kinds(self):
		with self.assertRaises(NothingToTraceError):
			self.trace(start_doctype="User", start="Administrator")


class TestWhoSeesWhat(TraceTestCase):
	def traced_by(self, role: str, doc, villages=None) -> set[str]:
		with self.as_user(make_user(role, villages=villages)):
			return self.documents(self.trace(doc))

	def test_offices_see_the_whole_chain(self):
		for role in ("Supervision Leader", "Agriculture Office", "Market Supervision", "District Bureau"):
			with self.subTest(role=role):
				self.assertLessEqual(
					{self.sale.name, self.notice.name, self.test.name}, self.traced_by(role, self.notice)
				)

	def test_village_officer_sees_their_village(self):
		self.assertIn(self.certificate.name, self.traced_by("Village Officer", self.test, [VILLAGE]))

	def test_other_village_learns_nothing_and_not_even_that(self):
		said = set()
		with self.as_user(make_user("Village Officer", villages=[OTHER_VILLAGE])):
			for start in (self.test.name, "RT-2022-99999"):
				with self.assertRaises(NothingToTraceError) as refused:
					trace(Question(doctype="Residue Test", name=start))
				said.add(str(refused.exception).replace(start, ""))
			for code in (
				BATCH,
				LOT,
				self.certificate.name,
				"追溯合作社",
				slip_code(2022, self.certificate.serial_from),
			):
				with self.assertRaises(NothingToTraceError):
					self.trace(code=code)
		self.assertEqual(len(said), 1)

	def test_input_leads_only_to_the_documents_of_the_own_village(self):
		other = make_producer(village=OTHER_VILLAGE)
		theirs = make_use(other, self.input, product=self.product, recorded_on="2022-06-02")
		far_dealer = make_dealer(village=OTHER_VILLAGE)
		item = sold(self.input, purpose_product=self.product)
		far_sale = (
			new_sale(item, dealer=far_dealer, producer=self.producer.name, sold_on="2022-05-02").insert().submit()
		)
		with self.as_user(make_user("Village Officer", villages=[VILLAGE])):
			answer = self.trace(self.input, from_date="2022-01-01", to_date="2022-12-31")
		self.assertIn(self.use.name, self.documents(answer))
		self.assertTrue(self.documents(answer).isdisjoint({theirs.name, far_sale.name, far_dealer.name, other.name}))

	def test_veterinary_station_sees_no_certificates_of_crops(self):
		with self.as_user(make_user("Veterinary Station")):
			answer = self.trace(self.input, from_date="2022-01-01", to_date="2022-12-31")
		self.assertEqual(self.documents(answer), {self.input.name, self.sale.name, self.dealer.name})

	def test_police_sees_nothing(self):
		with self.as_user(make_user("Police Station")), self.assertRaises(NothingToTraceError):
			self.trace(code=self.certificate.name)


class TestReportAndRequest(TraceTestCase):
	def run_report(self, **filters) -> dict:
		return query_report.run("Product Traceability", filters)

	def test_report_has_the_tree(self):
		answer = self.run_report(code=self.notice.name)
		self.assertEqual([row["indent"] for row in answer["result"][:3]], [0, 1, 2])
		figures = {figure["label"]: figure["value"] for figure in answer["report_summary"]}
		self.assertEqual(figures["Certificates"], 1)
		self.assertEqual(figures["Buyers and Suppliers"], 3)
		self.assertEqual(figures["Missing Links"], 1)

	def test_report_says_why_it_is_empty(self):
		self.assertIn("Enter the number of a document", self.run_report()["message"])
		answer = self.run_report(code="<b>ZZ")
		self.assertEqual(answer["result"], [])
		self.assertIn("&lt;b&gt;ZZ", answer["message"])
		self.assertFalse(frappe.message_log)

	def test_user_in_the_request_changes_nothing(self):
		with self.as_user(make_user("Village Officer", villages=[OTHER_VILLAGE])):
			answer = query_report.run("Product Traceability", {"code": self.notice.name}, user="Administrator")
		self.assertEqual(answer["result"], [])

	def test_excel_keeps_the_level(self):
		table = report_table({"report_name": "Product Traceability", "filters": {"code": self.notice.name}})
		headings = [column.label for column in table.columns]
		levels = [row[headings.index("Level")] for row in table.rows]
		self.assertEqual(levels, [row["level"] for row in self.trace(self.notice).rows])
		self.assertNotIn("DocType", headings)

	def test_request(self):
		method = "nongan_supervision.api.trace_product"
		asked = {"start_doctype": "Nonconformity Notice", "start": self.notice.name}
		answer = call(make_user("Market Supervision"), method, **asked)
		self.assertEqual(answer.status_code, 200)
		self.assertIn(self.sale.name, text_of(answer))
		stranger = call(make_user("Village Officer", villages=[OTHER_VILLAGE]), method, **asked)
		self.assertEqual(stranger.status_code, 417)
		self.assertNotIn(self.sale.name, text_of(stranger))
		for user in ("Guest", make_user("Police Station"), make_portal_user(self.producer)):
			self.assertEqual(call(user, method, **asked).status_code, 403, user)


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
