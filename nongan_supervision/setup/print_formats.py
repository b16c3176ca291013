"""The standard prints: shipped once as print formats that an office may edit."""

from __future__ import annotations

import re
from pathlib import Path

import frappe

from nongan_supervision.setup import shipped

PRINTS = Path(__file__).parent / "prints"
PART = re.compile(r"\{# part: (\S+) #\}\n")

#: Name of the print format, the DocType it prints, and the file of its template.
#: Their names are Chinese: the print view lists formats by their names as they are, translated nowhere.
FORMATS = (
	("残留检测记录单", "Residue Test", "residue_test_record.html"),
	("禁止上市告知书", "Sale Ban", "sale_ban_notice.html"),
	("抽样计划表", "Sampling Plan", "sampling_plan.html"),
	("责任清单表", "Responsibility Checklist", "responsibility_checklist.html"),
	("实名购买登记单", "Input Sale", "input_sale_slip.html"),
	("不合格信息通报函", "Nonconformity Notice", "nonconformity_notice.html"),
	("不合格信息通报复函", "Nonconformity Notice", "nonconformity_reply.html"),
	("巡查计划表", "Patrol Plan", "patrol_plan.html"),
	("培训签到表", "Outreach Activity", "training_attendance.html"),
)

#: Records whose tables need the width: they lie across the page.
ACROSS = (("责任清单完成情况", "Responsibility Checklist", "responsibility_checklist_reached.html"),)

#: Official papers, which GB/T 9704 gives margins, lettering and page numbers: name, DocType, file of the template.
#: Their names are the law's.
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
	("合格证A4", "Conformity Certificate", "certificate_slips_a4.html", "certificate_slips_a4.css", 8),
	(
		"合格证标签",
		"Conformity Certificate",
		"certificate_slips_label.html",
		"certificate_slips_label.css",
		2,
	),
)


CONTENT = ("html", "css", "margin_top", "margin_bottom", "margin_left", "margin_right")


def ship_print_formats() -> int:
	"""Create the print formats that were never shipped to this site, and return how many."""
	return shipped.ship(_records())


def renew_print_formats() -> list[str]:
	"""Bring the shipped print formats that nobody has edited to their present form; return their names.

	One that was saved since it was shipped is the office's.
	"""
	renewed = []
	for record in _records():
		content = {field: record[field] for field in CONTENT}
		stored = frappe.db.get_value("Print Format", record["name"], ["creation", "modified", *CONTENT], as_dict=True)
		if not stored or stored.creation != stored.modified:
			continue
		if any(stored[field] != value for field, value in content.items()):
			frappe.db.set_value("Print Format", record["name"], content, update_modified=False)
			renewed.append(record["name"])
	return renewed


def _records() -> list[dict]:
	return [
		*(_paged(*entry) for entry in FORMATS),
		*(_across(*entry) for entry in ACROSS),
		*(_paper(*entry) for entry in PAPERS),
		*(_own_style(*entry) for entry in OWN_STYLE),
	]


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
	"""Return a file's text, with the parts that several prints share in place of the lines that name them."""
	text = (PRINTS / file).read_text(encoding="utf-8")
	return PART.sub(lambda named: _read(named[1]), text)
