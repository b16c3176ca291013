"""A trace: from a document, a code or a number backward and forward, as the rows of a tree."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr, getdate, nowdate

from nongan_supervision.permissions.scope import asked_once
from nongan_supervision.registry.asked import asked_of
from nongan_supervision.traceability.errors import NothingToTraceError
from nongan_supervision.traceability.graph import CUT, CYCLE, ELSEWHERE, Node, walk
from nongan_supervision.traceability.loading import BACKWARD, DEPTH, DIRECTIONS, FORWARD, load
from nongan_supervision.traceability.nodes import SHAPES, TEST, kind_label
from nongan_supervision.traceability.reading import Period, Reader
from nongan_supervision.traceability.starts import start_of_document, starts_of_text

REACH = datetime.timedelta(days=365)
"""How far before and after its start a trace looks for what belongs to it without being cited."""

ROWS = 1000
"""How many rows a direction may have."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Question:
	"""What to trace: a document, or a text that says which. Both directions unless one is named."""

	text: str = ""
	doctype: str = ""
	name: str = ""
	product: str = ""
	direction: str = ""
	since: datetime.date | None = None
	until: datetime.date | None = None

	@classmethod
	def of(cls, asked: dict[str, Any]) -> Question:
		"""The question of a report's filters, or of a request.

		:raises NotAskableError: one of them can't be meant.
		"""
		asked = asked_of(asked)
		return cls(
			text=cstr(asked.code).strip(),
			doctype=asked.start_doctype or "",
			name=asked.start or "",
			product=asked.product or "",
			direction=asked.direction if asked.direction in DIRECTIONS else "",
			since=asked.from_date or None,
			until=asked.to_date or None,
		)

	@property
	def is_empty(self) -> bool:
		return not self.text and not (self.doctype and self.name)


@dataclass
class Trace:
	"""The answer: the rows of the tree in their order, and the period in which was looked."""

	rows: list[Row] = field(default_factory=list)
	period: Period | None = None
	is_cut: bool = False

	def count(self, kind: str) -> int:
		"""How many different nodes of a kind it has."""
		return len({row["key"] for row in self.rows if row["kind"] == kind})

	def count_failing(self) -> int:
		"""How many different tests of it failed or raised a suspicion."""
		return len({row["key"] for row in self.rows if row["kind"] == TEST and row["colour"] in ("red", "orange")})


@asked_once()
def trace(question: Question) -> Trace:
	"""Trace what a question asks for, as far as the session's user may see it.

	:raises NothingToTraceError: it asks for nothing, or for what the user may not see.
	"""
	reader = Reader()
	starts = _starts(question, reader)
	reader.period = _period(question, starts)
	answer = Trace(period=reader.period)
	for start in starts:
		answer.rows.append(_row(start, "", 0))
		for direction in DIRECTIONS:
			if question.direction in ("", direction):
				answer.rows.extend(_rows_of_direction(start, direction, reader))
	answer.is_cut = bool(reader.cut) or any(row["mark"] == CUT for row in answer.rows)
	return answer


def _starts(question: Question, reader: Reader) -> list[Node]:
	if question.is_empty:
		frappe.throw(_("Enter a code or number, or choose a document."), NothingToTraceError)
	if question.text:
		starts = starts_of_text(question.text, reader)
	else:
		starts = start_of_document(question.doctype, question.name, reader)
	return [replace(start, facts={**start.facts, "only_product": question.product}) for start in starts]


def _period(question: Question, starts: list[Node]) -> Period:
	"""A year either way of the start, or the year until today where it has no day; or what was asked for."""
	today = getdate(nowdate())
	days = [start.date for start in starts if start.date] or [today]
	since, until = min(days) - REACH, min(max(days) + REACH, max(*days, today))
	return Period(question.since or since, question.until or until)


def _rows_of_direction(start: Node, direction: str, reader: Reader) -> Iterator[Row]:
	graph = load(start, direction, reader)
	steps = list(walk(graph, start.key, DEPTH, ROWS))
	yield _heading(_heading_of(direction) if steps else _heading_without(direction))
	for step in steps:
		yield _row(step.node, step.relation, step.level + 1, step.mark)


def _heading_of(direction: str) -> str:
	return {BACKWARD: _("Where it comes from"), FORWARD: _("Where it went")}[direction]


def _heading_without(direction: str) -> str:
	return {
		BACKWARD: _("Where it comes from: nothing on record"),
		FORWARD: _("Where it went: nothing on record"),
	}[direction]


def _heading(text: str) -> Row:
	return _row(Node(("", text), text), "", 1)


def _row(node: Node, relation: str, level: int, mark: str = "") -> Row:
	is_document = node.kind in SHAPES
	return {
		"item": node.label,
		"relation": relation,
		"state": node.state,
		"colour": node.colour,
		"date": node.date,
		"place": node.place,
		"kind": node.kind,
		"kind_label": kind_label(node.kind),
		"document": node.name if is_document else "",
		"doctype": node.kind if is_document else "",
		"note": _note(mark),
		"mark": mark,
		"key": "|".join(node.key),
		"level": level,
		"indent": level,
	}


def _note(mark: str) -> str:
	return {
		CYCLE: _("leads back to itself"),
		ELSEWHERE: _("what follows is shown elsewhere in this tree"),
		CUT: _("there is more than is shown"),
	}.get(mark, "")
