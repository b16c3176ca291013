"""What nobody rewrites or deletes over the wire, whatever they may write: clues, files, plans and notes of others."""

from __future__ import annotations

from io import BytesIO

import frappe
from frappe.model.workflow import apply_workflow
from PIL import Image

from nongan_supervision.cases import clue_work
from nongan_supervision.cases.informants import show_contact
from nongan_supervision.inspections.errors import MissingSignatureError
from nongan_supervision.inspections.states import TASK
from nongan_supervision.permissions.addresses import UnusableAddressError
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, POLICE, VILLAGE
from nongan_supervision.tests.case_world import CaseTestCase, department_of
from nongan_supervision.tests.factories import make, make_producer, make_user
from nongan_supervision.tests.inspection_world import DEPARTMENTS, TO_SUBMITTED, InspectionTestCase, answer, kept_photo
from nongan_supervision.tests.test_tip_offs import photo
from nongan_supervision.tests.tip_off_case import TipOffTestCase
from nongan_supervision.tests.web import call, request, text_of
from nongan_supervision.workflows import errors as step_errors

RECORDS = "/api/resource"


class TestClues(TipOffTestCase):
	def setUp(self):
		super().setUp()
		self.officer = make_user(AGRICULTURE)
		self.clue = self.hand_in(photo())

	def put(self, clue, **values) -> int:
		return request(self.officer, "PUT", f"{RECORDS}/Case Clue/{clue.name}", **values).status_code

	def put_aside(self) -> None:
		with self.as_user(self.officer):
			self.clue.reload().update({"status": "Not Filed", "outcome_reason": "查无实据"}).save()

	def delete(self, clue) -> int:
		return request(self.officer, "DELETE", f"{RECORDS}/Case Clue/{clue.name}").status_code

	def test_a_tip_off_says_what_it_said(self):
		due = self.clue.check_due_on
		for values in (
			{"description": "没有的事"},
			{"received_on": "2022-08-01"},
			{"clue_source": "Inspection"},
			{"receipt_no": "X"},
			{"place": "别处"},
		):
			with self.subTest(values):
				self.assertEqual(self.put(self.clue, **values), 417)
		self.assertEqual(self.put(self.clue, product="举报菜"), 200)
		self.assertEqual(self.clue.reload().check_due_on, due)

	def test_a_check_does_not_begin_later_by_hand(self):
		with self.as_user(self.officer):
			clue = make("Case Clue", description="甲", received_on="2022-07-04", department=department_of(AGRICULTURE))
		self.assertEqual(self.put(clue, received_on="2022-07-11"), 417)
		self.assertEqual(self.put(clue, received_on="2022-07-01", description="乙"), 200)

	def test_a_settled_one_changes_no_more(self):
		self.put_aside()
		for values in ({"outcome_reason": "另一理由"}, {"product": "举报菜"}, {"status": "Open"}):
			with self.subTest(values):
				self.assertEqual(self.put(self.clue, **values), 417)

	def test_none_is_deleted_but_ones_own_before_it_is_checked(self):
		self.assertEqual(self.delete(self.clue), 417)
		with self.as_user(self.officer):
			own, begun = (
				make("Case Clue", description="甲", received_on="2022-07-04", department=department_of(AGRICULTURE))
				for _time in range(2)
			)
			clue_work.take_up(begun.name)
		self.assertEqual(self.delete(begun), 417)
		self.assertEqual(self.delete(own), 202)
		self.put_aside()
		self.assertEqual(self.delete(self.clue), 417)

	def test_the_photos_of_a_tip_off_stay(self):
		place = {"attached_to_doctype": "Case Clue", "attached_to_name": self.clue.name}
		file = frappe.get_doc("File", place)
		self.assertEqual(request(self.officer, "DELETE", f"{RECORDS}/File/{file.name}").status_code, 417)
		self.assertEqual(call(self.officer, "frappe.desk.form.utils.remove_attach", fid=file.name).status_code, 417)
		moved = request(self.officer, "PUT", f"{RECORDS}/File/{file.name}", attached_to_doctype="", attached_to_name="")
		self.assertIn(moved.status_code, (403, 417))
		self.assertTrue(frappe.db.exists("File", {"name": file.name, **place}))
		self.assertTrue(file.exists_on_disk())

	def test_the_note_of_a_look_stays(self):
		with self.as_user(self.officer):
			show_contact(self.clue.name)
		note = frappe.get_doc("Comment", {"reference_name": self.clue.name, "comment_type": "Info"})
		method = "frappe.desk.form.utils.update_comment"
		self.assertEqual(call(self.officer, method, name=note.name, content="什么也没看").status_code, 403)
		self.assertEqual(frappe.db.get_value("Comment", note.name, "content"), note.content)


class TestFilesOfHiddenRecords(CaseTestCase):
	def attach(self, user: str, case) -> int:
		place = {"attached_to_doctype": case.doctype, "attached_to_name": case.name}
		file = {"file_name": "x.txt", "content": "x", "is_private": 1}
		return request(user, "POST", f"{RECORDS}/File", **file, **place).status_code

	def test_nobody_attaches_to_what_they_may_not_write(self):
		case = self.make_case()
		for role in (MARKET, POLICE, VILLAGE):
			with self.subTest(role):
				self.assertEqual(self.attach(make_user(role), case), 403)
		self.assertEqual(self.attach(make_user(AGRICULTURE), case), 200)

	def test_nobody_moves_their_own_file_there(self):
		case, market = self.make_case(), make_user(MARKET)
		with self.as_user(market):
			own = make("File", file_name="own.txt", content="own", is_private=1)
		place = {"attached_to_doctype": case.doctype, "attached_to_name": case.name}
		self.assertEqual(request(market, "PUT", f"{RECORDS}/File/{own.name}", **place).status_code, 403)

	def test_no_mail_brings_a_file_that_its_sender_may_not_read(self):
		theirs, market = self.make_case(), make_user(MARKET)
		url = self.upload(theirs)
		hidden = frappe.db.get_value("File", {"file_url": url})
		with self.as_user(market):
			mine = make("Case Clue", description="甲", received_on="2022-07-01", department=department_of(MARKET))
		sent = {"doctype": "Case Clue", "name": mine.name, "content": "x", "subject": "x", "recipients": "a@b.example"}
		method = "frappe.core.doctype.communication.email.make"
		response = call(market, method, **sent, send_email="0", attachments=[hidden])
		self.assertEqual(response.status_code, 403)
		self.assertEqual(request(market, "POST", url).status_code, 403)
		with self.as_user(market):
			own = make("File", file_name="mine.txt", content="mine", is_private=1)
		answer = call(market, method, **sent, send_email="0", attachments=[own.name])
		self.assertEqual(answer.status_code, 200, text_of(answer))


