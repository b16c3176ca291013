"""What an inspection task is made with, and what only the server sets."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, today

from nongan_supervision.inspections import errors
from nongan_supervision.inspections.locks import COMPUTED
from nongan_supervision.inspections.states import TASK
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, VETERINARY, VILLAGE
from nongan_supervision.registry.bounds import OutOfBoundsError
from nongan_supervision.tests.factories import make, make_key_product, make_producer, make_user, make_village, unique
from nongan_supervision.tests.inspection_world import (
	DEPARTMENTS,
	TO_RECTIFYING,
	TO_SUBMITTED,
	InspectionTestCase,
	kept_photo,
	make_template,
)
from nongan_supervision.workflows import errors as step_errors


class TestItems(InspectionTestCase):
	def test_come_from_the_default_of_the_type(self):
		template = make_template(is_default=1, guidance="先看台账")
		task = self.task()
		self.assertEqual((task.template, task.guidance), (template.name, "先看台账"))
		self.assertEqual(
			[(row.item, row.requirement) for row in task.items], [("台账", "记录完整"), ("仓库", "无禁用药")]
		)

	def test_the_last_chosen_default_is_the_only_one(self):
		first, second = make_template(is_default=1), make_template(is_default=1)
		self.assertEqual((first.reload().is_default, second.reload().is_default), (0, 1))
		second.update({"disabled": 1}).save()
		self.assertEqual(second.is_default, 0)

	def test_a_task_keeps_its_items_when_the_template_changes(self):
		template = make_template()
		planned, started = self.task(template=template.name), self.task_in("Start", template=template.name)
		template.items[0].requirement = "别的要求"
		template.append("items", {"item": "新项"})
		template.save()
		for task in (planned, started):
			task.reload().save()
			self.assertEqual([row.requirement for row in task.items], ["记录完整", "无禁用药"])

	def test_texts_stand_once_it_has_started(self):
		task = self.task_in("Start")
		task.items[0].update({"requirement": "没有要求", "result": "Conforms"})
		task.save()
		self.assertEqual((task.items[0].requirement, task.items[0].result), ("记录完整", "Conforms"))
		for change in (lambda: task.append("items", {"item": "另一项"}), lambda: task.items.pop()):
			task.reload()
			change()
			self.assertRaises(step_errors.LockedFieldError, task.save)

	def test_answers_sent_along_are_kept_for_the_templates_items(self):
		template = make_template()
		task = self.task(template=template.name, items=[{"item": "仓库", "result": "Conforms"}, {"item": "别的"}])
		self.assertEqual([(row.item, row.result) for row in task.items], [("台账", None), ("仓库", "Conforms")])

	def test_a_village_inspects_by_the_template(self):
		task = self.task(user=self.users[VILLAGE], items=[{"item": "随便看看"}])
		self.assertEqual([row.item for row in task.items], ["台账", "仓库"])
		task.items[0].requirement = "不要求"
		with self.as_user(self.users[VILLAGE]):
			self.assertEqual(task.save().items[0].requirement, "记录完整")

	def test_unsuitable_templates(self):
		for values in ({"disabled": 1}, {"task_type": "Clenbuterol Check"}):
			with self.subTest(values), self.assertRaises(errors.UnsuitableTemplateError):
				self.task(template=make_template(**values).name)
		with self.assertRaises(errors.RepeatedItemError):
			make_template(items=[{"item": "台账"}, {"item": " 台账"}])

	def test_nothing_to_inspect(self):
		for name in frappe.get_all("Inspection Template", {"task_type": "Routine Patrol"}, pluck="name"):
			frappe.db.set_value("Inspection Template", name, "is_default", 0)
		with self.assertRaises(errors.NoItemsError):
			self.task()
		self.assertEqual(len(self.task(items=[{"item": "自定项"}]).items), 1)


class TestPlace(InspectionTestCase):
	def test_village_town_and_sector_follow(self):
		producer = make_producer(sector="Livestock")
		task = self.task(producer=producer.name, village=None, town="洛阳镇", sector="Planting")
		self.assertEqual((task.village, task.town, task.sector), (producer.village, "测试镇", "Livestock"))
		self.assertEqual(task.title, f"{producer.village} · {producer.producer_name}")
		fish = make_key_product("测试鱼", "Aquaculture")
		self.assertEqual(self.task(village=self.village, product=fish.name).sector, "Aquaculture")

	def test_a_producer_of_another_village(self):
		with self.assertRaises(errors.PlaceMismatchError):
			self.task(producer=make_producer().name, village=make_village(unique("测试邻村")).name)

	def test_positions(self):
		for latitude, longitude in ((23.1, 0), (0, 113.2), (91, 113), (48.8, 2.3), (-23.1, 113.2)):
			refused = self.assertRaises((errors.PositionError, OutOfBoundsError))
			with self.subTest(latitude=latitude, longitude=longitude), refused:
				self.task(latitude=latitude, longitude=longitude)
		self.assertEqual(self.task(latitude=0, longitude=0).distance_from_place, None)

	def test_distance_from_the_producer(self):
		producer = make_producer(latitude=23.1, longitude=114.0)
		task = self.task(producer=producer.name, village=producer.village, latitude=23.11, longitude=114.0)
		self.assertAlmostEqual(task.distance_from_place, 1112, delta=2)


class TestDepartment(InspectionTestCase):
	def test_given_assigned_creators_or_by_type(self):
		vet = self.users[VETERINARY]
		for expected, values in (
			(MARKET, {"department": DEPARTMENTS[MARKET], "assigned_to": None}),
			(VETERINARY, {"assigned_to": vet}),
			(VETERINARY, {"user": vet, "village": self.village}),
			(VILLAGE, {"user": self.users[VILLAGE]}),
			(VILLAGE, {"user": self.users[LEADER]}),
			(AGRICULTURE, {"user": self.users[LEADER], "task_type": "Certificate Inspection"}),
		):
			with self.subTest(values):
				self.assertEqual(self.task(**values).department, DEPARTMENTS[expected])

	def test_a_village_does_not_plan_for_others(self):
		with self.assertRaises(frappe.PermissionError):
			self.task(user=self.users[VILLAGE], department=DEPARTMENTS[MARKET])
		with self.assertRaises(errors.DepartmentError):
			self.task(user=self.users[VILLAGE], task_type="Seasonal Supervision")

	def test_a_joint_operation_is_of_two(self):
		with self.assertRaises(errors.DepartmentError):
			self.task(task_type="Joint Operation", departments=[{"department": DEPARTMENTS[AGRICULTURE]}])
		task = self.task(task_type="Joint Operation", departments=[{"department": DEPARTMENTS[MARKET]}])
		self.assertEqual({row.department for row in task.departments}, {DEPARTMENTS[MARKET], DEPARTMENTS[AGRICULTURE]})

	def test_due_before_planned(self):
		self.assertEqual(str(self.task(planned_on="2022-07-01").due_on), "2022-07-01")
		with self.assertRaises(errors.TaskDateError):
			self.task(planned_on="2022-07-02", due_on="2022-07-01")


class TestWhatTheServerSets(InspectionTestCase):
	def test_whatever_a_client_sends(self):
		clue = make(
			"Case Clue", clue_source="Inspection", description="测试", village=self.village, department="镇农村工作局"
		)
		sent = {
			"title": "别的",
			"shown_to": "Departments",
			"guidance": "别的",
			"problems_found": 9,
			"clue": clue.name,
			"accepted_by": "Administrator",
			"submitted_by": "Administrator",
			"reinspected_by": "Administrator",
			"started_at": "2020-01-01 00:00:00",
			"finished_at": "2020-01-01 00:00:00",
			"accepted_on": "2020-01-01",
			"distance_from_place": 5,
			"sector": "Aquaculture",
		}
		self.assertEqual({*sent, "board_column"}, set(COMPUTED))
		task = self.task(**sent)
		for fieldname, value in sent.items():
			self.assertNotEqual(str(task.get(fieldname)), str(value), fieldname)
		before = {fieldname: task.get(fieldname) for fieldname in sent}
		task.update(sent).save()
		self.assertEqual({fieldname: task.get(fieldname) for fieldname in sent}, before)

	def test_plans_belong_to_who_makes_them(self):
		plan = make("Patrol Plan", town="测试镇", year=2022, month=7)
		with self.assertRaises(frappe.PermissionError):
			self.task(user=self.users[VILLAGE], patrol_plan=plan.name)
		for role, kept in ((MARKET, None), (AGRICULTURE, plan.name)):
			with self.subTest(role):
				self.assertEqual(self.task(user=self.users[role], patrol_plan=plan.name).patrol_plan, kept)

	def test_findings_stand_once_handed_in(self):
		task = self.task_in(*TO_SUBMITTED, problems=True)
		for fieldname, value in (
			("conclusion", "改写"),
			("village", make_village(unique("测试邻村")).name),
			("latitude", 23),
		):
			with self.subTest(fieldname), self.assertRaises(frappe.ValidationError):
				frappe.get_doc(TASK, task.name).update({fieldname: value}).save()
		task.items[0].result = "Conforms"
		self.assertRaises(step_errors.LockedFieldError, task.save)

	def test_photos_of_an_earlier_stage_stay(self):
		task = self.task_in("Start")
		first = kept_photo()
		task.append("photos", {"photo": first, "added_by": "Administrator", "stage": "Rectification"})
		self.take(task.save(), "Submit Findings", "Require Rectification", problems=True)
		with self.as_user(self.users[VILLAGE]):
			task.append("photos", {"photo": kept_photo()})
		self.take(task, "Report Rectified", role=VILLAGE)
		self.assertEqual(
			[(row.stage, row.added_by) for row in task.photos],
			[("Inspection", "Administrator"), ("Rectification", self.users[VILLAGE])],
		)
		task.photos[0].update({"photo": "/files/c.jpg", "caption": "仓库"})
		self.assertEqual(task.save().photos[0].photo, first)
		task.set("photos", task.photos[1:])
		self.assertRaises(step_errors.LockedFieldError, task.save)

	def test_a_village_does_not_move_its_deadline(self):
		task = self.take(self.task(department=DEPARTMENTS[VILLAGE]), *TO_RECTIFYING, problems=True)
		with self.as_user(self.users[VILLAGE]), self.assertRaises(step_errors.LockedFieldError):
			task.update({"rectification_due_on": add_days(today(), 90)}).save()


class TestUnannounced(InspectionTestCase):
	def test_known_to_departments_until_it_starts(self):
		for task_type in ("Unannounced Inspection", "Clenbuterol Check"):
			task = self.task(task_type=task_type, unannounced=0)
			self.assertEqual((task.unannounced, task.shown_to), (1, "Departments"))
			self.assertEqual(self.take(task, "Start").shown_to, "Everyone")
		announced = self.task(task_type="Clenbuterol Check").update({"unannounced": 0}).save()
		self.assertEqual(announced.shown_to, "Everyone")
		self.assertEqual(
			self.task_in("Call Off", unannounced=1, department=DEPARTMENTS[MARKET]).shown_to, "Departments"
		)

	def test_not_for_a_village_officer(self):
		village = self.users[VILLAGE]
		with self.assertRaises(errors.UnannouncedError):
			self.task(task_type="Unannounced Inspection", department=DEPARTMENTS[MARKET], assigned_to=village)
		with self.assertRaises(errors.UnannouncedError):
			self.task(unannounced=1, department=DEPARTMENTS[VILLAGE])
		task = self.task(department=DEPARTMENTS[VILLAGE], assigned_to=village)
		self.assertRaises(errors.UnannouncedError, task.update({"unannounced": 1}).save)
		hidden = self.task(task_type="Unannounced Inspection")
		for user in (self.users[AGRICULTURE], "Administrator"):
			with self.as_user(user), self.assertRaises((errors.UnannouncedError, frappe.PermissionError)):
				frappe.desk.form.assign_to.add({"doctype": TASK, "name": hidden.name, "assign_to": [village]})


class TestAssignment(InspectionTestCase):
	def todos(self, task) -> dict[str, str]:
		rows = frappe.get_all("ToDo", {"reference_name": task.name}, ["allocated_to", "status"])
		return {row.allocated_to: row.status for row in rows}

	def test_stands_in_the_users_list_until_settled(self):
		first, second = self.users[AGRICULTURE], make_user(AGRICULTURE)
		task = self.task(assigned_to=first)
		self.assertEqual(self.todos(task), {first: "Open"})
		self.assertTrue(frappe.db.exists("Notification Log", {"for_user": first, "document_name": task.name}))
		task.update({"assigned_to": second}).save()
		self.assertEqual(self.todos(task), {first: "Cancelled", second: "Open"})
		self.take(self.take(task, *TO_SUBMITTED), "Accept", role=LEADER)
		self.assertEqual(self.todos(task), {first: "Cancelled", second: "Closed"})
		self.assertEqual(task.reload().assigned_to, second)

	def test_only_to_who_can_carry_it_out(self):
		closed = make_user(AGRICULTURE)
		frappe.db.set_value("User", closed, "enabled", 0)
		for user in (closed, self.users[VETERINARY], make_user(VILLAGE), make_user("District Bureau")):
			with self.subTest(user), self.assertRaises(errors.AssigneeError):
				self.task(department=DEPARTMENTS[MARKET], assigned_to=user)

	def test_not_past_the_rules(self):
		task = self.task(department=DEPARTMENTS[MARKET])
		village = self.users[VILLAGE]
		with self.as_user(village), self.assertRaises((errors.AssigneeError, frappe.PermissionError)):
			frappe.desk.form.assign_to.add({"doctype": TASK, "name": task.name, "assign_to": [village]})
		task.update({"assigned_to": self.users[MARKET]}).save()
		with self.as_user(make_user("District Bureau")), self.assertRaises(errors.AssigneeError):
			frappe.desk.form.assign_to.remove(TASK, task.name, self.users[MARKET])
