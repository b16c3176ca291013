"""Global search on SQLite: a plain table, found by substring.

Full-text indexes split words at blanks, of which Chinese has none; and the wheel can't fill its own. A substring
search over a town's documents is quick enough, and a document that the asking user may not read isn't shown.
"""

from __future__ import annotations

import frappe
from frappe.query_builder import Order
from frappe.utils import cint

TABLE = "__global_search"


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
	names = ("doctype", "name", "content", "published", "title", "route")
	columns = ", ".join(f"`{name}`" for name in names)
	marks = ", ".join(["%s"] * len(names))
	for row in values:
		frappe.db.sql(f"INSERT OR REPLACE INTO `{TABLE}` ({columns}) VALUES ({marks})", tuple(row))


@frappe.whitelist()
def search(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list:
	"""Return the documents that hold every word of ``text``, as far as the session's user may read them."""
	from frappe.desk.doctype.global_search_settings.global_search_settings import get_doctypes_for_global_search

	allowed = [name for name in get_doctypes_for_global_search() if name in frappe.get_user().get_can_read()]
	if doctype:
		allowed = [name for name in allowed if name == doctype]
	words = [word.strip() for word in text.replace("&", " ").split() if word.strip()]
	if not allowed or not words:
		return []
	table = frappe.qb.Table(TABLE)
	query = frappe.qb.from_(table).select(table.doctype, table.name, table.content).where(table.doctype.isin(allowed))
	for word in words:
		query = query.where(table.content.like(f"%{word}%"))
	rows = query.orderby(table.name, order=Order.desc).limit(1000).run(as_dict=True)
	found = [row for row in rows if frappe.has_permission(row.doctype, "read", doc=row.name)]
	found.sort(key=lambda row: allowed.index(row.doctype))
	page = found[cint(start) : cint(start) + cint(limit)]
	for row in page:
		meta = frappe.get_meta(row.doctype)
		row.rank = 1.0
		if meta.image_field:
			row.image = frappe.db.get_value(row.doctype, row.name, meta.image_field)
		if meta.title_field:
			row.title = frappe.db.get_value(row.doctype, row.name, meta.title_field)
	return page


@frappe.whitelist(allow_guest=True)
def web_search(text: str, scope: str | None = None, start: int = 0, limit: int = 20) -> list:
	"""Return the published pages that hold ``text``, below the route ``scope`` where it is given."""
	table = frappe.qb.Table(TABLE)
	query = frappe.qb.from_(table).select(table.doctype, table.name, table.content, table.title, table.route)
	query = query.where((table.published == 1) & table.content.like(f"%{text}%"))
	if scope:
		query = query.where(table.route.like(f"{scope}%"))
	return query.orderby(table.route).limit(min(cint(limit), 100)).offset(cint(start)).run(as_dict=True)
