"""Patches: what they bring to a site of an earlier version, and what they leave alone."""

from __future__ import annotations

import frappe

from nongan_supervision.agenda.lead_times import DEFAULTS, lead_times
from nongan_supervision.cases import journal
from nongan_supervision.cases.verification import verify
from nongan_supervision.patches.v0_2 import (
	give_every_record_a_town,
	name_prints_in_chinese,
	offer_usual_findings,
	remind_by_kind,
	return_cases_at_filing,
	seal_personal_numbers,
	ship_supervision_groups,
)
from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.registry.personal_numbers import number_of
from nongan_supervision.setup import shipped
from nongan_supervision.setup.install import after_migrate
from nongan_supervision.setup.plan import SETTINGS, load_plan_2022
from nongan_supervision.setup.print_formats import ship_print_formats
from nongan_supervision.setup.workflows import ship_workflows
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_producer, make_town, make_user, make_village

NUMBER = "11010519491231002X"


class TestSealPersonalNumbers(NonganTestCase):
	def test_plain_numbers_go(self):
		producer = make_producer()
		producer.db_set("id_number", NUMBER)
		seal_personal_numbers.execute()
		self.assertEqual(number_of(producer.reload()), NUMBER)
		self.assertNotEqual(producer.id_number, NUMBER)


class TestRecordsWithoutATown(NonganTestCase):
	"""On a site of two towns whose records without a village were of none."""

	def setUp(self):
		super().setUp()
		frappe.db.set_single_value(SETTINGS, "current_town", make_town("补丁镇甲").name)
		village = make_village("补丁村乙", "补丁镇乙").name
		clerk = make_user(AGRICULTURE)
		make("User Permission", user=clerk, allow="Town", for_value="补丁镇乙")
		told = {"description": "有人兜售", "received_on": "2022-07-01"}
		self.of_a_clerk = make("Case Clue", **told)
		self.of_a_clerk.db_set({"town": None, "owner": clerk})
		self.of_the_settings = make("Case Clue", **told)
		self.of_the_settings.db_set("town", "")
		self.case = make(
			"Enforcement Case",
			clue=self.of_a_clerk.name,
			case_type="Other",
			department=frappe.db.get_value("Supervision Department", {"role": AGRICULTURE}),
			party_name="流动商贩",
			facts="无证经营",
		)
		self.case.db_set("town", None)
		self.of_the_case = make(
			"Case Clue", reference_doctype="Enforcement Case", reference_name=self.case.name, **told
		)
		self.of_the_case.db_set("town", None)
		self.check = make("Certificate Check", checked_on="2022-07-01", place="早市", finding="Missing")
		self.check.db_set({"town": None, "owner": clerk})
		self.of_a_village = make("Case Clue", village=village, **told)

	def test_and_their_journals_know(self):
		journal.record(self.case.reload(), journal.CHANGED, values={"town": ""})  # as it was before
		self.assertEqual(verify("Enforcement Case", self.case.name), [])
		give_every_record_a_town.execute()
		self.assertEqual(verify("Enforcement Case", self.case.name), [])

	def test_get_one(self):
		give_every_record_a_town.execute()
		for record, town in (
			(self.of_a_clerk, "补丁镇乙"),
			(self.of_the_settings, "补丁镇甲"),
			(self.case, "补丁镇乙"),
			(self.of_the_case, "补丁镇乙"),
			(self.check, "补丁镇乙"),
			(self.of_a_village, "补丁镇乙"),
		):
			self.assertEqual(record.reload().town, town)


class TestReturnAtFiling(NonganTestCase):
	"""On a site whose workflow of cases is from before a request could be returned."""

	def steps(self) -> list[str]:
		workflow = frappe.get_doc("Workflow", "Enforcement Case Approval")
		return [row.action for row in workflow.transitions if row.state == "Pending Filing"]

	def test_comes_once_beside_what_the_office_has_made_of_it(self):
		ship_workflows()
		workflow = frappe.get_doc("Workflow", "Enforcement Case Approval")
		workflow.transitions = [row for row in workflow.transitions if row.action != "Return for Completion"]
		workflow.transitions[0].allowed = "Supervision Leader"
		workflow.save()
		for _run in range(2):
			return_cases_at_filing.execute()
		self.assertEqual(self.steps().count("Return for Completion"), 1)
		self.assertEqual(workflow.reload().transitions[0].allowed, "Supervision Leader")


class TestUsualFindings(NonganTestCase):
	"""On a site with the plan's templates from before they said what is usually found."""

	def test_come_where_the_office_has_left_the_item_alone(self):
		load_plan_2022()
		template = frappe.get_doc("Inspection Template", "日常巡查")
		for row in template.get("items"):
			row.db_set("usual_findings", None)
		kept, own, renamed = template.get("items")[:3]
		village = make_village("常见问题村").name
		task = make("Inspection Task", village=village, template=template.name, task_type=template.task_type)
		own.db_set("usual_findings", "自己写的")
		renamed.db_set("item", "自己的检查项")
		offer_usual_findings.execute()
		for row in (kept, own, renamed):
			row.reload()
		self.assertIn("未建生产记录台账", kept.usual_findings.splitlines())
		self.assertIn("未建生产记录台账", task.reload().get("items")[0].usual_findings.splitlines())
		self.assertEqual((own.usual_findings, renamed.usual_findings), ("自己写的", None))


