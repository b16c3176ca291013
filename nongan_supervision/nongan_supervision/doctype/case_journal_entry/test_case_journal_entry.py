from __future__ import annotations

import io
import threading

import frappe

from nongan_supervision.cases import clock, command, errors, journal
from nongan_supervision.cases.states import APPROVE_FILING, CASE, REQUEST_FILING
from nongan_supervision.cases.verification import verify, verify_all
from nongan_supervision.setup.roles import AGRICULTURE
from nongan_supervision.tests.at_once import AT_ONCE, at_once, forget_afterwards
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.case_world import CaseTestCase, at

ENTRY = "Case Journal Entry"


class JournalTestCase(CaseTestCase):
	def setUp(self):
		super().setUp()
		self.case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		self.put(self.case, self.users[AGRICULTURE], facts="补充：<0.01 mg/kg 未检出，其余见报告")
		self.entries = journal.entries_of(CASE, self.case.name)

	def problems(self) -> list[str]:
		return [problem.message for problem in verify(CASE, self.case.name)]

	def alter(self, place: int, **values) -> None:
		frappe.db.set_value(ENTRY, self.entries[place].name, values)


class TestWhatIsRecorded(JournalTestCase):
	def test_who_when_and_what(self):
		self.assertEqual([entry.event for entry in self.entries], ["Created", "Transition", "Transition", "Changed"])
		self.assertEqual([entry.sequence for entry in self.entries], [1, 2, 3, 4])
		request = self.entries[1]
		self.assertEqual((request.actor, request.to_state), (self.users[AGRICULTURE], "Pending Filing"))
		self.assertEqual(journal.details_of(self.entries[2])["values"]["filed_on"], "2022-07-04")
		self.assertEqual(self.problems(), [])

	def test_moments_are_utc(self):
		with at("2022-07-04 10:00:00"):
			self.assertEqual(self.entries[0].happened_at, clock.now().utc.isoformat(timespec="microseconds"))

	def test_a_save_that_changes_nothing_leaves_no_entry(self):
		self.put(self.case, self.users[AGRICULTURE])
		self.assertEqual(len(journal.entries_of(CASE, self.case.name)), 4)


class TestPrints(JournalTestCase):
	def come_from(self, path: str) -> None:
		before = getattr(frappe.local, "request", None)
		frappe.local.request = frappe._dict(path=path)
		try:
			self.case.reload().run_method("before_print")
		finally:
			frappe.local.request = before
			frappe.local.flags.commit = False

	def test_a_pdf_is_put_on_record_and_a_preview_is_not(self):
		self.come_from("/api/method/frappe.www.printview.get_html_and_style")
		self.assertEqual(len(journal.entries_of(CASE, self.case.name)), 4)
		self.come_from("/api/method/frappe.utils.print_format.download_pdf")
		self.assertEqual(journal.entries_of(CASE, self.case.name)[-1].event, "Printed")
		self.assertEqual(self.problems(), [])


class TestAppendOnly(JournalTestCase):
	def test_nobody_adds_changes_renames_or_deletes_an_entry(self):
		entry = frappe.get_doc(ENTRY, self.entries[0].name)
		values = {field: entry.get(field) for field in journal.HASHED}
		attempts = (
			lambda: frappe.get_doc({"doctype": ENTRY, **values, "sequence": 9}).insert(),
			lambda: entry.update({"reason": "另一个理由"}).save(),
			lambda: frappe.client.set_value(ENTRY, entry.name, "actor", "Guest"),
			lambda: entry.db_set("actor", "Guest"),
			lambda: frappe.delete_doc(ENTRY, entry.name, force=True),
			lambda: frappe.rename_doc(ENTRY, entry.name, "another", force=True),
		)
		for attempt in attempts:
			with self.assertRaises(errors.JournalIsFinalError):
				attempt()
		self.assertEqual(self.problems(), [])

	def test_no_sequence_number_twice(self):
		entry = frappe.get_doc(ENTRY, self.entries[-1].name)
		entry.name = "another"
		with self.assertRaises(frappe.UniqueValidationError):
			entry.db_insert()