def taken_photo() -> bytes:
	"""A picture of which there is no other, and whose bytes no encoding takes for a text."""
	content = BytesIO()
	Image.effect_noise((64, 64), 40).convert("RGB").save(content, "JPEG")
	return content.getvalue()


class TestInspections(InspectionTestCase):
	def photo_of(self, task):
		place = {"attached_to_doctype": TASK, "attached_to_name": task.name}
		with self.as_user(self.users[AGRICULTURE]):
			file = make("File", file_name="photo.jpg", content=taken_photo(), is_private=1, **place)
			task.reload().append("photos", {"photo": file.file_url})
			task.save()
		return file

	def delete(self, role: str, doctype: str, name: str) -> int:
		return request(self.users[role], "DELETE", f"{RECORDS}/{doctype}/{name}").status_code

	def test_a_photo_of_what_was_found_stays(self):
		task = self.task_in("Start", department=DEPARTMENTS[AGRICULTURE])
		file, taken_back = self.photo_of(task), self.photo_of(task)
		self.assertEqual(self.delete(AGRICULTURE, "File", taken_back.name), 202)
		self.take(task.reload(), "Submit Findings")
		self.assertEqual(self.delete(AGRICULTURE, "File", file.name), 417)
		self.take(task, "Accept")
		self.assertEqual(self.delete(AGRICULTURE, "File", file.name), 417)
		for change, status in (({"attached_to_name": ""}, 417), ({"is_private": 0}, 403)):
			moved = request(self.users[AGRICULTURE], "PUT", f"{RECORDS}/File/{file.name}", **change)
			self.assertEqual(moved.status_code, status)

	def test_a_photo_that_its_author_may_not_read_is_none(self):
		with self.as_user(self.users[AGRICULTURE]):
			hidden = kept_photo()
		task = self.task_in("Start", department=DEPARTMENTS[MARKET])
		path = f"/api/v2/document/{TASK}/{task.name}/"
		self.assertEqual(request(self.users[MARKET], "PUT", path, photos=[{"photo": hidden}]).status_code, 417)
		with self.as_user(self.users[MARKET]):
			own = kept_photo()
		self.assertEqual(request(self.users[MARKET], "PUT", path, photos=[{"photo": own}]).status_code, 200)

	def test_a_word_is_no_signature(self):
		producer = make_producer()
		task = self.task_in("Start", producer=producer.name, village=producer.village)
		answer(task)
		task.update({"conclusion": "正常", "signature": "已签"})
		self.assertRaises(UnusableAddressError, task.save)
		task.reload()
		answer(task)
		task.update({"conclusion": "正常"}).save()
		task.db_set("signature", "已签")  # as it could be stored once
		self.assertRaises(MissingSignatureError, apply_workflow, task, "Submit Findings")

	def test_who_planned_a_task_deletes_it(self):
		for owner, deleted_by, expected in (
			(AGRICULTURE, VILLAGE, 417),
			(VILLAGE, VILLAGE, 202),
			(VILLAGE, AGRICULTURE, 202),
			(MARKET, LEADER, 202),
			(AGRICULTURE, MARKET, 417),
		):
			department = DEPARTMENTS[MARKET if MARKET in (owner, deleted_by) else VILLAGE]
			task = self.task(self.users[owner], village=self.village, department=department)
			with self.subTest(owner=owner, deleted_by=deleted_by):
				self.assertEqual(self.delete(deleted_by, TASK, task.name), expected)

	def test_a_village_does_not_put_off_what_the_office_has_planned(self):
		task = self.task(self.users[AGRICULTURE], village=self.village, department=DEPARTMENTS[VILLAGE])
		own = self.task(self.users[VILLAGE], village=self.village)
		for values in ({"due_on": "2099-01-01"}, {"planned_on": "2022-01-01"}, {"task_type": "Certificate Inspection"}):
			with self.subTest(values):
				answer = request(self.users[VILLAGE], "PUT", f"{RECORDS}/{TASK}/{task.name}", **values)
				self.assertEqual(answer.status_code, 417)
		for name, values in ((own.name, {"due_on": frappe.utils.today()}), (task.name, {"conclusion": "正常"})):
			answer = request(self.users[VILLAGE], "PUT", f"{RECORDS}/{TASK}/{name}", **values)
			self.assertEqual(answer.status_code, 200)
		self.take(task.reload(), *TO_SUBMITTED, role=VILLAGE)


class TestErrorsAreNamed(CaseTestCase):
	def test_a_deleted_clue_raises_as_other_records_do(self):
		clue = self.make_clue(description="甲", received_on="2022-07-01")
		with self.as_user(make_user(AGRICULTURE)):
			self.assertRaises(step_errors.SettledRecordError, frappe.get_doc("Case Clue", clue.name).delete)
