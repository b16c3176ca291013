"""Loads the made-up year: users, registers through the importer, and what an office does beside them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import frappe
from frappe import _
from frappe.utils import getdate

from nongan_supervision.exchange.importer import import_register
from nongan_supervision.exchange.result import RefusedRow
from nongan_supervision.exchange.wording import joined
from nongan_supervision.setup.language import speak_the_towns_language
from nongan_supervision.setup.sample import grid, marker, portal, quarterly_updates, town
from nongan_supervision.setup.sample.campaigns import run_campaigns
from nongan_supervision.setup.sample.cases import open_cases
from nongan_supervision.setup.sample.credit import enter_checks, enter_credit_events
from nongan_supervision.setup.sample.field_work import send_from_the_field
from nongan_supervision.setup.sample.follow_up import follow_up
from nongan_supervision.setup.sample.governance import sum_up
from nongan_supervision.setup.sample.inputs import enter_inputs
from nongan_supervision.setup.sample.inspections import inspect
from nongan_supervision.setup.sample.notices import exchange_notices
from nongan_supervision.setup.sample.outreach import reach_out
from nongan_supervision.setup.sample.production import enter_production_records
from nongan_supervision.setup.sample.registers import Register, SampleYear
from nongan_supervision.setup.sample.reminders import remind
from nongan_supervision.setup.sample.tip_offs import hear_the_public
from nongan_supervision.setup.sample.trade import enter_trade
from nongan_supervision.setup.sample.users import AGRICULTURE, MARKET, PRODUCER, acting_as, create_users

Progress = Callable[[int, int], None]
"""Is told how many rows are loaded, and of how many."""


class SampleError(frappe.ValidationError):
	"""The sample year cannot be loaded into this site."""


def load(today: datetime.date | str | None = None, progress: Progress | None = None) -> bool:
	"""Load the sample year into the site, once; commits.

	The registers are imported as the sample's agriculture office, by the rules that hold for any register. An
	attempt that was cut short goes on where it stopped, as of its own day.

	:param today: the day up to which the year is made up; the server's date unless given.
	:param progress: is told how many rows are loaded, and of how many.
	:returns: whether there was anything to load.
	:raises SampleError: the site has data of its own, or refuses rows of the sample.
	"""
	if marker.is_loaded():
		return False
	speak_the_towns_language()
	day = marker.begun_as_of() or getdate(today)
	_refuse_days_to_come(day)
	_refuse_site_in_use()
	marker.begin(day)
	create_users()
	frappe.db.commit()  # the importer commits as it goes; what it needs must be there for good
	year = SampleYear.up_to(day)
	for user, part in _parts(year, progress or (lambda _done, _total: None)):
		with acting_as(user):
			part()
		frappe.db.commit()  # a part is there as a whole, or made again; and what waits for a commit stays short
	marker.finish()
	frappe.db.commit()
	return True


def _parts(year: SampleYear, progress: Progress) -> Iterator[tuple[str, Callable[[], object]]]:
	"""Yield who does what, in the order in which one builds on the other."""
	day, itself = year.today, frappe.session.user
	yield AGRICULTURE.email, lambda: _import(year.registers(), progress)
	yield AGRICULTURE.email, enter_inputs
	yield MARKET.email, lambda: enter_trade(day)
	yield AGRICULTURE.email, lambda: follow_up(year)
	yield AGRICULTURE.email, lambda: open_cases(year)
	yield AGRICULTURE.email, lambda: hear_the_public(day)
	yield AGRICULTURE.email, lambda: exchange_notices(year)
	yield AGRICULTURE.email, lambda: enter_production_records(year)
	yield AGRICULTURE.email, lambda: enter_credit_events(year)
	yield AGRICULTURE.email, lambda: grid.set_up(day)
	yield AGRICULTURE.email, lambda: quarterly_updates.enter(day)
	yield AGRICULTURE.email, lambda: portal.open_account(PRODUCER.email)
	yield AGRICULTURE.email, lambda: portal.keep_ledger(day, PRODUCER.email)
	yield AGRICULTURE.email, lambda: town.set_year_up(day)
	yield AGRICULTURE.email, lambda: run_campaigns(day)
	yield MARKET.email, lambda: enter_checks(year)
	yield itself, lambda: inspect(day)
	yield itself, lambda: send_from_the_field(day)
	yield itself, lambda: reach_out(day)
	yield AGRICULTURE.email, lambda: sum_up(day)
	yield itself, lambda: remind(day)


def _refuse_days_to_come(day: datetime.date) -> None:
	if day > getdate():
		frappe.throw(_("The sample year cannot end on {0}, which lies in the future.").format(day), SampleError)


def _refuse_site_in_use() -> None:
	"""Keep made-up figures, and users with a public password, out of a town's own site."""
	if marker.begun_as_of():
		return
	for doctype in ("Producer", "Residue Test", "Conformity Certificate"):
		if frappe.db.count(doctype):
			frappe.throw(
				_("This site has {0} records of its own. Load the sample year into a new site.").format(_(doctype)),
				SampleError,
			)


def _import(registers: list[Register], progress: Progress) -> None:
	total = sum(len(register.rows) for register in registers)
	done = 0
	for register in registers:
		result = import_register(
			register.workbook(), kind=register.kind, progress=_part_of(progress, done, len(register.rows), total)
		)
		if result.refused:
			_complain(register, result.refused[0])
		done += len(register.rows)


def _part_of(progress: Progress, done_before: int, rows: int, total: int) -> Progress:
	"""Return the progress of one register, which counts its headings too, as progress of the whole."""
	return lambda done, of: progress(done_before + (rows * done // of if of else 0), total)


def _complain(register: Register, refused: RefusedRow) -> None:
	frappe.throw(
		_("{0}, row {1} of the sample year was refused: {2}").format(
			register.title, refused.row_no, joined(refused.reasons)
		),
		SampleError,
	)
