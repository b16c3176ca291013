from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import add_days, today

from nongan_supervision.agenda import job
from nongan_supervision.agenda.agenda import agenda_of
from nongan_supervision.api import draft_consultation
from nongan_supervision.cases import clock
from nongan_supervision.outreach import errors
from nongan_supervision.registry.towns import SETTINGS
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.digest_case import DigestMixin, every_day
from nongan_supervision.tests.factories import PRODUCT, TOWN, make, make_laboratory_test, make_town, make_user
from nongan_supervision.tests.web import call, request

AGRICULTURE, MARKET, POLICE = "镇农村工作局", "市场监督分局", "派出所"


class MeetingCase(NonganTestCase):
	def resolution(self, department=MARKET, **values):
		return {"resolution": "排查农资店", "department": department, "due_on": "2022-04-01", **values}

	def make_meeting(self, *resolutions, **values):
		return make(
			"Joint Meeting",
			**{
				"held_on": "2022-03-01",
				"departments": [{"department": AGRICULTURE}, {"department": MARKET}],
				"resolutions": list(resolutions),
				**values,
			},
		)


class TestJointMeeting(MeetingCase):
	def test_status(self):
		self.assertEqual(self.make_meeting(held_on=add_days(today(), 1)).status, "Planned")
		self.assertEqual(self.make_meeting().status, "Held")
		self.assertEqual(self.make_meeting(self.resolution()).status, "Held")
		dropped = self.resolution(status="Dropped", progress_note="已并入专项行动")
		self.assertEqual(self.make_meeting(self.resolution(status="Done"), dropped).status, "All Done")

	def test_done_on(self):
		row = self.make_meeting(self.resolution(status="Done")).resolutions[0]
		self.assertEqual(str(row.done_on), today())
		self.assertIsNone(self.make_meeting(self.resolution(done_on="2022-03-05")).resolutions[0].done_on)
		for day in ("2022-02-28", add_days(today(), 1)):
			self.assertRaises(
				errors.InvalidDoneDateError, self.make_meeting, self.resolution(status="Done", done_on=day)
			)

	def test_refused(self):
		self.assertRaises(errors.InvalidDueDateError, self.make_meeting, self.resolution(due_on="2022-02-28"))
		self.assertRaises(errors.MissingDropReasonError, self.make_meeting, self.resolution(status="Dropped"))
		twice = [{"department": MARKET}, {"department": MARKET}]
		self.assertRaises(errors.DuplicateParticipantError, self.make_meeting, departments=twice)
		period = {"period_from": "2022-03-02", "period_to": "2022-03-01"}
		self.assertRaises(errors.InvalidPeriodError, self.make_meeting, **period)


class TestWhoWrites(MeetingCase):
	def setUp(self):
		super().setUp()
		self.meeting = self.make_meeting(self.resolution(), self.resolution(AGRICULTURE))

	def put(self, role, row=None, **values):
		doc = self.meeting.as_dict(convert_dates_to_str=True)
		(doc["resolutions"][row] if row is not None else doc).update(values)
		return call(make_user(role), "frappe.client.save", doc=doc).status_code

	def test_a_department_reports_on_its_own_resolutions(self):
		self.assertEqual(self.put("Market Supervision", 0, status="Done", progress_note="已排查 12 家"), 200)

	def test_and_changes_nothing_else(self):
		for change in (
			{"row": 1, "status": "Done"},
			{"row": 0, "due_on": "2023-01-01"},
			{"row": 0, "department": AGRICULTURE},
			{"minutes": "改过"},
			{"held_on": "2022-03-02"},
			{"resolutions": []},
			{"departments": [{"department": MARKET}]},
		):
			self.assertEqual(self.put("Market Supervision", **change), 417, change)

	def test_agriculture_and_the_leader_write_all(self):
		for role in ("Agriculture Office", "Supervision Leader"):
			self.assertEqual(self.put(role, 0, status="In Progress"), 200)
			self.assertEqual(self.put(role, minutes="记录"), 200)

	def test_who_only_takes_part_does_not_delete_it(self):
		for role, expected in (("Market Supervision", 417), ("Police Station", 403), ("Agriculture Office", 202)):
			path = f"/api/resource/Joint Meeting/{self.meeting.name}"
			self.assertEqual(request(make_user(role), "DELETE", path).status_code, expected, role)

	def test_others_write_nothing(self):
		for role in ("Police Station", "Veterinary Station", "Village Officer", "District Bureau"):
			self.assertEqual(self.put(role, 0, status="Done"), 403, role)

	def test_who_called_a_meeting_changes_it(self):
		self.meeting.db_set("owner", make_user("Market Supervision", name="convener"))
		doc = self.meeting.reload().as_dict(convert_dates_to_str=True) | {"minutes": "记录"}
		self.assertEqual(call(self.meeting.owner, "frappe.client.save", doc=doc).status_code, 200)


