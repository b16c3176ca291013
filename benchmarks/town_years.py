"""Years of towns for benchmarks: documents past their rules, as many as a town of the plan has in a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

VILLAGES_A_TOWN = 18
PRODUCERS_A_TOWN = 360

A_YEAR = {
	"Residue Test": 1800,
	"Conformity Certificate": 600,
	"Production Record": 1200,
	"Inspection Task": 150,
	"Outreach Activity": 130,
	"Technical Guidance": 40,
	"Case Clue": 20,
	"Nonconformity Notice": 10,
	"Joint Meeting": 6,
	"Supervision Campaign": 3,
}
"""Documents of a town in a year; a quarterly update of each village and quarter besides. There are no referrals."""

RUNNING_YEAR = 2022
"""The year of which work is still open."""

Values = dict[str, Any]


def make_places(towns: int) -> None:
	"""Add towns of as many villages as the plan's, with their producers; all have inhabitants."""
	import frappe

	named = [f"第{number}示例镇" for number in range(2, towns + 1)]
	_insert("Town", ({"name": town, "town_name": town} for town in named))
	villages = [(f"{town}{number}村", town) for town in named for number in range(1, VILLAGES_A_TOWN + 1)]
	_insert("Village", ({"name": name, "village_name": name, "town": town} for name, town in villages))
	for town in frappe.get_all("Town", pluck="name"):
		frappe.db.set_value("Town", town, "population", 60_000, update_modified=False)
	_insert("Producer", _producers())
	frappe.db.commit()


def fill(years: Iterable[int]) -> dict[str, int]:
	"""Add years of all towns; how many documents there are now of each kind.

	MariaDB looks anew at tables in which much has changed, by itself and some seconds later; here it is told to, since
	nobody waits for it. SQLite knows of them what it would know of a town's: it is never told.
	"""
	import frappe

	towns, products = _places(), frappe.get_all("Key Product", fields=["name", "sector"], order_by="name")
	for year in years:
		for doctype, number in A_YEAR.items():
			_insert(doctype, _of_year(doctype, number, year, towns, products))
		_insert("Quarterly Production Update", _updates(year, towns))
		frappe.db.commit()
	filled = ("Producer", *A_YEAR, "Quarterly Production Update")
	if frappe.db.db_type == "mariadb":
		for doctype in filled:
			frappe.db.sql(f"analyze table `tab{doctype}`")
	return {doctype: frappe.db.count(doctype) for doctype in filled[1:]}


def _producers() -> Iterator[Values]:
	for town, villages in _places().items():
		for number in range(PRODUCERS_A_TOWN):
			village = villages[number % len(villages)]
			yield {
				"name": f"PR-{village}-{number}",
				"producer_name": f"示例户{number}",
				"producer_type": "Family Farm",
				"sector": ("Planting", "Livestock", "Aquaculture")[number % 3],
				"status": "Active" if number % 20 else "Inactive",
				"village": village,
				"town": town,
				"of_scale": int(number % 4 == 0),
				"networked": int(number % 5 != 0),
				"antimicrobial_reduction": int(number % 11 == 0),
			}


def _places() -> dict[str, list[str]]:
	import frappe

	towns: dict[str, list[str]] = {}
	for name, town in frappe.get_all("Village", fields=["name", "town"], order_by="name", as_list=True):
		towns.setdefault(town, []).append(name)
	return towns


