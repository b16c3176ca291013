"""The base class of all tests: one for Frappe 15, 16 and the embedded site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

try:
	from frappe.tests import IntegrationTestCase as FrappeTestCase  # Frappe 16
except ImportError:
	from frappe.tests.utils import FrappeTestCase  # Frappe 15

MODULE = "Nongan Supervision"
SAVEPOINT = "nongan_test"


class NonganTestCase(FrappeTestCase):
	"""A test with a site, as Administrator and in English.

	What ``setUpClass`` wrote lasts for the class and what a test wrote lasts for the test; nothing outlives
	the class, unless the code under test commits.
	"""

	@classmethod
	def setUpClass(cls):
		# Frappe 16 makes records for the test of a DocType, and of all that it links to: these tests make their own
		for doctype in frappe.get_all("DocType", {"module": MODULE}, pluck="name"):
			frappe.local.test_objects.setdefault(doctype, [])
		super().setUpClass()

	def setUp(self):
		super().setUp()
		frappe.set_user("Administrator")
		language, frappe.local.lang = frappe.local.lang, "en"
		self.addCleanup(setattr, frappe.local, "lang", language)
		self._committed = False
		frappe.db.after_commit.add(self._note_commit)
		frappe.db.savepoint(SAVEPOINT)
		self.addCleanup(self._undo)

	@contextmanager
	def as_user(self, user: str) -> Iterator[None]:
		"""Run a block as another user."""
		before = frappe.session.user
		frappe.set_user(user)
		try:
			yield
		finally:
			frappe.set_user(before)

	def _note_commit(self) -> None:
		self._committed = True

	def _undo(self) -> None:
		frappe.set_user("Administrator")
		frappe.clear_messages()
		if self._committed:  # the savepoint went with the commit
			frappe.db.rollback()
		else:
			frappe.db.rollback(save_point=SAVEPOINT)
		frappe.db.value_cache.clear()
		frappe.local.document_cache = {}