class TestReminders(DigestMixin, MeetingCase):
	def test_departments_hear_of_their_resolutions(self):
		meeting = self.make_meeting(self.resolution(), self.resolution(POLICE), self.resolution(status="Done"))
		self.users = {"Market Supervision": make_user("Market Supervision")}
		self.set(**every_day())
		for month, day in ((3, 20), (3, 31), (3, 31), (4, 2), (4, 3)):
			with clock.standing_at(datetime(2022, month, day, 9)):
				job.send_digests()
		told = self.told("Market Supervision", meeting.name)
		self.assertEqual(told, [("2022-03-31", "Due Soon"), ("2022-04-02", "Overdue")])

	def test_leaders_hear_of_every_department_that_is_late(self):
		meeting = self.make_meeting(
			self.resolution(), self.resolution(AGRICULTURE), self.resolution(due_on="2022-04-02")
		)
		found = agenda_of(make_user("Supervision Leader"), clock.moment_at(datetime(2022, 4, 5, 9)))
		late = {entry.day: set(entry.late) for entry in found if entry.name == meeting.name}
		self.assertEqual(late, {date(2022, 4, 1): {AGRICULTURE, MARKET}, date(2022, 4, 2): {MARKET}})


class TestConsultation(MeetingCase):
	def test_is_drafted_from_its_period(self):
		make_laboratory_test()
		drafted = draft_consultation({"held_on": "2022-08-03", "town": TOWN})
		self.assertEqual([str(drafted[end]) for end in ("period_from", "period_to")], ["2022-07-01", "2022-07-31"])
		self.assertIn(PRODUCT, drafted["findings"])
		nothing = draft_consultation({"held_on": "2021-08-03", "town": TOWN})
		self.assertNotIn(PRODUCT, nothing["findings"])

	def test_of_other_days(self):
		make_laboratory_test()
		asked = {"town": TOWN, "held_on": "2022-09-01", "period_from": "2022-07-06", "period_to": "2022-08-31"}
		self.assertNotIn(PRODUCT, draft_consultation(asked)["findings"])
		self.assertIn(PRODUCT, draft_consultation(asked | {"period_from": "2022-06-01"})["findings"])

	def test_is_of_its_town_and_of_what_names_no_village(self):
		test = make_laboratory_test()
		other = make_town("研判邻镇").name
		asked = {"held_on": "2022-08-03"}
		self.assertIn(PRODUCT, draft_consultation(asked | {"town": test.town})["findings"])
		self.assertNotIn(PRODUCT, draft_consultation(asked | {"town": other})["findings"])
		frappe.db.set_single_value(SETTINGS, "current_town", other)
		make("Case Clue", received_on="2022-07-04", description="来源不明", department=MARKET)
		clues = _("Clues Received", context="Circular") + " 1"
		self.assertIn(clues, draft_consultation(asked | {"town": other})["findings"])
		self.assertNotIn(clues, draft_consultation(asked | {"town": test.town})["findings"])

	def test_is_for_those_who_hold_meetings(self):
		for role, status in (("Village Officer", 403), ("District Bureau", 403), ("Market Supervision", 200)):
			response = call(make_user(role), "nongan_supervision.api.draft_consultation", meeting={})
			self.assertEqual(response.status_code, status, role)
