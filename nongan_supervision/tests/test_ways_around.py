"""Ways around a rule that were found open, and stay closed."""

from io import BytesIO

import frappe

from nongan_supervision.cases.clues import clue_of, open_clue
from nongan_supervision.cases.informants import SEALED, contact_of
from nongan_supervision.monitoring import bans, errors
from nongan_supervision.monitoring.escalations import escalations_of
from nongan_supervision.permissions.attachments import PLACE
from nongan_supervision.permissions.grants import MARKET, VILLAGE
from nongan_supervision.registry.credit_events import event_of, record_event
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	SUBSTANCE,
	make,
	make_producer,
	make_residue_test,
	make_substance,
	make_user,
	result,
)
from nongan_supervision.tests.web import call, request, text_of


class TestAroundWhatFollows(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_substance("绕行禁药", "Banned")
		self.producer = make_producer()
		self.village_officer = make_user(VILLAGE, villages=[self.producer.village])

	def test_a_village_cannot_cancel_a_ban_away(self):
		test = make_residue_test(self.producer, results=[result(SUBSTANCE, "Positive")])
		with self.as_user(self.village_officer), self.assertRaises(errors.WorkHasBegunError):
			test.cancel()
		self.assertTrue(bans.is_banned(test.producer, test.product))
		test.reload().cancel()

	def test_nor_a_report_to_the_district(self):
		test = make_residue_test(self.producer, results=[result("绕行禁药", "Positive")])
		with self.as_user(self.village_officer), self.assertRaises(errors.WorkHasBegunError):
			test.cancel()
		self.assertTrue(escalations_of(test.name))

	def test_a_clue_of_ones_own_takes_no_place_of_the_systems(self):
		test = make_residue_test(self.producer)
		reference = {"reference_doctype": test.doctype, "reference_name": test.name, "automatic": 1}
		own = make("Case Clue", description="抢先", received_on="2022-07-01", producer=self.producer.name, **reference)
		self.assertIsNone(clue_of(test))
		self.assertNotEqual(open_clue("Residue Test", test, "检出"), own.name)

	def test_a_credit_event_of_ones_own_takes_no_place_of_the_systems(self):
		test = make_residue_test(self.producer)
		values = {"event_type": "Commendation", "points": 5, "event_on": "2022-07-01", "automatic": 1}
		reference = {"reference_doctype": test.doctype, "reference_name": test.name}
		make("Credit Event", producer=make_producer().name, **values, **reference)
		self.assertIsNone(event_of(test))
		make("Credit Event", submit=True, producer=make_producer().name, **values, **reference)
		self.assertIsNone(event_of(test))

	def test_nor_does_one_that_amends_another_documents_or_is_another_producers(self):
		market, someone = make_user(MARKET), make_producer()
		for of_another in (True, False):
			test, other = make_residue_test(self.producer), make_residue_test(self.producer)
			recorded = frappe.get_doc("Credit Event", record_event(self.producer.name, "Failing Test", other))
			recorded.cancel()
			of = test if of_another else other
			values = {
				"event_type": "Commendation",
				"points": 5,
				"event_on": "2022-07-01",
				"producer": self.producer.name if of_another else someone.name,
				"amended_from": recorded.name,
				"reference_doctype": of.doctype,
				"reference_name": of.name,
			}
			with self.subTest(of_another=of_another):
				answer = request(market, "POST", "/api/resource/Credit Event", docstatus=1, **values)
				self.assertEqual(answer.status_code, 200)
				make("Credit Event", submit=True, **values)
				self.assertIsNone(event_of(of))

	def test_a_new_clue_brings_no_seal_of_another(self):
		first = make("Case Clue", description="甲", received_on="2022-07-01", reporter_name="举报人甲")
		sealed = frappe.db.get_value("Case Clue", first.name, SEALED)
		stars = {"reporter_name": "***", "reporter_phone": "***", SEALED: sealed}
		second = make("Case Clue", description="乙", received_on="2022-07-01", **stars)
		self.assertEqual(contact_of(second), {})


class TestAroundPrivacy(NonganTestCase):
	def upload(self, is_private: int, docname: str):
		place = {"doctype": "Case Clue", "docname": docname, "is_private": str(is_private)}
		return call(self.user, "upload_file", file=(BytesIO(b"evidence"), "evidence.txt"), **place)

	def test_a_document_s_file_is_never_public(self):
		"""The Desk's window for uploads offers to set all of them public, before anything is attached."""
		frappe.local.lang = "zh"
		self.user = make_user(MARKET)
		with self.as_user(self.user):
			clue = make("Case Clue", description="线索", received_on="2022-07-01").name
		response = self.upload(0, clue)
		self.assertEqual(response.status_code, 403)
		self.assertIn("案件线索的附件不能设为公开", text_of(response))
		self.assertEqual(self.upload(1, clue).status_code, 200)
		kept = make("File", file_name="a.txt", content="a", is_private=1, **{PLACE[0]: "Case Clue", PLACE[1]: clue})
		kept.is_private = 0
		with self.as_user(self.user):
			self.assertRaises(frappe.PermissionError, kept.save)


class TestAroundTheLimitOfGuesses(NonganTestCase):
	def test_an_account_keeps_its_number(self):
		producer = make_producer(phone="13900000091")
		from nongan_supervision.portal import accounts

		accounts.open_account(producer)
		user = frappe.db.get_value("Producer", producer.name, "user")
		response = request(user, "PUT", f"/api/resource/User/{user}", mobile_no="13900000092")
		self.assertIn(response.status_code, (200, 403))
		self.assertEqual(frappe.db.get_value("User", user, "mobile_no"), "13900000091")