class TestVerify(JournalTestCase):
	def test_an_altered_entry(self):
		for field in ("actor", "happened_at", "reason", "to_state", "details"):
			before = self.entries[1][field]
			self.alter(1, **{field: "x"})
			self.assertIn("journal entry 2 was altered", self.problems(), field)
			self.alter(1, **{field: before})
		self.assertEqual(self.problems(), [])

	def test_an_altered_entry_with_a_new_hash(self):
		self.alter(1, reason="另一个理由")
		self.alter(1, entry_hash=journal.entry_hash(frappe.get_doc(ENTRY, self.entries[1].name)))
		self.assertIn("journal entry 3 doesn't follow the one before it", self.problems())

	def test_a_removed_entry(self):
		frappe.db.delete(ENTRY, {"name": self.entries[1].name})
		self.assertIn("journal entry 2 is missing, or stands twice", self.problems())

	def test_the_end_cut_off(self):
		frappe.db.delete(ENTRY, {"name": self.entries[-1].name})
		self.assertTrue(any("end of the journal" in problem for problem in self.problems()))

	def test_all_of_it_removed(self):
		frappe.db.delete(ENTRY, {"reference_name": self.case.name})
		self.assertEqual(self.problems(), ["the journal is empty"])

	def test_a_field_changed_behind_its_back(self):
		for field, value in (
			("workflow_state", "Closed"),
			("filed_on", "2022-01-01"),
			("penalty_amount", 1),
			("facts", "改写"),
			("party_name", "他人"),
		):
			before = frappe.db.get_value(CASE, self.case.name, field)
			frappe.db.set_value(CASE, self.case.name, field, value)
			self.assertEqual(len(self.problems()), 1, field)
			frappe.db.set_value(CASE, self.case.name, field, before)
		self.assertEqual(self.problems(), [])

	def test_a_row_changed_behind_its_back_even_after_a_later_save(self):
		frappe.db.set_value("Case Officer", self.case.officers[0].name, "certificate_no", "伪造")
		self.put(self.case, self.users[AGRICULTURE], facts="又补充")
		self.assertTrue(any("Officers" in problem for problem in self.problems()))

	def test_a_record_deleted_behind_its_back(self):
		frappe.db.delete(CASE, {"name": self.case.name})
		self.assertIn("the record was deleted, but its journal doesn't say so", self.problems())
		self.assertIn(self.case.name, {problem.name for problem in verify_all()})


class TestCommand(JournalTestCase):
	def test_it_tells_and_exits_with_what_it_found(self):
		out = io.StringIO()
		self.assertEqual(command.run(out), 0, out.getvalue())
		frappe.db.set_value(CASE, self.case.name, "penalty_amount", 1)
		out = io.StringIO()
		self.assertEqual(command.run(out), 1)
		self.assertIn(self.case.name, out.getvalue())


class TestClock(JournalTestCase):
	def test_a_clock_that_moved_back_is_refused(self):
		self.clock_at("2022-07-04 09:58:00")
		with self.assertRaises(errors.ClockMovedBackError):
			self.put(self.case, self.users[AGRICULTURE], facts="时间倒流")

	def test_one_that_is_being_corrected_keeps_the_order(self):
		self.clock_at("2022-07-04 09:59:30")
		self.put(self.case, self.users[AGRICULTURE], facts="校时")
		entries = journal.entries_of(CASE, self.case.name)
		self.assertEqual(entries[-1].happened_at, entries[-2].happened_at)


class TestAtOnce(NonganTestCase):
	"""Several who look at a case at the same moment."""

	def setUp(self):
		super().setUp()
		forget_afterwards(self, CASE, ENTRY)
		self.case = frappe.get_doc({"doctype": CASE, "name": "CASE-AT-ONCE", "workflow_state": "Draft"})
		self.case.db_insert()
		journal.record(self.case, journal.CREATED, to_state="Draft")
		frappe.db.commit()  # for the other connections to find it

	def test_each_look_has_its_number(self):
		at_once(self._look)
		frappe.db.rollback()
		entries = journal.entries_of(CASE, self.case.name)
		self.assertEqual([entry.sequence for entry in entries], list(range(1, AT_ONCE + 2)))
		self.assertEqual([entry.previous_hash for entry in entries[1:]], [entry.entry_hash for entry in entries[:-1]])

	def test_journals_begin_at_once(self):
		self.assertEqual(at_once(self._begin), [1] * AT_ONCE)

	def _look(self, start: threading.Barrier, who: int) -> None:
		case = frappe.get_doc(CASE, self.case.name)
		journal.last_entry(CASE, case.name)
		start.wait()  # all of them have seen the same last entry
		journal.record(case, journal.EVIDENCE_VIEWED)
		frappe.db.commit()

	def _begin(self, start: threading.Barrier, who: int) -> int:
		case = frappe.get_doc({"doctype": CASE, "name": f"CASE-AT-ONCE-{who}", "workflow_state": "Draft"})
		journal.last_entry(CASE, case.name)
		start.wait()
		case.db_insert()
		journal.record(case, journal.CREATED, to_state="Draft")
		frappe.db.commit()
		return journal.last_entry(CASE, case.name).sequence
