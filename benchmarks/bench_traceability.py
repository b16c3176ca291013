"""Tracing a product through ten years of a town's ledgers, tests, certificates, sales and notices.

A start of each kind is traced in both directions, as the agriculture office, which sees everything, and as a village
officer, who sees one village. Each figure is the best of several runs, in one new site, with the number of queries that
it took and of rows that the tree has.

	./nongan benchmark
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from embedded import site

YEARS = int(os.environ.get("NONGAN_BENCHMARK_YEARS", "10"))
FIRST_YEAR = 2017
PRODUCERS, INPUTS, DEALERS = 400, 61, 8
BATCHES_A_YEAR = 6
"""Of each producer: each with entries in the ledger, a test, a certificate, and now and then a check and a notice."""

AT_ONCE = 500
RUNS = 5
VILLAGE = "岑村"


def main() -> None:
	"""Make a site, fill it, trace, print."""
	root = Path(tempfile.mkdtemp(prefix="nongan-benchmark-"))
	try:
		folder = site.Folder(root)
		site.create(folder, lambda step: None, "benchmark")
		with site.opened(folder):
			users = _users()
			counts = _fill()
			print(f"trace in both directions, {YEARS} town-years, SQLite")
			print("  " + ", ".join(f"{number} {doctype}" for doctype, number in counts.items()))
			for what, (seconds, queries, rows) in _time(users).items():
				print(f"  {what:54} {seconds * 1000:8.1f} ms {queries:4} queries {rows:5} rows")
	finally:
		os.chdir(Path(__file__).parent)
		shutil.rmtree(root, ignore_errors=True)


def _users() -> dict[str, str]:
	from nongan_supervision.tests.factories import make_user

	return {
		"agriculture office": make_user("Agriculture Office"),
		"village officer": make_user("Village Officer", villages=[VILLAGE]),
	}


def _fill() -> dict[str, int]:
	"""Add the years past their rules; how many documents of each kind there are now."""
	import frappe

	from nongan_supervision.exchange.writing.insert import insert_documents

	counts: dict[str, int] = {}
	waiting: list = []
	for values in _documents():
		doctype = values["doctype"]
		counts[doctype] = counts.get(doctype, 0) + 1
		doc = frappe.get_doc(values)
		for row in doc.get_all_children():
			row.name = f"{doc.name}-{row.idx}"
		waiting.append(doc)
		if len(waiting) == AT_ONCE:
			_insert(waiting, insert_documents)
	_insert(waiting, insert_documents)
	frappe.cache.delete_value("global_search_queue")
	return counts


def _insert(waiting: list, insert_documents: Callable) -> None:
	import frappe

	by_doctype: dict[str, list] = {}
	for doc in waiting:
		by_doctype.setdefault(doc.doctype, []).append(doc)
	for docs in by_doctype.values():
		insert_documents(docs)
	waiting.clear()
	frappe.db.commit()


def _documents() -> Iterator[dict[str, Any]]:
	import frappe

	villages = frappe.get_all("Village", fields=["name as village", "town"])
	products = frappe.get_all("Key Product", fields=["name as product", "sector"], filters={"sector": "Planting"})
	for number in range(INPUTS):
		yield {"doctype": "Agricultural Input", "name": f"示例投入品{number}", "input_name": f"示例投入品{number}"}
	for number in range(DEALERS):
		place = villages[number % len(villages)]
		yield {"doctype": "Input Dealer", "name": f"DL-{number:04}", "dealer_name": f"示例农资店{number}", **place}
	numbers = count(1)
	for number in range(PRODUCERS):
		producer, place = f"PR-{number:05}", villages[number % len(villages)]
		product = products[number % len(products)]
		yield {"doctype": "Producer", "name": producer, "producer_name": f"示例户{number}", **place}
		for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
			for batch in range(BATCHES_A_YEAR):
				day = date(year, 1, 10) + timedelta(days=batch * 55 + number % 20)
				facts = {"producer": producer, **place, **product}
				yield from _of_batch(next(numbers), facts, f"PC{day:%Y%m%d}-{number:04}", day)


def _of_batch(number: int, facts: dict[str, str], batch_no: str, day: date) -> Iterator[dict[str, Any]]:
	"""A batch from the dealer's counter to the market."""
	input_ = f"示例投入品{number % INPUTS}"
	yield {
		"doctype": "Input Sale",
		"name": f"IS-{number:06}",
		"docstatus": 1,
		"dealer": f"DL-{number % DEALERS:04}",
		"sold_on": day - timedelta(days=9),
		"buyer_name": "示例",
		**{key: facts[key] for key in ("producer", "village", "town")},
		"items": [{"input": input_, "quantity": 1, "unit": "袋", "lot_no": f"SL{number // 50:05}"}],
	}
	for step, activity in enumerate(("Input Use", "Input Use", "Fertilising", "Harvest")):
		yield {
			"doctype": "Production Record",
			"name": f"PL-{number:06}-{step}",
			"batch_no": batch_no,
			"recorded_on": day + timedelta(days=step * 8),
			"activity": activity,
			"input": None if activity == "Harvest" else input_,
			**facts,
		}
	sampled_on = day + timedelta(days=24)
	yield {
		"doctype": "Residue Test",
		"name": f"RT-{number:06}",
		"docstatus": 1,
		"purpose": "Quick Screening",
		"method": "Colloidal Gold",
		"stage": "Harvest",
		"verdict": "Suspect" if number % 100 == 99 else "Pass",
		"sampled_on": sampled_on,
		"sample_no": f"S{number:06}",
		**facts,
	}
	certificate = f"CC-{number:06}"
	yield {
		"doctype": "Conformity Certificate",
		"name": certificate,
		"docstatus": 1,
		"batch_no": batch_no,
		"issued_on": day + timedelta(days=25),
		"basis": "Self Test",
		"residue_test": f"RT-{number:06}",
		"serial_year": day.year,
		"serial_from": number * 100,
		"serial_to": number * 100 + 99,
		**facts,
	}
	if number % 5 == 0:
		yield {
			"doctype": "Certificate Check",
			"name": f"CK-{number:06}",
			"certificate": certificate,
			"checked_on": day + timedelta(days=26),
			"place": "示例市场",
			"finding": "Genuine",
			**facts,
		}
	if number % 40 == 0:
		yield {
			"doctype": "Nonconformity Notice",
			"name": f"NN-{number:06}",
			"direction": "Market to Origin",
			"counterpart": "示例市场",
			"batch_no": batch_no,
			"certificate": certificate,
			"notified_on": day + timedelta(days=30),
			"flows": [{"flow_direction": "Downstream", "party": f"示例超市{party}"} for party in (1, 2)],
			**facts,
		}


