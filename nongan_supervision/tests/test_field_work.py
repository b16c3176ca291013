"""What phones send in from the field: done once, in any order, over nobody's work, and never lost."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import frappe
from frappe.utils import add_to_date, get_datetime, get_system_timezone, now_datetime

from nongan_supervision.agenda.agenda import agenda_of
from nongan_supervision.cases import clock
from nongan_supervision.inspections.field import errors, limits
from nongan_supervision.inspections.field.tasks import as_phone_sees
from nongan_supervision.inspections.states import TASK
from nongan_supervision.setup.roles import AGRICULTURE, MARKET
from nongan_supervision.tests import web
from nongan_supervision.tests.factories import make, make_portal_user, make_producer, make_user, unique
from nongan_supervision.tests.field_case import API, FAR, NEAR, FieldCase, new_key, stored

SUBMISSION = "Field Submission"


def aware(moment) -> str:
	"""A moment of the site as a phone sends it: with its offset."""
	return get_datetime(moment).replace(tzinfo=ZoneInfo(get_system_timezone())).isoformat()


class TestFieldWork(FieldCase):
	def test_findings_with_photos_and_signature_finish_the_task(self):
		task = self.task()
		photo = self.upload(self.village_officer, task)
		answer = self.send(
			self.village_officer,
			task,
			items=[
				{"name": task.items[0].name, "result": "Does Not Conform", "finding": "记录不全"},
				{"name": task.items[1].name, "result": "Conforms", "finding": ""},
			],
			photos=[
				{
					"photo_key": photo,
					"item": task.items[0].name,
					"taken_at": aware(now_datetime()),
					"latitude": 20.01,
					"longitude": 110.2,
				},
			],
			latitude=20.02,
			longitude=110.21,
			accuracy=12.4,
		)
		self.assertEqual(answer["outcome"], "Applied", answer["message"])
		done = stored(task)
		self.assertEqual(done.workflow_state, "Submitted")
		self.assertEqual([row.result for row in done.items], ["Does Not Conform", "Conforms"])
		self.assertEqual((done.latitude, done.longitude, done.position_accuracy), (20.02, 110.21, 12.4))
		self.assertTrue(done.signature.startswith("data:image/png"))
		self.assertEqual(
			[(row.photo_key, row.for_item, row.latitude) for row in done.photos], [(photo, "生产记录", 20.01)]
		)
		self.assertTrue(answer["task"]["items"][0]["has_photo"])
		self.assertEqual(done.photos[0].added_by, self.village_officer)
		self.assertEqual(answer["task"]["workflow_state"], "Submitted")

	def test_the_same_bundle_three_times_is_done_once(self):
		task = self.task()
		photo = self.upload(self.village_officer, task)
		sent = self.submission(task, photos=[{"photo_key": photo, "item": task.items[0].name}])
		for outcome in ("Applied", "Repeated", "Repeated"):
			self.upload(self.village_officer, task, key=photo)
			self.assertEqual(self.send(self.village_officer, task, **sent)["outcome"], outcome)
		self.assertEqual(frappe.db.count("File", {"attached_to_name": task.name}), 1)
		self.assertEqual(len(stored(task).photos), 1)
		kept = frappe.get_all(SUBMISSION, {"task": task.name}, ["outcome", "times_received", "owner"])
		self.assertEqual([tuple(row.values()) for row in kept], [("Applied", 3, self.village_officer)])

	def test_a_key_is_of_one_task(self):
		first, second = self.task(), self.task()
		sent = self.submission(first, "Start")
		self.assertEqual(self.send(self.village_officer, first, **sent)["outcome"], "Applied")
		with self.assertRaises(errors.MalformedWorkError):
			self.send(self.village_officer, second, **{**sent, "task": second.name})
		self.assertEqual(stored(second).workflow_state, "Planned")

	def test_findings_before_their_start(self):
		task = self.task()
		began = add_to_date(now_datetime(), seconds=0).replace(microsecond=0)
		start = self.submission(task, "Start", started_at=aware(began))
		self.assertEqual(self.send(self.village_officer, task, started_at=aware(began))["outcome"], "Applied")
		done = stored(task)
		self.assertEqual(done.workflow_state, "Submitted")
		self.assertEqual(get_datetime(done.started_at), began)
		self.assertEqual(self.send(self.village_officer, task, **start)["outcome"], "Applied")
		self.assertEqual(stored(task).workflow_state, "Submitted")

	def test_start_then_findings_of_a_phone_that_had_the_task_before_both(self):
		task = self.task()
		findings = self.submission(task)
		self.assertEqual(self.send(self.village_officer, task, "Start")["outcome"], "Applied")
		self.assertEqual(stored(task).workflow_state, "In Progress")
		self.assertEqual(self.send(self.village_officer, task, **findings)["outcome"], "Applied")

	def test_what_another_wrote_meanwhile_is_not_overwritten(self):
		task = self.task(AGRICULTURE)
		office = make_user(AGRICULTURE)
		findings = self.submission(task)
		with self.as_user(office):
			other = stored(task)
			other.workflow_state = "In Progress"
			other.items[0].update({"result": "Does Not Conform", "finding": "他人所见"})
			other.save()
		answer = self.send(self.agriculture, task, **findings)
		self.assertEqual(answer["outcome"], "Conflict")
		self.assertIn(frappe.utils.get_fullname(office), answer["message"])
		self.assertEqual(answer["task"]["items"][0]["finding"], "他人所见")
		self.assertEqual(stored(task).items[0].finding, "他人所见")
		kept = frappe.get_doc(SUBMISSION, answer["submission"])
		self.assertEqual(json.loads(kept.content)["conclusion"], "未发现问题")
		told = frappe.get_all("Notification Log", {"document_name": kept.name}, pluck="for_user")
		self.assertIn(office, told)
		waits = [entry.title for entry in agenda_of(office, clock.now()) if entry.name == kept.name]
		self.assertEqual(waits, [stored(task).title])  # the place and the producer, as its findings are called

	def test_a_change_of_what_no_phone_writes_is_no_conflict(self):
		task = self.task(AGRICULTURE)
		findings = self.submission(task)
		planned = stored(task)
		planned.due_on = frappe.utils.add_days(frappe.utils.today(), 3)
		planned.save()
		self.assertEqual(self.send(self.agriculture, task, **findings)["outcome"], "Applied")

	def test_a_start_that_another_had_made_does_not_cover_their_findings(self):
		task = self.task(AGRICULTURE)
		start, findings = self.submission(task, "Start"), self.submission(task)
		other = stored(task)
		other.workflow_state = "In Progress"
		other.items[0].result = "Does Not Conform"
		other.items[0].finding = "他人所见"
		other.save()
		self.assertEqual(self.send(self.agriculture, task, **start)["outcome"], "Applied")
		self.assertEqual(self.send(self.agriculture, task, **findings)["outcome"], "Conflict")

	def test_after_the_task_was_closed(self):
		task = self.task(AGRICULTURE)
		late, late_start = self.submission(task), self.submission(task, "Start")
		self.send(self.agriculture, task)
		closed = stored(task)
		closed.workflow_state = "Closed"
		closed.save()
		answer = self.send(self.agriculture, task, **late)
		self.assertEqual(answer["outcome"], "Conflict")
		self.assertTrue(frappe.db.get_value(SUBMISSION, answer["submission"], "content"))
		self.assertEqual(stored(task).workflow_state, "Closed")
		self.assertEqual(self.send(self.agriculture, task, **late_start)["outcome"], "Applied")

	def test_invalid_work_is_kept_with_the_reason_and_can_be_put_right(self):
		task = self.task()
		answer = self.send(self.village_officer, task, items=[{"name": task.items[0].name, "result": "Splendid"}])
		self.assertEqual(answer["outcome"], "Refused")
		self.assertIn("Splendid", answer["message"])
		self.assertIn("Splendid", frappe.db.get_value(SUBMISSION, answer["submission"], "content"))
		self.assertEqual(self.send(self.village_officer, task)["outcome"], "Applied")

	def test_findings_wait_for_their_photos(self):
		task = self.task()
		answer = self.send(self.village_officer, task, photos=[{"photo_key": new_key()}])
		self.assertEqual(answer["outcome"], "Refused")
		self.assertEqual(stored(task).workflow_state, "Planned")

	def test_items_that_are_gone_are_a_conflict(self):
		task = self.task()
		answer = self.send(self.village_officer, task, items=[{"name": "gone", "result": "Conforms"}])
		self.assertEqual(answer["outcome"], "Conflict")

	def test_signatures_that_are_none(self):
		task = self.task()
		for wrong in ("data:image/png;base64,AAAA", "data:image/png;base64,%%", "<svg/>", 7):
			self.assertEqual(self.send(self.village_officer, task, signature=wrong)["outcome"], "Refused", wrong)

	def test_the_phones_clock_is_kept_but_not_trusted(self):
		task = self.task()
		tomorrow = add_to_date(now_datetime(), days=1)
		answer = self.send(self.village_officer, task, started_at=aware(tomorrow), finished_at=aware("2001-01-01"))
		self.assertEqual(answer["outcome"], "Applied")
		self.assertIn("clock", answer["message"])
		done = stored(task)
		self.assertLessEqual(get_datetime(done.started_at), now_datetime())
		self.assertGreaterEqual(get_datetime(done.finished_at), get_datetime(task.creation).replace(microsecond=0))
		self.assertIn("2001-01-01", frappe.db.get_value(SUBMISSION, answer["submission"], "content"))

	def test_a_moment_at_the_end_of_the_calendar_is_none(self):
		task = self.task()
		for moment in ("9999-12-31T23:59:59-11:00", "0001-01-01T00:00:00+11:00", "9999-12-31T23:59:59+00:00"):
			answer = self.send(self.village_officer, task, kind="Start", started_at=moment, submitted_at=moment)
			self.assertEqual(answer["outcome"], "Applied")

	def test_a_position_off_the_map_costs_nothing_but_itself(self):
		task = self.task()
		answer = self.send(self.village_officer, task, latitude=920.5, longitude=110)
		self.assertEqual(answer["outcome"], "Applied")
		self.assertIn("off the map", answer["message"])
		self.assertFalse(stored(task).latitude)

	def test_a_village_reports_what_was_put_right(self):
		task = self.rectifying()
		photo = self.upload(self.village_officer, task)
		answer = self.send(self.village_officer, task, "Rectification", photos=[{"photo_key": photo}])
		self.assertEqual(answer["outcome"], "Applied", answer["message"])
		done = stored(task)
		self.assertEqual((done.workflow_state, done.rectification_report), ("Submitted", "已补记生产记录"))
		self.assertTrue(done.rectified_on)
		self.assertEqual([row.stage for row in done.photos], ["Rectification"])

	def test_a_village_may_not_send_findings_for_a_department(self):
		task = self.task(MARKET)
		answer = self.send(self.village_officer, task)
		self.assertEqual(answer["outcome"], "Refused")
		self.assertEqual(stored(task).workflow_state, "Planned")

	def test_too_much_in_an_hour(self):
		task = self.task()
		self.addCleanup(setattr, limits, "SUBMISSIONS_PER_HOUR", limits.SUBMISSIONS_PER_HOUR)
		limits.SUBMISSIONS_PER_HOUR = 1
		self.send(self.village_officer, task, "Start")
		with self.assertRaises(errors.TooMuchSentError):
			self.send(self.village_officer, task)

	def test_without_a_key_or_too_large(self):
		task = self.task()
		for wrong in ({"submission_key": "1"}, {"conclusion": "长" * limits.CONTENT_CHARACTERS}):
			with self.assertRaises(errors.MalformedWorkError):
				self.send(self.village_officer, task, **wrong)
		with self.as_user(self.village_officer), self.assertRaises(errors.MalformedWorkError):
			from nongan_supervision.inspections.field import inbox

			inbox.receive("no JSON")


class TestWhoSendsWhat(FieldCase):
	"""Through the REST API, as a phone calls it."""

	def post(self, user: str, task, **values):
		return web.call(user, f"{API}.submit_field_work", submission=self.submission(task, **values))

	def test_not_to_another_village_nor_to_a_hidden_task(self):
		hidden = self.task(shown_to="Departments")
		frappe.db.set_value("Inspection Task", hidden.name, "shown_to", "Departments")
		for task in (self.task(village=FAR), hidden):
			response = self.post(self.village_officer, task)
			self.assertEqual(response.status_code, 403)
			self.assertFalse(frappe.db.exists(SUBMISSION, {"task": task.name}))
			nothing = web.call(self.village_officer, f"{API}.upload_field_photo", task=task.name, photo_key=new_key())
			self.assertEqual(nothing.status_code, 403)

	def test_offices(self):
		task = self.task(MARKET)
		self.assertEqual(web.message_of(self.post(self.market, task))["outcome"], "Applied")
		self.assertIn(self.post(self.police, task).status_code, (200, 403))
		self.assertNotEqual((web.message_of(self.post(self.police, task)) or {}).get("outcome"), "Applied")

	def test_neither_producers_nor_guests(self):
		task = self.task()
		producer = make_portal_user(make_producer(village=NEAR))
		for user in (producer, "Guest", make_user()):
			self.assertEqual(self.post(user, task).status_code, 403)
			self.assertEqual(web.request(user, "GET", f"/api/method/{API}.field_tasks").status_code, 403)

	def test_nobody_uses_anothers_key(self):
		task = self.task()
		sent = self.submission(task, "Start")
		self.send(self.village_officer, task, **sent)
		response = web.call(self.colleague, f"{API}.submit_field_work", submission=sent)
		self.assertEqual(response.status_code, 403)

	def test_the_phone_lists_what_its_user_has_to_do(self):
		own, others = self.task(), self.task(MARKET)
		far, put_right = self.task(village=FAR), self.rectifying()
		told = web.message_of(web.request(self.village_officer, "GET", f"/api/method/{API}.field_tasks"))
		names = {task["name"] for task in told["tasks"]}
		self.assertEqual(told["user"], self.village_officer)
		self.assertTrue(told["csrf_token"])
		self.assertLessEqual({own.name, put_right.name}, names)
		self.assertFalse(names & {others.name, far.name})

	def test_the_phone_is_told_what_is_usually_found(self):
		items = [{"item": "台账", "usual_findings": " 未建台账\n\n记录不完整 "}, {"item": "仓库"}]
		template = make("Inspection Template", title=unique("巡查"), task_type="Routine Patrol", items=items)
		task = make(TASK, village=NEAR, template=template.name, workflow_state="Planned")
		told = as_phone_sees(task)["items"]
		self.assertEqual([item["usual_findings"] for item in told], [["未建台账", "记录不完整"], []])

	def test_only_the_sender_and_the_office_see_what_was_sent(self):
		task = self.task()
		name = self.send(self.village_officer, task)["submission"]
		seen = {
			user: web.request(user, "GET", f"/api/resource/{SUBMISSION}/{name}").status_code == 200
			for user in (self.village_officer, self.colleague, self.agriculture, self.market)
		}
		self.assertEqual(list(seen.values()), [True, False, True, False])
