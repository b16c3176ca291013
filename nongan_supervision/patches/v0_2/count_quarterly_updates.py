"""Indicators of the plan's A2 that were reported by hand, or not at all: counted from now on.

Left alone where the office has changed them, or has figures reported by hand that would disappear.
"""

import frappe

from nongan_supervision.setup.plan import give_indicator, read_indicator

UPDATES = "重点品种信息季度更新率"
INSTRUCTORS = "重点品种安全使用指导员覆盖率"


def execute() -> None:
	count_updates()
	give_indicator(INSTRUCTORS)


def count_updates() -> None:
	"""Let the rate of quarterly updates be counted, where nobody has reported it; its words and unit stay."""
	if frappe.db.get_value("Checklist Indicator", UPDATES, "measure") != "Manual":
		return
	if frappe.db.exists("Checklist Item", {"indicator": UPDATES, "manual_value": ["!=", 0]}):
		return
	planned = read_indicator(UPDATES)
	indicator = frappe.get_doc("Checklist Indicator", UPDATES)
	indicator.update({"measure": planned["measure"], "method": planned["method"]})
	indicator.save(ignore_permissions=True)  # setup
