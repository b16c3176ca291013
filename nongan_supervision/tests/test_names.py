"""Nobody but the server names a document, or moves its numbers; and what people name can't be named anything."""

import json
from unittest import mock

import frappe
from frappe.utils import nowdate

from nongan_supervision.certificates import serials
from nongan_supervision.permissions.grants import AGRICULTURE, VILLAGE
from nongan_supervision.permissions.names import LONGEST_NAME, UnusableNameError
from nongan_supervision.permissions.table import TABLE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_key_product,
	make_producer,
	make_town,
	make_user,
	make_village,
	new_certificate,
)
from nongan_supervision.tests.ways_to_change import INSERTS
from nongan_supervision.tests.web import call, message_of, request, text_of

CERTIFICATE = "Conformity Certificate"
RECORD = "Production Record"

FOREIGN_SERIES = "CC-.YYYY.-.######"
"""Of certificates, which entries in the ledger don't offer."""

UNUSABLE = (
	"<img src=x onerror=alert(1)>",
	"../x",
	"..",
	"甲/../乙",
	"..\\x",
	"/etc/passwd",
	"甲/",
	"new-甲",
	"New-village-1",
	"甲\u0007乙",
	"甲\u202e乙",
	"甲\u200b乙",
	"甲\n乙",
	"甲" * (LONGEST_NAME + 1),
)
"""Names that nothing may have."""


