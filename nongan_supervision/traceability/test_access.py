"""Who sees what of a trace, by report, by request and in a file."""

from __future__ import annotations

import frappe
from frappe.desk import query_report

from nongan_supervision.certificates.codes import slip_code
from nongan_supervision.exchange.exporting.reports import report_table
from nongan_supervision.tests.factories import (
	make_portal_user,
	make_producer,
	make_user,
)
from nongan_supervision.tests.production_factories import make_dealer, make_use, new_sale, sold
from nongan_supervision.tests.trace_case import BATCH, LOT, OTHER_VILLAGE, VILLAGE, TraceTestCase
from nongan_supervision.tests.web import call, text_of
from nongan_supervision.traceability.errors import NothingToTraceError
from nongan_supervision.traceability.tracing import Question, trace


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
