from datetime import date

import frappe

from nongan_supervision.cases import errors
from nongan_supervision.cases.clues import check_date, clue_of, open_clue, responsible_department, withdraw_clue
from nongan_supervision.registry.context import Context
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_key_product, make_producer, make_residue_test


def make_clue(**values):
	return make("Case Clue", **{"description": "测试线索", "received_on": "2022-07-01", **values})


class TestCaseClue(NonganTestCase):
	def test_place_sector_and_deadline_are_the_servers(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "clue_check_days", 7)
		producer = make_producer()
		clue = make_clue(producer=producer.name, sector="Livestock", check_due_on="2030-01-01")
		self.assertEqual((clue.village, clue.town, clue.sector), (producer.village, producer.town, "Planting"))
		self.assertEqual(str(clue.check_due_on), "2022-07-08")

	def test_deadline_moves_over_a_weekend(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "clue_check_days", 7)
		clue = make_clue(received_on="2022-07-02")
		self.assertEqual(str(clue.check_due_on), "2022-07-11")

	def test_only_a_case_files_it(self):
		clue = make_clue()
		clue.status = "Case Filed"
		self.assertRaises(errors.StatusOfCaseError, clue.save)

	def test_settled_once(self):
		clue = make_clue()
		clue.update({"status": "Passed On", "outcome_reason": "移交区局"})
		clue.save()
		clue.update({"status": "Not Filed", "outcome_reason": "查无实据"})
		self.assertRaises(errors.ClueSettledError, clue.save)

	def test_sector_follows_the_product(self):
		clue = make_clue(product=make_key_product("测试羊", "Livestock").name, sector="Planting")
		self.assertEqual(clue.sector, "Livestock")

	def test_not_in_the_future(self):
		clue = frappe.new_doc("Case Clue", received_on="2022-07-02")
		self.assertRaises(errors.FutureClueError, check_date, clue, Context(today=date(2022, 7, 1)))
		check_date(clue, Context(today=date(2022, 7, 2)))

	def test_outcome_needs_a_reason(self):
		clue = make_clue()
		clue.status = "Not Filed"
		self.assertRaises(errors.MissingOutcomeReasonError, clue.save)
		clue.reload()
		clue.update({"status": "Not Filed", "outcome_reason": "查无实据"})
		clue.save()

	def test_department_by_sector_and_stage(self):
		for sector, stage, role in (
			("Planting", None, "Agriculture Office"),
			("Aquaculture", "Field", "Agriculture Office"),
			("Livestock", "Harvest", "Veterinary Station"),
			("Livestock", "Market", "Market Supervision"),
		):
			department = responsible_department(sector, stage)
			self.assertEqual(frappe.db.get_value("Supervision Department", department, "role"), role)


class TestOpeningAClue(NonganTestCase):
	def test_once_per_document(self):
		test = make_residue_test()
		name = open_clue("Residue Test", test, "检出")
		self.assertEqual(open_clue("Residue Test", test, "又一次"), name)
		clue = frappe.get_doc("Case Clue", name)
		self.assertEqual((clue.producer, clue.product, clue.village), (test.producer, test.product, test.village))

	def test_withdrawn_with_its_document(self):
		test = make_residue_test()
		open_clue("Residue Test", test, "检出")
		withdraw_clue(test)
		self.assertIsNone(clue_of(test))

	def test_stays_once_somebody_has_dealt_with_it(self):
		test = make_residue_test()
		name = open_clue("Residue Test", test, "检出")
		frappe.db.set_value("Case Clue", name, "status", "Case Filed")
		withdraw_clue(test)
		self.assertEqual(clue_of(test), name)
