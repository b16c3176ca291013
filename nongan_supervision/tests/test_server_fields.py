"""Fields that nobody but the server fills are empty in a new document and stay as they are, whatever is sent."""

import json
from collections.abc import Callable

import frappe
from frappe.model.document import Document

from nongan_supervision.permissions.grants import VILLAGE
from nongan_supervision.permissions.server_fields import SERVER_FIELDS, filled_by_server
from nongan_supervision.permissions.table import TABLE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer, make_user, new_certificate, new_residue_test
from nongan_supervision.tests.production_factories import new_record, new_sale
from nongan_supervision.tests.ways_to_change import INSERTS
from nongan_supervision.tests.web import call, message_of, request, text_of


def new_update() -> Document:
	"""Return a quarterly update that is not saved."""
	producer = make_producer()
	rows = [{"producer": producer.name, "product": new_certificate(producer).product, "area_or_stock": 1, "unit": "亩"}]
	values = {"village": producer.village, "year": 2022, "quarter": "Q1", "rows": rows}
	return frappe.get_doc({"doctype": "Quarterly Production Update", **values})


WITHDRAWN_ON = "withdrawn_on"

NEW: dict[str, Callable[[], Document]] = {
	"Conformity Certificate": new_certificate,
	"Input Sale": new_sale,
	"Production Record": new_record,
	"Quarterly Production Update": new_update,
	"Residue Test": new_residue_test,
}
"""DocType with such fields → a document of it that can be saved."""


def fields_of(doctype: str) -> list[str]:
	return [field for field in SERVER_FIELDS if frappe.get_meta(doctype).has_field(field)]


def claims(doctype: str, register_import: str) -> dict[str, str]:
	"""Values that a client could send in these fields."""
	values = {
		"import_key": "冒充",
		"request_key": "冒充",
		"register_import": register_import,
		"printed_on": "2022-07-03 10:00:00",
		"withdrawn_on": "2022-07-03",
	}
	return {field: values[field] for field in fields_of(doctype)}


class TestServerFields(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.user = make_user("Nongan Administrator")
		file = frappe.get_doc({"doctype": "File", "file_name": "登记.xlsx", "content": b"x", "is_private": 1}).insert()
		register = frappe.get_doc({"doctype": "Register Import", "kind": "Residue Tests", "file": file.file_url})
		register.flags.ignore_mandatory = register.flags.ignore_validate = True
		self.register = register.insert().name

	def stored(self, doctype: str, name: str) -> list:
		return [frappe.db.get_value(doctype, name, field) for field in fields_of(doctype)]

	def test_every_doctype_with_such_fields_is_tried(self):
		self.assertEqual(set(NEW), {doctype for doctype in TABLE if set(fields_of(doctype)) - {WITHDRAWN_ON}})

	def test_of_bans_and_escalations(self):
		"""Their test's cancellation alone sets it; they can't be made from values alone."""
		for doctype in ("Sale Ban", "Enforcement Escalation"):
			doc = frappe.new_doc(doctype, withdrawn_on="2022-07-03")
			doc.run_method("before_validate")
			self.assertIsNone(doc.withdrawn_on, doctype)

	def test_insertion(self):
		for doctype, new in NEW.items():
			sent = {**new().as_dict(no_nulls=True, convert_dates_to_str=True), **claims(doctype, self.register)}
			for insert in INSERTS:
				with self.subTest(doctype, insert=insert.__name__):
					response = insert(self.user, sent)
					self.assertEqual(response.status_code, 200, text_of(response)[-1000:])
					made = message_of(response)
					self.assertEqual({made.get(field) for field in fields_of(doctype)}, {None})

	def test_change(self):
		for doctype, new in NEW.items():
			doc = filled_by_server(frappe.get_doc({**new().as_dict(), "import_key": f"甲{doctype}"})).insert()
			before = self.stored(doctype, doc.name)
			self.assertIn(f"甲{doctype}", before)
			for field, value in claims(doctype, self.register).items():
				with self.subTest(doctype, field=field):
					path = f"/api/resource/{doctype}/{doc.name}"
					kept = message_of(request(self.user, "PUT", path, **{field: value}))
					self.assertEqual(kept.get(field), before[fields_of(doctype).index(field)])
					sent = {"doctype": doctype, "name": doc.name, "fieldname": field, "value": value}
					kept = message_of(call(self.user, "frappe.client.set_value", **sent))
					self.assertEqual(kept.get(field), before[fields_of(doctype).index(field)])

	def test_serial_numbers(self):
		claimed = {"serial_year": 2022, "serial_from": 500, "serial_to": 509, "serial_key": "2022-500"}
		sent = {**new_certificate().as_dict(no_nulls=True, convert_dates_to_str=True), **claimed}
		for insert in INSERTS:
			made = message_of(insert(self.user, sent))
			self.assertEqual([made.get(field) for field in claimed], [0, 0, 0, None])
		submitted = message_of(call(self.user, "frappe.client.submit", doc=sent))
		self.assertNotEqual(submitted["serial_from"], 500)
		self.assertEqual(submitted["serial_key"], f"2022-{submitted['serial_from']}")

	def test_a_flag_is_not_taken_from_a_client(self):
		sent = {**new_record().as_dict(no_nulls=True, convert_dates_to_str=True), "import_key": "冒充"}
		made = message_of(call(self.user, "frappe.client.insert", doc={**sent, "flags": {"filled_by_server": 1}}))
		self.assertIsNone(made.get("import_key"))


class TestMarks(NonganTestCase):
	def test_who_likes_and_works_on_a_document_is_not_told_by_a_client(self):
		producer = make_producer()
		liked = json.dumps(["Administrator"])
		producer.db_set("_liked_by", liked)
		user = make_user(VILLAGE, villages=[producer.village])
		for mark in ("_liked_by", "_assign", "_comments", "_seen"):
			with self.subTest(mark):
				sent = {mark: json.dumps([user, "Guest"])}
				answer = request(user, "PUT", f"/api/resource/Producer/{producer.name}", **sent)
				self.assertEqual(answer.status_code, 200)
				self.assertEqual(message_of(answer).get("_liked_by"), liked)
				self.assertNotIn("Guest", text_of(answer))
