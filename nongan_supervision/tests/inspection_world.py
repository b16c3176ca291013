"""Inspection tasks for tests: a user per office, and tasks brought to the state a test starts from."""

from __future__ import annotations

import itertools
from io import BytesIO

import frappe
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow
from PIL import Image

from nongan_supervision.inspections.states import TASK
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.setup.workflows import ship_workflows
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import get_or_make, make, make_producer, make_user, make_village, unique

DEPARTMENTS = {
	AGRICULTURE: "镇农村工作局",
	MARKET: "市场监督分局",
	VETERINARY: "畜牧兽医站",
	POLICE: "派出所",
	VILLAGE: "各行政村",
}
TYPES = (
	"Seasonal Supervision",
	"Routine Patrol",
	"Unannounced Inspection",
	"Clenbuterol Check",
	"Certificate Inspection",
	"Input Dealer Inspection",
	"Joint Operation",
)
SIGNED = "data:image/png;base64,iVBORw0KGgo="

BEFORE: dict[str, dict] = {
	"Submit Findings": {"conclusion": "情况正常", "signature": SIGNED},
	"Require Rectification": {"rectification_requirement": "七日内补齐台账"},
	"Report Rectified": {"rectification_report": "台账已补齐"},
	"Return for Completion": {"return_reason": "照片不清"},
	"Call Off": {"return_reason": "主体已停产"},
}
"""Action → what it needs filled in before."""

TO_SUBMITTED = ("Start", "Submit Findings")
TO_RECTIFYING = (*TO_SUBMITTED, "Require Rectification")
TO_RECTIFIED = (*TO_RECTIFYING, "Report Rectified")


class InspectionTestCase(NonganTestCase):
	"""A user of each office, the departments, and a default template of two items for each type of task."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		ship_workflows()
		for role, name in DEPARTMENTS.items():
			get_or_make("Supervision Department", name, department_name=name, role=role)
		cls.village = make_village().name
		cls.users = {role: make_user(role) for role in (LEADER, *DEPARTMENTS) if role != VILLAGE}
		cls.users[VILLAGE] = make_user(VILLAGE, villages=[cls.village])
		for task_type in TYPES:
			make_template(task_type, is_default=1)

	def task(self, user: str | None = None, **values) -> Document:
		"""Insert a task: the village's patrol of a producer, unless said otherwise."""
		if "producer" not in values and "village" not in values:
			producer = make_producer()
			values |= {"producer": producer.name, "village": producer.village}
		with self.as_user(user or "Administrator"):
			return make(TASK, **{"task_type": "Routine Patrol", **values})

	def take(self, task: Document, *actions: str, role: str = AGRICULTURE, problems: bool = False) -> Document:
		"""Take steps as a user of a role, each with what it needs filled in."""
		with self.as_user(self.users[role]):
			for action in actions:
				if action == "Submit Findings":
					answer(task, problems)
				if action in BEFORE:
					task.update(BEFORE[action])
				if action == "Submit Findings" or action in BEFORE:
					task.save()
				apply_workflow(task, action)
				task.reload()
		return task

	def task_in(self, *actions: str, problems: bool = False, **values) -> Document:
		"""Insert a task and take steps as the agriculture office."""
		return self.take(self.task(**values), *actions, problems=problems)


def make_template(task_type: str = "Routine Patrol", **values) -> Document:
	"""Insert a template of two items."""
	items = [{"item": "台账", "requirement": "记录完整"}, {"item": "仓库", "requirement": "无禁用药"}]
	return make(
		"Inspection Template", **{"title": unique("测试模板"), "task_type": task_type, "items": items, **values}
	)


def kept_photo() -> str:
	"""Return the address of a photo that is stored, and private."""
	content = BytesIO()
	Image.new("RGB", (next(_sides), 8)).save(content, "PNG")  # no two are the same file
	file = {"doctype": "File", "file_name": "photo.png", "is_private": 1, "content": content.getvalue()}
	return frappe.get_doc(file).insert().file_url


_sides = itertools.count(8)


def answer(task: Document, problems: bool = False) -> None:
	"""Give each item of a task a result: the first one does not conform, if there shall be problems."""
	for row in task.items:
		row.result = "Conforms"
	if problems:
		task.items[0].update({"result": "Does Not Conform", "finding": "台账缺六月记录"})
