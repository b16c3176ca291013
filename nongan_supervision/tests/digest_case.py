"""What persons are told of in their digests, for tests: one transaction, and the users of the test alone."""

from __future__ import annotations

from unittest import mock

import frappe
from frappe.model.document import Document

from nongan_supervision.agenda import job
from nongan_supervision.agenda.digest import DIGEST
from nongan_supervision.agenda.lead_times import SETTINGS
from nongan_supervision.agenda.schedule import WEEKDAYS
from nongan_supervision.cases import clock
from nongan_supervision.tests.case_world import CaseTestCase

MORNING = "2022-07-11 09:00:00"
"""The Monday on which a filing that was requested on the Monday before is due."""


class DigestMixin:
	"""For test cases with `users` by role; nothing is quiet and every hour will do, unless a test says otherwise."""

	users: dict[str, str]

	def setUp(self):
		super().setUp()
		commit = mock.patch.object(frappe.db, "commit")  # what a test makes goes with the test
		commit.start()
		self.addCleanup(commit.stop)
		everybody = job.users_without
		self.only(lambda now: [user for user in everybody(now) if user in self.users.values()])

	def only(self, users_without) -> None:
		"""Let these users have digests alone."""
		patched = mock.patch.object(job, "users_without", users_without)
		patched.start()
		self.addCleanup(patched.stop)

	def set(self, **values) -> None:
		"""Change the settings."""
		frappe.get_doc(SETTINGS).update(values).save()

	def digests(self, role: str) -> list[Document]:
		"""The digests of a role's user, oldest first."""
		names = frappe.get_all(DIGEST, {"user": self.users[role]}, pluck="name", order_by="digest_date")
		return [frappe.get_doc(DIGEST, name) for name in names]

	def told(self, role: str, name: str) -> list[tuple[str, str]]:
		"""On which days a role was told of a document, and in which state."""
		return [
			(str(doc.digest_date), row.state)
			for doc in self.digests(role)
			for row in doc.get("items")
			if row.reference_name == name
		]

	def told_today(self, name: str) -> dict[str, str]:
		"""In which state each role is told of a document in the digests of today, which are made if need be."""
		job.send_digests()
		today = str(clock.now().day)
		found = {role: dict(self.told(role, name)).get(today) for role in self.users}
		return {role: state for role, state in found.items() if state}


class DigestCase(DigestMixin, CaseTestCase):
	"""Digests of the offices that have to do with cases."""

	def send(self, moment: str | None = None) -> None:
		"""Run the job, at a moment or at that of the test."""
		if moment:
			self.clock_at(moment)
		job.send_digests()


def every_day() -> dict[str, int]:
	"""Settings by which no day and no hour is quiet."""
	return {"reminder_hour": 0, "quiet_legal_holidays": 0, **{f"quiet_{day}": 0 for day in WEEKDAYS}}
