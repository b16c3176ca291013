"""Print formats are called in Chinese: the print view shows their names as they are.

One that the office has renamed or deleted stays as it is.
"""

import frappe

from nongan_supervision.setup import shipped

PRINT_FORMAT = "Print Format"

NAMES = {
	"Residue Test Record": "残留检测记录单",
	"Sale Ban Notice": "禁止上市告知书",
	"Sampling Plan": "抽样计划表",
	"Responsibility Checklist": "责任清单表",
	"Real-Name Purchase Record": "实名购买登记单",
	"Nonconformity Notice": "不合格信息通报函",
	"Reply to a Nonconformity Notice": "不合格信息通报复函",
	"Patrol Plan": "巡查计划表",
	"Certificate Slips A4": "合格证A4",
	"Certificate Slips Label": "合格证标签",
}
"""What was shipped → what it is called now."""


def execute() -> None:
	for before, now in NAMES.items():
		if not shipped.was_shipped(PRINT_FORMAT, before) or not shipped.note(PRINT_FORMAT, now):
			continue
		if frappe.db.exists(PRINT_FORMAT, before) and not frappe.db.exists(PRINT_FORMAT, now):
			frappe.rename_doc(PRINT_FORMAT, before, now, force=True, show_alert=False)
