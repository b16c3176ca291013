"""What the portal's pages show. Everything is asked for as the session's user: who they are decides what is there."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.utils import get_first_day

from nongan_supervision.monitoring.bans import bans_on
from nongan_supervision.permissions.viewer import is_portal_open, producers_of
from nongan_supervision.portal.own_records import first_open_day
from nongan_supervision.production.intervals import intervals_of
from nongan_supervision.registry.context import Context

Shown = dict[str, Any]

ENTRIES_SHOWN = 30
TESTS_SHOWN = 20
BATCHES_OFFERED = 12
ON_HOME = 3

ACTIVITIES = ("Input Use", "Fertilising", "Harvest", "Other")
BASES = ("Self Commitment", "Internal Control", "Self Test", "Commissioned Test")


def show(page: str, query: Shown) -> Shown:
	"""Return what the page of that name shows; `query` is the address's query string.

	A closed portal, and a user who has no producer, get a page that says so.

	:raises frappe.PageDoesNotExistError: there is no such page.
	"""
	if page not in PAGES:
		raise frappe.PageDoesNotExistError
	if not is_portal_open():
		return {"page": "closed", "title": _("My Farm")}
	producers = _own_producers()
	if not producers:
		return {"page": "nobody", "title": _("My Farm"), "has_desk": _has_desk()}
	producer = next((one for one in producers if one.name == query.get("producer")), producers[0])
	context = Context()
	return {
		"page": page,
		"title": titles()[page],
		"producer": producer,
		"producers": producers,
		"today": context.today,
		"address": lambda name, **more: _address(name, producer.name if len(producers) > 1 else None, **more),
		**PAGES[page](producer, context.today, query),
	}


def _address(page: str, producer: str | None, **more: str) -> str:
	query = {**({"producer": producer} if producer else {}), **more}
	path = "/my-farm" if page == "home" else f"/my-farm/{page}"
	return f"{path}?{urlencode(query)}" if query else path


def _has_desk() -> bool:
	return frappe.db.get_value("User", frappe.session.user, "user_type") == "System User"


def _own_producers() -> list[frappe._dict]:
	if not frappe.has_permission("Producer"):
		return []  # the role went with the last active producer
	names = producers_of(frappe.session.user)
	fields = ["name", "producer_name", "village", "phone", "status", "credit_level", "sector"]
	filters = {"name": ["in", names or [""]]}
	return frappe.get_list("Producer", filters=filters, fields=fields, order_by="status, name") if names else []


def home(producer: frappe._dict, today: datetime.date, query: Shown) -> Shown:
	"""Today: for each product whether it may be sold, the last tests, and the month's certificates."""
	issued = frappe.get_list(
		"Conformity Certificate",
		filters={"producer": producer.name, "docstatus": 1, "issued_on": [">=", get_first_day(today)]},
		fields=["certificate_count"],
		limit_page_length=0,
	)
	return {
		"products": _states_of_products(producer, today),
		"tests": _tests(producer, ON_HOME),
		"slips_this_month": sum(row.certificate_count for row in issued),
		"entries": _entries(producer, ON_HOME),
	}


def ledger(producer: frappe._dict, today: datetime.date, query: Shown) -> Shown:
	"""The production ledger and its form."""
	entries = _entries(producer, ENTRIES_SHOWN)
	return {
		"activities": ACTIVITIES,
		"first_day": first_open_day(today),
		"use_units": ("mL", "g", "kg", "L", _("bag"), _("bottle")),
		"product_names": _products_of(producer),
		"batches": _batches(entries),
		"entries": entries,
		"saved": next((one for one in entries if one.name == query.get("saved")), None),
	}