def _of_year(
	doctype: str, number: int, year: int, towns: dict[str, list[str]], products: list[Values]
) -> Iterator[Values]:
	for town, villages in towns.items():
		for nth in range(number):
			village, product = villages[nth % len(villages)], products[nth % len(products)]
			yield {
				"name": f"{year}-{town}-{nth:05}",
				"town": town,
				"village": village,
				"product": product["name"],
				"sector": product["sector"],
				**FIELDS[doctype](nth, date(year, 1, 1) + timedelta(days=nth * 364 // number), village),
			}


def _test(nth: int, day: date, village: str) -> Values:
	quantitative = nth % 12 == 0
	purpose = "Quick Screening" if not quantitative else ("Routine Monitoring", "Input Sampling")[nth % 24 == 0]
	failed = nth % 150 == 0
	return {
		"docstatus": 1,
		"producer": _producer(nth, village),
		"sampled_on": day,
		"tested_on": day,
		"purpose": purpose,
		"method": "Quantitative" if quantitative else ("Colloidal Gold", "Enzyme Inhibition")[nth % 10 == 1],
		"stage": "Field",
		"verdict": "Fail" if failed else "Pass",
		"published": int(failed and nth % 450 != 0),
	}


def _certificate(nth: int, day: date, village: str) -> Values:
	producer = _producer(nth, village)
	return {"docstatus": 1, "producer": producer, "issued_on": day, "basis": "Self Test", "certificate_count": 534}


def _record(nth: int, day: date, village: str) -> Values:
	return {"producer": _producer(nth, village), "recorded_on": day, "activity": "Fertilising", "batch_no": f"B{nth}"}


def _task(nth: int, day: date, _village: str) -> Values:
	state = "Rectifying" if day.year == RUNNING_YEAR and nth % 9 == 0 else "Closed"
	return {"workflow_state": state, "task_type": "Routine Patrol", "planned_on": day, "due_on": day}


def _activity(nth: int, day: date, _village: str) -> Values:
	kind = ("SMS", "News Media", "Household Visit", "SMS", "Training", "Rural Outreach", "SMS")[nth % 7]
	return {
		"activity_type": kind,
		"held_on": day,
		"topic": "示例",
		"product": None,
		"sector": None,
		"policy_briefing": nth % 14 // 2 % 2,
	}


def _guidance(nth: int, day: date, _village: str) -> Values:
	kinds = ("Safe Use", "Green Control", "Production Protocol", "Green Aquaculture Trial", "Layout Advice")
	return {"guidance_type": kinds[nth % 5], "guided_on": day, "summary": "示例"}


def _clue(nth: int, day: date, _village: str) -> Values:
	settled = day + timedelta(days=3 if nth % 6 else 12)
	return {
		"clue_source": "Inspection",
		"department": "镇农村工作局",
		"received_on": day,
		"check_due_on": day + timedelta(days=7),
		"description": "示例",
		"status": "Not Filed",
		"settled_on": settled,
	}


def _notice(nth: int, day: date, _village: str) -> Values:
	return {
		"workflow_state": "Closed",
		"direction": "Market to Origin",
		"counterpart": "示例市场",
		"finding": "示例",
		"notified_on": day,
		"reply_due_on": day + timedelta(days=10),
		"replied_on": day + timedelta(days=4 if nth % 5 else 14),
	}


def _meeting(nth: int, day: date, _village: str) -> Values:
	kind = ("Joint Meeting", "Risk Consultation")[nth % 2]
	return {"meeting_type": kind, "held_on": day, "title": "示例", "village": None, "product": None, "sector": None}


def _campaign(nth: int, day: date, _village: str) -> Values:
	season = ("Summer", "Autumn", "Winter")[nth]
	due = date(day.year, (6, 9, 12)[nth], 30)
	submitted = due - timedelta(days=2) if nth else due + timedelta(days=2)
	return {
		"title": season,
		"year": day.year,
		"season": season,
		"status": "Closed",
		"feedback_due_on": due,
		"feedback_submitted_on": submitted,
	}


FIELDS = {
	"Residue Test": _test,
	"Conformity Certificate": _certificate,
	"Production Record": _record,
	"Inspection Task": _task,
	"Outreach Activity": _activity,
	"Technical Guidance": _guidance,
	"Case Clue": _clue,
	"Nonconformity Notice": _notice,
	"Joint Meeting": _meeting,
	"Supervision Campaign": _campaign,
}


def _updates(year: int, towns: dict[str, list[str]]) -> Iterator[Values]:
	for town, villages in towns.items():
		for nth, village in enumerate(villages):
			for quarter in range(1, 5 if nth % 4 else 4):
				submitted = date(year, quarter * 3, 25)
				yield {
					"name": f"{year}-{village}-Q{quarter}",
					"docstatus": 1,
					"town": town,
					"village": village,
					"year": year,
					"quarter": f"Q{quarter}",
					"submitted_on": submitted,
				}


def _producer(nth: int, village: str) -> str:
	"""One of the village's producers: their number leaves its remainder."""
	return f"PR-{village}-{_first(village) + nth // VILLAGES_A_TOWN * VILLAGES_A_TOWN % PRODUCERS_A_TOWN}"


def _first(village: str) -> int:
	if not _FIRST:
		for villages in _places().values():
			_FIRST.update({name: number for number, name in enumerate(villages)})
	return _FIRST[village]


_FIRST: dict[str, int] = {}


def _insert(doctype: str, documents: Iterable[Values]) -> None:
	import frappe
	from frappe.utils import now

	moment, user = now(), frappe.session.user
	stamped = (
		{"creation": moment, "modified": moment, "owner": user, "modified_by": user, **each} for each in documents
	)
	known = set(frappe.db.get_table_columns(doctype))
	rows = [{field: value for field, value in each.items() if field in known} for each in stamped]
	if rows:
		fields = list(rows[0])
		frappe.db.bulk_insert(doctype, fields, [tuple(row[field] for field in fields) for row in rows], chunk_size=500)
