"""Every role × every DocType and report × every way in, against the permission table.

DocTypes and reports are found, not listed: one added later joins by itself, and fails without a row in
``permissions/table.py``. The documents and their secrets are made by ``permission_world``, the requests are
in ``ways_in`` and ``ways_to_change``; who may see what is the table's word, and what the table should say is pinned in
``test_permissions``.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from functools import lru_cache, partial
from unittest.mock import patch

import frappe
from jinja2 import Environment
from werkzeug.wrappers import Response

from nongan_supervision.permissions.grants import LEADER, PORTAL
from nongan_supervision.permissions.table import CHILD_TABLES, TABLE, grant_of
from nongan_supervision.tests import permission_world, ways_in, ways_to_change
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.permission_world import MODULE, SECRET, Record, World
from nongan_supervision.tests.web import call, message_of, text_of

REFUSED = {403, 404}
ALLOWED_TO_SHOW_NOTHING = {200, 202, 204, *REFUSED}

REPORT_FILTERS: dict[str, dict] = {}
"""Report → filters it needs, where it does not run without any."""

COMPILED = lru_cache(maxsize=200)(Environment.compile)
"""A print format is compiled for each of its prints: the same code each time, and most of what a print takes."""

TRACEBACK = partial(traceback.format_exception, limit=-2)
"""A refusal tells an officer where it was raised: source code, of which the last lines are enough, and its message."""


class PermissionMatrix(NonganTestCase):
	"""One world for all tests of this file."""

	world: World

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.world = permission_world.build()
		cls.addClassCleanup(permission_world.tear_down, cls.world)
		cls.known = {role: cls.world.secrets_of(role) for role in cls.world.users}

	def setUp(self):
		super().setUp()
		for target, replacement in (
			("frappe.utils.pdf.get_pdf", lambda html, *_args, **_kwargs: html.encode()),
			("jinja2.Environment.compile", COMPILED),
			("traceback.format_exception", TRACEBACK),
			("frappe.utils.jinja_globals.bundled_asset", lambda path, *_args, **_kwargs: path),
			("frappe.utils.global_search.search", self._every_hit),
		):
			patcher = patch(target, replacement)
			patcher.start()
			self.addCleanup(patcher.stop)

	def _every_hit(self, text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list[dict]:
		"""What the framework's search finds before anybody asks whose it is."""
		hits = [
			frappe._dict(doctype=record.doctype, name=record.name, content=f"Text : {record.secret}", rank=1)
			for record in self.world.records.values()
			if not doctype or record.doctype == doctype
		]
		return hits[start : start + limit]

	def cases(self) -> Iterator[tuple[str, str, str]]:
		"""(role, its user, DocType): every combination."""
		for doctype in permission_world.module_doctypes():
			for role, user in self.world.users.items():
				yield role, user, doctype

	def records(self, role: str, doctype: str, right: str) -> Iterator[tuple[Record, bool]]:
		"""(record, whether the role has the right on it): each that it has not, and one that it has.

		One is enough, too, where the role has the right on none.
		"""
		records = self.world.of(doctype)
		permitted = [record for record in records if self.world.may(role, right, record)]
		refused = [record for record in records if record not in permitted]
		yield from ((record, True) for record in permitted[:1])
		yield from ((record, False) for record in (refused if permitted else refused[:1]))

	def assert_no_secret(self, role: str, response: Response, asked: Record | None = None, sent: str = "") -> None:
		"""No text of a hidden document in the response, but the name that was asked with and the text that was sent."""
		found = set(SECRET.findall(text_of(response))) - self.known[role] - {sent}
		if asked:
			found -= set(SECRET.findall(asked.name))
		self.assertFalse(found, f"{role} sees {self._owners(found)}")

	def _owners(self, secrets: set[str]) -> list[str]:
		numbers = {int(re.search(r"\d+", secret)[0]) for secret in secrets}
		return [f"{r.doctype} {r.name}" for r in self.world.records.values() if r.number in numbers]


class TestTheTableIsComplete(PermissionMatrix):
	def test_every_doctype_has_a_row(self):
		self.assertCountEqual(permission_world.module_doctypes(), TABLE)

	def test_every_child_table_has_its_parents(self):
		parents = {child: set() for child in permission_world.module_doctypes(child=True)}
		for doctype in TABLE:
			for df in frappe.get_meta(doctype).get_table_fields():
				parents[df.options].add(doctype)
		self.assertEqual(parents, {child: set(named) for child, named in CHILD_TABLES.items()})

	def test_every_doctype_is_tried_in_places_that_differ(self):
		for doctype in permission_world.module_doctypes():
			if not frappe.get_meta(doctype).issingle:
				self.assertGreater(len(self.world.of(doctype)), 1, doctype)


