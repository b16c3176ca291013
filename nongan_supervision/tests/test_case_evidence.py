from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import frappe

from nongan_supervision.api import remove_evidence, view_evidence
from nongan_supervision.cases import errors, files, journal
from nongan_supervision.cases import hooks as cases_hooks
from nongan_supervision.cases.journal import details_of, entries_of
from nongan_supervision.cases.overview import overview
from nongan_supervision.cases.states import APPROVE, APPROVE_FILING, REJECT_FILING, REPORT, REQUEST_FILING
from nongan_supervision.cases.verification import verify
from nongan_supervision.setup.roles import AGRICULTURE, DISTRICT, MARKET
from nongan_supervision.tests.case_world import CASE, REFERRAL, CaseTestCase
from nongan_supervision.tests.web import request
from nongan_supervision.workflows import errors as step_errors


class EvidenceTestCase(CaseTestCase):
	def setUp(self):
		super().setUp()
		self.case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		self.officer = self.users[AGRICULTURE]

	def add(self, url: str | None = None, case=None, **values):
		case = case or self.case.reload()
		with self.as_user(self.officer):
			url = self.upload(case) if url is None else url
			case.append("evidence", {"title": "检验报告", "file": url, "collected_on": "2022-07-04", **values})
			case.save()
		return case.evidence[-1]

	def path(self, row) -> Path:
		return Path(frappe.get_doc("File", {"file_url": row.file}).get_full_path())

	def events(self) -> list[str]:
		return [entry.event for entry in entries_of(CASE, self.case.name)]


class TestHashing(EvidenceTestCase):
	def test_hash_is_that_of_the_bytes_whatever_a_client_sends(self):
		row = self.add(sha256="0" * 64)
		self.assertEqual(row.sha256, hashlib.sha256(self.path(row).read_bytes()).hexdigest())
		case = self.put(self.case, self.officer, title="改标题")
		case.evidence[0].sha256 = "0" * 64
		with self.as_user(self.officer):
			case.save()
		self.assertEqual(frappe.db.get_value("Case Evidence", row.name, "sha256"), row.sha256)

	def test_the_journal_says_what_was_added(self):
		row = self.add()
		last = entries_of(CASE, self.case.name)[-1]
		about = details_of(last)["about"]
		self.assertEqual((last.event, last.actor), ("Evidence Added", self.officer))
		self.assertEqual((about["sha256"], about["file"], about["title"]), (row.sha256, row.file, "检验报告"))

	def test_an_exhibit_needs_no_file(self):
		row = self.add(url="", evidence_type="Physical Evidence")
		self.assertFalse(row.sha256)

	def test_public_and_foreign_files_are_refused(self):
		public = self.upload(self.case, private=0)
		for url in (public, "https://example.com/a.pdf"):
			with self.assertRaises(errors.NotPrivateError):
				self.add(url)
		with self.assertRaises(errors.UnknownFileError):
			self.add("/private/files/nothing-of-this-name.pdf")

	def test_a_file_of_another_record_is_attached_here_too(self):
		other = self.make_case()
		url = self.upload(other)
		with self.as_user(self.officer):
			row = self.add(url)
		self.assertTrue(frappe.db.exists("File", {"file_url": url, "attached_to_name": self.case.name}))
		self.assertTrue(row.sha256)

	def test_a_file_that_the_user_may_not_read_is_refused(self):
		hidden = self.upload(self.new_case(department=self.department_of_market()).insert())
		with self.assertRaises(frappe.PermissionError):
			self.add(hidden)

	def department_of_market(self):
		return frappe.db.get_value("Supervision Department", {"role": MARKET})

	def test_not_collected_in_the_future(self):
		with self.assertRaises(step_errors.IncompleteError):
			self.add(collected_on=frappe.utils.add_days(frappe.utils.today(), 1))


