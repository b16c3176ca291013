"""Certificates: the issue of ten thousand slips, the check of a code, and pages of printed slips per second.

All in one run on a new site. The issue and the check are shown beside the same with a hundred times as many
documents stored, which must make no difference.

	./nongan benchmark
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from embedded import site

SLIPS = 10_000
PRINTED = int(os.environ.get("NONGAN_BENCHMARK_SLIPS", "1000"))
FEW, MANY = 50, 5_000
CHECKS = 500
VILLAGE, PRODUCT, ISSUED_ON = "岑村", "豇豆", "2022-07-02"


def main() -> None:
	"""Make a site, time, print."""
	root = Path(tempfile.mkdtemp(prefix="nongan-benchmark-"))
	try:
		folder = site.Folder(root)
		site.create(folder, lambda step: None, "benchmark")
		with site.opened(folder):
			_run()
	finally:
		os.chdir(Path(__file__).parent)
		shutil.rmtree(root, ignore_errors=True)


def _run() -> None:
	producer = _producer()
	_store(producer, FEW)
	few = _issue(producer), _check()
	_store(producer, MANY - FEW)
	many = _issue(producer), _check()
	print(f"certificates, SQLite, with {FEW} and with {MANY} documents stored")
	print(f"  issue of {SLIPS} slips, 1 row   {few[0] * 1000:8.0f} ms   {many[0] * 1000:8.0f} ms")
	print(f"  check of a code, {_queries_of_a_check()} query    {few[1] * 1000:8.2f} ms   {many[1] * 1000:8.2f} ms")
	for layout in ("A4", "Label"):
		pages, seconds = _print(layout)
		speed = f"{pages / seconds:8.1f} pages/s   {PRINTED / seconds:8.1f} slips/s   {seconds:8.1f} s"
		print(f"  {PRINTED} slips, {layout:<20} {speed}")


def _producer() -> str:
	import frappe

	values = {"producer_name": f"{VILLAGE}合作社", "producer_type": "Cooperative", "sector": "Planting"}
	return frappe.get_doc(doctype="Producer", village=VILLAGE, **values).insert().name


def _draft(producer: str, count: int):
	import frappe

	return frappe.get_doc(
		doctype="Conformity Certificate",
		producer=producer,
		product=PRODUCT,
		village=VILLAGE,
		issued_on=ISSUED_ON,
		certificate_count=count,
		quantity_per_certificate=5,
		basis="Self Commitment",
	)


def _store(producer: str, documents: int) -> None:
	"""Store so many issued documents of ten slips each."""
	import frappe

	from nongan_supervision.certificates import serials
	from nongan_supervision.exchange.writing.writer import Writer

	writer = Writer("Conformity Certificate", lambda doc: None, (), submit=True, complete=serials.assign)
	values = _draft(producer, 10).as_dict(no_default_fields=True)
	writer.write([writer.make(values) for _number in range(documents)])
	frappe.db.commit()


def _issue(producer: str) -> float:
	"""Seconds from the draft to the committed certificate."""
	import frappe

	draft = _draft(producer, SLIPS).insert()
	frappe.db.commit()
	started = time.perf_counter()
	draft.submit()
	frappe.db.commit()
	return time.perf_counter() - started


def _check() -> float:
	"""Seconds for the check of one code."""
	from nongan_supervision.certificates.check import VALID, check
	from nongan_supervision.certificates.codes import slip_code

	codes = [slip_code(2022, 1 + number % 500) for number in range(CHECKS)]
	started = time.perf_counter()
	assert all(check(code).status == VALID for code in codes)
	return (time.perf_counter() - started) / CHECKS


def _queries_of_a_check() -> int:
	import frappe

	from nongan_supervision.certificates.check import check
	from nongan_supervision.certificates.codes import slip_code

	with _counted(frappe.db) as statements:
		check(slip_code(2022, 1))
	return len(statements)


@contextmanager
def _counted(database):
	statements: list = []
	run = database.sql

	def counting(*arguments, **options):
		statements.append(arguments)
		return run(*arguments, **options)

	database.sql = counting
	try:
		yield statements
	finally:
		del database.sql


def _print(layout: str) -> tuple[int, float]:
	"""Pages and seconds of a PDF."""
	import frappe
	from pypdf import PdfReader

	from nongan_supervision.certificates.slips import slips_pdf

	name = frappe.get_all("Conformity Certificate", filters={"certificate_count": SLIPS}, pluck="name", limit=1)[0]
	started = time.perf_counter()
	pdf = slips_pdf(frappe.get_doc("Conformity Certificate", name), layout, 1, PRINTED)
	seconds = time.perf_counter() - started
	return len(PdfReader(BytesIO(pdf)).pages), seconds


if __name__ == "__main__":
	sys.exit(main())
