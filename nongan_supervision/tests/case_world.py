"""Users, cases and referrals for the tests of both workflows, and a clock that stands where a test puts it."""

from __future__ import annotations

import datetime
from contextlib import AbstractContextManager
from pathlib import Path

import frappe
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow

from nongan_supervision.cases import clock, refusals
from nongan_supervision.cases.referrals import DOCUMENT_TYPES
from nongan_supervision.cases.states import (
	APPROVE,
	APPROVE_DECISION,
	APPROVE_FILING,
	CASE,
	CLOSE,
	POLICE_DECLINE,
	POLICE_FILE,
	REFER_TO_POLICE,
	REFERRAL,
	REJECT,
	REJECT_FILING,
	REPORT,
	REQUEST_FILING,
	REQUEST_RECONSIDERATION,
	RETURN_FILING,
	RETURN_FOR_INVESTIGATION,
	SUBMIT_FOR_REVIEW,
	TRANSFER,
)
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.setup.workflows import ship_workflows
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_user, make_village, unique

MONDAY = "2022-07-04 10:00:00"
"""An ordinary working day; in the site's time zone, as all moments of these tests."""

BY_LEADER = (
	*(APPROVE_FILING, RETURN_FILING, REJECT_FILING, APPROVE_DECISION, RETURN_FOR_INVESTIGATION),
	*(APPROVE, REJECT),
)

NEEDED = {
	REQUEST_FILING: {},
	APPROVE_FILING: {},
	REJECT_FILING: {"return_reason": "证据不足"},
	RETURN_FILING: {"return_reason": "补拍标签后再报"},
	SUBMIT_FOR_REVIEW: {"legal_basis": "《农产品质量安全法》第七十条", "penalty_type": "Fine", "penalty_amount": 5000},
	RETURN_FOR_INVESTIGATION: {"return_reason": "补充现场笔录"},
	APPROVE_DECISION: {"legal_review_opinion": "事实清楚，程序合法"},
	CLOSE: {},
	REFER_TO_POLICE: {"suspected_crime": 1},
	REPORT: {"suspected_offence": "生产、销售有毒、有害食品罪", "report": "测试报告"},
	APPROVE: {},
	REJECT: {"rejection_reason": "尚不构成犯罪"},
	TRANSFER: {},
	POLICE_FILE: {},
	POLICE_DECLINE: {"police_reason": "情节轻微"},
	REQUEST_RECONSIDERATION: {"reconsideration_reason": "数额已达标准"},
}
"""What each step needs to be filled in."""

TO_INVESTIGATION = (REQUEST_FILING, APPROVE_FILING)
TO_REVIEW = (*TO_INVESTIGATION, SUBMIT_FOR_REVIEW)
TO_DECISION = (*TO_REVIEW, APPROVE_DECISION)


def at(moment: str) -> AbstractContextManager[None]:
	"""Let the rules of cases take this moment, in the site's time zone, for now."""
	return clock.standing_at(datetime.datetime.fromisoformat(moment))


