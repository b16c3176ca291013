"""The figures of the plan's checklist by statements written for them alone: what the report is compared with.

Each table is read once. Nothing is asked about who may see what, no filter is read, nothing can be configured.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

TESTS = """
	select
		sum(case when purpose = 'Input Sampling' then 1 else 0 end),
		sum(case when method = 'Colloidal Gold' then 1 else 0 end),
		sum(case when method = 'Quantitative' then 1 else 0 end),
		sum(case when verdict = 'Fail' then 1 else 0 end),
		sum(case when verdict = 'Fail' and published = 1 then 1 else 0 end),
		sum(case when purpose = 'Routine Monitoring' then 1 else 0 end),
		sum(case when purpose = 'Routine Monitoring' and verdict = 'Pass' then 1 else 0 end)
	from `tabResidue Test`
	where docstatus = 1 and town = %(town)s and sampled_on between %(start)s and %(end)s
"""
PRODUCERS = """
	select
		count(*),
		sum(case when networked = 1 then 1 else 0 end),
		sum(case when sector = 'Livestock' then 1 else 0 end),
		sum(case when sector = 'Livestock' and antimicrobial_reduction = 1 then 1 else 0 end)
	from `tabProducer`
	where town = %(town)s and of_scale = 1 and status = 'Active'
"""
LEDGERS = """
	select count(distinct record.producer)
	from `tabProduction Record` record
	inner join `tabProducer` producer on producer.name = record.producer
	where record.town = %(town)s and record.recorded_on between %(start)s and %(end)s
		and producer.town = %(town)s and producer.of_scale = 1 and producer.status = 'Active'
"""
CERTIFICATES = """
	select sum(certificate_count) from `tabConformity Certificate`
	where docstatus = 1 and town = %(town)s and issued_on between %(start)s and %(end)s
"""
GUIDANCE = """
	select
		sum(case when guidance_type in ('Green Control', 'Layout Advice') then 1 else 0 end),
		sum(case when guidance_type in ('Production Protocol', 'Green Aquaculture Trial') then 1 else 0 end)
	from `tabTechnical Guidance`
	where town = %(town)s and guided_on between %(start)s and %(end)s
"""
ACTIVITIES = """
	select activity_type, held_on, policy_briefing from `tabOutreach Activity`
	where town = %(town)s and held_on between %(start)s and %(end)s
"""
MEETINGS = """
	select
		sum(case when meeting_type = 'Joint Meeting' then 1 else 0 end),
		sum(case when meeting_type = 'Risk Consultation' then 1 else 0 end)
	from `tabJoint Meeting`
	where town = %(town)s and held_on between %(start)s and %(end)s
"""
CLUES = """
	select
		sum(case when settled_on <= %(end)s and settled_on <= check_due_on then 1 else 0 end),
		sum(case when settled_on <= %(end)s or check_due_on <= %(end)s then 1 else 0 end)
	from `tabCase Clue`
	where town = %(town)s and check_due_on between %(start)s and %(year_end)s
"""
NOTICES = """
	select
		sum(case when replied_on <= %(end)s and replied_on <= reply_due_on then 1 else 0 end),
		sum(case when replied_on <= %(end)s or reply_due_on <= %(end)s then 1 else 0 end)
	from `tabNonconformity Notice`
	where town = %(town)s and reply_due_on between %(start)s and %(year_end)s
"""
CAMPAIGNS = """
	select
		sum(case when feedback_submitted_on <= %(end)s and feedback_submitted_on <= feedback_due_on then 1 else 0 end),
		sum(case when feedback_submitted_on <= %(end)s or feedback_due_on <= %(end)s then 1 else 0 end)
	from `tabSupervision Campaign`
	where town = %(town)s and year = %(year)s
"""
UPDATES = """
	select quarter, submitted_on from `tabQuarterly Production Update`
	where docstatus = 1 and town = %(town)s and year = %(year)s and submitted_on <= %(end)s
