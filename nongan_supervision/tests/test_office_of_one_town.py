"""An office of one town among several: a User Permission limits what it reads, and what it writes about."""

import frappe

from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_key_product, make_producer, make_town, make_user, make_village
from nongan_supervision.tests.ways_to_change import insert
from nongan_supervision.tests.web import call, message_of, text_of

HERE, ELSEWHERE = "本镇一", "他镇二"


class TestOfficeOfOneTown(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.product = make_key_product("分镇菜").name
		cls.producers = {}
		for town in (HERE, ELSEWHERE):
			village = make_village(f"{make_town(town).name}的村", town)
			cls.producers[town] = make_producer(village=village.name)
		cls.user = make_user(AGRICULTURE)
		make("User Permission", user=cls.user, allow="Town", for_value=HERE)

	def about(self, town: str) -> list[dict]:
		"""Documents about a producer of a town, as a client sends them: their town is filled in by the server."""
		producer = {"producer": self.producers[town].name}
		rows = [{**producer, "attended": 1}]
		return [
			{
				"doctype": "Production Record",
				"product": self.product,
				"recorded_on": "2022-07-01",
				"activity": "Other",
				**producer,
			},
			{
				"doctype": "Credit Event",
				"event_type": "Commendation",
				"event_on": "2022-07-01",
				"points": 1,
				**producer,
			},
			{"doctype": "Case Clue", "description": "线索", "received_on": "2022-07-01", **producer},
			{
				"doctype": "Outreach Activity",
				"activity_type": "Training",
				"held_on": "2022-07-01",
				"topic": "培训",
				"producers": rows,
			},
			{
				"doctype": "Outreach Message",
				"message_text": "你好",
				"village": self.producers[town].village,
				"town": HERE,
			},
		]

	def test_writes_about_its_own(self):
		for doc in self.about(HERE):
			with self.subTest(doc["doctype"]):
				answer = insert(self.user, doc)
				self.assertEqual(answer.status_code, 200, text_of(answer)[-500:])

	def test_and_about_no_other(self):
		for doc in self.about(ELSEWHERE):
			with self.subTest(doc["doctype"]):
				self.assertEqual(insert(self.user, doc).status_code, 403)

	def test_one_of_all_towns_writes_about_both(self):
		user = make_user(AGRICULTURE)
		for doc in self.about(ELSEWHERE)[:3]:
			with self.subTest(doc["doctype"]):
				self.assertEqual(insert(user, doc).status_code, 200)

	def test_lists_no_files_and_tags_of_another(self):
		for town, producer in self.producers.items():
			place = {"attached_to_doctype": "Producer", "attached_to_name": producer.name}
			make("File", file_name=f"{town}.txt", content=town, is_private=1, **place)
			make("Tag Link", document_type="Producer", document_name=producer.name, title=town)
		for doctype, field in (("File", "attached_to_name"), ("Tag Link", "document_name")):
			asked = {"doctype": doctype, "fields": [field], "limit_page_length": 1000}
			found = {row[field] for row in message_of(call(self.user, "frappe.client.get_list", **asked))}
			with self.subTest(doctype):
				self.assertIn(self.producers[HERE].name, found)
				self.assertNotIn(self.producers[ELSEWHERE].name, found)

	def test_is_told_no_summary_of_another_s_campaign(self):
		season = {"year": 2021, "season": "Summer", "starts_on": "2021-06-01", "ends_on": "2021-06-30"}
		campaign = make("Supervision Campaign", town=ELSEWHERE, **season)
		frappe.get_doc({"doctype": "Supervision Summary", "campaign": campaign.name, "name": "他镇汇总"}).db_insert()
		method = "nongan_supervision.api.draft_supervision_summary"
		answer = call(self.user, method, campaign=campaign.name)
		self.assertEqual(answer.status_code, 403)
		self.assertNotIn("他镇汇总", text_of(answer))
