"""The documents of a trace, as the session's user may see them.

Every query is limited to the user's scope of its DocType. What is hidden from them does not appear, not even as
something hidden: a trace tells nobody that there is more than they may see.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe.query_builder import Order
from pypika.terms import Criterion, Field

from nongan_supervision.permissions.scope import apply_scope, scope_condition
from nongan_supervision.traceability.nodes import CERTIFICATE, NOTICE, PARTS_OF_A_SALE, SALE, SHAPES

ROWS = 400
"""How many documents one question may bring up, the latest first."""

Where = Callable[[Any], Criterion]


@dataclass(frozen=True)
class Period:
	"""The days within which documents belong together although neither cites the other, both ends included."""

	since: datetime.date
	until: datetime.date

	def holds(self, date: Field) -> Criterion:
		"""The condition on a column of days."""
		return date[self.since : self.until]


@dataclass
class Reader:
	"""Reads documents within a user's scope, and counts nothing that is outside of it.

	`cut` are the DocTypes of which a question would have brought up more than it may.
	"""

	period: Period | None = None
	cut: set[str] = field(default_factory=set)

	def may_read(self, doctype: str) -> bool:
		"""Whether the user may read any document of the DocType."""
		return frappe.has_permission(doctype, "read")

	def sees_all(self, doctype: str) -> bool:
		"""Whether what is not found is not there: the user sees every document, and none was left out."""
		return self.may_read(doctype) and scope_condition(doctype) is None and doctype not in self.cut

	def by_name(self, doctype: str, names: Collection[str | None], drafts: bool = False) -> list[frappe._dict]:
		"""The documents of these names."""
		wanted = sorted({name for name in names if name})
		return self.find(doctype, lambda table: table.name.isin(wanted), drafts) if wanted else []

	def find(self, doctype: str, where: Where, drafts: bool = False) -> list[frappe._dict]:
		"""The documents that meet a condition, the latest first: one query.

		Without drafts and cancelled documents, but with withdrawn certificates: their slips are still about.
		"""
		if not self.may_read(doctype):
			return []
		shape, table = SHAPES[doctype], frappe.qb.DocType(doctype)
		query = frappe.qb.from_(table).select(*(table[name] for name in shape.fields.split())).where(where(table))
		if doctype == SALE:
			query = _with_items(query, table)
		if shape.has_drafts and not drafts:
			query = query.where(table.docstatus != 0 if doctype == CERTIFICATE else table.docstatus == 1)
		return self._run(doctype, query, shape.date)

	def sales_of(
		self,
		fieldname: str,
		values: Collection[str],
		period: Period | None = None,
		buyers: Collection[str] = (),
	) -> list[frappe._dict]:
		"""The sales whose items have one of these values, a row per item; in a period, to some buyers where named."""
		item = frappe.qb.DocType("Input Sale Item")

		def where(sale: Any) -> Criterion:
			condition = item[fieldname].isin(sorted(values))
			if period:
				condition &= period.holds(sale.sold_on)
			if buyers:
				condition &= sale.producer.isin(sorted(buyers))
			return condition

		return self.find(SALE, where) if values else []

	def flows_of(self, notices: Collection[str], direction: str) -> list[frappe._dict]:
		"""The rows of the product flows of these notices, which the user may see."""
		if not notices or not self.may_read(NOTICE):
			return []
		flow, notice = frappe.qb.DocType("Product Flow"), frappe.qb.DocType(NOTICE)
		query = (
			frappe.qb.from_(notice)
			.join(flow)
			.on((flow.parent == notice.name) & (flow.parenttype == NOTICE))
			.select(flow.name, flow.parent, flow.party, flow.place, flow.quantity, flow.unit, flow.moved_on)
			.where(notice.name.isin(sorted(notices)) & (flow.flow_direction == direction))
			.orderby(flow.parent)
			.orderby(flow.idx)
		)
		return self._run(NOTICE, query)

	def further_tests(self, where: Callable[[Any, Any], Criterion]) -> list[frappe._dict]:
		"""The pairs of a certificate that the user may see and a further test of it: ``name`` and ``residue_test``."""
		if not self.may_read(CERTIFICATE):
			return []
		certificate, row = frappe.qb.DocType(CERTIFICATE), frappe.qb.DocType("Certificate Test")
		query = (
			frappe.qb.from_(certificate)
			.join(row)
			.on((row.parent == certificate.name) & (row.parenttype == CERTIFICATE))
			.select(certificate.name, row.residue_test)
			.where((certificate.docstatus != 0) & where(certificate, row))
			.orderby(row.parent)
			.orderby(row.idx)
		)
		return self._run(CERTIFICATE, query)

	def _run(self, doctype: str, query: Any, date: str | None = None) -> list[frappe._dict]:
		table = frappe.qb.DocType(doctype)
		query = apply_scope(query, doctype)
		if date:
			query = query.orderby(table[date], order=Order.desc).orderby(table.name)
		rows = query.limit(ROWS + 1).run(as_dict=True)
		if len(rows) > ROWS:
			self.cut.add(doctype)
		return rows[:ROWS]


def _with_items(query: Any, sale: Any) -> Any:
	"""Join the rows of sales: a sale is read once per input."""
	item = frappe.qb.DocType("Input Sale Item")
	return (
		query.join(item)
		.on((item.parent == sale.name) & (item.parenttype == SALE))
		.select(*(item[name] for name in PARTS_OF_A_SALE))
	)
