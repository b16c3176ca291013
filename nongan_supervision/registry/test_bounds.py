"""Days and numbers that can't be right, whatever document they stand in."""

import json
import math
from datetime import date, datetime

import frappe

from nongan_supervision.certificates.prospects import prospects_of
from nongan_supervision.exchange.importer import import_register
from nongan_supervision.permissions.table import TABLE
from nongan_supervision.registry import bounds
from nongan_supervision.registry.bounds import BY_TYPE, DAYS, JUDGED_BY_THEIR_RULE, OutOfBoundsError
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make_certificate,
	make_credit_event,
	make_key_product,
	make_producer,
	make_town,
	make_user,
	make_village,
)
from nongan_supervision.tests.web import call, request, text_of
from nongan_supervision.tests.workbooks import workbook_of

BAD_DAYS = (
	"0001-01-01",
	"0001-01-01 00:00:00",
	"0000-00-00",
	"1999-12-31",
	"9999-12-31",
	"2022-13-45",
	"2022-07-01<b>",
	"garbage",
	20220701,
	{"a": 1},
	["2022-07-01"],
)
BAD_NUMBERS = ("nan", "inf", "-inf", "1e999", "1e15", -1e15, "viele", math.nan, math.inf, {"a": 1}, [1])


class TestReading(NonganTestCase):
	def test_days(self):
		for value in (
			date(2022, 7, 1),
			datetime(2022, 7, 1, 8),
			"2022-07-01",
			"2022-07-01 08:00:00",
			"2022-07-01T08:00",
		):
			self.assertEqual(bounds.day_of(value), date(2022, 7, 1), value)
		for value in ("garbage", "", "2022-07-01<b>", 5, None, {"a": 1}):
			self.assertIsNone(bounds.day_of(value), value)

	def test_numbers(self):
		for value, number in ((5, 5), ("1,234.5", 1234.5), (" 7 ", 7), (-0.5, -0.5)):
			self.assertEqual(bounds.number_of(value), number)
		for value in (*BAD_NUMBERS[:4], "viele", math.nan, math.inf, {"a": 1}, [1], 10**400):
			self.assertIsNone(bounds.number_of(value), value)

	def test_five_years_ahead(self):
		self.assertEqual(bounds.last_day(date(2024, 2, 29)), date(2029, 2, 28))


class TestEveryField(NonganTestCase):
	def fault(self, doctype: str, fieldname: str, value: object) -> None:
		doc = frappe.get_doc({"doctype": doctype})
		doc.set(fieldname, value, as_value=True)
		with self.assertRaises(OutOfBoundsError) as refusal:
			bounds.refuse_out_of_bounds(doc)
		self.assertIn(frappe.get_meta(doctype).get_label(fieldname), str(refusal.exception))

	def test_every_day_and_number_of_every_doctype(self):
		tried = 0
		for doctype in TABLE:
			for field in frappe.get_meta(doctype).fields:
				bad = BAD_DAYS if field.fieldtype in DAYS else BAD_NUMBERS if field.fieldtype in BY_TYPE else ()
				for value in bad:
					with self.subTest(doctype, field=field.fieldname, value=value):
						self.fault(doctype, field.fieldname, value)
						tried += 1
		self.assertGreater(tried, 1000)

	def test_every_row_of_every_doctype(self):
		for doctype in TABLE:
			for table in frappe.get_meta(doctype).get_table_fields():
				for field in frappe.get_meta(table.options).fields:
					bad = "0001-01-01" if field.fieldtype in DAYS else "1e999" if field.fieldtype in BY_TYPE else None
					if bad and (table.options, field.fieldname) not in JUDGED_BY_THEIR_RULE:
						with self.subTest(doctype, table=table.options, field=field.fieldname):
							doc = frappe.get_doc({"doctype": doctype, table.fieldname: [{field.fieldname: bad}]})
							with self.assertRaisesRegex(OutOfBoundsError, "Row 1"):
								bounds.refuse_out_of_bounds(doc)

	def test_the_bounds_of_each_name(self):
		for doctype, fieldname, good, bad in (
			("Producer", "latitude", (-90, 90), (-90.1, 91, "95")),
			("Producer", "longitude", (-180, 180), (-181, 180.5)),
			("Input Dealer", "latitude", (0, 24.5), (91,)),
			("Credit Event", "points", (-100, 100), (-101, 101)),
			("Production Record", "safety_interval_days", (0, 365), (-1, 1001)),
			("Production Record", "quantity", (1e9,), (1.1e9, -1.1e9)),
			("Village", "population", (1_000_000,), (1_000_001,)),
			("Quarterly Production Update", "year", (2000, 2026), (1999, 2100, 1e6)),
			("Nongan Supervision Settings", "case_decision_days", (90,), (3651, -1)),
			("Checklist Item", "target", (1e9,), (1e10,)),
		):
			for value in good:
				bounds.refuse_out_of_bounds(frappe.get_doc({"doctype": doctype, fieldname: value}))
			for value in bad:
				self.fault(doctype, fieldname, value)
		for days, fits in ((365, True), (366, False)):
			case = frappe.get_doc({"doctype": "Enforcement Case", "extensions": [{"days": days}]})
			self.assertEqual(not list(bounds.FieldBounds("Enforcement Case").faults(case)), fits)

	def test_a_day_is_put_in_its_one_form(self):
		doc = frappe.get_doc({"doctype": "Production Record", "recorded_on": "2022-07-01 08:00:00"})
		bounds.refuse_out_of_bounds(doc)
		self.assertEqual(doc.recorded_on, "2022-07-01")