"""
INSTRUCTED = """
	select count(*), count(instructed.product) from `tabKey Product` product
	left join (
		select distinct listed.product from `tabSafe Use Instructor Product` listed
		inner join `tabSafe Use Instructor` instructor on instructor.name = listed.parent
		where instructor.status = 'Active'
	) instructed on instructed.product = product.name
	where product.national_list = 1
"""
PLACES = """
	select population, (select count(*) from `tabVillage` where town = %(town)s) from `tabTown` where name = %(town)s
"""


def figures_by_hand(town: str, year: int, end: str) -> dict[str, float]:
	"""The figures by item number; items of which there is no figure are left out."""
	import frappe

	asked = {"town": town, "year": year, "start": f"{year}-01-01", "end": end, "year_end": f"{year}-12-31"}

	def one(statement: str) -> list[float]:
		return [float(value or 0) for value in frappe.db.sql(statement, asked)[0]]

	inputs, gold, quantitative, failed, published, routine, passed = one(TESTS)
	scale, networked, livestock, reducing = one(PRODUCERS)
	listed, instructed = one(INSTRUCTED)
	layout, protocols = one(GUIDANCE)
	meetings, consultations = one(MEETINGS)
	population, villages = one(PLACES)
	figures = {
		"A1": inputs,
		"A2a": _updated(frappe.db.sql(UPDATES, asked), villages, date.fromisoformat(end)),
		"A2a-2": _share(networked, scale),
		"A2b": _share(instructed, listed),
		"A3a": _share(one(LEDGERS)[0], scale),
		"A3b": layout,
		"A3c": protocols,
		"A3d": _share(reducing, livestock),
		"A4a": gold,
		"A4a-2": _share(published, failed),
		"A4a-3": consultations,
		"A4b": _share(*one(CLUES)),
		"A5": quantitative / population * 1000,
		"A5-2": _share(passed, routine),
		"A6": one(CERTIFICATES)[0],
		"A8": meetings,
		"A8-5": _share(*one(NOTICES)),
		"A8-6": _share(*one(CAMPAIGNS)),
		**_outreach(frappe.db.sql(ACTIVITIES, asked), year, date.fromisoformat(end)),
	}
	return {item_no: value for item_no, value in figures.items() if value is not None}


def _outreach(rows: Any, year: int, end: date) -> dict[str, float | None]:
	held = [(kind, day if isinstance(day, date) else date.fromisoformat(day), briefed) for kind, day, briefed in rows]
	visits = [briefed for kind, _day, briefed in held if kind in ("Training", "Household Visit")]
	weeks = {day - timedelta(days=day.weekday()) for kind, day, _briefed in held if kind == "SMS"}
	first = date(year, 1, 1) + timedelta(days=6)
	monday, passed = first - timedelta(days=first.weekday()), set()
	while monday + timedelta(days=6) <= end:
		passed.add(monday)
		monday += timedelta(days=7)
	media = [day.month for kind, day, _briefed in held if kind == "News Media"]
	reached = {month for month in media if media.count(month) >= 2}
	months = {month for month in range(1, 13) if date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) <= end}
	return {
		"A5-3": sum(kind == "Training" for kind, _day, _briefed in held),
		"A6-2": _share(sum(visits), len(visits)),
		"A8-2": sum(kind == "Rural Outreach" for kind, _day, _briefed in held),
		"A8-3": _share(len(reached), len(reached | months)),
		"A8-4": _share(len(weeks), len(weeks | passed)),
	}


def _updated(rows: Any, villages: float, end: date) -> float | None:
	"""Of the quarters that count: those that are due (ten days after their end) and what was submitted before."""
	due = [quarter for quarter in range(1, 5) if _due(end.year, quarter) < end]
	early = sum(int(quarter[1]) not in due for quarter, _submitted in rows)
	return _share(len(rows), len(due) * villages + early)


def _due(year: int, quarter: int) -> date:
	import frappe

	days = frappe.db.get_single_value("Nongan Supervision Settings", "quarterly_update_grace_days")
	return date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1) + timedelta(days=int(days))


def _share(part: float, whole: float) -> float | None:
	return part / whole * 100 if whole else None
