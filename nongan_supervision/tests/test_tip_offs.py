"""Tip-offs from the public page: what comes in, what stays out, and what anybody learns of them afterwards."""

from __future__ import annotations

from io import BytesIO
from unittest import mock

import frappe
from PIL import Image

from nongan_supervision.cases import informants, photos, receipts, tip_offs
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, LEADER, MARKET, VILLAGE
from nongan_supervision.tests import web
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.properties import given, st
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.tip_off_case import TODAY, TipOffTestCase


def photo(side: int = 40, kind: str = "JPEG") -> bytes:
	"""A picture with a place, a device and a comment written into it."""
	exif = Image.Exif()
	exif[0x010F] = "SECRET PHONE"
	content = BytesIO()
	Image.new("RGB", (side, side // 2), "green").save(content, kind, exif=exif, comment=b"SECRET COMMENT")
	return content.getvalue()


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