def _time(users: dict[str, str]) -> dict[str, tuple[float, int, int]]:
	"""Seconds, queries and rows by what was asked for."""
	import frappe

	middle = PRODUCERS * YEARS * BATCHES_A_YEAR // 2 // 40 * 40
	notice = frappe.db.get_value("Nonconformity Notice", {"village": VILLAGE, "name": [">=", f"NN-{middle:06}"]})
	producer, batch, certificate = frappe.db.get_value(
		"Nonconformity Notice", notice, ["producer", "batch_no", "certificate"]
	)
	number = certificate[3:]
	year, serial = frappe.db.get_value("Conformity Certificate", certificate, ["serial_year", "serial_from"])
	asked = {
		"notice": {"start_doctype": "Nonconformity Notice", "start": notice},
		"residue test": {"code": f"RT-{number}"},
		"serial number of a slip": {"code": f"{year}-{serial + 7}"},
		"batch number": {"code": batch},
		"producer, a year": {"start_doctype": "Producer", "start": producer, "to_date": f"{year}-12-31"},
		"producer, all years": {"start_doctype": "Producer", "start": producer, "from_date": f"{FIRST_YEAR}-01-01"},
		"input, a year": {"code": "示例投入品7", "from_date": f"{year}-01-01", "to_date": f"{year}-12-31"},
		"lot of an input": {"code": f"SL{int(number) // 50:05}"},
	}
	asked["producer, a year"]["from_date"] = f"{year}-01-01"
	figures = {}
	for role, user in users.items():
		frappe.set_user(user)
		for what, filters in asked.items():
			figures[f"{role}: {what}"] = _best(filters)
	frappe.set_user("Administrator")
	return figures


def _best(filters: dict[str, str]) -> tuple[float, int, int]:
	"""Seconds of the fastest of some runs, and the queries and rows of the last."""
	from nongan_supervision.tests.registers import counted_queries
	from nongan_supervision.traceability.tracing import Question, trace

	question, timed = Question.of(filters), []
	for _run in range(RUNS):
		started = time.perf_counter()
		rows = len(trace(question).rows)
		timed.append(time.perf_counter() - started)
	with counted_queries() as statements:
		trace(question)
	return min(timed), len(statements), rows


if __name__ == "__main__":
	sys.exit(main())
