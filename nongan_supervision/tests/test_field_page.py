"""The page for inspections on a phone: who gets it, what it is made of, and what a phone may keep of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import frappe
from PIL import Image

from nongan_supervision.inspections.field.texts import texts
from nongan_supervision.setup.roles import AGRICULTURE, VILLAGE
from nongan_supervision.tests import web
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_portal_user, make_producer, make_user

APP = Path(frappe.get_app_path("nongan_supervision"))
SCRIPTS = (APP / "public" / "js" / "field.bundle.js", *sorted((APP / "public" / "js" / "field").glob("*.js")))


class TestFieldPage(NonganTestCase):
	def get(self, user: str, path: str = "/field"):
		return web.request(user, "GET", path)

	def test_guests_sign_in_first(self):
		response = self.get("Guest")
		self.assertEqual(response.status_code, 302)
		self.assertEqual(response.headers["Location"], "/login?redirect-to=/field")

	def test_offices_and_village_officers_get_it(self):
		for role in (AGRICULTURE, VILLAGE):
			response = self.get(make_user(role))
			self.assertEqual(response.status_code, 200)
			self.assertIn('id="field"', web.text_of(response))

	def test_producers_and_others_do_not(self):
		for user in (make_portal_user(make_producer()), make_user()):
			response = self.get(user)
			self.assertEqual(response.status_code, 403)
			self.assertNotIn('id="field"', web.text_of(response))

	def test_what_a_phone_keeps_of_it_is_nobodys_own(self):
		one, other = make_user(AGRICULTURE), make_user(AGRICULTURE)
		page = self.get(one).get_data(as_text=True)
		self.assertEqual(page, self.get(other).get_data(as_text=True))
		self.assertNotIn(one, page)
		self.assertNotIn("csrf", page)

	def test_texts_reach_it_as_json(self):
		page = self.get(make_user(AGRICULTURE)).get_data(as_text=True)
		told = re.search(r'id="field-texts">(.*?)</script>', page, re.DOTALL)[1]
		self.assertEqual(json.loads(told), texts())

	def test_each_text_that_the_scripts_name_is_there_and_used(self):
		source = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
		asked = set(re.findall(r'\b(?:t|list)\(\s*"(\w+)"', source))
		self.assertLessEqual(asked, set(texts()))
		quoted = set(re.findall(r'"(\w+)"', source))
		self.assertEqual(set(texts()) - quoted, set())


class TestWhatIsInstalled(NonganTestCase):
	def test_the_worker_is_a_script_that_browsers_ask_for_anew(self):
		response = web.request("Guest", "GET", "/field-sw.js")
		self.assertEqual(response.status_code, 200)
		self.assertIn("javascript", response.headers["Content-Type"])
		self.assertEqual(frappe.local.response_headers.get("Cache-Control"), "no-cache")
		self.assertEqual(
			response.get_data(as_text=True).strip(), (APP / "www" / "field-sw.js").read_text(encoding="utf-8").strip()
		)

	def test_the_manifest_names_pages_and_pictures_that_are_there(self):
		manifest = json.loads((APP / "public" / "field" / "manifest.json").read_text(encoding="utf-8"))
		self.assertEqual(
			(manifest["start_url"], manifest["scope"], manifest["display"]), ("/field", "/field", "standalone")
		)
		for icon in manifest["icons"]:
			with Image.open(APP / "public" / icon["src"].removeprefix("/assets/nongan_supervision/")) as picture:
				self.assertEqual("x".join(map(str, picture.size)), icon["sizes"])
		self.assertEqual({icon["sizes"] for icon in manifest["icons"]}, {"192x192", "512x512"})
