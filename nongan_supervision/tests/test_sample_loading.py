"""The sample year as it is loaded into a site."""

from __future__ import annotations

import datetime
from collections import Counter
from unittest import mock

import frappe
from frappe.query_builder.functions import Sum
from frappe.utils import set_request

from nongan_supervision.cases.deadlines import first_working_day, legal_holidays
from nongan_supervision.cases.verification import verify
from nongan_supervision.portal.accounts import renew_link
from nongan_supervision.registry.coverage import LATE, MISSING, ON_TIME, coverage
from nongan_supervision.registry.credit_levels import recompute
from nongan_supervision.registry.village_officers import villages_of
from nongan_supervision.setup import sample
from nongan_supervision.setup.roles import PORTAL
from nongan_supervision.setup.sample import credit, loading, marker, town
from nongan_supervision.setup.sample.cases import STORIES
from nongan_supervision.setup.sample.inputs import RESTRICTED
from nongan_supervision.setup.sample.notices import NOTICES
from nongan_supervision.setup.sample.producers import all_producers
from nongan_supervision.setup.sample.production import production_records
from nongan_supervision.setup.sample.registers import SampleYear
from nongan_supervision.setup.sample.tip_offs import TIP_OFFS
from nongan_supervision.setup.sample.trade import sales
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer

AUTUMN = datetime.date(2023, 9, 1)


