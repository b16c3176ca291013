"""What campaigns start from, on a site that has the plan already: annex 2's leaders, and its order of villages.

Left alone where the office has other blocks, or an order of its own.
"""

import frappe

from nongan_supervision.setup.plan import read_plan_file, ship_supervision_groups


def execute() -> None:
	ship_supervision_groups()
	for planned in read_plan_file("villages.json"):
		as_planned = {"name": planned["village_name"], "rotation_block": planned["rotation_block"], "rotation_order": 0}
		if village := frappe.db.exists("Village", as_planned):
			frappe.db.set_value("Village", village, "rotation_order", planned["rotation_order"], update_modified=False)
