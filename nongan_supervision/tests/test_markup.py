"""Markup that somebody types: no browser of another office runs it, whichever way it came and wherever it is shown."""

from __future__ import annotations

import json

import frappe
from frappe.desk.query_report import save_report

from nongan_supervision.permissions.grants import AGRICULTURE, DISTRICT, LEADER, MARKET, VILLAGE
from nongan_supervision.permissions.markup import clean_texts, cleaned
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_key_product,
	make_portal_user,
	make_producer,
	make_residue_test,
	make_user,
	printed,
)
from nongan_supervision.tests.web import call, message_of, request, text_of

SCRIPT = "<img src=x onerror=alert(1)>"
LIKE_JSON = f'"{SCRIPT}"'
RUN = "onerror"


class TestWhatIsStored(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()
		self.village = make_user(VILLAGE, villages=[self.producer.village])

	def stored(self, user: str, doctype: str, **values) -> str:
		answer = request(user, "POST", f"/api/v2/document/{doctype}", **values)
		self.assertEqual(answer.status_code, 200, text_of(answer)[-500:])
		return json.dumps(message_of(answer), ensure_ascii=False).casefold()

	def test_of_a_certificate_that_a_producer_submits_at_once(self):
		values = {
			"producer": self.producer.name,
			"product": make_key_product().name,
			"issued_on": "2022-07-01",
			"certificate_count": 1,
			"quantity_per_certificate": 1,
			"unit": "kg",
			"basis": "Self Commitment",
			"batch_no": f"批{SCRIPT}",
			"contact": LIKE_JSON,
		}
		for docstatus in (0, 1):
			with self.subTest(docstatus=docstatus):
				user = make_portal_user(self.producer)
				self.assertNotIn(RUN, self.stored(user, "Conformity Certificate", docstatus=docstatus, **values))

	def test_of_a_draft_that_is_changed_as_it_is_submitted(self):
		draft = make_certificate(self.producer, submit=False)
		path = f"/api/resource/Conformity Certificate/{draft.name}"
		answer = request(self.village, "PUT", path, contact=SCRIPT, docstatus=1)
		self.assertEqual(answer.status_code, 200, text_of(answer)[-500:])
		self.assertNotIn(RUN, text_of(answer))

	def test_of_a_test_with_its_rows(self):
		given = {
			"producer": self.producer.name,
			"product": make_key_product().name,
			"purpose": "Quick Screening",
			"method": "Colloidal Gold",
			"stage": "Field",
			"sampled_on": "2022-07-01",
			"tested_on": "2022-07-01",
			"sampler": SCRIPT,
			"remarks": LIKE_JSON,
			"results": [{"substance": make_residue_test().results[0].substance, "qualitative": "Negative"}],
		}
		self.assertNotIn(RUN, self.stored(self.village, "Residue Test", docstatus=1, **given))

	def test_of_what_reads_as_json(self):
		values = {"producer_type": "Household", "village": self.producer.village, "sector": "Planting"}
		self.assertNotIn(RUN, self.stored(self.village, "Producer", producer_name=LIKE_JSON, **values))

	def test_of_what_the_framework_draws_for_others(self):
		subject = {"subject": LIKE_JSON, "event_type": "Public", "starts_on": "2022-07-01 10:00:00"}
		for doctype, values in (
			("Note", {"title": "公告", "content": LIKE_JSON, "public": 1, "notify_on_login": 1}),
			("ToDo", {"description": json.dumps([SCRIPT]), "allocated_to": self.village}),
			("Event", {"description": LIKE_JSON, **subject}),
			("List Filter", {"filter_name": LIKE_JSON, "reference_doctype": "Producer", "for_user": self.village}),
		):
			with self.subTest(doctype):
				self.assertNotIn(RUN, self.stored(self.village, doctype, **values))

	def test_of_an_address_of_a_picture_or_a_file(self):
		leaves_its_place = 'x" onerror="alert(1)" y="'
		sent = {"topic": "培训", "activity_type": "Training", "held_on": "2022-07-01", "village": self.producer.village}
		for address in (
			leaves_its_place,
			f"/files/{leaves_its_place}.jpg",
			"javascript:alert(1)",
			f"data:image/png,{SCRIPT}",
		):
			for field in ("photo", "evidence"):
				with self.subTest(address=address, field=field):
					answer = request(
						self.village, "POST", "/api/resource/Outreach Activity", **sent, **{field: address}
					)
					self.assertEqual(answer.status_code, 417, text_of(answer)[-300:])
		picture = "x' onmouseover='alert(1)"
		self.assertEqual(
			request(self.village, "PUT", f"/api/resource/User/{self.village}", user_image=picture).status_code, 417
		)

	def test_an_address_that_was_stored_keeps_nobody_from_saving(self):
		activity = make("Outreach Activity", topic="培训", activity_type="Training", held_on="2022-07-01")
		activity.db_set("photo", "/files/O'Neil.jpg")
		activity.reload().save()
		self.assertEqual(activity.photo, "/files/O'Neil.jpg")
		activity.photo = "/private/files/田头 (1).jpg"
		activity.save()

	def test_json_of_the_server_stays_json(self):
		written = json.dumps({"problems": 'a "b" <img src="x">'})
		for doctype, fieldname in (("Supervision Summary", "drafted"), ("Register Import", "refused_rows")):
			doc = frappe.new_doc(doctype, **{fieldname: written})
			clean_texts(doc)
			self.assertEqual(doc.get(fieldname), written)

	def test_a_text_without_markup_stays_as_it_is(self):
		for text in ("2 < 3", "a>b", '{"a": "<"}', "甲<乙"):
			self.assertEqual(cleaned(text), text)


class TestWhatIsShown(NonganTestCase):
	def test_a_record_of_a_test(self):
		test = make_residue_test()
		test.db_set("sampler", SCRIPT)
		html = printed(test, "残留检测记录单")
		self.assertNotIn(SCRIPT, html)
		self.assertIn("&lt;img", html)

	def test_what_a_refusal_repeats(self):
		for roles, method, sent in (
			((LEADER, AGRICULTURE, DISTRICT), "town_overview", {"town": SCRIPT}),
			((LEADER, MARKET, VILLAGE), "trace_product", {"code": SCRIPT}),
			((LEADER, MARKET), "trace_product", {"start_doctype": SCRIPT, "start": SCRIPT}),
		):
			for role in roles:
				with self.subTest(method, role=role):
					verb = "GET" if method == "town_overview" else "POST"
					answer = request(make_user(role), verb, f"/api/method/nongan_supervision.api.{method}", **sent)
					self.assertGreaterEqual(answer.status_code, 400)
					self.assertNotIn(SCRIPT, text_of(answer))

	def test_why_a_report_traces_nothing(self):
		answer = call(
			make_user(LEADER),
			"frappe.desk.query_report.run",
			report_name="Product Traceability",
			filters={"code": SCRIPT},
		)
		self.assertEqual(answer.status_code, 200)
		self.assertNotIn(SCRIPT, text_of(answer))


class TestSavedReports(NonganTestCase):
	def test_a_heading_of_a_column_is_text(self):
		column = {
			"fieldname": "producer",
			"fieldtype": "Link",
			"options": 'Producer" onfocus="x',
			"label": f"主体{SCRIPT}",
		}
		village = make_user(VILLAGE, villages=[make_producer().village])
		filters = {"village": "甲"}
		with self.as_user(village):
			save_report("Producer Directory", "名录二", json.dumps([column]), json.dumps(filters))
		saved = json.loads(frappe.db.get_value("Report", "名录二", "json"))
		self.assertEqual(saved["filters"], filters)
		stored = saved["columns"][0]
		self.assertEqual((stored["fieldname"], stored["fieldtype"]), ("producer", "Link"))
		self.assertEqual(stored["options"], "Producer&quot; onfocus=&quot;x")
		self.assertEqual(stored["label"], "主体&lt;img src=x onerror=alert(1)&gt;")
