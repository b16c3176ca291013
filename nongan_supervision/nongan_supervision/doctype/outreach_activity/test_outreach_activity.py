import frappe
from frappe.utils import add_days, today

from nongan_supervision.outreach import errors
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import TOWN, VILLAGE, make, make_producer, make_user, make_village
from nongan_supervision.tests.web import call, message_of, request


class TestOutreachActivity(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village()

	def make_activity(self, **values):
		return make(
			"Outreach Activity",
			**{"activity_type": "Training", "held_on": "2022-03-01", "topic": "安全用药", "village": VILLAGE, **values},
		)

	def test_town_is_the_villages_or_the_current_one(self):
		self.assertEqual(self.make_activity(town="洛阳镇").town, TOWN)
		self.assertEqual(self.make_activity(village=None).town, "洛阳镇")

	def test_department_is_that_of_who_enters_it(self):
		frappe.set_user(make_user("Market Supervision"))
		self.assertEqual(self.make_activity(village=None).department, "市场监督分局")

	def test_a_village_writes_its_own_and_only_reads_the_offices(self):
		officer = make_user("Village Officer", villages=[VILLAGE])
		offices = self.make_activity(department="镇农村工作局")
		with self.as_user(officer):
			own = self.make_activity()
		for activity, reads, writes, deletes in ((own, 200, 200, 202), (offices, 200, 403, 403)):
			path = f"/api/resource/Outreach Activity/{activity.name}"
			self.assertEqual(request(officer, "GET", path).status_code, reads)
			self.assertEqual(request(officer, "PUT", path, audience_count=500).status_code, writes)
			self.assertEqual(request(officer, "DELETE", path).status_code, deletes)

	def test_not_in_the_future(self):
		self.assertRaises(errors.FutureActivityError, self.make_activity, held_on=add_days(today(), 1))

	def test_attendance(self):
		producer = make_producer()
		activity = self.make_activity(
			producers=[
				{"producer": producer.name},
				{"attendee_name": "邻户"},
				{"attendee_name": "未到户", "attended": 0},
			]
		)
		self.assertEqual(activity.producers[0].attendee_name, producer.producer_name)
		self.assertEqual(activity.audience_count, 2)
		self.assertEqual(self.make_activity(audience_count=40, producers=activity.producers).audience_count, 40)

	def test_who_was_not_there_after_all_is_taken_off_what_the_rows_had_counted(self):
		rows = [{"attendee_name": name} for name in ("甲户", "乙户", "丙户")]
		activity = self.make_activity(producers=rows)
		activity.producers[0].attended = 0
		self.assertEqual(activity.save().audience_count, 2)
		activity.audience_count = 40  # with those whom nobody has listed
		activity.save()
		activity.producers[1].attended = 0
		self.assertEqual(activity.save().audience_count, 40)

	def test_attendance_of_nobody_or_of_one_twice(self):
		producer = make_producer().name
		self.assertRaises(errors.NobodyNamedError, self.make_activity, producers=[{"note": "?"}])
		twice = [{"producer": producer}, {"producer": producer}]
		self.assertRaises(errors.DuplicateAttendeeError, self.make_activity, producers=twice)

	def test_media(self):
		media = {"activity_type": "News Media", "village": None}
		self.assertRaises(errors.MissingPublicationError, self.make_activity, **media)
		self.make_activity(**media, media_name="洛阳镇微信公众号")
		for link in ("javascript:alert(1)", "weixin", "//evil", "https:///x"):
			self.assertRaises(errors.InvalidLinkError, self.make_activity, **media, link=link)
		self.assertEqual(
			self.make_activity(**media, link=" https://example.gov.cn/a ").link, "https://example.gov.cn/a"
		)

	def test_missing_briefing_is_said(self):
		for briefed, said in ((1, False), (0, True)):
			frappe.clear_messages()
			self.make_activity(policy_briefing=briefed)
			self.assertEqual(bool(frappe.local.message_log), said)

	def test_no_message_claims_an_activity(self):
		message = make("Outreach Message", message_text="测试", topic="测试")
		self.assertIsNone(self.make_activity(activity_type="SMS", message=message.name).message)


class TestThroughRest(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village()
		make_village("邻村")

	def insert(self, user, **values):
		doc = {
			"doctype": "Outreach Activity",
			"activity_type": "Household Visit",
			"held_on": "2022-03-01",
			"topic": "入户",
		}
		return call(user, "frappe.client.insert", doc={**doc, **values})

	def test_a_village_officer_enters_those_of_their_village(self):
		officer = make_user("Village Officer", villages=[VILLAGE])
		entered = self.insert(officer, village=VILLAGE)
		self.assertEqual(entered.status_code, 200)
		self.assertEqual(message_of(entered)["department"], "各行政村")
		self.assertEqual(self.insert(officer, village="邻村").status_code, 403)
		self.assertEqual(message_of(self.insert(officer))["village"], VILLAGE)

	def test_a_village_officer_of_two_villages_says_which(self):
		officer = make_user("Village Officer", villages=[VILLAGE, "邻村"])
		self.assertIn(self.insert(officer).status_code, (403, 417))

	def test_each_department_its_own(self):
		market, police = make_user("Market Supervision"), make_user("Police Station")
		self.assertEqual(message_of(self.insert(market, village=VILLAGE))["department"], "市场监督分局")
		self.assertEqual(self.insert(market, village=VILLAGE, department="派出所").status_code, 403)
		activity = make("Outreach Activity", held_on="2022-03-01", topic="培训", department="市场监督分局")
		for user, status in ((market, 200), (police, 403)):
			seen = call(user, "frappe.client.get", doctype="Outreach Activity", name=activity.name)
			self.assertEqual(seen.status_code, status)
		self.assertEqual(self.insert(make_user("District Bureau"), village=VILLAGE).status_code, 403)
