"""What anybody may send to the app's own methods: a refusal that says why, never a fault of the program."""

from __future__ import annotations

import inspect
import json
from typing import get_args

import frappe
from werkzeug.wrappers import Response

from nongan_supervision import api
from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.portal import entries
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_portal_user, make_producer, make_user
from nongan_supervision.tests.web import call, request, text_of

ODD = ("nan", "99999", "2026-13-45", "0001-01-01", '["a"]')
ODDER = (*ODD, "inf", "-1", "\0", "%", "x" * 10_000, "[]", "{}", '{"a": []}')
"""Texts, as a form sends them; some are lists and dictionaries to a method that reads JSON."""

FAULT = 500


REFUSED = 417

UNREADABLE = {"a": [{"b": None}]}
"""What is neither a text nor a number; some methods take a dictionary."""


def signatures() -> dict[str, inspect.Signature]:
	"""The whitelisted methods of the app, with what they take."""
	found = inspect.getmembers(api, lambda one: inspect.isfunction(one) and one in frappe.whitelisted)
	return {name: inspect.signature(inspect.unwrap(one), eval_str=True) for name, one in found}


def methods() -> dict[str, list[str]]:
	"""The whitelisted methods of the app, with their parameters."""
	return {name: [*signature.parameters] for name, signature in signatures().items()}


class TestOwnMethods(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.user = make_user(AGRICULTURE)
		cls.producer = make_producer()

	def test_take_anything(self):
		self.assertGreater(len(methods()), 30)
		for name, parameters in methods().items():
			for odd in ODDER:
				with self.subTest(name, odd=odd[:20]):
					self.assert_no_fault(self.user, name, dict.fromkeys(parameters, odd))

	def test_take_anything_with_what_is_real(self):
		"""A producer, a village, a product and a day that there are let a request get further."""
		producer = self.producer
		real = {
			"producer": producer.name,
			"village": producer.village,
			"product": producer.products[0].product if producer.products else "x",
			"on": "2022-07-01",
			"issued_on": "2022-07-01",
			"year": "2022",
			"month": "7",
			"quarter": "Q2",
		}
		for name, parameters in methods().items():
			for odd_one in parameters:
				for odd in ODD:
					sent = {parameter: real.get(parameter, "x") for parameter in parameters} | {odd_one: odd}
					with self.subTest(name, parameter=odd_one, odd=odd[:20]):
						self.assert_no_fault(self.user, name, sent)

	def test_of_guests_take_anything(self):
		for odd in ODDER:
			with self.subTest(odd[:20]):
				self.assert_no_fault("Guest", "verify_certificate", {"code": odd})
		self.assert_no_fault("Guest", "verify_certificate", {})

	def test_of_the_portal_take_anything_in_every_field(self):
		user = make_portal_user(self.producer)
		for name, fields, values in (
			("record_in_ledger", entries.LEDGER_FIELDS, {"activity": "Input Use", "recorded_on": frappe.utils.today()}),
			("issue_certificates", entries.CERTIFICATE_FIELDS, {"certificate_count": 1, "quantity_per_certificate": 1}),
		):
			for field in (*fields, entries.REQUEST_KEY):
				for odd in (*ODDER, ["a"], {"a": 1}, 10**400, -1, True):
					sent = {"producer": self.producer.name, **values, field: odd}
					with self.subTest(name, field=field, odd=str(odd)[:20]):
						self.assert_no_fault(user, name, {"values": json.dumps(sent)})

	def test_say_what_is_missing(self):
		frappe.local.lang = "zh"
		for name, signature in signatures().items():
			needed = [one.name for one in signature.parameters.values() if one.default is one.empty]
			for missing in needed:
				sent = dict.fromkeys(set(signature.parameters) - {missing}, "1")
				with self.subTest(name, missing=missing):
					self.assert_refused(call(self.user, f"{api.__name__}.{name}", **sent), missing, "未填写")
			if needed:
				with self.subTest(name):
					self.assert_refused(call(self.user, f"{api.__name__}.{name}"), needed[0], "未填写")

	def test_say_what_cannot_be_read(self):
		frappe.local.lang = "zh"
		for name, signature in signatures().items():
			if "POST" not in frappe.allowed_http_methods_for_whitelisted_func[getattr(api, name)]:
				continue  # an address holds texts alone
			for odd_one, parameter in signature.parameters.items():
				sent = {**dict.fromkeys(signature.parameters, "1"), odd_one: UNREADABLE}
				with self.subTest(name, parameter=odd_one):
					response = request(self.user, "POST", f"/api/v2/method/{api.__name__}.{name}", **sent)
					self.assertLess(response.status_code, FAULT, text_of(response)[-1500:])
					if dict not in (parameter.annotation, *get_args(parameter.annotation)):
						self.assert_refused(response, odd_one, "无法识别")

	def test_of_the_portal_and_of_guests_say_it_too(self):
		frappe.local.lang = "zh"
		producer = make_portal_user(make_producer())
		for name, missing in (
			("find_inputs", "text"),
			("record_in_ledger", "values"),
			("issue_certificates", "values"),
		):
			self.assert_refused(call(producer, f"{api.__name__}.{name}"), missing, "未填写")
		guest = request("Guest", "POST", f"/api/v2/method/{api.__name__}.verify_certificate", code=UNREADABLE)
		self.assert_refused(guest, "code", "无法识别")

	def assert_refused(self, response: Response, name: str, said: str) -> None:
		told = text_of(response)
		self.assertEqual(response.status_code, REFUSED, told[-1500:])
		self.assertIn(f"（{name}）", told)
		self.assertIn(said, told)

	def assert_no_fault(self, user: str, name: str, sent: dict[str, str]) -> None:
		response = call(user, f"{api.__name__}.{name}", **sent)
		self.assertLess(response.status_code, FAULT, text_of(response)[-1500:])