class TestReading(EvidenceTestCase):
	"""How often files are read: they may be large, and many."""

	@contextmanager
	def reads(self, times: int) -> Iterator[None]:
		with patch.object(files, "_digest", side_effect=files._digest) as digest:
			yield
		self.assertEqual(digest.call_count, times)

	def test_when_they_are_added_before_a_step_a_print_and_the_verification(self):
		for _number in range(3):
			self.add()
		with self.reads(0):
			overview(CASE, self.case.name)
		with self.reads(0):
			self.put(self.case, self.officer, facts="补充", legal_basis="法", penalty_type="Warning")
		with self.reads(1):
			self.add()
		with self.reads(1):
			view_evidence(CASE, self.case.name, self.case.reload().evidence[0].name)
		for look in (
			lambda: verify(CASE, self.case.name),
			lambda: frappe.get_doc(CASE, self.case.name).run_method("before_print"),
			lambda: self.put(self.case, self.officer, workflow_state="Pending Review"),
		):
			with self.reads(4):
				look()


class TestSwapping(EvidenceTestCase):
	def test_bytes_changed_after_the_hash_are_found_before_a_step_a_print_and_by_the_verification(self):
		row = self.add()
		before = self.path(row).read_bytes()
		self.put(self.case, self.officer, legal_basis="法", penalty_type="Warning")
		self.path(row).write_bytes(b"other")
		self.assertEqual(self.problems_found(), 3)
		self.path(row).unlink()
		self.assertEqual(self.problems_found(), 3)
		self.path(row).write_bytes(before)
		self.put(self.case, self.officer, workflow_state="Pending Review")
		self.assertEqual(verify(CASE, self.case.name), [])

	def problems_found(self) -> int:
		"""In how many places an altered file is found."""
		with self.assertRaises(errors.AlteredFileError):
			self.put(self.case, self.officer, workflow_state="Pending Review")
		with self.assertRaises(errors.AlteredFileError):
			frappe.get_doc(CASE, self.case.name).run_method("before_print")
		return 2 + len(verify(CASE, self.case.name))

	def test_a_file_that_is_gone_is_told_of_on_the_form(self):
		row = self.add()
		self.assertEqual(overview(CASE, self.case.name)["missing"], [])
		self.path(row).unlink()
		self.assertEqual(overview(CASE, self.case.name)["missing"], [1])

	def test_another_file_in_the_same_row_is_refused(self):
		self.add()
		case = self.case.reload()
		case.evidence[0].file = self.upload(case)
		with self.as_user(self.officer), self.assertRaises(errors.AlteredFileError):
			case.save()

	def test_the_file_itself_is_kept(self):
		row = self.add()
		file = frappe.get_doc("File", {"file_url": row.file})
		with self.assertRaises(errors.CitedError):
			frappe.delete_doc("File", file.name, force=True)
		for values in ({"is_private": 0}, {"attached_to_name": None}, {"file_url": "/private/files/x.txt"}):
			with self.assertRaises(errors.CitedError):
				frappe.get_doc("File", file.name).update(values).save()
		self.assertTrue(self.path(row).exists())

	def test_a_file_that_a_draft_does_not_list_may_go(self):
		draft = self.make_case()
		url = self.upload(draft)
		frappe.delete_doc("File", frappe.db.get_value("File", {"file_url": url}))
		self.assertFalse(frappe.db.exists("File", {"file_url": url}))

	def test_a_settled_case_takes_no_files(self):
		settled = self.case_in(REQUEST_FILING, REJECT_FILING)
		with self.assertRaises(step_errors.SettledRecordError):
			self.upload(settled)


class TestRemoving(EvidenceTestCase):
	def test_with_a_reason_and_it_stays_in_the_journal(self):
		row = self.add()
		with self.as_user(self.officer):
			remove_evidence(self.case.name, row.name, "取证程序违法")
		self.assertEqual(self.case.reload().evidence, [])
		last = entries_of(CASE, self.case.name)[-1]
		self.assertEqual((last.event, last.reason), ("Evidence Removed", "取证程序违法"))
		self.assertEqual(details_of(last)["about"]["sha256"], row.sha256)
		with self.assertRaises(errors.CitedError):
			frappe.delete_doc("File", frappe.db.get_value("File", {"file_url": row.file}))
		self.assertEqual(verify(CASE, self.case.name), [])

	def test_not_without_a_reason_nor_by_deleting_the_row(self):
		row = self.add()
		with self.as_user(self.officer), self.assertRaises(errors.EvidenceRemovedError):
			remove_evidence(self.case.name, row.name, " ")
		with self.assertRaises(errors.EvidenceRemovedError):
			self.put(self.case, self.officer, evidence=[])

	def test_a_draft_s_clerk_may_delete_a_row(self):
		draft = self.make_case()
		self.add(case=draft)
		self.put(draft, self.officer, evidence=[])
		self.assertEqual(entries_of(CASE, draft.name)[-1].event, "Evidence Removed")

	def test_by_the_department_only(self):
		row = self.add()
		with self.as_user(self.users[MARKET]), self.assertRaises(frappe.PermissionError):
			remove_evidence(self.case.name, row.name, "理由")