class TestRequests(NonganTestCase):
	"""What a client sends: refused with the field's name, never an error of the server."""

	def setUp(self):
		super().setUp()
		self.user = make_user("Nongan Administrator")
		self.producer = make_producer()
		self.sent = {
			"producer": self.producer.name,
			"product": make_key_product().name,
			"village": self.producer.village,
		}

	def assert_refused(self, response, label: str) -> None:
		answer = text_of(response)
		self.assertEqual(response.status_code, 417, answer[-800:])
		self.assertIn(OutOfBoundsError.__name__, answer)
		self.assertIn(label, answer)

	def test_insertion(self):
		for doctype, values, field, label in (
			("Conformity Certificate", {"certificate_count": 5}, "issued_on", "Issued On"),
			("Conformity Certificate", {"issued_on": "2022-07-02"}, "quantity_per_certificate", "Quantity per"),
			("Conformity Certificate", {"issued_on": "2022-07-02"}, "certificate_count", "Number of Certificates"),
			("Production Record", {"activity": "Other"}, "recorded_on", "Recorded On"),
			("Production Record", {"activity": "Other", "recorded_on": "2022-07-01"}, "quantity", "Quantity"),
			("Credit Event", {"event_type": "Other", "points": -5}, "event_on", "Event On"),
			("Residue Test", {"purpose": "Quick Screening", "method": "Colloidal Gold"}, "sampled_on", "Sampled On"),
			("Quarterly Production Update", {"quarter": "Q1"}, "year", "Year"),
			("Certificate Check", {"finding": "Missing"}, "checked_on", "Checked On"),
			("Technical Guidance", {"guidance_type": "Safe Use"}, "guided_on", "Guided On"),
			("Case Clue", {"clue_source": "Other Authority", "description": "x"}, "received_on", "Received On"),
			("Nonconformity Notice", {"direction": "Origin to Market"}, "notified_on", "Notified On"),
		):
			kind = frappe.get_meta(doctype).get_field(field).fieldtype
			for value in (
				("0001-01-01", "1999-12-31", "9999-01-01", "x") if kind == "Date" else ("nan", "1e999", -1e300)
			):
				with self.subTest(doctype, field=field, value=value):
					sent = {**self.sent, **values, field: value}
					self.assert_refused(request(self.user, "POST", f"/api/resource/{doctype}", data=sent), label)

	def test_numbers_that_json_has_no_words_for(self):
		for number in ("NaN", "Infinity", "-Infinity", "1e999"):
			doc = json.dumps({"doctype": "Production Record", **self.sent, "activity": "Other"})[:-1]
			doc += f', "recorded_on": "2022-07-01", "quantity": {number}}}'
			self.assert_refused(call(self.user, "frappe.client.insert", doc=doc), "Quantity")

	def test_change(self):
		certificate = make_certificate(submit=False)
		event = make_credit_event(submit=False)
		for doc, field, value, label in (
			(certificate, "issued_on", "0001-01-01", "Issued On"),
			(certificate, "quantity_per_certificate", "nan", "Quantity per"),
			(event, "points", -101, "Points"),
			(self.producer, "latitude", "95", "Latitude"),
			(self.producer, "networked_on", "1999-12-31", "Networked On"),
		):
			with self.subTest(doc.doctype, field=field):
				path = f"/api/resource/{doc.doctype}/{doc.name}"
				self.assert_refused(request(self.user, "PUT", path, **{field: value}), label)
				sent = {"doctype": doc.doctype, "name": doc.name, "fieldname": field, "value": value}
				self.assert_refused(call(self.user, "frappe.client.set_value", **sent), label)

	def test_a_day_asked_about_before_it_is_saved(self):
		for value in ("0001-01-01", "9999-12-31", "x", ""):
			self.assertRaises(OutOfBoundsError, prospects_of, self.producer.name, self.sent["product"], value)

	def test_in_chinese(self):
		frappe.local.lang = "zh"
		with self.assertRaisesRegex(OutOfBoundsError, "开具日期不能是“0001-01-01”：请填写 2000-01-01 至"):
			make_certificate(issued_on="0001-01-01")


class TestRegisters(NonganTestCase):
	HEADINGS = ("行政村", "生产主体", "产品名称", "开具日期", "开具张数", "每张数量")

	def test_a_row_comes_back_with_the_reason(self):
		make_town()
		make_producer("登记户", village=make_village("登记村").name)
		make_key_product("登记菜")
		good = ["登记村", "登记户", "登记菜", "2022-03-01", 5, 10]
		rows = [
			good,
			*(["登记村", "登记户", "登记菜", "2022-03-01", 6, amount] for amount in ("1e999", "nan", "inf", 1e300, -5)),
			*(["登记村", "登记户", "登记菜", "2022-03-01", count, 10] for count in ("1e999", "nan", 1e300)),
			*(["登记村", "登记户", "登记菜", day, 7, 10] for day in ("1999-12-31", "0001-01-01", "1e999", 1e300)),
		]
		result = import_register(workbook_of(list(self.HEADINGS), *rows), kind="certificates", commit=False)
		self.assertEqual((result.taken, len(result.refused)), (1, len(rows) - 1), result.refused)
		self.assertTrue(all(row.reasons for row in result.refused))