class TestLoading(NonganTestCase):
	"""Loads the sample once, in a transaction that is rolled back; a site that has the sample keeps its own."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(frappe.db.value_cache.clear)  # of settings that are rolled back
		frappe.set_user("Administrator")
		cls.seen = []
		cls.addClassCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "en"  # as that of a bench's site is before its setup wizard
		with (
			mock.patch.dict(frappe.conf, {"lang": "en"}),
			mock.patch.object(frappe.db, "commit"),
			mock.patch.object(loading, "_refuse_site_in_use"),
		):
			sample.load(AUTUMN, progress=lambda done, total: cls.seen.append((done, total)))
		cls.year = SampleYear.up_to(marker.begun_as_of())

	def counts(self) -> dict[str, int]:
		doctypes = (
			"User",
			"Producer",
			"Residue Test",
			"Conformity Certificate",
			"Checklist Item",
			"Comment",
			"Quarterly Production Update",
			"Safe Use Instructor",
			"Technical Guidance",
			"Village Grid Officer",
			"Agricultural Input",
			"Production Record",
			"Input Dealer",
			"Input Sale",
			"Certificate Check",
			"Credit Event",
			"Case Clue",
			"Enforcement Escalation",
			"Sale Ban",
			"Sampling Plan",
			"Inspection Task",
			"Patrol Plan",
		)
		return {doctype: frappe.db.count(doctype) for doctype in doctypes}

	def sum_of_certificates(self) -> int:
		table = frappe.qb.DocType("Conformity Certificate")
		query = frappe.qb.from_(table).select(Sum(table.certificate_count))
		return query.where((table.docstatus == 1) & table.import_key.like("%|HGZ%")).run()[0][0]

	def test_progress_ends_at_the_total(self):
		total = sum(len(register.rows) for register in self.year.registers())
		self.assertIn(self.seen[-1:], ([(total, total)], []))  # none on a site that had the sample before
		self.assertEqual(self.seen, sorted(self.seen))

	def test_inspections_of_every_kind(self):
		day = marker.begun_as_of()
		own = {"village": "岑村", "task_type": "Routine Patrol", "workflow_state": "Planned", "planned_on": day}
		self.assertEqual(frappe.db.count("Inspection Task", {**own, "assigned_to": "village@nongan.example"}), 2)
		states = Counter(frappe.get_all("Inspection Task", pluck="workflow_state"))
		self.assertTrue({"Planned", "Submitted", "Rectifying", "Closed"} <= set(states))
		overdue = frappe.get_all(
			"Inspection Task", {"workflow_state": "Rectifying", "rectification_due_on": ["<", day]}, pluck="clue"
		)
		self.assertTrue(overdue and all(overdue))
		hidden = frappe.get_all("Inspection Task", {"shown_to": "Departments"}, ["task_type", "department"])
		self.assertEqual([(one.task_type, one.department) for one in hidden], [("Clenbuterol Check", "畜牧兽医站")])
		self.assertTrue(frappe.db.exists("Patrol Plan", {"year": day.year, "month": day.month}))

	def test_every_row_is_there(self):
		for producer in all_producers():
			key = {"producer_name": producer.name, "village": producer.village}
			self.assertTrue(frappe.db.exists("Producer", key), producer.name)
		submitted = {"docstatus": 1, "method": "Colloidal Gold", "sample_no": ["like", "KJ%"]}
		self.assertEqual(frappe.db.count("Residue Test", submitted), 1960)
		self.assertEqual(self.sum_of_certificates(), sum(issue.count for issue in self.year.certificates))

	def test_verdicts_are_as_made_up(self):
		for prefix, verdict, made_up in (
			("KJ", "Suspect", [test for test in self.year.quick_tests if test.positive]),
			("", "Fail", [test for test in self.year.laboratory_tests if test.finding.fails]),
		):
			found = frappe.get_all(
				"Residue Test", {"verdict": verdict, "sample_no": ["like", f"{prefix}%"]}, pluck="sample_no"
			)
			self.assertLessEqual({test.sample_no for test in made_up}, set(found))

	def test_all_failing_tests_but_one_are_published(self):
		failing = [test.sample_no for test in self.year.laboratory_tests if test.finding.fails]
		published = {"sample_no": ["in", failing], "published": 1}
		self.assertEqual(frappe.db.count("Residue Test", published), len(failing) - 1)

	def test_checks_found_this_and_that(self):
		findings = Counter(frappe.get_all("Certificate Check", {"department": credit.DEPARTMENT}, pluck="finding"))
		self.assertEqual(set(findings), {"Genuine", *credit.FINDINGS})
		self.assertGreater(findings["Genuine"], 0.8 * sum(findings.values()))

	def test_producers_have_every_credit_level(self):
		recompute(today=self.year.today)  # by now, the year's events may have aged
		names = [producer.name for producer in all_producers()]
		levels = Counter(frappe.get_all("Producer", {"producer_name": ["in", names]}, pluck="credit_level"))
		self.assertEqual(set(levels), set("ABCD"))
		self.assertGreater(levels["A"], 0.9 * len(names))

	def test_ledgers_are_as_made_up(self):
		keys = {record.number for record in production_records(self.year)}
		entered = set(frappe.get_all("Production Record", {"import_key": ["is", "set"]}, pluck="import_key"))
		self.assertLessEqual(keys, entered)
		sold = {sale.number for sale in sales(self.year.today)}
		filters = {"import_key": ["is", "set"], "docstatus": 1}
		self.assertLessEqual(sold, set(frappe.get_all("Input Sale", filters, pluck="import_key")))

	def test_one_use_is_off_the_label(self):
		keys = [record.number for record in production_records(self.year)]
		clues = frappe.get_all(
			"Production Record", {"import_key": ["in", keys], "case_clue": ["is", "set"]}, pluck="input"
		)
		self.assertEqual(clues, [RESTRICTED.name])

	def test_failing_tests_have_had_their_consequences(self):
		states = set(frappe.get_all("Enforcement Escalation", pluck="workflow_state"))
		self.assertLessEqual({"Confirmed", "Not Confirmed", "Sampling Started"}, states)
		self.assertEqual(set(frappe.get_all("Sale Ban", pluck="status")), {"Active", "Lifted"})
		told = set(frappe.get_all("Sale Ban", {"banned_on": ["<=", self.year.today]}, pluck="notified_on"))
		self.assertIn(None, told)
		self.assertGreater(len(told), 5)

	def test_months_are_planned(self):
		months = set(frappe.get_all("Sampling Plan", {"year": self.year.today.year}, pluck="month"))
		self.assertLessEqual({7, 8, 9}, months)

	def test_checklist_is_carried_over(self):
		year = self.year.today.year
		checklist = frappe.get_doc("Responsibility Checklist", {"town": town.TOWN, "year": year})
		self.assertEqual((checklist.status, checklist.carried_over_from), ("Active", f"{town.TOWN}-2022"))
		settings_year = frappe.db.get_single_value("Nongan Supervision Settings", "current_year")
		self.assertEqual(settings_year, year)

	def test_cases_stand_at_different_stages_and_fit_their_journals(self):
		facts = [story.facts for story in STORIES]
		made = frappe.get_all("Enforcement Case", {"facts": ["in", facts]}, ["name", "workflow_state"])
		states = ["Closed", "Investigating", "Pending Filing", "Referral in Progress", "Referral in Progress"]
		self.assertEqual(sorted(case.workflow_state for case in made), states)
		self.assertEqual([str(problem) for case in made for problem in verify("Enforcement Case", case.name)], [])

	def test_something_is_due_today_for_who_decides_and_who_sees_to_it(self):
		day = marker.begun_as_of()
		limit = first_working_day(day, legal_holidays(day))
		for_leader = {"workflow_state": "Pending Filing", "filing_due_on": limit}
		self.assertTrue(frappe.db.exists("Enforcement Case", for_leader))
		for_police = {"workflow_state": "Transferred", "police_decision_due_on": limit}
		self.assertTrue(frappe.db.exists("Case Referral", for_police))
		rectifying = {"workflow_state": "Rectifying", "rectification_due_on": day}
		self.assertTrue(frappe.db.exists("Inspection Task", rectifying))

	def test_the_public_reports_and_the_offices_deal_with_it(self):
		told = [tip_off.told["description"] for tip_off in TIP_OFFS]
		made = frappe.get_all(
			"Case Clue",
			{"description": ["in", told]},
			["name", "status", "received_on", "settled_on", "reporter_phone"],
		)
		self.assertEqual(Counter(clue.status for clue in made), {"Open": 3, "Not Filed": 1, "Passed On": 1})
		self.assertEqual({clue.reporter_phone for clue in made}, {None, "***"})
		for clue in made:
			self.assertLessEqual(clue.received_on, clue.settled_on or self.year.today)

	def test_notices_go_both_ways(self):
		findings = [notice.finding for notice in NOTICES]
		made = frappe.get_all(
			"Nonconformity Notice", {"finding": ["in", findings]}, ["workflow_state", "direction", "case_clue"]
		)
		self.assertEqual(Counter(notice.workflow_state for notice in made), {"Sent": 2, "Replied": 1, "Closed": 1})
		for notice in made:
			self.assertEqual(bool(notice.case_clue), notice.direction == "Market to Origin")

	def test_quarterly_updates_are_late_and_missing_too(self):
		year = self.year.today.year
		villages = frappe.get_all("Village", {"town": town.TOWN}, pluck="name")
		cells = [cell for row in coverage(villages, year, self.year.today).values() for cell in row]
		states = Counter(cell.state for cell in cells if cell.quarter.ends_on < self.year.today)
		self.assertTrue(all(states[state] for state in (ON_TIME, LATE, MISSING)), states)
		self.assertGreater(states[ON_TIME], 0.8 * states.total())

	def test_the_village_officers_update_is_half_done(self):
		draft = frappe.get_doc("Quarterly Production Update", {"village": "岑村", "docstatus": 0})
		self.assertTrue(0 < draft.confirmed_count < draft.expected_count)

	def test_population_is_said_to_be_made_up(self):
		self.assertEqual(frappe.db.get_value("Town", town.TOWN, "population"), town.POPULATION)
		of_villages = frappe.get_all("Village", {"town": town.TOWN}, pluck="population")
		self.assertTrue(all(of_villages), of_villages)
		self.assertLess(sum(of_villages), town.POPULATION)
		said = frappe.get_all("Comment", {"reference_doctype": "Town", "reference_name": town.TOWN}, pluck="content")
		self.assertIn(town.POPULATION_NOTE, said)

	def test_users_work_in_chinese_and_all_but_the_producer_in_the_desk(self):
		for user in sample.USERS:
			doc = frappe.get_doc("User", user.email)
			user_type = "Website User" if user.role == PORTAL else "System User"
			self.assertEqual((doc.user_type, doc.language, doc.enabled), (user_type, "zh", 1))
			self.assertIn(user.role, frappe.get_roles(user.email))
		self.assertIn("System Manager", frappe.get_roles("admin@nongan.example"))

	def test_what_is_named_by_itself_is_named_in_chinese(self):
		for doctype, fieldname in (("Joint Meeting", "title"), ("Enforcement Case", "title")):
			for name in frappe.get_all(doctype, pluck=fieldname):
				self.assertNotRegex(name, "[A-Za-z]{3}")

	def test_no_mail_goes_to_made_up_addresses(self):
		told = {"name": ["in", [user.email for user in sample.USERS]], "enable_email_notifications": 1}
		self.assertEqual(frappe.get_all("Notification Settings", told), [])

	def test_the_producer_keeps_the_ledger_of_a_cooperative(self):
		producer = frappe.get_doc("Producer", {"user": "producer@nongan.example"})
		self.assertEqual((producer.producer_type, producer.village), ("Cooperative", "岑村"))
		entries = frappe.get_all("Production Record", {"owner": "producer@nongan.example"}, pluck="producer")
		self.assertEqual(set(entries), {producer.name})

	def test_the_producer_gets_a_new_link_for_their_password(self):
		producer = frappe.get_doc("Producer", {"user": "producer@nongan.example"})
		set_request(method="POST", path="/")
		self.addCleanup(setattr, frappe.local, "request", None)
		account = renew_link(producer)
		self.assertEqual(account.mobile_no, producer.phone)
		self.assertIn("/update-password?key=", account.link)

	def test_village_officer_has_one_village(self):
		self.assertEqual(villages_of("village@nongan.example"), {"岑村"})

	def test_second_load_changes_nothing(self):
		before = self.counts()
		self.assertFalse(sample.load())
		self.assertEqual(self.counts(), before)

	def test_attempt_that_was_cut_short_goes_on(self):
		before = self.counts()
		marker.forget()
		marker.begin(self.year.today)
		with mock.patch.object(frappe.db, "commit"):
			self.assertTrue(sample.load())
		self.assertEqual(self.counts(), before)


class TestRefusals(NonganTestCase):
	def setUp(self):
		super().setUp()
		marker.forget()

	def test_site_in_use(self):
		make_producer()
		self.assertRaises(sample.SampleError, sample.load)
		self.assertIsNone(marker.begun_as_of())

	def test_day_to_come(self):
		self.assertRaises(sample.SampleError, sample.load, frappe.utils.add_days(frappe.utils.today(), 1))
