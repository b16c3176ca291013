"""Who may import what, and what is said of a file as a whole."""

from __future__ import annotations

import frappe

from nongan_supervision.exchange import errors
from nongan_supervision.exchange.importer import import_register
from nongan_supervision.tests import registers
from nongan_supervision.tests.factories import make_producer, make_user
from nongan_supervision.tests.registers import RegisterTestCase, register, take
from nongan_supervision.tests.workbooks import HEADINGS, workbook_of


class TestRights(RegisterTestCase):
	def test_a_village_officer_enters_their_own_village_only(self):
		user = make_user("Village Officer", villages=[registers.VILLAGE])
		with self.as_user(user):
			result = take(register({}, {"村": registers.OTHER_VILLAGE}))
		self.assertEqual((result.taken, len(result.refused), result.new_producers), (1, 1, 1))
		self.assertFalse(frappe.db.exists("Producer", {"village": registers.OTHER_VILLAGE, "producer_name": "登记户"}))

	def test_market_supervision_enters_market_samples_of_known_producers(self):
		make_producer("登记户", registers.VILLAGE)
		user = make_user("Market Supervision")
		with self.as_user(user):
			result = take(
				register({"抽样环节": "市场"}, {"抽样环节": "田间"}, {"抽样环节": "市场", "生产主体": "新户"})
			)
		self.assertEqual((result.taken, len(result.refused)), (1, 2))

	def test_the_veterinary_station_enters_livestock(self):
		user = make_user("Veterinary Station")
		with self.as_user(user):
			result = take(register({}, {"样品名称": registers.LIVESTOCK}))
		self.assertEqual([row.row_no for row in result.refused], [2])
		self.assertEqual(result.taken, 1)

	def test_who_may_enter_nothing(self):
		user = make_user("Police Station")
		with self.as_user(user), self.assertRaises(errors.NotAllowedToImport):
			take(register({}))

	def test_the_name_of_a_hidden_document_is_not_told(self):
		take(register({"样品编号": "7", "村": registers.OTHER_VILLAGE}))
		hidden = frappe.db.get_value("Residue Test", {"village": registers.OTHER_VILLAGE})
		user = make_user("Village Officer", villages=[registers.VILLAGE])
		with self.as_user(user):
			found = registers.reasons({"样品编号": "7"})
		self.assertTrue(found)
		self.assertNotIn(hidden, found)

	def test_user_permissions_on_other_links_count(self):
		user = make_user("Agriculture Office")
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Key Product", "for_value": registers.LIVESTOCK}
		).insert()
		with self.as_user(user):
			result = take(register({}, {"样品名称": registers.LIVESTOCK}))
		self.assertEqual((result.taken, [row.row_no for row in result.refused]), (1, [2]))


class TestWholeFiles(RegisterTestCase):
	def test_headings_without_rows(self):
		with self.assertRaises(errors.EmptyRegister):
			take(workbook_of(HEADINGS))

	def test_an_unknown_kind(self):
		with self.assertRaisesRegex(errors.UnknownKind, "residue-tests"):
			take(register({}), kind="weather")

	def test_a_kind_that_the_headings_do_not_fit(self):
		with self.assertRaises(errors.MissingColumns):
			take(register({}), kind="certificates")

	def test_a_damaged_end_takes_nothing(self):
		content = register(*[{"样品编号": number} for number in range(50)])
		with self.assertRaises(errors.BrokenWorkbook):
			import_register(content[: len(content) // 2], commit=False)
		self.assertFalse(frappe.db.exists("Residue Test", {"village": registers.VILLAGE}))

	def test_unknown_columns_are_named(self):
		result = take(register({"天气": "晴"}))
		self.assertIn("天气", result.warnings[0])

	def test_progress_reaches_its_end(self):
		seen = []
		take(register({}, {}), progress=lambda done, total: seen.append((done, total)))
		self.assertEqual((seen[0], seen[-1]), ((0, 3), (3, 3)))
