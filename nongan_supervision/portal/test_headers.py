"""What every page outside the Desk tells a browser: no frames, no guesses, and nothing loaded from elsewhere."""

from __future__ import annotations

import frappe
from werkzeug.wrappers import Response

from nongan_supervision.portal import headers
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_portal_user, make_producer, make_user
from nongan_supervision.tests.web import request

PUBLIC = {"/certificate": headers.CERTIFICATE, "/tip-off": headers.TIP_OFF}
PORTAL_PAGES = ("/my-farm", "/my-farm/ledger", "/my-farm/certificates", "/my-farm/tests")
SETTINGS = "Nongan Supervision Settings"


class TestHeaders(NonganTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_single_value(SETTINGS, {"public_certificate_page": 1, "public_tip_off_page": 1})

	def assert_protected(self, response: Response, policy: str) -> None:
		for name, value in {**headers.HEADERS, "Content-Security-Policy": policy}.items():
			self.assertEqual(response.headers.getlist(name), [value], name)
		self.assertIn("frame-ancestors 'none'", policy)

	def test_of_the_public_pages(self):
		for page, policy in PUBLIC.items():
			for path in (page, f"{page}.html"):
				with self.subTest(path):
					self.assert_protected(request("Guest", "GET", path), policy)

	def test_of_refusals_on_public_pages(self):
		refused = request("Guest", "POST", "/tip-off", action="report")
		self.assertEqual(refused.status_code, 422)
		self.assert_protected(refused, headers.TIP_OFF)
		frappe.db.set_single_value(SETTINGS, {"public_certificate_page": 0, "public_tip_off_page": 0})
		for page, policy in PUBLIC.items():
			closed = request("Guest", "GET", page, code="x")
			self.assertEqual(closed.status_code, 404)
			self.assert_protected(closed, policy)

	def test_of_the_portal(self):
		for user in (make_portal_user(make_producer()), make_user()):
			for page in PORTAL_PAGES:
				response = request(user, "GET", page)
				self.assertEqual(response.status_code, 200)
				self.assert_protected(response, headers.PORTAL)

	def test_of_the_portals_other_answers(self):
		redirect = request("Guest", "GET", "/my-farm")
		self.assertEqual(redirect.status_code, 302)
		self.assert_protected(redirect, headers.FRAMEWORKS)
		missing = request(make_portal_user(make_producer()), "GET", "/my-farm/nothing")
		self.assertEqual(missing.status_code, 404)
		self.assert_protected(missing, headers.FRAMEWORKS)

	def test_no_page_carries_scripts_or_styles_that_its_policy_forbids(self):
		user = make_portal_user(make_producer())
		for page in PORTAL_PAGES:
			html = request(user, "GET", page).get_data(as_text=True)
			for forbidden in ("<style", " style=", " onclick=", "<script>"):
				self.assertNotIn(forbidden, html, page)

	def test_stay_on_the_page_that_asked_for_them(self):
		request("Guest", "GET", "/certificate")
		self.assertNotIn("Content-Security-Policy", request("Guest", "GET", "/login").headers)
