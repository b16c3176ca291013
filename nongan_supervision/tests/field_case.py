"""Inspections, photos and submissions as a phone sends them, for the tests of the work in the field."""

from __future__ import annotations

import base64
import datetime
import json
import secrets
from io import BytesIO
from typing import Any

import frappe
from frappe.model.document import Document
from PIL import Image

from nongan_supervision.inspections.field import inbox
from nongan_supervision.inspections.field.tasks import state_key
from nongan_supervision.inspections.states import TASK
from nongan_supervision.setup.roles import AGRICULTURE, MARKET, POLICE, VILLAGE
from nongan_supervision.setup.workflows import ship_workflows
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_user, make_village, unique

API = "nongan_supervision.api"
NEAR, FAR = "外业近村", "外业远村"


def picture(side: int = 40, kind: str = "JPEG", **saved: Any) -> bytes:
	"""Return a photo's bytes."""
	content = BytesIO()
	Image.new("RGB", (side, side // 2), "green").save(content, kind, **saved)
	return content.getvalue()


def signature() -> str:
	"""Return a drawing as the page's canvas gives it."""
	return "data:image/png;base64," + base64.b64encode(picture(20, "PNG")).decode()


def new_key() -> str:
	return secrets.token_hex(16)


class FieldCase(NonganTestCase):
	"""Two villages, an officer of the near one, and officers of departments."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		ship_workflows()
		for village in (NEAR, FAR):
			make_village(village)
		cls.village_officer = make_user(VILLAGE, villages=[NEAR])
		cls.colleague = make_user(VILLAGE, villages=[NEAR])
		cls.agriculture = make_user(AGRICULTURE)
		cls.market = make_user(MARKET)
		cls.police = make_user(POLICE)

	def task(self, department_role: str = VILLAGE, village: str = NEAR, **values: Any) -> Document:
		"""Insert an inspection of two items; of the villages' own patrols, unless said otherwise."""
		values.setdefault("workflow_state", "Planned")
		return make(
			TASK,
			village=village,
			department=department_of(department_role),
			items=[{"item": "生产记录", "requirement": "如实记录用药"}, {"item": "投入品存放"}],
			**values,
		)

	def send(self, user: str, task: Document, kind: str = "Findings", /, **values: Any) -> dict:
		"""Send a submission as a user's phone does, with what the page would fill in; return the answer."""
		with self.as_user(user):
			return inbox.receive(self.submission(task, kind, **values))

	def submission(self, task: Document, kind: str = "Findings", /, **values: Any) -> dict:
		sent = {
			"submission_key": new_key(),
			"task": task.name,
			"kind": kind,
			"based_on": state_key(task),
			"submitted_at": datetime.datetime.now(datetime.timezone.utc).isoformat(),
		}
		if kind == "Findings":
			sent |= {
				"items": [{"name": row.name, "result": "Conforms", "finding": ""} for row in task.items],
				"conclusion": "未发现问题",
				"inspected_person": "在场人员",
				"signature": signature(),
			}
		if kind == "Rectification":
			sent["rectification_report"] = "已补记生产记录"
		return json.loads(json.dumps({**sent, **values}))

	def upload(self, user: str, task: Document, content: bytes | None = None, key: str | None = None) -> str:
		"""Attach a photo as a phone does; return its key."""
		from nongan_supervision.inspections.field import photos

		key = key or new_key()
		with self.as_user(user):
			photos.take_in(task, key, BytesIO(content or picture()))
		return key

	def rectifying(self, **values: Any) -> Document:
		"""Return a market department's inspection of the near village that has something to put right."""
		task = self.task(MARKET, **values)
		task.items[0].result = "Does Not Conform"
		task.items[0].finding = "记录不全"
		task.items[1].result = "Conforms"
		task.update({"conclusion": "须整改", "signature_refused": 1})
		for state in ("In Progress", "Submitted", "Rectifying"):
			if state == "Rectifying":
				task.rectification_requirement = "补记生产记录"
				task.rectification_due_on = frappe.utils.add_days(frappe.utils.today(), 10)
			task.workflow_state = state
			task.save()
		return task


def department_of(role: str) -> str:
	"""Return a department whose role this is."""
	found = frappe.db.get_value("Supervision Department", {"role": role})
	return found or make("Supervision Department", department_name=unique("外业"), role=role).name


def stored(task: Document) -> Document:
	"""Return a task as the database has it now."""
	return frappe.get_doc(TASK, task.name)
