"""Where the texts come from that reach a translating function by a variable, and so stand in no call.

Add an entry for a new one: its file, the expression as it is written there, and what it can be.
"""

from __future__ import annotations

DOCTYPE_NAMES = "names of DocTypes: this app's are records, all others the framework translates"
FIELD_LABELS = "labels of this app's fields, or of other apps'"
OPTIONS = "options of a Select field"
CONSTANTS = "constants of the modules in strings.CONSTANTS"
COLUMNS = "labels given to column(), see strings.LABELS"
FRAMEWORK = "the framework's own words"
CHOICES = "what a report's filter offers: options of a Select field, or constants of the report"
GROUPS = "what a report counts by, each the name of a column elsewhere"

COVERAGE_REPORT = "nongan_supervision/report/quarterly_update_coverage/quarterly_update_coverage.py"
CHECKLIST_REPORT = "nongan_supervision/report/responsibility_checklist_progress/responsibility_checklist_progress.py"
CASE_REPORT = "nongan_supervision/report/case_register_and_deadlines/case_register_and_deadlines"
NOTICES_REPORT = "nongan_supervision/report/nonconformity_notices/nonconformity_notices"
TIMELINESS_REPORT = "nongan_supervision/report/referral_timeliness/referral_timeliness"
FAILING_REPORT = "nongan_supervision/report/failing_results_and_follow_up/failing_results_and_follow_up"
OUTREACH_REPORT = "nongan_supervision/report/outreach_register/outreach_register"
SCHEDULE_REPORT = "nongan_supervision/report/supervision_schedule/supervision_schedule"
SCORECARD_REPORT = "nongan_supervision/report/village_scorecard/village_scorecard"
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
	"cases/measures.py": {"REFERRAL": DOCTYPE_NAMES},
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
	},
	"cases/notice_ends.py": {
		"action": CONSTANTS,
		"notice.meta.get_label(changed[0])": FIELD_LABELS,
		"role": CONSTANTS,
		"stored.workflow_state": CONSTANTS,
	},
	"cases/referrals.py": {"kind": OPTIONS},
	"cases/reminders.py": {"deadline.awaited.what": CONSTANTS, "deadline.doctype": DOCTYPE_NAMES},
	"cases/steps.py": {"step.action": CONSTANTS},
	"cases/verification.py": {"doc.meta.get_label(fieldname)": FIELD_LABELS, "self.doctype": DOCTYPE_NAMES},
	"certificates/check.py": {"found.basis": OPTIONS, "found.second_document_type": OPTIONS},
	"certificates/checks.py": {"check.finding": OPTIONS},
	"certificates/basis.py": {"certificate.basis": OPTIONS, "purpose": OPTIONS},
	"certificates/rules.py": {"kind": OPTIONS},
	"certificates/wording.py": {"basis": OPTIONS, "stored.second_document_type": OPTIONS},
	"checklist/fields.py": {"doctype": DOCTYPE_NAMES, "found": FRAMEWORK},
	"checklist/filters.py": {"doctype": DOCTYPE_NAMES},
	"checklist/governance.py": {"summary.meta.get_label(name)": FIELD_LABELS},
	"checklist/governance_texts.py": {"stage": OPTIONS},
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
	"inspections/campaigns.py": {
		"campaign.meta.get_label(fieldname)": FIELD_LABELS,
		"campaign.meta.get_label(name)": FIELD_LABELS,
	},
	"inspections/seasons.py": {"doc.season or ''": OPTIONS},
	"inspections/workbooks.py": {"village.task_state": OPTIONS},
	"inspections/field/applying.py": {"task.workflow_state or PLANNED": CONSTANTS},
	"inspections/field/tasks.py": {"task.task_type": OPTIONS},
	"inspections/locks.py": {"state": CONSTANTS, "task.meta.get_label(fieldname)": FIELD_LABELS},
	"inspections/rectification.py": {"task.meta.get_label(fieldname)": FIELD_LABELS},
	"inspections/tasks.py": {"task.task_type": OPTIONS},
	"inspections/templates.py": {"task.task_type": OPTIONS},
	"monitoring/escalations.py": {"WITHDRAWN": CONSTANTS},
	"monitoring/escalation_steps.py": {"DISTRICT": CONSTANTS, "escalation.meta.get_label(name)": FIELD_LABELS},
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
	"nongan_supervision/doctype/joint_meeting/joint_meeting_list.js": {"doc.status": OPTIONS},
	"nongan_supervision/doctype/outreach_activity/outreach_activity_list.js": {"doc.activity_type": OPTIONS},
	"nongan_supervision/doctype/outreach_message/outreach_message.js": {"status": OPTIONS},
	"nongan_supervision/doctype/outreach_message/outreach_message_list.js": {"doc.status": OPTIONS},
	"nongan_supervision/doctype/field_submission/field_submission.js": {
		'frappe.meta.get_label("Inspection Task", fieldname)': FIELD_LABELS,
		"outcome": OPTIONS,
		"result": OPTIONS,
	},
	"nongan_supervision/doctype/field_submission/field_submission_list.js": {"doc.outcome": OPTIONS},
	"nongan_supervision/doctype/production_record/production_record_list.js": {"doc.activity": OPTIONS},
	"nongan_supervision/doctype/nonconformity_notice/nonconformity_notice.js": {
		"action": CONSTANTS,
		"label": FIELD_LABELS,
	},
	"nongan_supervision/doctype/inspection_task/inspection_task.js": {
		"frm.selected_workflow_action": CONSTANTS,
		"label": FIELD_LABELS,
		"state": CONSTANTS,
	},
	"nongan_supervision/doctype/inspection_task/inspection_task_list.js": {
		"row.task_type": OPTIONS,
		"row.workflow_state": CONSTANTS,
		"state": CONSTANTS,
	},
	"nongan_supervision/doctype/patrol_plan/patrol_plan_list.js": {"doc.status": OPTIONS},
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
	"nongan_supervision/report/inspection_findings_and_rectification/inspection_findings_and_rectification.py": {
		"task.reinspection_result": OPTIONS,
		"task.task_type": OPTIONS,
		"task.workflow_state": CONSTANTS,
	},
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
	f"{NOTICES_REPORT}.py": {
		"CLOSED": CONSTANTS,
		"direction": OPTIONS,
		"notice.direction": OPTIONS,
		"notice.workflow_state or DRAFT": CONSTANTS,
	},
	f"{TIMELINESS_REPORT}.py": dict.fromkeys(
		("LATE", "OPEN", "OVERDUE", "outcome", "referral.workflow_state", "step", "step.what"), CONSTANTS
	),
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
	f"{OUTREACH_REPORT}.html": {"filters.activity_type": OPTIONS},
	f"{OUTREACH_REPORT}.py": dict.fromkeys(("one", "row.activity_type"), OPTIONS),
	"nongan_supervision/doctype/joint_meeting/joint_meeting.js": {'value || ""': OPTIONS},
	"outreach/meetings.py": {"meeting.meeting_type": OPTIONS},
	"outreach/messages.py": {"message.status": OPTIONS},
	"registry/asked.py": {"frappe.unscrub(name[:LONGEST])": FIELD_LABELS},
	"registry/bounds.py": {"field.label or field.fieldname": FIELD_LABELS},
	"registry/credit_events.py": {
		"event.event_type": OPTIONS,
		"frappe.get_meta(CREDIT_EVENT).get_label(fieldname)": FIELD_LABELS,
	},
	"setup/settings.py": {"row.event_type": OPTIONS},
	"public/js/reports.js": {"value": CHOICES},
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
	"permissions/names.py": {"doctype": DOCTYPE_NAMES},
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
	"setup/prints/meeting_minutes.html": {
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		**dict.fromkeys(("doc.risk_level", "row.status"), OPTIONS),
	},
	"setup/prints/outreach_record.html": {
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		"doc.activity_type": OPTIONS,
	},
	"setup/prints/training_attendance.html": {
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		"doc.activity_type": OPTIONS,
	},
	"setup/prints/inspection_record.html": {
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		**dict.fromkeys(("doc.reinspection_result", "doc.task_type", "row.result", "row.stage"), OPTIONS),
	},
	"setup/prints/inspection_rectification.html": {"doc.task_type": OPTIONS},
	"setup/prints/product_governance_summary.html": {"doc.meta.get_label(fieldname)": FIELD_LABELS},
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
	"nongan_supervision/doctype/supervision_campaign/supervision_campaign.js": {"row.state": OPTIONS},
	"nongan_supervision/doctype/supervision_campaign/supervision_campaign_list.js": {"doc.status": OPTIONS},
	f"{SCORECARD_REPORT}.py": dict.fromkeys(("name", "scorecard.GOOD", "state"), CONSTANTS),
	f"{SCHEDULE_REPORT}.py": {
		**dict.fromkeys(("DONE", "IN_HAND", "OVERDUE", "state"), CONSTANTS),
		"task.workflow_state": CONSTANTS,
	},
	"setup/prints/supervision_summary.html": {
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		"row.task_state": OPTIONS,
	},
	"workflows/steps.py": {
		"doc.doctype": DOCTYPE_NAMES,
		"doc.meta.get_label(fieldname)": FIELD_LABELS,
		"doc.workflow_state": CONSTANTS,
		"role": CONSTANTS,
		"state": CONSTANTS,
		"step.action": CONSTANTS,
	},
}
"""Where the texts come from that reach a translating function by a variable: file → expression → origin."""
