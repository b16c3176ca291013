"""Many documents are written with few statements, and still as if each had been saved on its own."""

from __future__ import annotations

from unittest import mock

import frappe

from nongan_supervision.exchange import batch, importer
from nongan_supervision.exchange.errors import ImportInterrupted
from nongan_supervision.exchange.newcomers import Newcomers
from nongan_supervision.exchange.residue_tests import ResidueTestReader
from nongan_supervision.exchange.writing import writer
from nongan_supervision.exchange.writing.insert import insert_documents
from nongan_supervision.exchange.writing.listeners import who_listens
from nongan_supervision.exchange.writing.naming import Series
from nongan_supervision.nongan_supervision.doctype.residue_test.residue_test import ResidueTest
from nongan_supervision.tests import registers
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer
from nongan_supervision.tests.registers import counted_queries, register, take
from nongan_supervision.tests.workbooks import workbook_of


class WritingTestCase(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		registers.make_register_world()

	def count(self) -> int:
		return frappe.db.count("Residue Test", {"village": registers.VILLAGE})


class TestFewStatements(WritingTestCase):
	def queries_for(self, rows: int, first: int) -> int:
		content = register(
			*[{"样品编号": first + number, "生产主体": f"登记户{first + number}"} for number in range(rows)]
		)
		take(content, dry_run=True)
		with counted_queries() as statements:
			self.assertEqual(take(content).taken, rows)
		return len(statements)

	def test_a_chunk_takes_the_same_number_of_queries_whatever_its_size(self):
		with mock.patch.object(importer, "CHUNK", 1000):
			self.assertEqual(self.queries_for(20, 1000), self.queries_for(200, 2000))

	def test_each_further_chunk_takes_no_more_than_the_first(self):
		with mock.patch.object(importer, "CHUNK", 10):
			one, three = self.queries_for(10, 1000), self.queries_for(30, 2000)
		self.assertLess(three, 3 * one)

	def test_known_rows_take_no_query_each(self):
		content = register(*[{"样品编号": number} for number in range(100)])
		take(content)
		with counted_queries() as statements:
			self.assertEqual(take(content).known, 100)
		self.assertLess(len(statements), 50)

	def test_statements_stay_below_the_limit_of_parameters(self):
		with mock.patch("nongan_supervision.exchange.writing.insert.MAX_PARAMETERS", 100):
			self.assertEqual(take(register(*[{"样品编号": number} for number in range(9)])).taken, 9)
		self.assertEqual(self.count(), 9)


class TestSomebodyListens(WritingTestCase):
	def test_nobody_does_as_the_app_comes(self):
		for doctype in ("Residue Test", "Producer", "Conformity Certificate"):
			self.assertEqual(who_listens(doctype), [])

	def test_a_notification(self):
		frappe.get_doc(
			{
				"doctype": "Notification",
				"name": "Test of tests",
				"subject": "Test",
				"document_type": "Residue Test",
				"event": "Submit",
				"channel": "System Notification",
				"message": "Test",
				"recipients": [{"receiver_by_role": "System Manager"}],
			}
		).insert()
		self.assertIn("Test of tests", "".join(who_listens("Residue Test")))

	def test_handlers_of_other_apps(self):
		hooks = {"Residue Test": {"on_submit": ["other_app.tests.count"]}, "*": {"validate": ["frappe.x"]}}
		with mock.patch.object(frappe, "get_doc_hooks", lambda: hooks):
			self.assertEqual(who_listens("Residue Test"), ["other_app.tests.count"])

	def test_a_controller_of_another_app(self):
		stranger = type("Stranger", (ResidueTest,), {"__module__": "other_app.overrides"})
		with mock.patch("nongan_supervision.exchange.writing.listeners.get_controller", lambda _doctype: stranger):
			self.assertEqual(who_listens("Residue Test"), ["other_app.overrides.Stranger"])

	def test_then_every_document_is_saved_on_its_own(self):
		submitted = []
		with (
			mock.patch.object(writer, "who_listens", lambda doctype: ["x"] if doctype == "Residue Test" else []),
			mock.patch.object(ResidueTest, "on_submit", lambda doc: submitted.append(doc.sample_no), create=True),
		):
			result = take(register({"样品编号": "1"}, {"样品编号": "2"}))
		self.assertEqual((result.taken, submitted), (2, ["1", "2"]))
		self.assertIn("x", result.warnings[-1])

	def test_and_what_it_refuses_comes_back(self):
		def refuse(doc):
			if doc.sample_no == "2":
				frappe.throw("Not <b>this</b> one")

		with (
			mock.patch.object(writer, "who_listens", lambda _doctype: ["x"]),
			mock.patch.object(ResidueTest, "before_submit", refuse, create=True),
		):
			result = take(register({"样品编号": "1"}, {"样品编号": "2"}))
		self.assertEqual(result.taken, 1)
		self.assertEqual(result.refused[0].reasons, ("Not this one",))
		self.assertEqual(self.count(), 1)
		self.assertEqual(frappe.get_message_log() if hasattr(frappe, "get_message_log") else [], [])


class TestConsequences(WritingTestCase):
	def test_what_did_not_pass_is_submitted_in_the_ordinary_way(self):
		submitted = []
		with mock.patch.object(ResidueTest, "on_submit", lambda doc: submitted.append(doc.verdict), create=True):
			result = take(register({}, {"检测结果": "阳性"}))
		self.assertEqual((result.taken, result.positives, submitted), (2, 1, ["Suspect"]))


class TestInterruptions(WritingTestCase):
	CONTENT_ROWS = 25

	def setUp(self):
		super().setUp()
		self.content = register(
			*[{"样品编号": number, "生产主体": f"登记户{number}"} for number in range(self.CONTENT_ROWS)]
		)

	def take_with_failures(self, failures: dict[int, Exception]):
		"""Import in chunks of ten; the n-th statement that writes tests fails as given."""
		calls = 0

		def insert(docs):
			nonlocal calls
			if docs and docs[0].doctype == "Residue Test":
				calls += 1
				if calls in failures:
					insert_documents(docs[:3])
					raise failures[calls]
			insert_documents(docs)

		with mock.patch.object(importer, "CHUNK", 10), mock.patch.object(writer, "insert_documents", insert):
			return take(self.content)

	def test_what_was_written_stays_and_the_rest_follows(self):
		with self.assertRaisesRegex(ImportInterrupted, "10"):
			self.take_with_failures({2: OSError(28, "No space left on device")})
		self.assertEqual(self.count(), 10)
		self.assertEqual(frappe.db.count("Producer", {"village": registers.VILLAGE}), 10)
		result = take(self.content)
		self.assertEqual((result.known, result.taken), (10, 15))
		self.assertEqual(self.count(), self.CONTENT_ROWS)

	def test_a_deadlock_is_tried_again(self):
		result = self.take_with_failures({1: frappe.QueryDeadlockError(), 3: frappe.QueryDeadlockError()})
		self.assertEqual((result.taken, result.new_producers), (self.CONTENT_ROWS, self.CONTENT_ROWS))
		self.assertEqual(frappe.db.count("Producer", {"village": registers.VILLAGE}), self.CONTENT_ROWS)

	def test_not_for_ever(self):
		for gave_way in (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			failures = {call: gave_way() for call in range(1, batch.ATTEMPTS + 1)}
			with self.subTest(gave_way.__name__), self.assertRaises(ImportInterrupted):
				self.take_with_failures(failures)
			self.assertEqual(self.count(), 0)

	def test_a_fault_of_the_program_is_not_dressed_up(self):
		with self.assertRaises(ZeroDivisionError):
			self.take_with_failures({1: ZeroDivisionError()})
		self.assertEqual(self.count(), 0)


class TestProgress(WritingTestCase):
	def test_is_told_also_of_documents_that_are_taken_in_the_end(self):
		row = {"村": registers.VILLAGE, "年度": 2022, "生产主体": "季度户", "品种": registers.PRODUCT, "面积": 1}
		rows = [[*row.values(), quarter] for quarter in ("一季度", "二季度", "三季度")]
		told = []
		with mock.patch.object(batch, "DOCUMENTS_AT_ONCE", 1):
			result = take(workbook_of([*row, "季度"], *rows), progress=lambda done, total: told.append((done, total)))
		self.assertEqual((result.kind, result.taken), ("quarterly-updates", 3))
		total = told[0][1]
		self.assertEqual(told, [(0, total), *[(total, total)] * (1 + 3 + 1)])


class TestTwoAtOnce(WritingTestCase):
	def test_rows_that_another_import_wrote_first_are_known(self):
		"""The other import commits after this one has looked what is known: the unique key tells."""
		content = register({"样品编号": "1"}, {})
		take(content)
		known = ResidueTestReader.known
		looks = []

		def known_too_early(self, drafts):
			looks.append(len(drafts))
			return known(self, drafts) if len(looks) > 1 else {}

		with mock.patch.object(ResidueTestReader, "known", known_too_early):
			result = take(content)
		self.assertEqual((result.taken, result.known, looks), (0, 2, [2, 2]))
		self.assertEqual(self.count(), 2)

	def test_a_producer_that_somebody_entered_meanwhile_is_used(self):
		write = Newcomers.write

		def overtaken(self, entries):
			make_producer("登记户", registers.VILLAGE)
			return write(self, entries)

		with mock.patch.object(Newcomers, "write", overtaken):
			result = take(register({}))
		self.assertEqual((result.taken, result.new_producers), (1, 0))
		self.assertEqual(frappe.db.count("Producer", {"village": registers.VILLAGE}), 1)


class TestSeries(NonganTestCase):
	def docs(self, doctype: str, count: int) -> list:
		return [frappe.new_doc(doctype) for _number in range(count)]

	def test_names_are_reserved_in_a_block(self):
		docs = self.docs("Producer", 3)
		Series("Producer").assign(docs)
		numbers = [int(doc.name.removeprefix("PR-")) for doc in docs]
		self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 3)))
		following = make_producer().name
		self.assertEqual(int(following.removeprefix("PR-")), numbers[-1] + 1)

	def test_series_with_fields_in_them(self):
		docs = self.docs("Residue Test", 4)
		for number, doc in enumerate(docs):
			doc.naming_series = "XT-.{stage}.-.###"
			doc.stage = ("Field", "Market")[number % 2]
		Series("Residue Test").assign(docs)
		self.assertEqual([doc.name for doc in docs], ["XT-Field-001", "XT-Market-001", "XT-Field-002", "XT-Market-002"])
