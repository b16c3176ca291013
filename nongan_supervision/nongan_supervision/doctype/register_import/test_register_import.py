"""The Desk's way in: attach, check, import; what only the server may say, and whose files are whose."""

from __future__ import annotations

import json
from unittest import mock

import frappe

from nongan_supervision import api
from nongan_supervision.exchange import desk
from nongan_supervision.tests import registers
from nongan_supervision.tests.factories import TOWN, make_user
from nongan_supervision.tests.registers import RegisterTestCase, no_commits, register
from nongan_supervision.tests.workbooks import rows_of


class TestRegisterImport(RegisterTestCase):
	def setUp(self):
		super().setUp()
		self.office = make_user("Agriculture Office")
		self.jobs: dict[str, dict] = {}
		"""The queue, by the names of its jobs, which nobody works on."""
		for module, name, stand_in in (
			(frappe, "enqueue", self.enqueue),
			(desk, "is_job_enqueued", self.jobs.__contains__),
		):
			patch = mock.patch.object(module, name, stand_in)
			patch.start()
			self.addCleanup(patch.stop)

	def enqueue(self, method, **options):
		self.jobs[options.get("job_id") or method] = options

	def upload(self, content: bytes, **values):
		"""Return a Register Import with an uploaded file, as the Desk makes one."""
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "register.xlsx", "content": content, "is_private": 1}
		).insert()
		doc = frappe.get_doc({"doctype": "Register Import", "file": file.file_url, "town": TOWN, **values}).insert()
		file.db_set({"attached_to_doctype": doc.doctype, "attached_to_name": doc.name, "attached_to_field": "file"})
		return doc

	def run_job(self, doc, dry_run: bool):
		with no_commits():
			desk.run(doc.name, dry_run)
		return doc.reload()

	def test_check_then_import(self):
		with self.as_user(self.office):
			doc = self.upload(register({"样品编号": "1"}, {"样品编号": "2", "检测结果": "阳性"}, {"村": "没有的村"}))
			self.run_job(doc, dry_run=True)
			self.assertEqual((doc.status, doc.kind), ("Checked", "Residue Tests"))
			counts = (doc.rows_total, doc.rows_taken, doc.rows_refused, doc.positives, doc.new_producers)
			self.assertEqual(counts, (3, 2, 1, 1, 1))
			self.assertFalse(frappe.db.exists("Residue Test", {"register_import": doc.name}))
			self.run_job(doc, dry_run=False)
			self.assertEqual((doc.status, doc.rows_taken, doc.rows_known), ("Partly Refused", 2, 0))
			self.assertEqual(frappe.db.count("Residue Test", {"register_import": doc.name}), 2)

	def test_refused_rows_are_shown_and_can_be_downloaded(self):
		with self.as_user(self.office):
			doc = self.run_job(self.upload(register({"村": "没有的村"})), dry_run=True)
			row = json.loads(doc.refused_rows)[0]
			self.assertEqual(row["row_no"], 2)
			self.assertIn("没有的村", row["reasons"][0])
			file = frappe.get_doc("File", {"file_url": doc.refused_file})
			self.assertTrue(file.is_private)
			self.assertEqual((file.attached_to_doctype, file.attached_to_name), (doc.doctype, doc.name))
			with open(file.get_full_path(), "rb") as stream:
				self.assertEqual(rows_of(stream.read())[1][0], "没有的村")

	def test_a_second_check_replaces_the_returned_workbook(self):
		with self.as_user(self.office):
			doc = self.upload(register({"村": "没有的村"}))
			for _time in range(2):
				self.run_job(doc, dry_run=True)
			files = {"attached_to_name": doc.name, "attached_to_field": "refused_file"}
			self.assertEqual(frappe.db.count("File", files), 1)

	def test_a_file_that_cannot_be_read_says_why(self):
		with self.as_user(self.office):
			doc = self.run_job(self.upload(b"no workbook"), dry_run=True)
		self.assertEqual(doc.status, "Failed")
		self.assertIn("xlsx", doc.message)

	def test_a_fault_of_the_program_goes_to_the_error_log(self):
		doc = self.upload(register({}))
		with mock.patch.object(desk, "import_register", side_effect=ZeroDivisionError):
			self.run_job(doc, dry_run=True)
		self.assertEqual(doc.status, "Failed")
		self.assertTrue(frappe.db.exists("Error Log", {"method": ["like", f"%{doc.name}%"]}))

	def test_wrong_file_names_are_refused_at_once(self):
		with self.assertRaises(frappe.ValidationError):
			frappe.get_doc({"doctype": "Register Import", "file": "/private/files/register.xls"}).insert()

	def test_another_users_file_cannot_be_named(self):
		other = make_user("Veterinary Station")
		with self.as_user(other):
			hidden = self.upload(register({}))
		officer = make_user("Village Officer", villages=[registers.VILLAGE])
		with self.as_user(officer), self.assertRaises(frappe.PermissionError):
			frappe.get_doc({"doctype": "Register Import", "file": hidden.file}).insert()

	def test_another_users_file_is_not_taken_even_by_one_who_may_read_it(self):
		with self.as_user(make_user("Veterinary Station")):
			hidden = self.upload(register({}))
		with self.assertRaises(frappe.PermissionError):
			frappe.get_doc({"doctype": "Register Import", "file": hidden.file}).insert()

	def test_the_name_of_a_returned_workbook_cannot_be_guessed(self):
		doc = self.upload(register({"村": "没有的村"}))
		names = {self.run_job(doc, dry_run=True).refused_file for _time in range(2)}
		self.assertEqual(len(names), 2)
		for name in names:
			self.assertRegex(name, rf"^/private/files/{doc.name}-\w{{20}}\.xlsx$")

	def test_what_only_the_server_says(self):
		with self.as_user(self.office):
			doc = self.upload(register({}), status="Imported", rows_taken=99, refused_rows="<script>")
			doc.reload()
			self.assertEqual((doc.status, doc.rows_taken, doc.refused_rows), ("Draft", 0, None))
			self.run_job(doc, dry_run=True)
			doc.update({"rows_taken": 99, "status": "Imported"})
			doc.save()
		self.assertEqual((doc.status, doc.rows_taken), ("Checked", 1))

	def test_another_file_makes_it_a_draft_again(self):
		with self.as_user(self.office):
			doc = self.run_job(self.upload(register({})), dry_run=True)
			doc.file = self.upload(register({}, {})).file
			doc.save()
			self.assertEqual((doc.status, doc.rows_taken), ("Draft", 0))
			self.run_job(doc, dry_run=False)
			doc.file = self.upload(register({})).file
			with self.assertRaises(frappe.ValidationError):
				doc.save()

	def test_only_a_checked_register_is_imported(self):
		with self.as_user(self.office):
			doc = self.upload(register({}))
			with self.assertRaises(frappe.ValidationError):
				api.import_register(doc.name)
			api.check_register(doc.name)
			self.assertEqual(doc.reload().status, "Checking")
			self.assertEqual(
				api.register_progress(doc.name), {"status": "Checking", "running": True, "done": 0, "total": 0}
			)
			with self.assertRaises(frappe.ValidationError):
				api.check_register(doc.name)
			with self.assertRaises(frappe.ValidationError):
				doc.delete()

	def test_a_job_that_died_can_be_started_anew(self):
		doc = self.upload(register({}))
		api.check_register(doc.name)
		frappe.cache.delete_value(desk._progress_key(doc.name))
		self.jobs.clear()
		self.assertFalse(api.register_progress(doc.name)["running"])
		api.check_register(doc.name)
		self.assertEqual(doc.reload().status, "Checking")
		self.assertTrue(api.register_progress(doc.name)["running"])

	def test_a_job_that_is_silent_for_long_but_waits_or_works_is_running(self):
		doc = self.upload(register({}))
		api.check_register(doc.name)
		frappe.cache.delete_value(desk._progress_key(doc.name))
		self.assertTrue(api.register_progress(doc.name)["running"])
		for act in (lambda: api.check_register(doc.name), doc.reload().delete):
			with self.assertRaisesRegex(frappe.ValidationError, "is running"):
				act()

	def test_an_import_need_not_wait_until_the_job_of_its_check_is_forgotten(self):
		doc = self.upload(register({}))
		api.check_register(doc.name)
		self.run_job(doc, dry_run=True)
		api.import_register(doc.name)
		self.assertEqual(doc.reload().status, "Importing")
		self.assertEqual(len(self.jobs), 2)
		self.assertTrue(all(options["deduplicate"] for options in self.jobs.values()))

	def test_a_job_that_is_about_to_end_is_not_started_beside_itself(self):
		doc = self.upload(b"no workbook")
		api.check_register(doc.name)
		self.assertEqual(self.run_job(doc, dry_run=True).status, "Failed")
		with self.assertRaisesRegex(frappe.ValidationError, "is running"):
			api.check_register(doc.name)
		self.jobs.clear()
		api.check_register(doc.name)
		self.assertEqual(doc.reload().status, "Checking")

	def test_another_users_import_is_closed(self):
		with self.as_user(self.office):
			doc = self.upload(register({}))
		with self.as_user(make_user("Village Officer", villages=[registers.VILLAGE])):
			for method in (api.check_register, api.import_register, api.register_progress):
				with self.subTest(method.__name__), self.assertRaises(frappe.PermissionError):
					method(doc.name)

	def test_template(self):
		api.register_template("Residue Tests")
		self.assertEqual(frappe.local.response.type, "binary")
		self.assertEqual(rows_of(frappe.local.response.filecontent)[0][1], "村")
