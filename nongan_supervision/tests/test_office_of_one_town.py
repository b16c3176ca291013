"""An office of one town among several: a User Permission limits what it reads, and what it writes about."""

import frappe
from frappe.utils import getdate

from nongan_supervision.cases.measures import measure_clues
from nongan_supervision.checklist.measurement import Missing, Period, Place
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


class TestWhatNamesNoVillage(NonganTestCase):
	"""It is of the town of its author or of what it arose from: in that town's figures, and hidden from other towns."""

	KINDS = ("Case Clue", "Nonconformity Notice", "Certificate Check", "Enforcement Case")

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.villages = {town: make_village(f"{make_town(town).name}的某村", town).name for town in (HERE, ELSEWHERE)}
		cls.department = frappe.db.get_value("Supervision Department", {"role": AGRICULTURE})
		cls.users = {}
		for town in (HERE, ELSEWHERE):
			cls.users[town] = make_user(AGRICULTURE)
			make("User Permission", user=cls.users[town], allow="Town", for_value=town)

	def setUp(self):
		super().setUp()
		frappe.db.set_single_value("Nongan Supervision Settings", "current_town", HERE)

	def new(self, doctype: str, **values) -> dict:
		about = {
			"Case Clue": {"description": "路边有人兜售", "received_on": "2022-07-01", "department": self.department},
			"Nonconformity Notice": {
				"direction": "Origin to Market",
				"counterpart": "示例市场",
				"product": make_key_product("分镇菜").name,
				"finding": "检出克百威",
				"notified_on": "2022-07-01",
			},
			"Certificate Check": {"checked_on": "2022-07-01", "place": "国道旁的早市", "finding": "Missing"},
			"Enforcement Case": {
				"case_type": "Other",
				"department": self.department,
				"party_name": "流动商贩",
				"facts": "无证经营",
			},
		}
		return {"doctype": doctype, **about[doctype], **values}

	def make(self, doctype: str, **values):
		return frappe.get_doc(self.new(doctype, **values)).insert()

	def test_is_of_its_author_s_town_and_hidden_from_another(self):
		for doctype in self.KINDS:
			for town, other in ((HERE, ELSEWHERE), (ELSEWHERE, HERE)):
				with self.as_user(self.users[town]):
					record = self.make(doctype)
				with self.subTest(doctype, town=town):
					self.assertEqual(record.town, town)
					self.assertIn(record.name, self.listed_to(self.users[town], doctype))
					self.assertNotIn(record.name, self.listed_to(self.users[other], doctype))
					read = call(self.users[other], "frappe.client.get", doctype=doctype, name=record.name)
					self.assertEqual(read.status_code, 403)

	def listed_to(self, user: str, doctype: str) -> list[str]:
		answer = call(user, "frappe.client.get_list", doctype=doctype, limit_page_length=0)
		return [row["name"] for row in message_of(answer)]

	def test_town_is_nobody_s_to_choose(self):
		sent = self.new("Case Clue", town=ELSEWHERE)
		self.assertEqual(insert(self.users[HERE], sent).status_code, 403)
		self.assertEqual(message_of(insert(make_user(AGRICULTURE), sent))["town"], HERE)

	def test_arises_in_the_town_of_its_source(self):
		"""Somebody of all towns works on it, whose own is another."""
		clue = self.make("Case Clue", village=self.villages[ELSEWHERE])
		clue.village = None
		clue.save()
		self.assertEqual(clue.town, ELSEWHERE)
		case = self.make("Enforcement Case", clue=clue.name)
		self.assertEqual(case.town, ELSEWHERE)
		follows = {"reference_doctype": "Enforcement Case", "reference_name": case.name}
		self.assertEqual(self.make("Case Clue", **follows).town, ELSEWHERE)

	def test_a_source_that_is_of_no_town(self):
		follows = {"reference_doctype": "User", "reference_name": "Administrator"}
		self.assertEqual(self.make("Case Clue", **follows).town, HERE)

	def test_a_producer_or_a_village_says_it_better(self):
		producer = make_producer(village=self.villages[ELSEWHERE])
		clue = self.make("Case Clue", village=self.villages[HERE])
		clue.update({"village": None, "producer": producer.name})
		clue.save()
		self.assertEqual((clue.village, clue.town), (self.villages[ELSEWHERE], ELSEWHERE))

	def test_is_in_the_figures_of_its_town(self):
		period = Period.of_year(2022, getdate("2022-12-31"))
		self.assertRaises(Missing, lambda: measure_clues(period, Place(ELSEWHERE), "Administrator").value)
		with self.as_user(self.users[ELSEWHERE]):
			self.make("Case Clue")
		self.assertEqual(measure_clues(period, Place(ELSEWHERE), "Administrator").value, 0)
