"""Nobody but the server names a document, or moves its numbers."""

import frappe

from nongan_supervision.certificates import serials
from nongan_supervision.permissions.grants import VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_certificate, make_key_product, make_producer, make_user
from nongan_supervision.tests.web import message_of, request

RECORD = "Production Record"


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
		make_certificate(self.producer)
		series = f"{serials.counter_name(2022)}.#"
		for path in (f"/api/resource/{RECORD}", f"/api/v2/document/{RECORD}"):
			self.assertRegex(self.post(path, naming_series=series), r"^PL-\d{4}-\d{6}$")

	def test_a_name_that_is_sent_is_not_taken(self):
		for path in (f"/api/resource/{RECORD}", f"/api/v2/document/{RECORD}"):
			for name in ("PL-2022-999999", "../../x", "<img src=x>"):
				self.assertNotEqual(self.post(path, name=name), name)

	def test_numbers_of_slips_follow_each_other_whatever_is_sent(self):
		first = make_certificate(self.producer)
		self.post(f"/api/resource/{RECORD}", naming_series=f"{serials.counter_name(2022)}.#")
		self.assertEqual(make_certificate(self.producer).serial_from, first.serial_to + 1)

	def test_what_people_name_keeps_its_name(self):
		self.assertEqual(make_key_product("自己起名的菜").name, "自己起名的菜")
		self.assertEqual(frappe.get_doc("Village", self.producer.village).name, self.producer.village)