class TestReading(PermissionMatrix):
	def test_lists(self):
		for role, user, doctype in self.cases():
			if frappe.get_meta(doctype).issingle:
				continue
			for way, ask in ways_in.LISTS.items():
				with self.subTest(role=role, doctype=doctype, way=way):
					self._check_list(role, doctype, way, ask(user, doctype))

	def _check_list(self, role: str, doctype: str, way: str, response: Response) -> None:
		self.assertIn(response.status_code, ALLOWED_TO_SHOW_NOTHING, text_of(response)[-2000:])
		self.assert_no_secret(role, response)
		if way in ways_in.SHOW_ONE_ONLY:
			return
		shown = text_of(response)
		for record in self.world.of(doctype):
			visible = self.world.may(role, ways_in.NEEDED_BEYOND_READING.get(way, "read"), record)
			self.assertEqual(f'"{record.name}"' in shown, visible, f"{doctype} {record.name}")

	def test_rows_of_child_tables(self):
		for role, user, doctype in self.cases():
			for child in permission_world.children_of(doctype):
				with self.subTest(role=role, doctype=doctype, child=child):
					self.assert_no_secret(role, ways_in.child_rows(user, child, doctype))

	def test_counts(self):
		for role, user, doctype in self.cases():
			records = self.world.of(doctype)
			visible = sum(self.world.may(role, "read", record) for record in records)
			for way, ask in ways_in.COUNTS.items():
				if not records:
					continue
				with self.subTest(role=role, doctype=doctype, way=way):
					response = ask(user, doctype, [record.name for record in records])
					if response.status_code == 200:
						self.assertEqual(message_of(response), visible)
					else:
						self.assertEqual((response.status_code, visible), (403, 0))

	def test_documents(self):
		for role, user, doctype in self.cases():
			for record, visible in self.records(role, doctype, "read"):
				for way, ask in ways_in.DOCUMENTS.items():
					with self.subTest(role=role, record=record.name, doctype=doctype, way=way):
						self._check_document(role, record, visible, way, ask(user, record))

	def _check_document(self, role: str, record: Record, visible: bool, way: str, response: Response) -> None:
		self.assert_no_secret(role, response, asked=record)
		if way in ways_in.SHOW_SECRET and visible:
			self.assertEqual(response.status_code, 200, text_of(response)[-2000:])
			self.assertRegex(text_of(response), f"{record.secret}|{record.name_secret}")
		elif not visible and way not in ways_in.ANSWER_EMPTY:
			self.assertIn(response.status_code, REFUSED, text_of(response)[-2000:])

	def test_counts_of_linked_documents(self):
		for role, user, doctype in self.cases():
			for record, visible in self.records(role, doctype, "read"):
				if not visible:
					continue
				method = "frappe.desk.notifications.get_open_count"
				response = call(user, method, doctype=doctype, name=record.name)
				for found in message_of(response)["count"]["external_links_found"]:
					with self.subTest(role=role, doctype=doctype, record=record.name, linked=found["doctype"]):
						self.assertEqual(found["count"], self._visible_links(role, record, found["doctype"]))

	def _visible_links(self, role: str, record: Record, linked: str) -> int:
		links = frappe.get_meta(record.doctype).get_dashboard_data()
		fieldname = links.non_standard_fieldnames.get(linked, links.fieldname)
		return sum(
			other.doc.get(fieldname) == record.name and self.world.may(role, "read", other)
			for other in self.world.of(linked)
		)

	def test_files(self):
		for role, user in self.world.users.items():
			listed = ways_in.client_get_list(user, "File")
			with self.subTest(role=role):
				self.assert_no_secret(role, listed)
				for (doctype, _place), record in self.world.records.items():
					visible = self.world.may(role, "read", record) and role != PORTAL  # who lists their own alone
					self.assertEqual(record.file_url in text_of(listed), visible, f"{doctype} {record.name}")

	def test_settings(self):
		for role, user, doctype in self.cases():
			if frappe.get_meta(doctype).issingle:
				with self.subTest(role=role, doctype=doctype):
					response = call(user, "frappe.client.get", doctype=doctype, name=doctype)
					may_read = "read" in grant_of(doctype, role).rights
					self.assertEqual(response.status_code, 200 if may_read else 403)


