"""Portal accounts: opened by telephone number, kept out of other people's hands, gone with the producer."""

from __future__ import annotations

import unittest
from unittest import mock

import frappe
from frappe.utils import set_request

from nongan_supervision import api
from nongan_supervision.permissions.grants import AGRICULTURE, PORTAL, VILLAGE
from nongan_supervision.portal import accounts, errors
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_portal_user, make_producer, make_user, make_village
from nongan_supervision.tests.properties import given, st
from nongan_supervision.tests.web import call

digits = st.text("0123456789", min_size=9, max_size=9)


class TestMobileNumber(unittest.TestCase):
	@given(st.sampled_from("3456789"), digits, st.sampled_from(("", "+86", "0086", "+86 ")))
	def test_is_taken_however_it_is_written(self, second, rest, code):
		number = f"1{second}{rest}"
		self.assertEqual(accounts.mobile_number(f" {code}{number[:3]}-{number[3:7]} {number[7:]}"), number)


class TestInvalidNumbers(NonganTestCase):
	def test_are_refused(self):
		for text in (None, "", "0519-88880000", "12012345678", "1390000000", "139000000001", "1390000000a"):
			with self.subTest(text=text), self.assertRaises(errors.InvalidMobileError):
				accounts.mobile_number(text)


class TestOpening(NonganTestCase):
	def setUp(self):
		super().setUp()
		set_request(method="POST", path="/")
		self.addCleanup(setattr, frappe.local, "request", None)

	def test_makes_a_website_user_who_signs_in_by_number(self):
		producer = make_producer(phone="139 0000 0011")
		account = accounts.open_account(producer)
		user = frappe.get_doc("User", producer.user)
		self.assertEqual((account.mobile_no, user.mobile_no), ("13900000011", "13900000011"))
		self.assertEqual(user.user_type, "Website User")
		self.assertEqual([row.role for row in user.roles], [PORTAL])
		self.assertIn("/update-password?key=", account.link)

	def test_the_link_sets_a_password_with_which_the_number_signs_in(self):
		from frappe.core.doctype.user.user import User, update_password

		producer = make_producer(phone="13900000012")
		key = accounts.open_account(producer).link.split("key=")[1]
		signing_in = mock.patch.object(frappe.local, "login_manager", _Manager(), create=True)
		with self.as_user("Guest"), signing_in:
			update_password("zhuang-xiang-2022", key=key)
		found = User.find_by_credentials("13900000012", "zhuang-xiang-2022")
		self.assertEqual((found.name, found.is_authenticated), (producer.user, True))

	def test_a_second_producer_of_the_same_person_shares_the_account(self):
		first, second = make_producer(phone="13900000013"), make_producer(phone="13900000013")
		accounts.open_account(first)
		again = accounts.open_account(second)
		self.assertEqual(first.user, second.user)
		self.assertIsNone(again.link, "nobody but its owner may set the password of an account that is in use")

	def test_a_number_of_somebody_in_the_desk_is_refused(self):
		officer = make_user(AGRICULTURE)
		frappe.db.set_value("User", officer, "mobile_no", "13900000014")
		with self.assertRaises(errors.AccountTakenError):
			accounts.open_account(make_producer(phone="13900000014"))

	def test_an_officer_who_once_had_the_number_is_not_found(self):
		officer = make_user(AGRICULTURE)
		for number in ("13900000031", "13900000032"):
			frappe.get_doc("User", officer).update({"mobile_no": number}).save()
		producer = make_producer(phone="13900000031")
		self.assertIsNotNone(accounts.open_account(producer).link)
		self.assertEqual(producer.user, accounts.account_name("13900000031"))
		self.assertNotIn(PORTAL, frappe.get_roles(officer))

	def test_an_officer_who_is_named_like_an_account_is_refused(self):
		officer = make_user(AGRICULTURE)
		name = frappe.rename_doc("User", officer, accounts.account_name("13900000033"))
		producer = make_producer(phone="13900000033")
		with self.assertRaises(errors.AccountTakenError):
			accounts.open_account(producer)
		self.assertNotIn(PORTAL, frappe.get_roles(name))
		self.assertIsNone(producer.reload().user)

	def test_an_account_with_another_number_is_nobody_elses(self):
		first = make_producer(phone="13900000034")
		accounts.open_account(first)
		frappe.get_doc("User", first.user).update({"mobile_no": "13900000035"}).save()
		for number in ("13900000034", "13900000035"):  # the one that somebody else may have now, and the new one
			producer = make_producer(phone=number)
			with self.subTest(number), self.assertRaises(errors.AccountTakenError):
				accounts.open_account(producer)
			self.assertIsNone(producer.reload().user)

	def test_a_disabled_user_is_refused(self):
		producer = make_producer(phone="13900000015")
		accounts.open_account(producer)
		frappe.db.set_value("User", producer.user, "enabled", 0)
		with self.assertRaises(errors.AccountTakenError):
			accounts.open_account(make_producer(phone="13900000015"))

	def test_a_website_user_of_somebody_else_is_refused(self):
		customer = make_user()
		frappe.db.set_value("User", customer, "mobile_no", "13900000016")
		with self.assertRaises(errors.AccountTakenError):
			accounts.open_account(make_producer(phone="13900000016"))
		first = make_producer(phone="13900000017")
		accounts.open_account(first)
		frappe.get_doc("User", first.user).add_roles(AGRICULTURE)
		for take in (accounts.renew_link, lambda _first: accounts.open_account(make_producer(phone="13900000017"))):
			with self.assertRaises(errors.AccountTakenError):
				take(first)

	def test_the_field_keeps_what_is_stored_whatever_is_sent(self):
		producer, customer = make_producer(), make_user()
		producer.update({"user": customer}).save()
		self.assertIsNone(producer.user)
		self.assertIsNone(make_producer(user=customer).user)
		user = make_portal_user(producer)
		producer.update({"user": None}).save()
		self.assertEqual(frappe.db.get_value("Producer", producer.name, "user"), user)


