"""The standard prints: shipped once as print formats that an office may edit."""

from __future__ import annotations

from pathlib import Path

from nongan_supervision.setup import shipped

PRINTS = Path(__file__).parent / "prints"

#: Name of the print format, the DocType it prints, and the file of its template.
FORMATS = (
	("Residue Test Record", "Residue Test", "residue_test_record.html"),
	("Sale Ban Notice", "Sale Ban", "sale_ban_notice.html"),
	("Sampling Plan", "Sampling Plan", "sampling_plan.html"),
	("Responsibility Checklist", "Responsibility Checklist", "responsibility_checklist.html"),
	("Real-Name Purchase Record", "Input Sale", "input_sale_slip.html"),
	("Nonconformity Notice", "Nonconformity Notice", "nonconformity_notice.html"),
	("Reply to a Nonconformity Notice", "Nonconformity Notice", "nonconformity_reply.html"),
	("Patrol Plan", "Patrol Plan", "patrol_plan.html"),
	("培训签到表", "Outreach Activity", "training_attendance.html"),
)

#: Records whose tables need the width: they lie across the page.
ACROSS = (("责任清单完成情况", "Responsibility Checklist", "responsibility_checklist_reached.html"),)

#: Official papers, which GB/T 9704 gives margins, lettering and page numbers: name, DocType, file of the template.
#: Their names are the law's, in Chinese: the print view lists formats by their names as they are, translated nowhere.
PAPERS = (
	("立案审批表", "Enforcement Case", "case_filing_approval.html"),
	("案件调查终结报告", "Enforcement Case", "investigation_closing_report.html"),
	("行政处罚决定书", "Enforcement Case", "administrative_penalty_decision.html"),
	("责令改正通知书", "Enforcement Case", "order_to_rectify.html"),
	("涉案物品清单", "Enforcement Case", "list_of_articles.html"),
	("卷内目录与证据目录", "Enforcement Case", "case_file.html"),
	("涉嫌犯罪案件移送书", "Case Referral", "transfer_letter.html"),
	("检测结果告知书", "Residue Test", "notice_of_test_result.html"),
	("督导分组安排", "Supervision Campaign", "supervision_groups.html"),
	("年度督导分组安排", "Supervision Campaign", "supervision_groups_of_year.html"),
	("督导检查情况汇总", "Supervision Summary", "supervision_summary.html"),
	("重点品种治理情况总结", "Product Governance Summary", "product_governance_summary.html"),
	("整改通知书", "Inspection Task", "inspection_rectification.html"),
	("巡查检查记录", "Inspection Task", "inspection_record.html"),
	("宣传活动记录", "Outreach Activity", "outreach_record.html"),
	("会议纪要", "Joint Meeting", "meeting_minutes.html"),
)

#: Formats that are drawn without the official look: name, DocType, file of the template, its style, margins in mm.
OWN_STYLE = (
	("Certificate Slips A4", "Conformity Certificate", "certificate_slips_a4.html", "certificate_slips_a4.css", 8),
	(
		"Certificate Slips Label",
		"Conformity Certificate",
		"certificate_slips_label.html",
		"certificate_slips_label.css",
		2,
	),
)


def ship_print_formats() -> int:
	"""Create the print formats that were never shipped to this site, and return how many."""
	return shipped.ship(
		[
			*(_paged(*entry) for entry in FORMATS),
			*(_across(*entry) for entry in ACROSS),
			*(_paper(*entry) for entry in PAPERS),
			*(_own_style(*entry) for entry in OWN_STYLE),
		]
	)


def _record(name: str, doctype: str, template: str) -> dict:
	return {
		"doctype": "Print Format",
		"name": name,
		"doc_type": doctype,
		"module": "Nongan Supervision",
		"standard": "No",
		"custom_format": 1,
		"print_format_type": "Jinja",
		"html": _read(template),
		"css": _read("official.css"),
		"margin_top": 20,
		"margin_bottom": 20,
		"margin_left": 18,
		"margin_right": 18,
	}


def _paged(name: str, doctype: str, template: str) -> dict:
	record = _record(name, doctype, template)
	return {**record, "html": record["html"] + _read("page_of_pages.html")}


def _across(name: str, doctype: str, template: str) -> dict:
	record = _paged(name, doctype, template)
	margins = {"margin_top": 18, "margin_bottom": 18, "margin_left": 15, "margin_right": 15}
	return {**record, "css": record["css"] + _read("across.css"), **margins}


def _paper(name: str, doctype: str, template: str) -> dict:
	record = _record(name, doctype, template)
	margins = {"margin_top": 37, "margin_bottom": 35, "margin_left": 28, "margin_right": 26}
	html = record["html"] + _read("official_page_number.html")
	return {**record, "html": html, "css": record["css"] + _read("official_paper.css"), **margins}


def _own_style(name: str, doctype: str, template: str, style: str, margin: int) -> dict:
	sides = {f"margin_{side}": margin for side in ("top", "bottom", "left", "right")}
	return {**_record(name, doctype, template), "css": _read(style), **sides}


def _read(file: str) -> str:
	return (PRINTS / file).read_text(encoding="utf-8")