class TestWriting(PermissionMatrix):
	def test_changes(self):
		for role, user, doctype in self.cases():
			for record, may_write in self.records(role, doctype, "write"):
				fieldname = self._changeable_field(role, doctype)
				for change in ways_to_change.WRITES if not may_write else (ways_to_change.set_value,):
					with self.subTest(role=role, record=record.name, doctype=doctype, way=change.__name__):
						self._check_change(may_write, role, record, change(user, record, fieldname))

	def test_deletion(self):
		for role, user, doctype in self.cases():
			for record, allowed in self.records(role, doctype, "delete"):
				for change in ways_to_change.DELETIONS if not allowed else ():
					with self.subTest(role=role, record=record.name, doctype=doctype, way=change.__name__):
						self._check_change(False, role, record, change(user, record, ""))

	def test_submission(self):
		for role, user, doctype in self.cases():
			if not frappe.get_meta(doctype).is_submittable:
				continue
			for record in self.world.of(doctype):
				change = ways_to_change.cancel if record.doc.docstatus else ways_to_change.submit
				allowed = self.world.may(role, change.__name__, record)
				with self.subTest(role=role, record=record.name, doctype=doctype, way=change.__name__):
					response = change(user, record, self._changeable_field(role, doctype))
					self._check_change(allowed, role, record, response)

	def test_comments_need_reading_only(self):
		for role, user, doctype in self.cases():
			for record, visible in self.records(role, doctype, "read"):
				with self.subTest(role=role, record=record.name, doctype=doctype):
					response = ways_to_change.comment(user, record, "")
					self._check_change(visible, role, record, response)

	def _check_change(self, allowed: bool, role: str, record: Record, response: Response, sent: str = "") -> None:
		self.assert_no_secret(role, response, asked=record, sent=sent)
		if allowed:
			self.assertNotIn(response.status_code, REFUSED, text_of(response)[-2000:])
			self.assertLess(response.status_code, 500, text_of(response)[-2000:])
		else:
			self.assertIn(response.status_code, REFUSED, text_of(response)[-2000:])

	def _changeable_field(self, role: str, doctype: str) -> str:
		limited = [f for clause in grant_of(doctype, role).clauses_with("write") for f in clause.fields]
		texts = ways_in.text_fields(doctype)
		return next((field for field in limited if field in texts), texts[-1])

	def test_insertion(self):
		for role, user, doctype in self.cases():
			for record in self.world.of(doctype):
				allowed = self._may_create(role, record)
				for way in ways_to_change.INSERTS if grant_of(doctype, role).rights else ways_to_change.INSERTS[:1]:
					with self.subTest(role=role, record=record.name, doctype=doctype, way=way.__name__):
						response = way(user, permission_world.copy_for(self.world, record, role))
						self._check_change(allowed, role, record, response, sent=record.secret)

	def _may_create(self, role: str, record: Record) -> bool:
		"""The copy is the user's own, so that a right on their own documents covers it."""
		original, record.doc.owner = record.doc.owner, self.world.users[role]
		try:
			return self.world.may(role, "create", record)
		finally:
			record.doc.owner = original


class TestReports(PermissionMatrix):
	def test_reports(self):
		reports = frappe.get_all("Report", {"module": MODULE, "disabled": 0}, pluck="name")
		self.assertTrue(reports)
		for report in reports:
			for role, user in self.world.users.items():
				with self.subTest(report=report, role=role):
					self._check_report(report, role, user)

	def _check_report(self, report: str, role: str, user: str) -> None:
		filters = REPORT_FILTERS.get(report, {})
		allowed = role in frappe.get_all("Has Role", {"parent": report, "parenttype": "Report"}, pluck="role")
		own = ways_in.run_report(user, report, filters)
		self.assert_no_secret(role, own)
		self.assertEqual(own.status_code == 200, allowed, text_of(own)[-2000:])
		self.assert_no_secret(role, ways_in.export_report(user, report, filters))
		for other in ("Administrator", self.world.users[LEADER]):
			claimed = ways_in.run_report(user, report, filters, asked_for=other)
			self.assert_no_secret(role, claimed)
			if allowed and claimed.status_code == 200:
				self.assertEqual(message_of(claimed)["result"], message_of(own)["result"])
