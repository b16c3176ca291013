"""The quarterly updates of the sample's year: most in time, a few late or missing, the village officer's half done."""

from __future__ import annotations

import datetime
import random

import frappe

from nongan_supervision.registry.quarterly_drafts import draft_update, rows_for
from nongan_supervision.registry.quarterly_updates import DOCTYPE, grace_days, is_late, submitted_update
from nongan_supervision.registry.quarters import Quarter
from nongan_supervision.setup.sample.producers import VILLAGES

BEFORE_DUE = (1, 8)
"""How many days before the last day an update comes, at the latest and at the earliest."""

LATE = {("戴溪", 1): 6, ("管城", 2): 3, ("东尖", 3): 9}
"""Village and number of the quarter → how many days late its update comes."""

MISSING = {("瞿家", 2), ("洛东", 3)}

HALF_DONE = "岑村"
CONFIRMED = 0.8
"""The share of producers that the village officer has asked by now."""

GROWS_BY = 1.1


def enter(today: datetime.date) -> None:
	"""Enter the updates of the quarters that have ended, and the one that is being written; once."""
	current = Quarter.on(today)
	for quarter in Quarter.all_of(today.year):
		if quarter < current:
			for village in VILLAGES:
				submit(village, quarter, today)
	begin(HALF_DONE, current)


def submit(village: str, quarter: Quarter, today: datetime.date) -> None:
	"""Submit a village's update as of a day around its due day, if that day has come."""
	submitted_on = _day_of(village, quarter)
	if (village, quarter.number) in MISSING or submitted_on > today or submitted_update(village, quarter):
		return
	key = {"village": village, "year": quarter.year, "quarter": quarter.name}
	if draft := frappe.db.get_value(DOCTYPE, {**key, "docstatus": 0}):
		update = frappe.get_doc(DOCTYPE, draft)
	else:
		update = frappe.get_doc({"doctype": DOCTYPE, **key, "rows": rows_for(**key)})
	for row in update.rows:
		row.confirmed = 1
	changed = update.rows[quarter.number % len(update.rows)]
	changed.update({"area_or_stock": round(changed.area_or_stock * GROWS_BY), "change_note": "扩大规模"})
	update.submit()
	update.db_set({"submitted_on": submitted_on, "late": int(is_late(submitted_on, update.due_on))})


def begin(village: str, quarter: Quarter) -> None:
	"""Begin an update: of most producers the officer knows already that nothing has changed."""
	if submitted_update(village, quarter):
		return
	update = frappe.get_doc(DOCTYPE, draft_update(village, quarter.year, quarter.name))
	for row in update.rows[: int(len(update.rows) * CONFIRMED)]:
		row.confirmed = 1
	update.save()


def _day_of(village: str, quarter: Quarter) -> datetime.date:
	rng = random.Random(f"{village}{quarter.number}")
	days = LATE.get((village, quarter.number)) or -rng.randint(*BEFORE_DUE)
	return quarter.due_on(grace_days()) + datetime.timedelta(days=days)
