"""What a client may send in a field, sends too late, or sends too much of: a refusal in words, never a fault."""

from __future__ import annotations

import json

import frappe
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.setup.sizes import explain_size
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.case_world import department_of
from nongan_supervision.tests.factories import make, make_user, make_village
from nongan_supervision.tests.web import request, text_of

CLUES = "/api/v2/document/Case Clue"


class TestValues(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.user = make_user(AGRICULTURE)
		self.clue = {
			"description": "线索",
			"received_on": "2022-07-04",
			"village": make_village("取值村").name,
			"department": department_of(AGRICULTURE),
		}

	def test_lists_and_mappings_are_refused_by_the_fields_name(self):
		for fieldname in ("village", "producer", "reference_name", "description", "reporter_name", "received_on"):
			for odd in (["a"], {"a": 1}):
				with self.subTest(fieldname, odd=odd):
					response = request(self.user, "POST", CLUES, **{**self.clue, fieldname: odd})
					self.assertEqual(response.status_code, 417, text_of(response)[-500:])
		self.assertEqual(request(self.user, "POST", CLUES, **{**self.clue, "village": 1e308}).status_code, 417)

	def test_rows_are_looked_at_too(self):
		case = {"department": department_of(AGRICULTURE), "party_name": "甲", "case_type": "Other", "facts": "乙"}
		response = request(
			self.user, "POST", "/api/v2/document/Enforcement Case", **case, officers=[{"officer_name": ["a"]}]
		)
		self.assertEqual(response.status_code, 417, text_of(response)[-500:])

	def test_numbers_are_read_as_their_digits(self):
		sent = {**self.clue, "reporter_phone": 13900000001, "reported_party": 12}
		response = request(self.user, "POST", CLUES, **sent)
		self.assertEqual(response.status_code, 200, text_of(response)[-500:])
		self.assertEqual(json.loads(response.get_data())["data"]["reported_party"], "12")


class TestConflicts(NonganTestCase):
	def test_who_comes_second_is_told_in_their_language(self):
		clue = make("Case Clue", description="线索", received_on="2022-07-04", department=department_of(AGRICULTURE))
		user = make_user(AGRICULTURE)
		frappe.local.lang = "zh"
		sent = clue.as_dict(convert_dates_to_str=True) | {"modified": "2022-07-04 10:00:00"}
		response = request(user, "POST", "/api/method/frappe.client.save", doc=sent)
		self.assertEqual(response.status_code, 417)
		text = text_of(response)
		self.assertIn("TimestampMismatchError", text)
		self.assertNotIn("modified after", text)
		self.assertIn("修改", text)


class TestSizes(NonganTestCase):
	def answer(self, path: str, **options) -> Response:
		asked = Request(EnvironBuilder(path=path, method="POST").get_environ())
		asked.max_content_length = 50 << 20
		response = Response("<h1>Request Entity Too Large</h1>", **{"status": 413, "mimetype": "text/html", **options})
		explain_size(response, asked)
		return response

	def test_a_method_says_how_much_is_taken(self):
		answer = json.loads(self.answer("/api/method/upload_file").get_data())
		self.assertIn("50 MB", answer["_server_messages"])

	def test_other_answers_stay(self):
		for path, options in (
			("/tip-off", {}),
			("/api/x", {"status": 417}),
			("/api/x", {"mimetype": "application/json"}),
		):
			self.assertIn(b"Request Entity", self.answer(path, **options).get_data())