def certificates(producer: frappe._dict, today: datetime.date, query: Shown) -> Shown:
	"""The certificates issued so far, and the form to issue more."""
	issued = frappe.get_list(
		"Conformity Certificate",
		filters={"producer": producer.name, "docstatus": ["!=", 0]},
		fields=[
			*("name", "product", "batch_no", "issued_on", "certificate_count", "quantity_per_certificate", "unit"),
			*("serial_from", "serial_to", "docstatus"),
		],
		order_by="issued_on desc, creation desc",
		limit_page_length=ENTRIES_SHOWN,
	)
	return {
		"bases": BASES,
		"product_names": _products_of(producer),
		"units": _units_of_products(producer),
		"batches": _batches(_entries(producer, ENTRIES_SHOWN)),
		"products": [one for one in _states_of_products(producer, today) if one["ban"] or one["intervals"]],
		"passed_tests": [one for one in _tests(producer, TESTS_SHOWN) if one.verdict == "Pass"],
		"issued": issued,
		"fresh": next((one for one in issued if one.name == query.get("issued")), None),
	}


def tests(producer: frappe._dict, today: datetime.date, query: Shown) -> Shown:
	"""What was found in the producer's produce, and what may not be sold because of it."""
	bans = frappe.get_list(
		"Sale Ban",
		filters={"producer": producer.name},
		fields=["name", "product", "status", "banned_on", "lifted_on", "reason"],
		order_by="banned_on desc",
		limit_page_length=TESTS_SHOWN,
	)
	return {"tests": _tests(producer, TESTS_SHOWN), "bans": bans}


def _states_of_products(producer: frappe._dict, today: datetime.date) -> list[Shown]:
	"""The producer's products, each with its ban and its running intervals: those that may not be sold first."""
	bans = bans_on(producer.name)
	intervals = defaultdict(list)
	for row in intervals_of(producer.name, today):
		intervals[row.product].append(row)
	states = [
		{"name": name, "ban": bans.get(name), "intervals": intervals[name]}
		for name in dict.fromkeys((*_products_of(producer), *bans, *intervals))
	]
	return sorted(states, key=lambda one: (not one["ban"], not one["intervals"]))


def _products_of(producer: frappe._dict) -> list[str]:
	"""The products that the registry has for the producer; all of its sector where it has none."""
	named = [row.product for row in frappe.get_doc("Producer", producer.name).products]
	if named:
		return list(dict.fromkeys(named))
	return frappe.get_list("Key Product", filters={"sector": producer.sector}, pluck="name", order_by="name")


def _units_of_products(producer: frappe._dict) -> dict[str, str]:
	filters = {"name": ["in", _products_of(producer)]}
	return dict(frappe.get_list("Key Product", filters=filters, fields=["name", "default_unit"], as_list=True))


def _entries(producer: frappe._dict, count: int) -> list[frappe._dict]:
	return frappe.get_list(
		"Production Record",
		filters={"producer": producer.name},
		fields=[
			*("name", "recorded_on", "activity", "product", "batch_no", "input", "quantity", "unit", "safe_from"),
			*("harvest_quantity", "harvest_unit", "note"),
		],
		order_by="recorded_on desc, creation desc",
		limit_page_length=count,
	)


def _batches(entries: list[frappe._dict]) -> list[str]:
	named = dict.fromkeys(one.batch_no for one in entries if one.batch_no)
	return list(named)[:BATCHES_OFFERED]


def _tests(producer: frappe._dict, count: int) -> list[frappe._dict]:
	return frappe.get_list(
		"Residue Test",
		filters={"producer": producer.name, "docstatus": 1},
		fields=["name", "product", "input", "sampled_on", "tested_on", "purpose", "method", "verdict"],
		order_by="sampled_on desc, name desc",
		limit_page_length=count,
	)


def titles() -> dict[str, str]:
	"""The pages' titles by name, in the order in which they are offered."""
	return {
		"home": _("Today"),
		"ledger": _("Ledger", context="Portal"),
		"certificates": _("Certificates"),
		"tests": _("Tests", context="Portal"),
	}


PAGES: dict[str, Callable[[frappe._dict, datetime.date, Shown], Shown]] = {
	"home": home,
	"ledger": ledger,
	"certificates": certificates,
	"tests": tests,
}
"""Name of the page in its address → what fills it."""
