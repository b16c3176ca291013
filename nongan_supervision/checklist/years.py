"""Which year, and which of its days, a report is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import frappe
from frappe.utils import cint, getdate


def current_year(today: date) -> int:
	"""The year of the settings; the calendar's where they name none."""
	return cint(frappe.db.get_single_value("Nongan Supervision Settings", "current_year")) or today.year


def year_of(filters: Mapping[str, Any], today: date) -> int:
	"""The year that a report's filters name; else that of the settings."""
	return cint(filters.get("year")) or current_year(today)


def period_of(filters: Mapping[str, Any], today: date) -> tuple[date, date]:
	"""The first and the last day that count: as the filters ask, else those of the year."""
	year = year_of(filters, today)
	first, last = filters.get("from_date"), filters.get("to_date")
	return getdate(first) if first else date(year, 1, 1), getdate(last) if last else date(year, 12, 31)
