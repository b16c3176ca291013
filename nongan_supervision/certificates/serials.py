"""Serial numbers of slips: one row of numbers per year, without a gap and without a double.

A year's counter is a row of the framework's Series. Whoever issues takes its lock, and holds it until the
certificate is committed or rolled back with the numbers it took; others wait for the outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import frappe
from frappe.model.document import Document
from frappe.utils import cint, getdate

CERTIFICATE = "Conformity Certificate"
_COUNTER = "Conformity Certificate Slips {year}"


def assign(certificates: Iterable[Document]) -> None:
	"""Give certificates that are about to be written as issued their serial numbers, in their order.

	The year is that of the day of issue. One step of each year's counter, however many certificates.
	"""
	by_year = sorted(certificates, key=year_of)
	for year, group in groupby(by_year, key=year_of):
		_assign_of_year(year, list(group))


def clear(certificate: Document) -> None:
	"""Take away numbers that a draft claims to have: they come with the submission."""
	certificate.serial_year = certificate.serial_from = certificate.serial_to = 0


def reserve(year: int, count: int) -> int:
	"""Take the next ``count`` numbers of a year, and return the first of them."""
	last = _lock(year)
	series = frappe.qb.DocType("Series")
	frappe.qb.update(series).set(series.current, last + count).where(series.name == counter_name(year)).run()
	return last + 1


def counter_name(year: int) -> str:
	"""Return the name of a year's counter among the framework's Series."""
	return _COUNTER.format(year=year)


def year_of(certificate: Document) -> int:
	"""Return the year whose numbers a certificate takes."""
	return getdate(certificate.issued_on).year


def _assign_of_year(year: int, certificates: Sequence[Document]) -> None:
	first = reserve(year, sum(cint(certificate.certificate_count) for certificate in certificates))
	for certificate in certificates:
		certificate.serial_year = year
		certificate.serial_from = first
		first += cint(certificate.certificate_count)
		certificate.serial_to = first - 1


def _lock(year: int) -> int:
	"""Lock the year's counter until the transaction ends, and return the number that was given last."""
	if not _exists(year):
		_create(year)
	return _read_locked(year) or 0


def _create(year: int) -> None:
	# Two that found no counter would both create it. A row that is always there lets one of them go first.
	# A locking look for the counter itself would lock its absence, for both of them.
	frappe.db.get_value("DocType", CERTIFICATE, "name", for_update=True)
	if _read_locked(year) is None:
		series = frappe.qb.DocType("Series")
		frappe.qb.into(series).columns(series.name, series.current).insert(counter_name(year), 0).run()


def _exists(year: int) -> bool:
	series = frappe.qb.DocType("Series")
	return bool(frappe.qb.from_(series).select(series.name).where(series.name == counter_name(year)).run())


def _read_locked(year: int) -> int | None:
	series = frappe.qb.DocType("Series")
	rows = frappe.qb.from_(series).select(series.current).where(series.name == counter_name(year)).for_update().run()
	return cint(rows[0][0]) if rows else None
