"""Tip-offs from the public page: what comes in, what stays out, and what anybody learns of them afterwards."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path
from unittest import mock

import frappe
from PIL import Image

from nongan_supervision.cases import errors, informants, photos, receipts, tip_offs
from nongan_supervision.registry.context import Context
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, LEADER, MARKET, VILLAGE
from nongan_supervision.tests import web
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_key_product, make_user, make_village
from nongan_supervision.tests.properties import given, st
from nongan_supervision.tests.registers import counted_queries

TODAY = date(2022, 7, 4)
PAGE = "/tip-off"
SHOWN_RECEIPT = re.compile(r'id="receipt">([0-9A-Z]{5}-[0-9A-Z]{5})<')
SHOWN_STATE = re.compile(r'id="state">([^<]+)<')


def photo(side: int = 40, kind: str = "JPEG") -> bytes:
	"""A picture with a place, a device and a comment written into it."""
	exif = Image.Exif()
	exif[0x010F] = "SECRET PHONE"
	content = BytesIO()
	Image.new("RGB", (side, side // 2), "green").save(content, kind, exif=exif, comment=b"SECRET COMMENT")
	return content.getvalue()


class TipOffTestCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village("举报村")
		make_key_product("举报菜")
		frappe.db.set_single_value("Nongan Supervision Settings", {"public_tip_off_page": 1, "current_town": None})
		frappe.cache.delete_keys("rl:tip-off")

	def form(self, **values) -> dict:
		return {
			"action": "report",
			"description": "田里用了禁用农药，气味很重。",
			"seen_at": "Field",
			"village": "举报村",
			"anonymous": "1",
			**values,
		}

	def hand_in(self, *files: bytes, **values):
		"""Hand in a tip-off as a guest, and return its clue."""
		with self.as_user("Guest"):
			receipt_no = tip_offs.hand_in(self.form(**values), files, Context(today=TODAY))
		clue = frappe.get_doc("Case Clue", {"receipt_no": receipt_no})
		for url in self.files_of(clue):
			path = frappe.get_doc("File", {"file_url": url}).get_full_path()
			self.addCleanup(Path(path).unlink, missing_ok=True)
		return clue

	def files_of(self, clue) -> list[str]:
		return frappe.get_all(
			"File", {"attached_to_doctype": "Case Clue", "attached_to_name": clue.name}, pluck="file_url"
		)

	def refused(self, *files: bytes, **values) -> set[str]:
		"""The fields for which a tip-off is refused; nothing is stored."""
		before = frappe.db.count("Case Clue")
		with self.assertRaises(errors.TipOffRefusedError) as refusal:
			self.hand_in(*files, **values)
		self.assertEqual(frappe.db.count("Case Clue"), before)
		return set(refusal.exception.problems)


class TestHandingIn(TipOffTestCase):
	def test_becomes_a_clue_of_the_department_in_charge(self):
		for seen_at, role in (("Field", AGRICULTURE), ("Market", MARKET), ("Dealer", MARKET)):
			clue = self.hand_in(seen_at=seen_at, product="举报菜", reported_party="某合作社", happened_on="2022-07-03")
			self.assertEqual(frappe.db.get_value("Supervision Department", clue.department, "role"), role)
			self.assertEqual((clue.clue_source, clue.status), ("Public Tip-off", "Open"))
			self.assertEqual((str(clue.received_on), str(clue.happened_on)), ("2022-07-04", "2022-07-03"))
			self.assertEqual((clue.village, clue.sector), ("举报村", "Planting"))

	def test_the_department_is_told(self):
		user = make_user(AGRICULTURE)
		clue = self.hand_in()
		self.assertTrue(frappe.db.exists("Notification Log", {"for_user": user, "document_name": clue.name}))

	def test_what_is_wrong_is_named_by_field(self):
		for values, field in (
			({"description": "坏"}, "description"),
			({"description": "长" * 2001}, "description"),
			({"seen_at": "Moon"}, "seen_at"),
			({"village": "没有的村"}, "village"),
			({"product": "没有的菜"}, "product"),
			({"happened_on": "2022-07-05"}, "happened_on"),
			({"happened_on": "2019-07-05"}, "happened_on"),
			({"happened_on": "yesterday"}, "happened_on"),
			({"anonymous": "", "reporter_phone": "13800000000"}, "reporter_name"),
			({"anonymous": "", "reporter_name": "群众", "reporter_phone": "123"}, "reporter_phone"),
		):
			with self.subTest(values):
				self.assertEqual(self.refused(**values), {field})

	def test_markup_is_kept_as_text_and_can_do_nothing(self):
		clue = self.hand_in(
			description="看<script>alert(1)</script>这里有问题", reported_party="<img src=x onerror=a()>"
		)
		self.assertIn("＜script＞alert(1)", clue.description)
		for value in clue.as_dict().values():
			self.assertNotIn("<", str(value))

	@given(st.text())
	def test_plain_text_has_no_markup_and_no_control_characters(self, text):
		found = tip_offs.plain(text)
		self.assertFalse(set("<>\x00\x07\x1b\r") & set(found))
		self.assertEqual(tip_offs.plain(found), found)


class TestPhotos(TipOffTestCase):
	def test_are_private_and_of_the_clue(self):
		clue = self.hand_in(photo(), photo(kind="PNG"))
		urls = self.files_of(clue)
		self.assertEqual(len(urls), 2)
		self.assertTrue(all(url.startswith("/private/files/") for url in urls))

	def test_hold_nothing_but_the_picture(self):
		self.assertIn(b"SECRET", photo())
		drawn = photos.drawn_anew(photo())
		self.assertNotIn(b"SECRET", drawn)
		with Image.open(BytesIO(drawn)) as picture:
			self.assertEqual((picture.format, picture.size, dict(picture.getexif())), ("JPEG", (40, 20), {}))

	def test_are_made_smaller(self):
		with Image.open(BytesIO(photos.drawn_anew(photo(4000)))) as picture:
			self.assertEqual(max(picture.size), photos.LONGEST_SIDE)

	def test_only_pictures_whatever_they_are_called(self):
		for content in (b"", b"not a picture", b"\xff\xd8\xff\xe0 not a picture", b"<svg onload='x'/>", photo()[:200]):
			with self.subTest(content[:12]):
				self.assertEqual(self.refused(content), {"photos"})

	def test_a_picture_of_another_kind(self):
		content = BytesIO()
		Image.new("RGB", (9, 9)).save(content, "GIF")
		self.assertEqual(self.refused(content.getvalue()), {"photos"})

	def test_not_too_many_and_not_too_large(self):
		self.assertEqual(self.refused(*[photo()] * 4), {"photos"})
		self.assertEqual(self.refused(photo() + b"\0" * photos.LARGEST_BYTES), {"photos"})
		with mock.patch.object(photos, "LARGEST_PIXELS", 100):
			self.assertEqual(self.refused(photo()), {"photos"})


class TestInformants(TipOffTestCase):
	NAME, PHONE = "示例群众", "13800000000"

	def known(self):
		return self.hand_in(anonymous="", reporter_name=self.NAME, reporter_phone=self.PHONE)

	def test_stand_in_no_column(self):
		clue = self.known()
		stored = frappe.db.get_value("Case Clue", clue.name, "*", as_dict=True)
		self.assertEqual((stored.reporter_name, stored.reporter_phone, stored.anonymous), ("***", "***", 0))
		for text in (self.NAME, self.PHONE):
			self.assertNotIn(text, frappe.as_json(stored))
		self.assertEqual(informants.contact_of(clue), {"reporter_name": self.NAME, "reporter_phone": self.PHONE})

	def test_stay_sealed_when_the_clue_is_saved(self):
		clue = self.known()
		clue.update({"reporter_sealed": None, "outcome_reason": "核查中"}).save()
		self.assertEqual(informants.contact_of(clue.reload())["reporter_phone"], self.PHONE)
		clue.update({"reporter_phone": "057100000000", "reporter_name": ""}).save()
		self.assertEqual(informants.contact_of(clue.reload()), {"reporter_phone": "057100000000"})
		self.assertEqual(clue.reporter_phone, "***")

	def test_stay_sealed_when_the_sites_key_is_lost(self):
		clue = self.known()
		sealed = clue.reporter_sealed
		with mock.patch.object(informants, "opened", return_value=None):
			clue.update({"outcome_reason": "核查中"}).save()
		self.assertEqual(frappe.db.get_value("Case Clue", clue.name, "reporter_sealed"), sealed)

	def test_are_shown_to_the_department_alone_and_each_look_is_on_record(self):
		clue = self.known()
		for role in (LEADER, MARKET, DISTRICT, VILLAGE):
			with self.subTest(role), self.as_user(make_user(role, villages=["举报村"] if role == VILLAGE else None)):
				self.assertRaises(frappe.PermissionError, informants.show_contact, clue.name)
		looked = {"reference_name": clue.name, "comment_type": "Info"}
		self.assertEqual(frappe.db.count("Comment", looked), 0)
		with self.as_user(make_user(AGRICULTURE)):
			self.assertEqual(informants.show_contact(clue.name)["reporter_name"], self.NAME)
		self.assertEqual(frappe.db.count("Comment", looked), 1)

	def test_never_leave_with_the_document(self):
		clue = self.known()
		answer = web.text_of(web.request(make_user(AGRICULTURE), "GET", f"/api/resource/Case Clue/{clue.name}"))
		for text in (self.NAME, self.PHONE, clue.reporter_sealed):
			self.assertNotIn(text, answer)

	def test_an_anonymous_one_leaves_nothing(self):
		clue = self.hand_in(reporter_name=self.NAME, reporter_phone=self.PHONE)
		self.assertEqual((clue.anonymous, clue.reporter_sealed, clue.reporter_name), (1, None, None))


class TestReceipts(TipOffTestCase):
	def test_differ_and_tell_only_the_state(self):
		numbers = {receipts.new_receipt_no() for _number in range(200)}
		self.assertEqual(len(numbers), 200)
		clue = self.hand_in()
		self.assertEqual(receipts.progress_of(clue.receipt_no), receipts.Progress("Received", TODAY))
		typed = clue.receipt_no.replace("-", " ").lower()
		self.assertEqual(receipts.progress_of(typed), receipts.Progress("Received", TODAY))

	def test_follow_the_clue(self):
		clue = self.hand_in()
		frappe.db.set_value("Case Clue", clue.name, "check_begun_on", "2022-07-05")
		self.assertEqual(receipts.progress_of(clue.receipt_no).state, "Being Checked")
		clue.reload().update({"status": "Not Filed", "outcome_reason": "查无实据"}).save()
		self.assertEqual(receipts.progress_of(clue.receipt_no).state, "Not Filed")

	def test_an_unknown_number_costs_what_a_known_one_costs(self):
		known = self.hand_in().receipt_no
		receipts.progress_of(known)
		costs = []
		for number in (known, "00000-00000", "", None, "x" * 500, "' or 1=1 --"):
			with counted_queries() as queries:
				receipts.progress_of(number)
			costs.append(len(queries))
		self.assertEqual(set(costs), {costs[0]})
		self.assertIsNone(receipts.progress_of(""))


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