class CaseTestCase(NonganTestCase):
	"""A user per role, and a clock that stands on a Monday morning unless a test moves it."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		ship_workflows()
		make_village("案件村")
		cls.users = {
			role: make_user(role, villages=["案件村"] if role == VILLAGE else None)
			for role in (LEADER, AGRICULTURE, MARKET, VETERINARY, POLICE, DISTRICT, VILLAGE)
		}
		cls.reviewer = make_user(AGRICULTURE, name="case.reviewer")
		cls.officers = [
			{
				"user": make_user(AGRICULTURE, name=f"case.officer{number}", full_name=full_name),
				"certificate_no": f"示例-00{number}",
			}
			for number, full_name in enumerate(("执法员甲", "执法员乙"), start=1)
		]
		cls.department = department_of(AGRICULTURE)

	def setUp(self):
		super().setUp()
		frappe.cache.delete_keys(refusals.ATTEMPTS)
		self.clock_at(MONDAY)

	def clock_at(self, moment: str) -> None:
		"""Put the clock somewhere for the rest of the test."""
		standing = at(moment)
		standing.__enter__()
		self.addCleanup(standing.__exit__, None, None, None)

	def new_case(self, **values) -> Document:
		"""A case that is not saved: of a household, by the agriculture office, with two officers."""
		return frappe.get_doc(
			{
				"doctype": CASE,
				"case_type": "Banned Substance",
				"department": self.department,
				"party_name": "示例户",
				"village": "案件村",
				"facts": "检出禁用农药",
				"officers": [dict(officer) for officer in self.officers],
				**values,
			}
		)

	def make_clue(self, **values):
		values = {"department": self.department, "village": "案件村", "received_on": "2022-07-01", **values}
		return make("Case Clue", **{"description": "有人举报", **values})

	def make_case(self, **values) -> Document:
		"""A draft that the agriculture office has made."""
		with self.as_user(self.users[AGRICULTURE]):
			return self.new_case(**values).insert()

	def case_in(self, *actions: str, **values) -> Document:
		"""A case after these steps, each by who should take it."""
		case = self.make_case(**values)
		for action in actions:
			self.take(case, action)
		return case

	def referral_in(self, *actions: str) -> Document:
		"""The referral of a case that is referred to the police, after these steps of its own."""
		case = self.case_in(REQUEST_FILING, APPROVE_FILING, REFER_TO_POLICE)
		referral = frappe.get_doc(REFERRAL, case.referral)
		for action in actions:
			self.take(referral, action)
		return referral

	def take(self, doc: Document, action: str, user: str | None = None, **values) -> Document:
		"""Fill in what a step needs and take it, as the Desk does."""
		self.prepare(doc, action, **values)
		with self.as_user(user or self.actor(action)):
			apply_workflow(doc.as_dict(), action)
		return doc.reload()

	def prepare(self, doc: Document, action: str, **values) -> None:
		"""Fill in what a step needs, by who fills it in."""
		needed = {**NEEDED[action], **values}
		if action == TRANSFER:
			self.complete_papers(doc)
		if action == CLOSE:
			needed = {"served_on": doc.decided_on, **needed}
		if needed:
			user = self.reviewer if action == APPROVE_DECISION else self.actor(action)
			with self.as_user(user):
				doc.update(needed)
				doc.save()

	def complete_papers(self, referral: Document) -> None:
		present = {row.document_type for row in referral.documents}
		with self.as_user(self.users[AGRICULTURE]):
			for kind in DOCUMENT_TYPES:
				if kind not in present:
					referral.append("documents", {"document_type": kind, "file": self.upload(referral, kind)})
			referral.save()

	def actor(self, action: str) -> str:
		"""The user who should take a step: of a department, the agriculture office."""
		if action in BY_LEADER:
			return self.users[LEADER]
		return self.users[POLICE if action in (POLICE_FILE, POLICE_DECLINE) else AGRICULTURE]

	def upload(self, doc: Document, content: str = "证据", private: int = 1) -> str:
		"""Upload a file to a document, as the Desk does, and return its address."""
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{unique('case-file-')}.txt",
				"content": f"{content} {unique('')}",
				"is_private": private,
				"attached_to_doctype": doc.doctype,
				"attached_to_name": doc.name,
			}
		).insert()
		self.addCleanup(self.remove_from_disk, file.get_full_path())
		return file.file_url

	@staticmethod
	def remove_from_disk(path: str) -> None:
		Path(path).unlink(missing_ok=True)

	def put(self, doc: Document, user: str, **values) -> Document:
		"""Write values into a stored document as a user, as a REST PUT does."""
		with self.as_user(user):
			fresh = frappe.get_doc(doc.doctype, doc.name)
			fresh.update(values)
			return fresh.save()


def department_of(role: str) -> str:
	"""The department of a role."""
	return frappe.db.get_value("Supervision Department", {"role": role})
