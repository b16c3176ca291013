"""Everything that a user reads is there in Chinese.

A row of ``zh.csv`` is a source text, its translation, and the context it is looked up in. Which of the two kinds of
row a text gets:

* Without context, the translation holds wherever the Desk looks the text up: in forms, lists, reports and
  messages, and in the framework's own pages as well. So a text that the framework has too ("Status", "Draft")
  has the framework's translation in its row without context. That none of them differs is tested beside the
  embedded framework, whose translations this app does not depend on.
* Where the framework's word is wrong in this office ("Field" is a stage of production here, "Indicator" is no
  colour), the text gets a row with context: the DocType's name, in which the framework looks up labels,
  descriptions and the options of a form's Select, and after it what has no context. Lists and reports look
  options up without context, so an option needs a row without context in any case.

A context that stands in the code (``_("Limit", context="Register")``) needs its own row. Contexts in use:
"Register" is for what is said of a register that a town keeps: a column is named there as its best heading is
(`exchange.columns`), so that a message names it as its reader knows it.
"""

from __future__ import annotations

import csv
import re
import unittest
from collections import Counter

from nongan_supervision.tests.strings import (
	APP,
	Text,
	Variable,
	all_strings,
	all_texts,
	in_python,
	in_script,
	in_template,
	variables,
)