class TestViewing(EvidenceTestCase):
	def test_a_look_is_put_on_record(self):
		row = self.add()
		with self.as_user(self.users[DISTRICT]):
			view_evidence(CASE, self.case.name, row.name)
			self.assertEqual(frappe.local.response.location, row.file)
			self.visit(row.file)
		last = entries_of(CASE, self.case.name)[-1]
		self.assertEqual((last.event, last.actor), ("Evidence Viewed", self.users[DISTRICT]))
		self.assertEqual(verify(CASE, self.case.name), [])

	def test_who_may_not_see_it_leaves_no_trace(self):
		row = self.add()
		with self.as_user(self.users[MARKET]):
			with self.assertRaises(frappe.PermissionError):
				view_evidence(CASE, self.case.name, row.name)
			self.visit(row.file)
		self.assertNotIn("Evidence Viewed", self.events())

	def test_an_altered_file_is_not_shown_as_evidence(self):
		row = self.add()
		self.path(row).write_bytes(b"other")
		with self.as_user(self.officer), self.assertRaises(errors.AlteredFileError):
			view_evidence(CASE, self.case.name, row.name)
		with self.as_user(self.officer), self.assertRaises(errors.UnknownFileError):
			view_evidence(CASE, self.case.name, "no such row")

	def test_a_look_by_the_framework_s_methods_is_put_on_record(self):
		row = self.add()
		name = frappe.db.get_value("File", {"file_url": row.file})
		named = [f"/api/method/{method}" for method in cases_hooks.guarded_methods if method.endswith("download_file")]
		for path in (*named, "/api/v2/method/download_file"):
			self.assertEqual(self.looks("GET", path, file_url=row.file), 1, path)
		for module in ("frappe.core.api.file", "frappe.core.doctype.file.file"):
			zipped = f"/api/method/{module}.zip_files"
			self.assertEqual(self.looks("POST", zipped, files=[name]), 1, zipped)
			self.assertEqual(self.looks("POST", zipped, files=[name], user=self.users[MARKET]), 0, zipped)

	def test_a_file_that_goes_out_with_a_mail_is_put_on_record(self):
		row = self.add()
		mail = frappe.get_doc({"doctype": "Communication", "subject": "材料", "content": "见附件"}).insert()
		place = {"attached_to_doctype": "Communication", "attached_to_name": mail.name}
		with self.as_user(self.officer):
			frappe.get_doc({"doctype": "File", "file_url": row.file, "is_private": 1, **place}).insert()
		self.assertEqual(self.events()[-1], "Evidence Viewed")

	def looks(self, http_method: str, path: str, user: str | None = None, **arguments) -> int:
		"""How many looks a request leaves in the journal; what it wrote is taken back."""
		before, noted = self.events(), []
		with patch.object(journal, "record", lambda doc, event, **_options: noted.append(event)):
			response = request(user or self.officer, http_method, path, **arguments)
		self.assertEqual((response.status_code, self.events()), (200, before), path)
		frappe.local.flags.commit = False
		return noted.count("Evidence Viewed")

	def visit(self, url: str) -> None:
		"""Come to the file's address as a browser does."""
		before = getattr(frappe.local, "request", None)
		frappe.local.request = frappe._dict(path=url)
		try:
			files.journal_direct_view()
		finally:
			frappe.local.request = before
			frappe.local.flags.commit = False


class TestPapers(CaseTestCase):
	def test_a_referral_s_papers_are_hashed_and_kept_too(self):
		referral = self.referral_in(REPORT, APPROVE)
		self.complete_papers(referral)
		row = referral.documents[0]
		self.assertEqual(len(row.sha256), 64)
		Path(frappe.get_doc("File", {"file_url": row.file}).get_full_path()).write_bytes(b"other")
		with self.assertRaises(errors.AlteredFileError):
			self.put(referral, self.users[AGRICULTURE], workflow_state="Transferred")
		self.assertEqual(len(verify(REFERRAL, referral.name)), 1)
