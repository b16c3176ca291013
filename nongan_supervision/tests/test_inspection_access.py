"""Who reaches an inspection task over the wire, and that nobody in the village learns of an unannounced one."""

from __future__ import annotations

import json

import frappe
from frappe.utils import add_days, today

from nongan_supervision.inspections.states import TASK
from nongan_supervision.permissions.grants import AGRICULTURE, DISTRICT, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.tests.factories import make_producer, make_user, make_village, unique
from nongan_supervision.tests.inspection_world import DEPARTMENTS, TO_RECTIFYING, InspectionTestCase
from nongan_supervision.tests.web import call, message_of, request, text_of


class TestByRest(InspectionTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.users[DISTRICT] = make_user(DISTRICT)

	def status(self, role: str, method: str, path: str, **values) -> int:
		return request(self.users[role], method, f"/api/resource/{path}", **values).status_code

	def test_who_makes_a_task(self):
		producer = make_producer(sector="Livestock")
		values = {"task_type": "Routine Patrol", "village": producer.village}
		for role, expected in (
			(LEADER, 200),
			(AGRICULTURE, 200),
			(MARKET, 200),
			(VETERINARY, 200),
			(POLICE, 200),
			(VILLAGE, 200),
			(DISTRICT, 403),
		):
			with self.subTest(role):
				self.assertEqual(self.status(role, "POST", TASK, **values), expected)

	def test_no_village_makes_another_villages(self):
		elsewhere = make_village(unique("邻村")).name
		values = {"task_type": "Routine Patrol", "village": elsewhere}
		self.assertIn(self.status(VILLAGE, "POST", TASK, **values), (403, 404))

	def test_who_reads_and_writes_a_markets_task(self):
		task = self.task(department=DEPARTMENTS[MARKET])
		for role, reads, writes in (
			(LEADER, 200, 200),
			(AGRICULTURE, 200, 200),
			(MARKET, 200, 200),
			(VETERINARY, 403, 403),
			(POLICE, 403, 403),
			(VILLAGE, 200, 403),
			(DISTRICT, 200, 403),
		):
			with self.subTest(role):
				path = f"{TASK}/{task.name}"
				self.assertEqual(self.status(role, "GET", path), reads)
				self.assertEqual(self.status(role, "PUT", path, other_participants="区执法队"), writes)

	def test_a_village_reports_rectified_by_put(self):
		task = self.task_in(*TO_RECTIFYING, problems=True, department=DEPARTMENTS[MARKET])
		path = f"{TASK}/{task.name}"
		done = {"workflow_state": "Submitted", "rectification_report": "已改正"}
		self.assertEqual(self.status(VILLAGE, "PUT", path, **done, conclusion="没有问题"), 403)
		self.assertEqual(self.status(VILLAGE, "PUT", path, rectification_due_on=add_days(today(), 60)), 403)
		response = request(self.users[VILLAGE], "PUT", f"/api/resource/{path}", **done, clue="CL-1", problems_found=0)
		self.assertNotEqual(response.status_code, 200)
		response = request(self.users[VILLAGE], "PUT", f"/api/resource/{path}", **done)
		self.assertEqual((response.status_code, message_of(response)["workflow_state"]), (200, "Submitted"))

	def test_no_state_by_put(self):
		task = self.task(department=DEPARTMENTS[VILLAGE])
		for state in ("Submitted", "Closed", "Rectifying", "Called Off"):
			for role in (VILLAGE, MARKET, DISTRICT):
				with self.subTest(state=state, role=role):
					self.assertGreaterEqual(
						self.status(role, "PUT", f"{TASK}/{task.name}", workflow_state=state, return_reason="无"), 400
					)
		self.assertEqual(task.reload().workflow_state, "Planned")

	def test_patrol_plans_and_templates(self):
		village, market = self.users[VILLAGE], self.users[MARKET]
		for user in (village, market, self.users[DISTRICT]):
			response = call(user, "nongan_supervision.api.propose_patrol_plan", town="测试镇", year=2022, month=7)
			self.assertEqual(response.status_code, 403)
		self.assertEqual(
			self.status(VILLAGE, "POST", "Inspection Template", title="x", task_type="Routine Patrol"), 403
		)


class TestUnannounced(InspectionTestCase):
	"""Nothing of it reaches the village before it starts, whatever way it asks."""

	def setUp(self):
		super().setUp()
		self.hidden = self.task(task_type="Unannounced Inspection", assigned_to=self.users[AGRICULTURE], product=None)

	def answers(self, name: str):
		user = self.users[VILLAGE]
		fields = json.dumps(["name", "title", "planned_on"])
		field_map = json.dumps({"start": "planned_on", "end": "due_on", "title": "title", "id": "name"})
		start, end = add_days(today(), -30), add_days(today(), 30)
		board = frappe.get_doc("Kanban Board", {"reference_doctype": TASK})
		board.columns[0].order = json.dumps([name])
		board.save()
		yield request(user, "GET", f"/api/resource/{TASK}", limit_page_length=0)
		yield request(user, "GET", f"/api/resource/{TASK}/{name}")
		yield call(user, "frappe.desk.reportview.get", doctype=TASK, fields=fields, start=0, page_length=500)
		yield call(user, "frappe.desk.reportview.get_list", doctype=TASK, fields=fields)
		yield call(user, "frappe.desk.search.search_link", doctype=TASK, txt=name, page_length=500)
		yield call(user, "frappe.desk.search.search_link", doctype="ToDo", txt="")
		yield call(user, "frappe.desk.form.load.getdoc", doctype=TASK, name=name)
		yield call(user, "frappe.client.get", doctype=TASK, name=name)
		yield call(user, "frappe.client.get_value", doctype=TASK, filters=name, fieldname="title")
		yield call(user, "frappe.desk.calendar.get_events", doctype=TASK, start=start, end=end, field_map=field_map)
		yield call(user, "frappe.client.get", doctype="Kanban Board", name=board.name)
		yield call(user, "frappe.desk.reportview.get", doctype="ToDo", fields=json.dumps(["name", "reference_name"]))
		yield call(user, "frappe.desk.query_report.run", report_name="Inspection Findings and Rectification")
		yield request(user, "GET", "/api/resource/Notification Log", fields=json.dumps(["document_name", "subject"]))
		yield request(user, "GET", "/api/resource/Version", fields=json.dumps(["docname", "data"]))

	def test_no_way_tells_of_it(self):
		for number, response in enumerate(self.answers(self.hidden.name)):
			text = text_of(response)
			if response.status_code == 200:
				with self.subTest(number=number):
					self.assertNotIn(self.hidden.name, text)

	def test_it_is_not_counted(self):
		def count() -> int:
			return message_of(call(self.users[VILLAGE], "frappe.desk.reportview.get_count", doctype=TASK))

		before = count()
		self.task(task_type="Clenbuterol Check", department=DEPARTMENTS[VETERINARY])
		self.assertEqual(count(), before)
		self.take(self.hidden, "Start")
		self.assertEqual(count(), before + 1)

	def test_the_village_does_not_start_it_or_report_on_it(self):
		path = f"/api/resource/{TASK}/{self.hidden.name}"
		for state in ("In Progress", "Submitted"):
			self.assertIn(request(self.users[VILLAGE], "PUT", path, workflow_state=state).status_code, (403, 404))

	def test_no_one_shares_or_assigns_it_to_the_village(self):
		for method, arguments in (
			("frappe.desk.form.assign_to.add", {"assign_to": json.dumps([self.users[VILLAGE]]), "doctype": TASK}),
			("frappe.share.add", {"user": self.users[VILLAGE], "doctype": TASK, "read": 1}),
		):
			response = call(self.users[AGRICULTURE], method, name=self.hidden.name, **arguments)
			self.assertGreaterEqual(response.status_code, 400, method)
