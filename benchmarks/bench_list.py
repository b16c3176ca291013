"""Opening the list of residue tests with 100,000 of them, beside opening it with 1,000.

What the Desk sends for it is asked the way it sends it: the first page of the list and the count below it, as the
agriculture office, which sees all tests, the veterinary station, which sees those of livestock, and a village officer,
who sees those of one village. Each is the best of
several runs, in one new site. Frappe 16 counts up to the page's limit and one more; Frappe 15 counts all, which takes
the longer the more there are, and is printed for itself.

	./nongan benchmark
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from embedded import site

FEW, MANY = 1_000, int(os.environ.get("NONGAN_BENCHMARK_TESTS", "100000"))
AT_ONCE = 500
RUNS = 7
FIRST_DAY = date(2022, 1, 3)
FIELDS = (
	"name owner creation modified modified_by docstatus idx verdict village product producer purpose method sampled_on"
)
PAGE = 20
COUNTED_TO = 1001  # what the Desk of Frappe 16 sends


def main() -> None:
	"""Make a site, time the list with few and with many tests, print."""
	root = Path(tempfile.mkdtemp(prefix="nongan-benchmark-"))
	try:
		folder = site.Folder(root)
		site.create(folder, lambda step: None, "benchmark")
		with site.opened(folder):
			users = _users()
			_add_tests(0, FEW)
			with_few = _time(users)
			_add_tests(FEW, MANY)
			with_many = _time(users)
		print(f"list of residue tests, {FEW} and {MANY} of them, SQLite")
		for what, seconds in with_many.items():
			before = with_few[what]
			print(f"  {what:48} {before * 1000:8.1f} ms {seconds * 1000:8.1f} ms {seconds / before:6.2f} x")
	finally:
		os.chdir(Path(__file__).parent)
		shutil.rmtree(root, ignore_errors=True)


def _users() -> dict[str, str]:
	from nongan_supervision.tests.factories import make_user

	return {
		"agriculture office": make_user("Agriculture Office"),
		"veterinary station": make_user("Veterinary Station"),
		"village officer": make_user("Village Officer", villages=["岑村"]),
	}


def _add_tests(first: int, last: int) -> None:
	"""Add tests past their rules, spread over villages, products and days."""
	import frappe

	from nongan_supervision.exchange.writing.insert import insert_documents

	villages = frappe.get_all("Village", fields=["name", "town"])
	products = frappe.get_all("Key Product", fields=["name", "sector"])
	for start in range(first, last, AT_ONCE):
		docs = []
		for number in range(start, min(start + AT_ONCE, last)):
			village, product = villages[number % len(villages)], products[number % len(products)]
			day = FIRST_DAY + timedelta(days=number % 360)
			doc = frappe.get_doc(
				doctype="Residue Test",
				name=f"RT-2022-{number:06}",
				village=village.name,
				town=village.town,
				product=product.name,
				sector=product.sector,
				sample_no=f"S{number:06}",
				sampled_on=day,
				tested_on=day,
				purpose="Quick Screening",
				method="Colloidal Gold",
				stage="Field",
				verdict="Fail" if number % 200 == 199 else "Pass",
				docstatus=1,
				import_key=f"benchmark|{number}",
			)
			docs.append(doc)
		insert_documents(docs)
		frappe.db.commit()
	frappe.cache.delete_value("global_search_queue")


def _time(users: dict[str, str]) -> dict[str, float]:
	"""Seconds by what was asked for."""
	import frappe

	seconds = {}
	for role, user in users.items():
		frappe.set_user(user)
		seconds[f"{role}: first page"] = _best(_page)
		seconds[f"{role}: first page by day of sampling"] = _best(lambda: _page("sampled_on desc"))
		seconds[f"{role}: first page of what failed"] = _best(
			lambda: _page(filters=[["Residue Test", "verdict", "=", "Fail"]])
		)
		seconds[f"{role}: count up to {COUNTED_TO}"] = _best(lambda: _count(COUNTED_TO))
		seconds[f"{role}: count all (Frappe 15)"] = _best(_count)
	frappe.set_user("Administrator")
	return seconds


def _page(order: str = "", filters: list | None = None) -> None:
	import frappe
	from frappe.desk import reportview

	table = "`tabResidue Test`"
	_ask(
		doctype="Residue Test",
		fields=frappe.as_json([f"{table}.`{field}`" for field in FIELDS.split()]),
		filters=frappe.as_json(filters or []),
		order_by=f"{table}.{order or 'creation desc'}",
		start="0",
		page_length=str(PAGE),
		view="List",
		group_by="",
		with_comment_count="1",
	)
	assert reportview.get() is not None


def _count(limit: int = 0) -> None:
	from frappe.desk import reportview

	_ask(
		doctype="Residue Test", filters="[]", fields="[]", distinct="false", **({"limit": str(limit)} if limit else {})
	)
	assert reportview.get_count() is not None


def _ask(**sent: str) -> None:
	import frappe

	frappe.local.form_dict = frappe._dict(sent)
	frappe.local.response_headers = _Headers()


class _Headers(dict):
	"""Stands for the headers of a response."""

	set = dict.__setitem__


def _best(ask: Callable[[], None]) -> float:
	"""Seconds of the fastest of some runs."""
	ask()
	timed = []
	for _run in range(RUNS):
		started = time.perf_counter()
		ask()
		timed.append(time.perf_counter() - started)
	return min(timed)


if __name__ == "__main__":
	sys.exit(main())