class TestNames(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()
		self.user = make_user(VILLAGE, villages=[self.producer.village])

	def post(self, path: str, **values) -> str:
		sent = {"producer": self.producer.name, "product": make_key_product().name, "activity": "Other", **values}
		response = request(self.user, "POST", path, recorded_on="2022-07-01", **sent)
		self.assertEqual(response.status_code, 200, response.get_data(as_text=True)[-500:])
		return message_of(response)["name"]

	def test_a_series_that_is_not_offered_is_not_taken(self):
		for path in (f"/api/resource/{RECORD}", f"/api/v2/document/{RECORD}"):
			self.assertRegex(self.post(path, naming_series=FOREIGN_SERIES), r"^PL-\d{4}-\d{6}$")

	def test_a_name_that_is_sent_is_not_taken(self):
		for path in (f"/api/resource/{RECORD}", f"/api/v2/document/{RECORD}"):
			for name in ("PL-2022-999999", "../../x", "<img src=x>"):
				for field in ("name", "__newname"):
					self.assertRegex(self.post(path, **{field: name}), r"^PL-\d{4}-\d{6}$")

	def test_what_people_name_keeps_its_name(self):
		for name in ("自己起名的菜", "自起菜（露地/大棚）", "自起菜 A.1"):
			self.assertEqual(make_key_product(name).name, name)
		self.assertEqual(frappe.get_doc("Village", self.producer.village).name, self.producer.village)


class TestNumbersOfSlips(NonganTestCase):
	"""Each way that moves the framework's Series, tried by who issues, and by who administers a town."""

	def setUp(self):
		super().setUp()
		self.first = make_certificate()
		self.draft = make_certificate(submit=False)
		self.user = make_user(AGRICULTURE)
		self.last = self.first.serial_to

	def next_number(self) -> int:
		return make_certificate().serial_from

	def test_a_draft_with_another_series_that_is_deleted(self):
		for series in (f"{serials.COUNTER}.#", f"{serials.COUNTER} 2022.#", "2022", "202.#", "IS-.YYYY.-.#####"):
			path = f"/api/resource/{CERTIFICATE}/{self.draft.name}"
			refused = request(self.user, "PUT", path, naming_series=series)
			self.assertEqual(refused.status_code, 417, text_of(refused))
			self.assertEqual(frappe.db.get_value(CERTIFICATE, self.draft.name, "naming_series"), FOREIGN_SERIES)
		frappe.db.set_value(CERTIFICATE, self.draft.name, "naming_series", f"{serials.COUNTER}.#")
		with self.as_user(self.user):
			frappe.delete_doc(CERTIFICATE, self.draft.name)
		self.assertEqual(self.next_number(), self.last + 1)

	def test_a_name_or_a_series_that_a_register_brings(self):
		producer = frappe.get_doc("Producer", self.first.producer)
		certificate = new_certificate(producer, naming_series=f"{serials.COUNTER}.#", name="2022")
		with self.as_user(self.user), mock.patch.dict(frappe.flags, in_import=True):  # which lets a name be brought
			brought = certificate.insert()
		self.assertRegex(brought.name, r"^CC-\d{4}-\d{6}$")
		self.assertEqual(brought.naming_series, FOREIGN_SERIES)
		self.assertEqual(self.next_number(), self.last + 1)

	def test_a_certificate_is_not_renamed(self):
		for name in (self.first.name, self.draft.name):
			response = call(
				self.user, "frappe.client.rename_doc", doctype=CERTIFICATE, old_name=name, new_name="CC-2022-999999"
			)
			self.assertEqual(response.status_code, 403)

	def test_the_counter_is_out_of_reach(self):
		for user in (self.user, make_user("Nongan Administrator")):
			for method, sent in (
				("frappe.client.set_value", {"name": "2022", "fieldname": "last_serial", "value": 0}),
				("frappe.client.rename_doc", {"old_name": "2022", "new_name": "2061"}),
				("frappe.client.delete", {"name": "2022"}),
				("frappe.client.insert", {"doc": {"doctype": serials.COUNTER, "name": "2061", "last_serial": 5}}),
			):
				response = call(user, method, doctype=serials.COUNTER, **sent)
				self.assertIn(response.status_code, (403, 417), (user, method))
		self.assertEqual(self.next_number(), self.last + 1)

	def test_settings_of_names_are_not_an_offices(self):
		settings = frappe.get_doc("Document Naming Settings").as_dict(convert_dates_to_str=True)
		settings.update(prefix=f"CC-{nowdate()[:4]}-", current_value=0)
		for user in (self.user, make_user("Nongan Administrator")):
			sent = json.dumps(settings, default=str)
			response = call(user, "run_doc_method", docs=sent, method="update_series_start")
			self.assertEqual(response.status_code, 403, text_of(response))


class TestNamesByPeople(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.user = make_user("Nongan Administrator")
		make_town()

	def refused(self, response, name: str) -> None:
		answer = text_of(response)
		self.assertEqual(response.status_code, 417, answer)
		self.assertIn(UnusableNameError.__name__, answer)
		self.assertNotIn("<img", answer.partition("_server_messages")[2], name)

	def test_every_doctype_that_people_name(self):
		by_field = [doctype for doctype in TABLE if (frappe.get_meta(doctype).autoname or "").startswith("field:")]
		self.assertGreater(len(by_field), 6)
		for doctype in by_field:
			fieldname = frappe.get_meta(doctype).autoname.removeprefix("field:")
			for name in UNUSABLE:
				with self.subTest(doctype, name=name):
					doc = frappe.get_doc({"doctype": doctype, fieldname: name})
					doc.flags.ignore_mandatory = doc.flags.ignore_links = True
					self.assertRaises(UnusableNameError, doc.insert)

	def test_every_way_to_insert(self):
		for insert in INSERTS:
			for name in UNUSABLE:
				with self.subTest(insert.__name__, name=name):
					sent = {"doctype": "Village", "village_name": name, "town": make_town().name}
					self.refused(insert(self.user, sent), name)

	def test_names_put_together_of_fields(self):
		checklist = make("Responsibility Checklist", town=make_town().name, year=2020, title="测试清单")
		for name in ("<img src=x onerror=alert(1)>", "../x", "A1\u202e"):
			sent = {"checklist": checklist.name, "clause": "A1", "item_no": name, "requirement": "做"}
			self.refused(request(self.user, "POST", "/api/resource/Checklist Item", **sent), name)

	def test_renaming(self):
		village = make_village("待改名村").name
		for name in UNUSABLE:
			with self.subTest(name=name):
				names = {"old_name": village, "new_name": name}
				self.refused(call(self.user, "frappe.client.rename_doc", doctype="Village", **names), name)
				method = "frappe.model.rename_doc.update_document_title"
				for enqueue in (0, 1):
					self.refused(
						call(self.user, method, doctype="Village", docname=village, name=name, enqueue=enqueue), name
					)
		names = {"old_name": village, "new_name": "已改名村"}
		self.assertEqual(call(self.user, "frappe.client.rename_doc", doctype="Village", **names).status_code, 200)

	def test_the_name_does_not_follow_a_changed_field(self):
		village = make_village("定名村").name
		request(self.user, "PUT", f"/api/resource/Village/{village}", village_name="../x")
		self.assertEqual(frappe.db.get_value("Village", village, "village_name"), village)

	def test_the_message_says_what_to_do_in_chinese(self):
		frappe.local.lang = "zh"
		with self.assertRaisesRegex(UnusableNameError, "行政村.*路径"):
			frappe.get_doc({"doctype": "Village", "village_name": "../x"}).insert()

	def test_renaming_without_a_look(self):
		village = make_village("不许改名村").name
		certificate = make_certificate(make_producer(village=village)).name
		reader, writer = make_user(VILLAGE, villages=[village]), self.user
		unlooked = {"name": "偷改", "force": 1, "validate_rename": 0}
		for user, doctype, name in (
			(reader, "Village", village),
			(writer, "Village", village),
			(reader, "User", reader),
			(reader, "Workspace", "Nongan Supervision"),
			(reader, CERTIFICATE, certificate),
		):
			with self.subTest(doctype, user=user):
				asked = {"dt": doctype, "dn": name, "method": "rename", "args": unlooked}
				self.assertEqual(call(user, "run_doc_method", **asked).status_code, 403)
				path = f"/api/v2/document/{doctype}/{name}/method/rename"
				self.assertEqual(request(user, "POST", path, **unlooked).status_code, 403)
		asked = {"doctype": CERTIFICATE, "old": certificate, "new": "CC-2022-999999", "force": "1"}
		self.assertEqual(call(reader, "frappe.rename_doc", **asked).status_code, 403)
