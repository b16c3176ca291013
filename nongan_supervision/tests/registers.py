"""Registers for the tests of imports: rows by column, and the records that they refer to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import frappe
from openpyxl import load_workbook

from nongan_supervision.exchange.importer import import_register
from nongan_supervision.exchange.result import ImportResult
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_key_product, make_substance, make_village
from nongan_supervision.tests.workbooks import saved, workbook_of

VILLAGE = "登记村"
OTHER_VILLAGE = "邻村"
PRODUCT = "登记菜"
LIVESTOCK = "登记鸡"
BANNED = "登记禁药"
CONVENTIONAL = "登记常规药"
WITHOUT_LIMIT = "登记无限量药"
LIMIT = 0.2

TEST_ROW = {
	"村": VILLAGE,
	"生产主体": "登记户",
	"样品名称": PRODUCT,
	"样品编号": None,
	"抽样日期": "2022-07-01",
	"检测项目": BANNED,
	"检测方法": "胶体金",
	"检测结果": "阴性",
}


class RegisterTestCase(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		make_register_world()

	def only_test(self, **filters):
		return frappe.get_doc("Residue Test", {"village": VILLAGE, **filters})


def make_register_world() -> None:
	"""Make the places, products and substances that the registers name."""
	make_village(VILLAGE)
	make_village(OTHER_VILLAGE)
	for product, sector in ((PRODUCT, "Planting"), (LIVESTOCK, "Livestock")):
		make_key_product(product, sector)
	make_substance(BANNED, "Banned")
	make_substance(CONVENTIONAL, "Conventional", {PRODUCT: (LIMIT, "mg/kg")})
	make_substance(WITHOUT_LIMIT, "Conventional")
	product = frappe.get_doc("Key Product", PRODUCT)
	if not product.risk_substances:
		product.append("risk_substances", {"substance": BANNED})
		product.append("risk_substances", {"substance": CONVENTIONAL})
		product.save()


def register(*rows: dict[str, Any], columns: dict[str, Any] | None = None) -> bytes:
	"""Return a test register; each row says how it differs from `TEST_ROW`."""
	complete = [{**TEST_ROW, **(columns or {}), **row} for row in rows]
	headings = list(dict.fromkeys(heading for row in complete for heading in row))
	return workbook_of(headings, *[[row.get(heading) for heading in headings] for row in complete])


def take(content: bytes, **options: Any) -> ImportResult:
	"""Import without committing."""
	return import_register(content, commit=False, **options)


def reasons(*rows: dict[str, Any], **options: Any) -> str:
	"""Return why the rows of a register were refused, in one text."""
	refused = take(register(*rows), **options).refused
	return "\n".join(reason for row in refused for reason in row.reasons)


def corrected(content: bytes, corrections: dict[tuple[int, int], Any]) -> bytes:
	"""Return a workbook with other values in some cells, by row and column."""
	workbook = load_workbook(io.BytesIO(content))
	for (row, column), value in corrections.items():
		workbook.active.cell(row, column, value)
	return saved(workbook)


@contextmanager
def counted_queries() -> Iterator[list[str]]:
	"""Gather the statements that are sent to the database."""
	statements: list[str] = []
	send = frappe.db.sql

	def sql(query, *arguments, **options):
		statements.append(str(query))
		return send(query, *arguments, **options)

	with mock.patch.object(frappe.local.db, "sql", sql):
		yield statements


@contextmanager
def no_commits() -> Iterator[None]:
	"""Let code that ends transactions run within that of a test."""
	database = frappe.local.db
	rollback = database.rollback

	def to_savepoint_only(*, save_point: str | None = None, **_options: Any) -> None:
		if save_point:
			rollback(save_point=save_point)

	with (
		mock.patch.object(database, "commit", lambda *_arguments, **_options: None),
		mock.patch.object(database, "rollback", to_savepoint_only),
	):
		yield


def snapshot(*doctypes: str) -> dict[str, list]:
	"""Return everything that is stored in the tables of some DocTypes."""
	tables = {doctype: frappe.qb.DocType(doctype) for doctype in doctypes}
	return {doctype: frappe.qb.from_(table).select("*").orderby(table.name).run() for doctype, table in tables.items()}