class TestClosing(NonganTestCase):
	def roles(self, user: str) -> list[str]:
		return frappe.get_all("Has Role", {"parent": user, "parenttype": "User"}, pluck="role")

	def test_takes_the_role_with_the_last_producer(self):
		first, second = make_producer(), make_producer()
		user = make_portal_user(first, second)
		accounts.close_account(first)
		self.assertEqual(self.roles(user), [PORTAL])
		accounts.close_account(second)
		self.assertEqual(self.roles(user), [])

	def test_an_inactive_producer_has_no_portal_and_an_active_one_has_it_again(self):
		producer = make_producer()
		user = make_portal_user(producer)
		producer.update({"status": "Inactive"}).save()
		self.assertEqual(self.roles(user), [])
		producer.update({"status": "Active"}).save()
		self.assertEqual(self.roles(user), [PORTAL])


class TestWhoMay(NonganTestCase):
	def test_open_close_and_renew_by_those_who_write_the_producer(self):
		for name in ("门户甲村", "门户乙村"):
			make_village(name)
		producer = make_producer(village="门户甲村", phone="13900000021")
		officer, stranger = make_user(VILLAGE, villages=["门户甲村"]), make_user(VILLAGE, villages=["门户乙村"])
		for method in ("open_portal_account", "renew_portal_link", "close_portal_account"):
			response = call(stranger, f"{api.__name__}.{method}", producer=producer.name)
			self.assertEqual(response.status_code, 403)
		response = call(officer, f"{api.__name__}.open_portal_account", producer=producer.name)
		self.assertEqual(response.status_code, 200)

	def test_a_link_is_not_given_to_an_officer_of_one_of_several_villages(self):
		for name in ("门户甲村", "门户乙村"):
			make_village(name)
		here, there = make_producer(village="门户甲村"), make_producer(village="门户乙村")
		make_portal_user(here, there)
		with self.as_user(make_user(VILLAGE, villages=["门户甲村"])), self.assertRaises(errors.SharedAccountError):
			accounts.renew_link(here)

	def test_another_villages_account_is_not_taken_by_its_number(self):
		for name in ("门户甲村", "门户乙村"):
			make_village(name)
		theirs = make_producer(village="门户乙村", phone="13900000022")
		accounts.open_account(theirs)
		mine = make_producer(village="门户甲村", phone="13900000022")
		for closed in (False, True):
			if closed:
				accounts.close_account(theirs)
			officer = self.as_user(make_user(VILLAGE, villages=["门户甲村"]))
			with self.subTest(closed=closed), officer, self.assertRaises(errors.ForeignAccountError):
				accounts.open_account(frappe.get_doc("Producer", mine.name))
		with self.as_user(make_user(AGRICULTURE)):
			self.assertIsNone(accounts.open_account(frappe.get_doc("Producer", mine.name)).link)

	def test_a_link_is_given_for_what_the_app_has_linked_whatever_its_name(self):
		producer = make_producer()
		make_portal_user(producer)
		self.assertIn("/update-password?key=", accounts.renew_link(producer).link)

	def test_no_link_is_given_for_a_user_of_the_desk(self):
		producer, officer = make_producer(), make_user(AGRICULTURE)
		accounts.link_account(producer, officer)
		with self.assertRaises(errors.AccountTakenError):
			accounts.renew_link(producer)

	def test_an_account_of_any_name_keeps_its_number(self):
		user = make_portal_user(make_producer())
		with self.as_user(user):
			frappe.get_doc("User", user).update({"mobile_no": "13900000036"}).save()
		self.assertFalse(frappe.db.get_value("User", user, "mobile_no"))

	def test_a_link_needs_an_account(self):
		with self.assertRaises(errors.NoAccountError):
			accounts.renew_link(make_producer())


class _Manager:
	"""Takes the place of the request's login."""

	def login_as(self, user: str) -> None:
		self.user = user
