"""Who works at once takes turns: with locks that read on, whatever the database refuses by itself."""

import frappe

from nongan_supervision.setup.locks import REFUSAL, read_what_others_left
from nongan_supervision.tests.at_once import refuse_as_newer_servers_do
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.web import call

HOOK = "nongan_supervision.setup.locks.read_what_others_left"


class TestLocks(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(read_what_others_left)
		refuse_as_newer_servers_do()

	def refusal(self) -> tuple:
		"""What the database says of its refusal; nothing where it has none."""
		if frappe.db.db_type != "mariadb":
			return ()
		return frappe.db.sql("show session variables like %s", REFUSAL)

	def test_read_on_in_requests(self):
		self.assertEqual(call("Guest", "ping").status_code, 200)
		self.assertNotIn((REFUSAL, "ON"), self.refusal())

	def test_read_on_in_jobs(self):
		self.assertIn(HOOK, frappe.get_hooks("before_job"))
		read_what_others_left()
		self.assertNotIn((REFUSAL, "ON"), self.refusal())

	def test_cost_one_statement_at_most(self):
		read_what_others_left()  # whether there is a refusal is kept
		with counted_queries() as asked:
			read_what_others_left()
		self.assertEqual(len(asked), len(self.refusal()))
