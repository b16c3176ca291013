"""The public page of tip-offs: what a guest sees, asks and is refused."""

from __future__ import annotations

import re
import unicodedata
from unittest import mock

import frappe

from nongan_supervision.cases import errors, receipts, tip_offs
from nongan_supervision.registry.context import Context
from nongan_supervision.tests import web
from nongan_supervision.tests.tip_off_case import TODAY, TipOffTestCase

PAGE = "/tip-off"
SHOWN_RECEIPT = re.compile(r'id="receipt">([0-9A-Z]{5}-[0-9A-Z]{5})<')
SHOWN_STATE = re.compile(r'id="state">([^<]+)<')


class TestPage(TipOffTestCase):
	def setUp(self):
		super().setUp()
		self.speak("en")

	def speak(self, language: str) -> None:
		"""Let the town's language be this one."""
		of_site = frappe.get_system_settings
		patched = mock.patch.object(
			frappe, "get_system_settings", lambda key: language if key == "language" else of_site(key)
		)
		patched.start()
		self.addCleanup(patched.stop)

	def post(self, user: str = "Guest", **values):
		return web.request(user, "POST", PAGE, **self.form(**values))

	def test_is_open_to_guests_in_the_towns_language(self):
		self.speak("zh")
		answer = web.request("Guest", "GET", PAGE)
		self.assertEqual(answer.status_code, 200)
		text = web.text_of(answer)
		self.assertIn("举报村", text)
		self.assertIn('lang="zh"', text)

	def test_gives_a_receipt_by_which_one_can_ask(self):
		receipt_no = SHOWN_RECEIPT.search(web.text_of(self.post()))
		self.assertTrue(receipt_no)
		clue = self.hand_in()
		answer = web.text_of(web.request("Guest", "POST", PAGE, action="ask", receipt_no=clue.receipt_no))
		self.assertEqual(SHOWN_STATE.findall(answer), ["Received"])
		for told in (clue.name, clue.description, clue.department):
			self.assertNotIn(told, answer)

	def test_an_unknown_receipt(self):
		answer = web.text_of(web.request("Guest", "POST", PAGE, action="ask", receipt_no="AAAAA-AAAAA"))
		self.assertIn("No tip-off with this number", answer)

	def test_shows_what_is_wrong_and_keeps_what_was_typed(self):
		answer = self.post(village="没有的村", description='"><script>alert(1)</script>')
		self.assertEqual(answer.status_code, 422)
		text = web.text_of(answer)
		self.assertIn("Choose the village from the list.", text)
		self.assertNotIn("<script>alert", text)

	def test_a_machine_that_fills_in_everything_is_told_nothing(self):
		before = frappe.db.count("Case Clue")
		with mock.patch.object(tip_offs, "hand_in") as handed_in:
			answer = web.text_of(self.post(website="https://spam.example"))
		self.assertTrue(SHOWN_RECEIPT.search(answer))
		handed_in.assert_not_called()
		self.assertEqual(frappe.db.count("Case Clue"), before)

	def test_the_same_form_sent_twice_is_one_tip_off(self):
		form_id = frappe.generate_hash(length=32)
		form_id = "".join(character if character in "0123456789abcdef" else "0" for character in form_id)[:32]
		with mock.patch.object(tip_offs, "hand_in", return_value="AAAAA-BBBBB") as handed_in:
			for _time in range(2):
				answer = web.text_of(self.post(form_id=form_id))
				self.assertEqual(SHOWN_RECEIPT.findall(answer), ["AAAAA-BBBBB"])
		handed_in.assert_called_once()

	def test_an_address_that_floods_it_is_stopped(self):
		codes = [self.post().status_code for _time in range(tip_offs.TIP_OFFS + 1)]
		self.assertEqual(codes, [200] * tip_offs.TIP_OFFS + [429])

	def test_an_address_that_guesses_receipts_is_stopped(self):
		codes = [
			web.request("Guest", "POST", PAGE, action="ask", receipt_no="AAAAA-AAAAA").status_code
			for _time in range(tip_offs.QUESTIONS + 1)
		]
		self.assertEqual(codes, [200] * tip_offs.QUESTIONS + [429])

	def test_of_a_long_text_no_more_is_looked_at_than_a_field_can_hold(self):
		long = "字" * 50_000
		texts = dict.fromkeys((*tip_offs.FIELDS, "form_id", "receipt_no"), long)
		with mock.patch("unicodedata.normalize", wraps=unicodedata.normalize) as normalize:
			handed_in = web.request("Guest", "POST", PAGE, action="report", **texts)
			asked = web.request("Guest", "POST", PAGE, action="ask", **texts)
		self.assertEqual((handed_in.status_code, asked.status_code), (422, 200))
		self.assertLessEqual(max(len(call.args[1]) for call in normalize.call_args_list), tip_offs.LONGEST_READ)
		self.assertIn(f"{tip_offs.LONGEST['description']}", web.text_of(handed_in))

	def test_what_is_no_text_counts_as_nothing(self):
		for sent in ([1], {"a": 1}, 7, None):
			with self.subTest(sent):
				self.assertEqual(tip_offs.as_typed(sent), "")
				self.assertIsNone(receipts.progress_of(sent))
				with self.assertRaises(errors.TipOffRefusedError):
					tip_offs.hand_in(dict.fromkeys(tip_offs.FIELDS, sent), (), Context(today=TODAY))

	def test_is_closed_by_a_switch(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "public_tip_off_page", 0)
		for answer in (web.request("Guest", "GET", PAGE), self.post()):
			self.assertEqual(answer.status_code, 404)
			self.assertNotIn('id="report"', web.text_of(answer))