class TestRenewedPrints(NonganTestCase):
	"""On a site with the prints of an earlier version, whichever it is."""

	PRINT = "残留检测记录单"

	def setUp(self):
		super().setUp()
		frappe.delete_doc("Print Format", self.PRINT, force=True)
		shipped._write([key for key in shipped._read() if key != f"Print Format/{self.PRINT}"])
		ship_print_formats()
		self.shipped = self.html()
		frappe.db.set_value("Print Format", self.PRINT, "html", "before", update_modified=False)

	def html(self) -> str:
		return frappe.db.get_value("Print Format", self.PRINT, "html")

	def test_one_that_nobody_has_edited(self):
		after_migrate()
		self.assertEqual(self.html(), self.shipped)

	def test_one_that_is_the_office_s_own_by_now(self):
		print_format = frappe.get_doc("Print Format", self.PRINT)
		print_format.html = "<p>own</p>"
		print_format.save()
		after_migrate()
		self.assertEqual(self.html(), "<p>own</p>")


class TestSupervisionGroups(NonganTestCase):
	"""On a site that has the plan from before there were campaigns."""

	def setUp(self):
		super().setUp()
		settings = frappe.get_doc(SETTINGS)
		settings.supervision_groups = []
		settings.save()
		frappe.db.set_value("Village", {"town": "洛阳镇"}, "rotation_order", 0)
		shipped._write([key for key in shipped._read() if key != f"{SETTINGS}/supervision_groups"])

	def groups(self) -> list[tuple]:
		rows = frappe.get_doc(SETTINGS).supervision_groups
		return [(row.group_no, row.leader, row.liaison_department, row.partner_department) for row in rows]

	def order(self, village: str) -> int:
		return frappe.db.get_value("Village", village, "rotation_order")

	def test_annex_2_comes(self):
		ship_supervision_groups.execute()
		self.assertEqual([row[:2] for row in self.groups()], [(1, "王小虎"), (2, "管国祥"), (3, "谈一平")])
		self.assertEqual((self.order("洛东"), self.order("瞿家")), (1, 6))

	def test_once(self):
		ship_supervision_groups.execute()
		settings = frappe.get_doc(SETTINGS)
		settings.supervision_groups = settings.supervision_groups[:1]
		settings.save()
		ship_supervision_groups.execute()
		self.assertEqual(len(self.groups()), 1)

	def test_what_the_office_has_changed_stays(self):
		frappe.db.set_value("Village", "洛东", "rotation_order", 4)
		frappe.db.set_value("Village", "瞿家", "rotation_block", "A")
		ship_supervision_groups.execute()
		self.assertEqual((self.order("洛东"), self.order("瞿家")), (4, 0))

	def test_renamed_department(self):
		frappe.rename_doc("Supervision Department", "派出所", "洛阳派出所")
		ship_supervision_groups.execute()
		self.assertEqual(self.groups()[0][2:], ("镇农村工作局", "洛阳派出所"))


class TestPrintsAreNamedInChinese(NonganTestCase):
	"""On a site that has been shipped a format by its English name."""

	BEFORE, NOW = "Sale Ban Notice", "禁止上市告知书"

	def setUp(self):
		super().setUp()
		frappe.rename_doc("Print Format", self.NOW, self.BEFORE, force=True, show_alert=False)
		ledger = shipped._read()
		ledger[ledger.index(f"Print Format/{self.NOW}")] = f"Print Format/{self.BEFORE}"
		shipped._write(ledger)

	def test_renamed_with_what_the_office_edited(self):
		frappe.db.set_value("Print Format", self.BEFORE, "html", "改过的")
		name_prints_in_chinese.execute()
		self.assertFalse(frappe.db.exists("Print Format", self.BEFORE))
		self.assertEqual(frappe.db.get_value("Print Format", self.NOW, "html"), "改过的")

	def test_one_that_the_office_has_deleted_stays_away(self):
		frappe.delete_doc("Print Format", self.BEFORE)
		name_prints_in_chinese.execute()
		ship_print_formats()
		self.assertFalse(frappe.db.exists("Print Format", self.NOW))


class TestRemindByKind(NonganTestCase):
	"""On a site that had one number of days for all tasks, and no table yet."""

	def setUp(self):
		super().setUp()
		frappe.db.delete("Reminder Lead Time", {"parent": SETTINGS})
		shipped._write([key for key in shipped._read() if key != f"{SETTINGS}/reminder_lead_times"])

	def migrate(self, days: str | None) -> None:
		frappe.db.delete("Singles", {"doctype": SETTINGS, "field": ["in", ["task_reminder_days", "reminder_hour"]]})
		if days is not None:
			old = {"doctype": SETTINGS, "field": "task_reminder_days", "value": days}
			frappe.qb.into("Singles").columns(*old).insert(*old.values()).run()
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		remind_by_kind.execute()

	def test_what_an_office_had_set_holds_for_each_kind_of_task(self):
		self.migrate("5")
		found = lead_times()
		for kind in remind_by_kind.OF_TASKS:
			self.assertEqual(found[kind], DEFAULTS[kind]._replace(days_before=5), kind)
		self.assertEqual(found["Decision of the Case"], DEFAULTS["Decision of the Case"])
		self.assertNotIn("task_reminder_days", frappe.db.get_singles_dict(SETTINGS))
		self.assertEqual(frappe.db.get_single_value(SETTINGS, "reminder_hour"), 8)

	def test_others_start_as_new_sites_do(self):
		self.migrate(None)
		self.assertEqual(lead_times(), DEFAULTS)

	def test_what_users_have_changed_since_stays(self):
		self.migrate("5")
		settings = frappe.get_doc(SETTINGS)
		settings.reminder_lead_times = settings.reminder_lead_times[:1]
		settings.save()
		remind_by_kind.execute()
		self.assertEqual(len(frappe.get_doc(SETTINGS).reminder_lead_times), 1)
