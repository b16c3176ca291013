"""Serial numbers of slips: one row of numbers per year, without a gap and without a double.

A year's counter is a row of a table of its own, which nothing else writes: the framework lets whoever makes or
deletes some document move the counters of its Series. Whoever issues takes the row's lock, and holds it until the
certificate is committed or rolled back with the numbers it took; others wait for the outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate, now
from pypika.functions import Max

from nongan_supervision.certificates.errors import CounterIsFinalError

CERTIFICATE = "Conformity Certificate"
COUNTER = "Certificate Counter"


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
	certificate.serial_key = None


def reserve(year: int, count: int) -> int:
	"""Take the next ``count`` numbers of a year, and return the first of them."""
	last = _lock(year)
	_set(year, last + count)
	return last + 1


def raise_to(year: int, last: int) -> None:
	"""Let a year's numbers go on after one that is known to have been given; never back."""
	if _lock(year) < last:
		_set(year, last)


def year_of(certificate: Document) -> int:
	"""Return the year whose numbers a certificate takes."""
	return getdate(certificate.issued_on).year


def key_of(year: int, first: int) -> str:
	"""Return what no two certificates have alike: the year and the first of their numbers."""
	return f"{year}-{first}"


def refuse_other_hands(counter: Document) -> None:
	"""Refuse to make, change or delete a counter by any other means than `reserve` and `raise_to`.

	:raises CounterIsFinalError:
	"""
	frappe.throw(
		_("The counters of slips move as certificates are issued; nobody adds, changes or deletes one."),
		CounterIsFinalError,
	)


def _assign_of_year(year: int, certificates: Sequence[Document]) -> None:
	first = reserve(year, sum(cint(certificate.certificate_count) for certificate in certificates))
	for certificate in certificates:
		certificate.serial_year = year
		certificate.serial_from = first
		certificate.serial_key = key_of(year, first)
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
		moment, user = now(), frappe.session.user
		counter = frappe.qb.DocType(COUNTER)
		frappe.qb.into(counter).columns(
			counter.name,
			counter.year,
			counter.last_serial,
			counter.creation,
			counter.modified,
			counter.owner,
			counter.modified_by,
		).insert(str(year), str(year), _last_given(year), moment, moment, user, user).run()


def _last_given(year: int) -> int:
	"""The highest number that certificates of the year have: a counter that was lost goes on after it."""
	certificate = frappe.qb.DocType(CERTIFICATE)
	rows = frappe.qb.from_(certificate).select(Max(certificate.serial_to)).where(certificate.serial_year == year).run()
	return cint(rows[0][0])


def _set(year: int, last: int) -> None:
	counter = frappe.qb.DocType(COUNTER)
	frappe.qb.update(counter).set(counter.last_serial, last).set(counter.modified, now()).where(
		counter.name == str(year)
	).run()


def _exists(year: int) -> bool:
	counter = frappe.qb.DocType(COUNTER)
	return bool(frappe.qb.from_(counter).select(counter.name).where(counter.name == str(year)).run())


def _read_locked(year: int) -> int | None:
	counter = frappe.qb.DocType(COUNTER)
	rows = frappe.qb.from_(counter).select(counter.last_serial).where(counter.name == str(year)).for_update().run()
	return cint(rows[0][0]) if rows else None