TRANSLATIONS = APP / "translations" / "zh.csv"
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s|%s|<[^>]+>")
CHINESE = "[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(rf"{CHINESE}\s*[,;:!?()]|[,;:!?(]\s*{CHINESE}|{CHINESE}\.(?!\w)")
SIGNS = frozenset((",", ";", "{0} of {1}", "{0}: {1}"))
"""The only rows without a Chinese word: signs stand for these, here and in the framework's translation."""

DOCTYPE_NAMES = "names of DocTypes: this app's are records, all others the framework translates"
FIELD_LABELS = "labels of this app's fields, or of other apps'"
OPTIONS = "options of a Select field"
CONSTANTS = "constants of the modules in strings.CONSTANTS"
COLUMNS = "labels given to column(), see strings.LABELS"
FRAMEWORK = "the framework's own words"
GROUPS = "what a report counts by, each the name of a column elsewhere"

COVERAGE_REPORT = "nongan_supervision/report/quarterly_update_coverage/quarterly_update_coverage.py"
CHECKLIST_REPORT = "nongan_supervision/report/responsibility_checklist_progress/responsibility_checklist_progress.py"
CASE_REPORT = "nongan_supervision/report/case_register_and_deadlines/case_register_and_deadlines"
NOTICES_REPORT = "nongan_supervision/report/nonconformity_notices/nonconformity_notices"
TIMELINESS_REPORT = "nongan_supervision/report/referral_timeliness/referral_timeliness"
FAILING_REPORT = "nongan_supervision/report/failing_results_and_follow_up/failing_results_and_follow_up"
SUMMARY_REPORT = "nongan_supervision/report/residue_test_summary/residue_test_summary"

VARIABLES = {
	"cases/citations.py": {"doc.doctype": DOCTYPE_NAMES},
	"cases/clue_work.py": {"clue.status": OPTIONS},
	"cases/clues.py": {"before": OPTIONS},
	"cases/enforcement_cases.py": {"case.case_type": OPTIONS},
	"cases/evidence.py": {"doctype": DOCTYPE_NAMES},
	"cases/extensions.py": {"DECIDING.action": CONSTANTS, "case.workflow_state": CONSTANTS},
	"cases/files.py": {"doctype": DOCTYPE_NAMES, "file.attached_to_doctype": DOCTYPE_NAMES, "state": CONSTANTS},
	"cases/filing.py": {"status": OPTIONS},
	"cases/locks.py": {"doc.meta.get_label(fieldname)": FIELD_LABELS, "state": CONSTANTS},
	"cases/overview.py": {
		"case.case_type": OPTIONS,
		"case.penalty_type": OPTIONS,
		"deadline.awaited.what": CONSTANTS,
		"entry.event": OPTIONS,
		"kind": OPTIONS,
		"state": CONSTANTS,
	},
	"cases/nonconformity.py": {
		"doctype": DOCTYPE_NAMES,
		"notice.meta.get_label(fieldname)": FIELD_LABELS,
		"notice.workflow_state": CONSTANTS,
		"role": CONSTANTS,
		"state": CONSTANTS,
		"step.action": CONSTANTS,
	},
	"cases/referrals.py": {"kind": OPTIONS},
	"cases/reminders.py": {"deadline.awaited.what": CONSTANTS, "deadline.doctype": DOCTYPE_NAMES},
	"cases/steps.py": {
		"doc.doctype": DOCTYPE_NAMES,
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		"doc.workflow_state": CONSTANTS,
		"role": CONSTANTS,
		"state": CONSTANTS,
		"step.action": CONSTANTS,
		"stored.workflow_state": CONSTANTS,
	},
	"cases/verification.py": {"doc.meta.get_label(fieldname)": FIELD_LABELS, "self.doctype": DOCTYPE_NAMES},
	"certificates/check.py": {"found.basis": OPTIONS, "found.second_document_type": OPTIONS},
	"certificates/checks.py": {"check.finding": OPTIONS},
	"certificates/rules.py": {"certificate.basis": OPTIONS, "kind": OPTIONS},
	"certificates/wording.py": {"basis": OPTIONS, "certificate.second_document_type": OPTIONS},
	"checklist/fields.py": {"doctype": DOCTYPE_NAMES, "found": FRAMEWORK},
	"checklist/filters.py": {"doctype": DOCTYPE_NAMES},
	"checklist/indicators.py": {
		"found.problem": CONSTANTS,
		"indicator.measure": OPTIONS,
		"indicator.meta.get_label(fieldname)": FIELD_LABELS,
	},
	"checklist/measures.py": {"denominator": DOCTYPE_NAMES, "doctype": DOCTYPE_NAMES},
	"checklist/progress.py": {"goal.comparison": OPTIONS, "standing.state": CONSTANTS},
	"exchange/columns.py": {"self.label": COLUMNS},
	"exchange/exporting/lists.py": {
		"of": DOCTYPE_NAMES,
		"str(meta.get_label(fieldname))": FRAMEWORK,
		"title": DOCTYPE_NAMES,
	},
	"exchange/exporting/reports.py": {"column.get('label') or ''": COLUMNS, "name": DOCTYPE_NAMES},
	"exchange/exporting/table.py": {
		"STATES[cint(value)]": FRAMEWORK,
		"cstr(value)": OPTIONS,
		"field.label or field.fieldname": FIELD_LABELS,
	},
	"exchange/grouping.py": {
		"frappe.get_meta(self.doctype).get_label(field)": FIELD_LABELS,
		"self.doctype": DOCTYPE_NAMES,
	},
	"exchange/importer.py": {"kind.doctype": DOCTYPE_NAMES},
	"exchange/kind.py": {"self.label": OPTIONS},
	"exchange/writing/checks.py": {"field.label or field.fieldname": FIELD_LABELS, "option": OPTIONS},
	"exchange/writing/links.py": {"link.field.label": FIELD_LABELS},
	"exchange/writing/listeners.py": {"listener": DOCTYPE_NAMES},
	"exchange/writing/rights.py": {"self.doctype": DOCTYPE_NAMES},
	"monitoring/residue_tests.py": {"frappe.get_meta('Residue Test').get_label(fieldname)": FIELD_LABELS},
	"monitoring/sampling_plan.py": {"plan.status": OPTIONS},
	"monitoring/standing.py": {"entry['doctype']": DOCTYPE_NAMES, "entry['state']": OPTIONS},
	"nongan_supervision/doctype/agricultural_input/agricultural_input.js": {"frm.doc.restriction": OPTIONS},
	"nongan_supervision/doctype/agricultural_input/agricultural_input_list.js": {"doc.restriction": OPTIONS},
	"nongan_supervision/doctype/case_clue/case_clue.js": {"status": OPTIONS},
	"nongan_supervision/doctype/case_clue/case_clue_list.js": {"doc.status": OPTIONS},
	"nongan_supervision/doctype/certificate_check/certificate_check.js": {"frm.doc.finding": OPTIONS},
	"nongan_supervision/doctype/certificate_check/certificate_check_list.js": {"doc.finding": OPTIONS},
	"nongan_supervision/doctype/checklist_indicator/checklist_indicator.js": {"field.label": FIELD_LABELS},
	"nongan_supervision/doctype/credit_event/credit_event.js": {"value": DOCTYPE_NAMES},
	"nongan_supervision/doctype/production_record/production_record_list.js": {"doc.activity": OPTIONS},
	"nongan_supervision/doctype/nonconformity_notice/nonconformity_notice.js": {
		"action": CONSTANTS,
		"label": FIELD_LABELS,
	},
	"nongan_supervision/doctype/producer/producer.js": {"doctype": DOCTYPE_NAMES},
	"nongan_supervision/doctype/quarterly_production_update/quarterly_production_update.js": {"quarter": OPTIONS},
	"nongan_supervision/doctype/quarterly_production_update/quarterly_production_update_list.js": {"value": OPTIONS},
	"nongan_supervision/doctype/residue_test/residue_test.js": {"frm.doc.verdict": OPTIONS, "value": OPTIONS},
	"nongan_supervision/doctype/residue_test/residue_test_list.js": {"doc.verdict": OPTIONS, "value": OPTIONS},
	"nongan_supervision/doctype/sale_ban/sale_ban.js": {
		"frm.doc.status": OPTIONS,
		"value": OPTIONS,
		"test.method": OPTIONS,
		"test.purpose": OPTIONS,
	},
	"nongan_supervision/doctype/sampling_plan/sampling_plan_list.js": {"doc.status": OPTIONS},
	"nongan_supervision/doctype/substance/substance_list.js": {"doc.substance_class": OPTIONS},
	"nongan_supervision/report/certificate_issuance/certificate_issuance.js": {"value": GROUPS},
	"nongan_supervision/report/certificate_issuance/certificate_issuance.py": {"group": GROUPS},
	"nongan_supervision/report/credit_ledger/credit_ledger.py": {"event.event_type": OPTIONS},
	"nongan_supervision/doctype/village/village.js": {"level": OPTIONS},
	"nongan_supervision/report/producer_directory/producer_directory.js": {"value": OPTIONS},
	"nongan_supervision/report/producer_directory/producer_directory.py": {"row[field]": OPTIONS},
	COVERAGE_REPORT: {
		"cell.state": CONSTANTS,
		"coverage.LATE": CONSTANTS,
		"coverage.MISSING": CONSTANTS,
		"coverage.ON_TIME": CONSTANTS,
		"level": OPTIONS,
		"name": OPTIONS,
		"state": CONSTANTS,
	},
	CHECKLIST_REPORT: {"state": CONSTANTS},
	f"{CASE_REPORT}.js": {"value": CONSTANTS},
	f"{CASE_REPORT}.py": {
		"OVERDUE": CONSTANTS,
		"RUNNING": CONSTANTS,
		"SETTLED_NOW": CONSTANTS,
		"case.case_type": OPTIONS,
		"case.workflow_state or DRAFT": CONSTANTS,
		"clue.clue_source": OPTIONS,
		"clue.status": OPTIONS,
		"kind": DOCTYPE_NAMES,
		"state": CONSTANTS,
	},
	f"{NOTICES_REPORT}.js": {"value": OPTIONS},
	f"{NOTICES_REPORT}.py": {
		"CLOSED": CONSTANTS,
		"direction": OPTIONS,
		"notice.direction": OPTIONS,
		"notice.workflow_state or DRAFT": CONSTANTS,
	},
	f"{TIMELINESS_REPORT}.js": {"value": CONSTANTS},
	f"{TIMELINESS_REPORT}.py": dict.fromkeys(
		("LATE", "OPEN", "OVERDUE", "outcome", "referral.workflow_state", "step", "step.what"), CONSTANTS
	),
	f"{FAILING_REPORT}.js": {"value": OPTIONS},
	f"{FAILING_REPORT}.py": {
		"entry.state": OPTIONS,
		"state": CONSTANTS,
		"test.purpose": OPTIONS,
		"test.verdict": OPTIONS,
	},
	f"{SUMMARY_REPORT}.js": {"value": OPTIONS},
	f"{SUMMARY_REPORT}.py": {
		"FAIL": OPTIONS,
		"PASS": OPTIONS,
		"SUSPECT": OPTIONS,
		"group": FIELD_LABELS,
		"name": OPTIONS,
	},
	"nongan_supervision/report/input_sales_ledger/input_sales_ledger.py": {"row.restriction": OPTIONS},
	"nongan_supervision/report/production_ledger/production_ledger.py": {"row.activity": OPTIONS},
	"registry/credit_events.py": {
		"event.event_type": OPTIONS,
		"frappe.get_meta(CREDIT_EVENT).get_label(fieldname)": FIELD_LABELS,
	},
	"setup/settings.py": {"row.event_type": OPTIONS},
	"public/js/case_forms.js": {"action": CONSTANTS, "label": FIELD_LABELS},
	"papers/cases.py": {
		"case.meta.get_label(fieldname)": FIELD_LABELS,
		"row.evidence_type or 'Evidence'": OPTIONS,
		"self.case.penalty_type": OPTIONS,
		"source": OPTIONS,
	},
	"papers/circular.py": {
		"case.case_type": OPTIONS,
		"case.workflow_state": CONSTANTS,
		"notice.direction": OPTIONS,
		"section": CONSTANTS,
		"standing.state_of(points, month.today)": CONSTANTS,
		"test.verdict": OPTIONS,
	},
	"permissions/wording.py": {
		"doctype": DOCTYPE_NAMES,
		"label": FIELD_LABELS,
		"linked": DOCTYPE_NAMES,
		"meta.get_label(fieldname)": FIELD_LABELS,
		"scope.doctype": DOCTYPE_NAMES,
		"value": OPTIONS,
	},
	"registry/quarterly_updates.py": {"quarter.name": OPTIONS, "update.quarter": OPTIONS},
	"registry/producers.py": {"frappe.get_meta('Producer').get_label(fieldname)": FIELD_LABELS},
	"setup/prints/input_sale_slip.html": {
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		"row.restriction": OPTIONS,
	},
	"setup/prints/case_file.html": {"doc.meta.get_label(fieldname)": FIELD_LABELS, "row.evidence_type": OPTIONS},
	"setup/prints/case_filing_approval.html": {"doc.meta.get_label(fieldname)": FIELD_LABELS},
	"setup/prints/investigation_closing_report.html": {
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		"row.evidence_type": OPTIONS,
	},
	"setup/prints/list_of_articles.html": {"doc.meta.get_label(fieldname)": FIELD_LABELS, "row.measure": OPTIONS},
	"setup/prints/notice_of_test_result.html": {
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		**dict.fromkeys(("doc.method", "doc.purpose", "doc.verdict", "row.qualitative", "row.verdict"), OPTIONS),
	},
	"setup/prints/residue_test_record.html": {
		"doc.get(fieldname)": OPTIONS,
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		"row.qualitative": OPTIONS,
		"row.verdict": OPTIONS,
	},
	"setup/prints/nonconformity_notice.html": {"doc.direction": OPTIONS, "row.flow_direction": OPTIONS},
	"setup/prints/nonconformity_reply.html": {"row.flow_direction": OPTIONS},
	"setup/prints/sale_ban_notice.html": {
		"doc.notice_method": OPTIONS,
		"row.verdict": OPTIONS,
		"test.method": OPTIONS,
	},
	"setup/prints/transfer_letter.html": {"row.document_type": OPTIONS},
	"setup/sample/cases.py": {"kind": OPTIONS},
	"setup/sample/loading.py": {"doctype": DOCTYPE_NAMES},
	"templates/portal/certificates.html": {"basis": OPTIONS},
	"templates/portal/ledger.html": {"activity": OPTIONS},
	"templates/portal/parts.html": dict.fromkeys(("one.activity", "one.method", "one.purpose", "one.verdict"), OPTIONS),
	"traceability/nodes.py": {
		"kind": DOCTYPE_NAMES,
		"row['activity']": OPTIONS,
		"row['clue_source']": OPTIONS,
		"row['direction']": OPTIONS,
		"row['purpose']": OPTIONS,
		"row['stage']": OPTIONS,
		"state": OPTIONS,
	},
	"traceability/starts.py": {"doctype": DOCTYPE_NAMES},
	"nongan_supervision/report/product_traceability/product_traceability.js": {"value": DOCTYPE_NAMES},
}
"""Where the texts come from that reach a translating function by a variable: file → expression → origin."""


def _rows() -> list[list[str]]:
	with open(TRANSLATIONS, encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


class TestTranslations(unittest.TestCase):
	def test_no_text_is_missing(self):
		translated = {(row[0], row[2]) for row in _rows()}
		missing = {text: files for text, files in all_texts().items() if not text.is_among(translated)}
		self.assertEqual(missing, {})

	def test_no_row_is_left_over(self):
		needed = {(text.source, text.context) for text in all_texts()}
		needed |= {(text.source, "") for text in all_texts() if text.by_framework}
		self.assertEqual([row for row in _rows() if (row[0], row[2]) not in needed], [])

	def test_texts_that_come_by_a_variable_are_accounted_for(self):
		known = {Variable(file, expression) for file, origins in VARIABLES.items() for expression in origins}
		self.assertEqual(variables() - known, set(), "say in VARIABLES where these texts come from")
		self.assertEqual(known - variables(), set(), "no longer in the sources")


class TestRows(unittest.TestCase):
	def test_each_row_has_a_chinese_translation(self):
		for row in _rows():
			with self.subTest(source=row[0]):
				self.assertEqual(len(row), 3)
				if row[0] not in SIGNS:
					self.assertRegex(row[1], CHINESE)

	def test_no_text_is_translated_twice_in_a_context(self):
		counts = Counter((row[0], row[2]) for row in _rows())
		self.assertEqual([key for key, count in counts.items() if count > 1], [])

	def test_rows_are_sorted(self):
		keys = [(row[0], row[2]) for row in _rows()]
		self.assertEqual(keys, sorted(keys))

	def test_placeholders_and_tags_are_kept(self):
		for source, translation, _context in _rows():
			with self.subTest(source=source):
				self.assertCountEqual(PLACEHOLDER.findall(source), PLACEHOLDER.findall(translation))

	def test_sentences_end_as_sentences_do(self):
		for source, translation, _context in _rows():
			with self.subTest(source=source):
				is_sentence = source.endswith(".") and not source.endswith("No.")
				self.assertEqual(translation.endswith("。"), is_sentence)

	def test_punctuation_is_full_width(self):
		for _source, translation, _context in _rows():
			with self.subTest(translation=translation):
				self.assertIsNone(HALF_WIDTH.search(translation))


class TestSearch(unittest.TestCase):
	"""The search for texts finds each kind of them; otherwise nothing above proves anything."""

	def test_in_the_sources_of_the_app(self):
		found = all_strings()
		for text, kind in (
			("Residue Test", "a DocType's name"),
			("Colloidal Gold", "a Select's option"),
			("Sampled On", "a field's label"),
			("《农业行政处罚程序规定》. To be confirmed by the office.", "a description that is part Chinese"),
			("Monitoring", "a group of connections"),
			("Row {0}: {1} is reported already.", "a message"),
			("Agricultural Product Test Record", "a print"),
			("Percent of Target", "a report's column"),
			("On Track", "a state of a checklist item"),
			("Village Officer", "a role"),
			("Suspect or Failing Tests This Year", "a number card"),
			("Residue Tests by Month", "a chart"),
			("Daily Work", "a heading of the workspace"),
			("Home", "an entry of the sidebar"),
			("Nongan Supervision", "the module and the icon"),
		):
			with self.subTest(kind=kind):
				self.assertIn(text, found)

	def test_contexts(self):
		found = all_texts()
		for text, kind in (
			(Text("Limit", "Register"), "a register's column"),
			(Text("none", "Register"), "Python"),
			(Text("Download", "Register Import"), "a script"),
			(Text("Limit", "Residue Test Result"), "a print"),
			(Text("Contact", "Conformity Certificate", by_framework=True), "a label"),
			(Text("Field", "Residue Test", by_framework=True), "an option in a form"),
			(Text("Field"), "an option in a list"),
		):
			with self.subTest(kind=kind):
				self.assertIn(text, found)

	def test_a_context_in_the_code_needs_its_own_row(self):
		self.assertFalse(Text("Limit", "Register").is_among({("Limit", "")}))
		self.assertTrue(Text("Limit", "Register").is_among({("Limit", "Register")}))

	def test_a_context_of_the_framework_falls_back_to_none(self):
		self.assertTrue(Text("Limit", "Substance Limit", by_framework=True).is_among({("Limit", "")}))
		self.assertFalse(Text("Limit", "Substance Limit", by_framework=True).is_among({("Limit", "Register")}))

	def test_python(self):
		for code, expected in (
			('_("a " "b")', [Text("a b")]),
			('_("a" + "b").format(1)', [Text("ab")]),
			('frappe._("a", context="C")', [Text("a", "C")]),
			('_("a", None, "C")', [Text("a", "C")]),
			('_lt("a")', [Text("a")]),
			('_("a" if x else "b")', [Text("a"), Text("b")]),
			('_(" and ")', [Text("and")]),
			("_(name)", ["name"]),
			('_("a", context=field.parent)', ["context=field.parent"]),
			('frappe.throw(_("a {0}").format(_("b")), title=_("t"))', [Text("a {0}"), Text("b"), Text("t")]),
		):
			with self.subTest(code=code):
				self.assertCountEqual(in_python(code), expected)

	def test_scripts(self):
		for code, expected in (
			('__("a")', [Text("a")]),
			("__('it\\'s')", [Text("it's")]),
			('__("a, (b)", [f(1, 2), x], "C")', [Text("a, (b)", "C")]),
			('__("a", null, "C")', [Text("a", "C")]),
			('__("a " + "b", [x])', [Text("a b")]),
			("__(`a`)", [Text("a")]),
			("__(`a ${b}`)", ["`a ${b}`"]),
			("__(label, null, df.parent)", ["label"]),
			('__("a", null, df.parent)', ["context=df.parent"]),
			('__(\n\t"a",\n\t[b]\n)', [Text("a")]),
			('{ fieldtype: "Select", options: ["One", "Two"] }', [Text("One"), Text("Two")]),
			('{ fieldtype: "Select", options: "One\\nTwo" }', [Text("One"), Text("Two")]),
			('{ fieldtype: "Link", options: "Town" }', []),
		):
			with self.subTest(code=code):
				self.assertCountEqual(in_script(code), expected)

	def test_templates(self):
		for code, expected in (
			('{{ _("a") }}', [Text("a")]),
			('{{ _("a: {0}").format(doc.b or "") }}', [Text("a: {0}")]),
			('{{ _("a", context="C") }}', [Text("a", "C")]),
			('{{ __("a", null, "C") }}', [Text("a", "C")]),
			("{{ _(row.verdict) }}", ["row.verdict"]),
			('{{ _("a", context=doc.doctype) }}', ["context=doc.doctype"]),
		):
			with self.subTest(code=code):
				self.assertCountEqual(in_template(code), expected)
