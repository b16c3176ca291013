"""Rows per second of the register's import, beside the framework's own Data Import on the same tests.

Both take the same quick tests of the same producers into the same new site, in one run, with every rule of the
DocType applied and the tests submitted; one in a few hundred is positive, and everything that follows from it opens.
Data Import takes the first rows of the file only, because its time per row doesn't depend on their number: the
output says how many. Printed: both figures and their ratio.

	./nongan benchmark
	NONGAN_BENCHMARK_ROWS=2000 NONGAN_BENCHMARK_COMPARED=100 ./nongan benchmark
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from embedded import site

TESTS = int(os.environ.get("NONGAN_BENCHMARK_ROWS", "10000"))
COMPARED = int(os.environ.get("NONGAN_BENCHMARK_COMPARED", "500"))
ONE_POSITIVE_IN = 250
FIRST_DAY = date(2022, 1, 3)
VILLAGE, PRODUCT, SUBSTANCE = "岑村", "豇豆", "克百威"
REGISTER = ("样品编号", "行政村", "生产主体", "样品名称", "抽样日期", "检测项目", "检测方法", "检测结果")
DATA_IMPORT = (
	"sample_no",
	"village",
	"producer",
	"product",
	"sampled_on",
	"purpose",
	"method",
	"stage",
	"results.substance",
	"results.qualitative",
)


class Rate(NamedTuple):
	"""Rows per second of the clock on the wall, and of the processor's time, which a busy machine disturbs less."""

	per_second: float
	per_processor_second: float


class Clock:
	"""Runs from when it is made."""

	def __init__(self):
		self._started = time.perf_counter(), time.process_time()

	def rate(self, rows: int) -> Rate:
		wall, processor = self._started
		return Rate(rows / (time.perf_counter() - wall), rows / (time.process_time() - processor))


def main() -> None:
	"""Make a site, time both, print."""
	root = Path(tempfile.mkdtemp(prefix="nongan-benchmark-"))
	try:
		folder = site.Folder(root)
		site.create(folder, lambda step: None, "benchmark")
		with site.opened(folder):
			producers = _producers(50)
			ours = _time_register(_days(TESTS), producers)
			theirs = _time_data_import(_days(COMPARED), producers)
		print(f"import of a register, {TESTS} quick tests, SQLite")
		print(f"  register import    {ours.per_second:10.0f} rows/s")
		print(f"  Data Import        {theirs.per_second:10.0f} rows/s (measured on the first {COMPARED} rows)")
		print(f"  ratio              {ours.per_second / theirs.per_second:10.1f} x")
		print(f"  of processor time  {ours.per_processor_second / theirs.per_processor_second:10.1f} x")
	finally:
		os.chdir(Path(__file__).parent)
		shutil.rmtree(root, ignore_errors=True)


def _days(count: int) -> list[tuple[int, date]]:
	return [(number, FIRST_DAY + timedelta(days=number % 360)) for number in range(count)]


def _is_positive(number: int) -> bool:
	return number % ONE_POSITIVE_IN == ONE_POSITIVE_IN - 1


def _producers(count: int) -> dict[str, str]:
	"""Make the producers; return their names by the names that registers use."""
	import frappe

	made = {}
	for number in range(count):
		producer = frappe.get_doc(
			doctype="Producer",
			producer_name=f"{VILLAGE}种植户{number:03d}号",
			producer_type="Household",
			sector="Planting",
			village=VILLAGE,
			products=[{"product": PRODUCT}],
		).insert()
		made[producer.producer_name] = producer.name
	frappe.db.commit()
	return made


def _time_register(days: list[tuple[int, date]], producers: dict[str, str]) -> Rate:
	from nongan_supervision.exchange.importer import import_register

	names = list(producers)
	workbook = Workbook(write_only=True)
	sheet = workbook.create_sheet()
	sheet.append(REGISTER)
	for number, day in days:
		name = names[number % len(names)]
		sheet.append(
			(
				f"A{number:06d}",
				VILLAGE,
				name,
				PRODUCT,
				day,
				SUBSTANCE,
				"胶体金",
				"阳性" if _is_positive(number) else "阴性",
			)
		)
	content = io.BytesIO()
	workbook.save(content)
	clock = Clock()
	result = import_register(content.getvalue())
	rate = clock.rate(len(days))
	assert result.taken == len(days), result.refused[:3]
	return rate


def _time_data_import(days: list[tuple[int, date]], producers: dict[str, str]) -> Rate:
	import frappe
	from frappe.core.doctype.data_import.importer import Importer

	identifiers = list(producers.values())
	text = io.StringIO()
	writer = csv.writer(text)
	writer.writerow(DATA_IMPORT)
	for number, day in days:
		producer = identifiers[number % len(identifiers)]
		test = (f"B{number:06d}", VILLAGE, producer, PRODUCT, day.isoformat())
		outcome = "Positive" if _is_positive(number) else "Negative"
		writer.writerow((*test, "Quick Screening", "Colloidal Gold", "Field", SUBSTANCE, outcome))
	file = frappe.get_doc(doctype="File", file_name="tests.csv", content=text.getvalue(), is_private=1).insert()
	job = frappe.get_doc(
		doctype="Data Import",
		reference_doctype="Residue Test",
		import_type="Insert New Records",
		import_file=file.file_url,
		submit_after_import=1,
		mute_emails=1,
	).insert()
	frappe.db.commit()
	importer = Importer("Residue Test", data_import=job)
	clock = Clock()
	with open(os.devnull, "w") as quiet, contextlib.redirect_stdout(quiet):
		importer.import_data()
	rate = clock.rate(len(days))
	imported = frappe.db.count("Residue Test", {"sample_no": ("like", "B%"), "docstatus": 1})
	assert imported == len(days), f"Data Import took {imported} of {len(days)}"
	return rate


if __name__ == "__main__":
	sys.exit(main())
