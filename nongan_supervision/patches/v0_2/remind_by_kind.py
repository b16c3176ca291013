"""Carry the days of reminders of tasks over to the table of lead times, which has a row for each kind of deadline."""

import frappe
from frappe.utils import cint

from nongan_supervision.agenda import kinds
from nongan_supervision.agenda.lead_times import DEFAULTS, SETTINGS, ship_lead_times
from nongan_supervision.setup.settings import fill_new_defaults

OF_TASKS = (kinds.INSPECTION, kinds.RECTIFICATION, kinds.FEEDBACK, kinds.RESOLUTION)


def execute() -> None:
	fill_new_defaults()
	days = frappe.db.get_singles_dict(SETTINGS).get("task_reminder_days")
	changed = {} if days is None else {kind: DEFAULTS[kind]._replace(days_before=cint(days)) for kind in OF_TASKS}
	ship_lead_times(**changed)
	frappe.db.delete("Singles", {"doctype": SETTINGS, "field": "task_reminder_days"})
