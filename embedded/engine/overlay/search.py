"""Global search on SQLite: a plain table, found by substring.

Full-text indexes split words at blanks, of which Chinese has none; and the wheel can't fill its own. A substring
search over a town's documents is quick enough, and a document that the asking user may not read isn't shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import frappe
from frappe.query_builder import Order
from frappe.utils import cint
from pypika.functions import Lower
from pypika.terms import Criterion, Field, Function

TABLE = "__global_search"
COLUMNS = ("doctype", "name", "content", "published", "title", "route")
AT_ONCE = 500  # documents whose permissions are asked for together
MOST_PAGES = 100


def create_table() -> None:
	"""Create the table of what can be found, one row per document."""
	if TABLE in frappe.db.get_tables(cached=False):
		return
	frappe.db.sql_ddl(
		f"""CREATE TABLE `{TABLE}` (doctype TEXT NOT NULL, name TEXT NOT NULL, title TEXT, content TEXT, route TEXT,
		published INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (doctype, name))"""
	)


def sync_values(values: list) -> None:
	"""Write what documents say of themselves, (doctype, name, content, published, title, route) each."""
	columns = ", ".join(f"`{name}`" for name in COLUMNS)
	marks = ", ".join(["%s"] * len(COLUMNS))
	for row in values:
		frappe.db.sql(f"REPLACE INTO `{TABLE}` ({columns}) VALUES ({marks})", tuple(row))


@frappe.whitelist()
def search(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list:
	"""Return the documents that hold every word of ``text``, as far as the session's user may read them."""
	from frappe.desk.doctype.global_search_settings.global_search_settings import get_doctypes_for_global_search

	readable = frappe.get_user().get_can_read()
	doctypes = [name for name in get_doctypes_for_global_search() if name in readable and doctype in ("", name)]
	words = text.replace("&", " ").split()
	if not words:
		return []
	found = (row for name in doctypes for row in _readable(name, words))
	start, limit = max(cint(start), 0), max(cint(limit), 0)
	return [_shown(row) for row in islice(found, start, start + limit)]


def _readable(doctype: str, words: list[str]) -> Iterator[frappe._dict]:
	"""The DocType's matching documents that the session's user may read, the newest names first."""
	table = frappe.qb.Table(TABLE)
	query = frappe.qb.from_(table).select(table.doctype, table.name, table.content).where(table.doctype == doctype)
	query = query.where(_holds_all(table.content, words)).orderby(table.name, order=Order.desc)
	rows = query.run(as_dict=True)
	for first in range(0, len(rows), AT_ONCE):
		some = rows[first : first + AT_ONCE]
		names = ["in", [row.name for row in some]]
		listed = set(frappe.get_list(doctype, filters={"name": names}, pluck="name", limit_page_length=0))
		for row in some:
			if row.name in listed and frappe.has_permission(doctype, "read", doc=row.name):
				yield row


def _shown(row: frappe._dict) -> frappe._dict:
	meta = frappe.get_meta(row.doctype)
	row.rank = 1.0
	if meta.image_field:
		row.image = frappe.db.get_value(row.doctype, row.name, meta.image_field)
	if meta.title_field:
		row.title = frappe.db.get_value(row.doctype, row.name, meta.title_field)
	return row


def _holds_all(column: Field, words: list[str]) -> Criterion:
	"""Not LIKE, to which % and _ in a word would be any text."""
	return Criterion.all([Function("instr", Lower(column), Lower(word)) > 0 for word in words])


@frappe.whitelist(allow_guest=True)
def web_search(text: str, scope: str | None = None, start: int = 0, limit: int = 20) -> list:
	"""Return the published pages that hold every word of ``text``, below the route ``scope`` where it is given."""
	words = text.replace("&", " ").split()
	if not words:
		return []
	table = frappe.qb.Table(TABLE)
	query = frappe.qb.from_(table).select(table.doctype, table.name, table.content, table.title, table.route)
	query = query.where((table.published == 1) & _holds_all(table.content, words))
	if scope:
		query = query.where(table.route.like(f"{scope}%"))
	page = query.orderby(table.route).limit(min(max(cint(limit), 0), MOST_PAGES)).offset(max(cint(start), 0))
	return page.run(as_dict=True)
