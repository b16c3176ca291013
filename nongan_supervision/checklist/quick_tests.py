"""A town's target of quick tests in the checklist, and how they are counted: as its indicator does."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import frappe
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from nongan_supervision.checklist import pace
from nongan_supervision.checklist.fields import DATE_TYPES, InvalidDefinitionError, require_field
from nongan_supervision.checklist.filters import Filter, criterion_of, parse_filters
from nongan_supervision.checklist.progress import due_day, find_checklist
from nongan_supervision.monitoring.verdicts import QUICK_METHODS
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.untold import untold

if TYPE_CHECKING:
	from nongan_supervision.checklist.village_facts import Asked

TEST = "Residue Test"


class Counting(NamedTuple):
	"""How quick tests are counted: by which filters, and which field dates them."""

	filters: tuple[Filter, ...]
	dated_by: str = "sampled_on"

	def of_year(self, asked: Asked) -> tuple[Filter, ...]:
		"""Every filter on the tests that count in the year: submitted ones."""
		days = Filter(TEST, self.dated_by, "between", (str(asked.first), str(asked.last)))
		return (Filter(TEST, "docstatus", "=", 1), days, *self.filters)

	def query(self, value: Term, asked: Asked, villages: Iterable[str]) -> QueryBuilder:
		"""A query of the tests that count in the year and in these villages, as far as the user may see."""
		test = frappe.qb.DocType(TEST)
		conditions = [criterion_of(each, TEST) for each in self.of_year(asked)]
		query = frappe.qb.from_(test).select(value).where(Criterion.all(conditions))
		return apply_scope(query.where(test.village.isin(list(villages))), TEST)


BY_METHOD = Counting((Filter(TEST, "method", "in", tuple(sorted(QUICK_METHODS))),))
"""How they are counted where no indicator says so."""


@dataclass(frozen=True)
class Target:
	"""A town's target of quick tests, how they are counted, and the number of villages that share it."""

	goal: pace.Goal | None
	counted: Counting
	villages: int

	@property
	def share(self) -> float:
		"""A village's equal share of the target."""
		return self.goal.target / self.villages if self.goal and self.villages else 0

	def expected(self, as_on: datetime.date) -> float:
		return self.share * pace.elapsed_share(self.goal, as_on) if self.goal else 0


def quick_targets(asked: Asked) -> dict[str, Target]:
	"""Return each town's target of quick tests: that of the checklist's item whose indicator counts them."""
	counting = _quick_indicators()
	return {town: _target(town, asked, counting) for town in sorted(set(asked.towns.values()))}


def _target(town: str, asked: Asked, counting: dict[str, Counting]) -> Target:
	villages = frappe.db.count("Village", {"town": town})  # how many share it is no secret of theirs
	checklist = find_checklist({"town": town, "year": asked.year}, asked.as_on)
	if not checklist:
		return Target(None, BY_METHOD, villages)
	items = frappe.get_list(
		"Checklist Item",
		filters={"checklist": checklist.name, "target": [">", 0], "indicator": ["is", "set"]},
		fields=["indicator", "target", "comparison", "due_on"],
		order_by="sort_order asc",
		limit_page_length=0,
	)
	for item in items:
		if item.indicator in counting and (item.comparison or pace.AT_LEAST) == pace.AT_LEAST:
			goal = pace.Goal(item.target, asked.first, due_day(item, asked.year))
			return Target(goal, counting[item.indicator], villages)
	return Target(None, BY_METHOD, villages)


def _quick_indicators() -> dict[str, Counting]:
	"""The indicators that count tests by a quick method, and how they do; a broken one counts nothing."""
	counting = {"measure": "Count", "source_doctype": TEST, "date_field": ["is", "set"]}
	indicators = frappe.get_all("Checklist Indicator", counting, ["name", "filters", "date_field"], order_by="name")
	parsed = {one.name: Counting(_readable(one), one.date_field) for one in indicators}
	return {name: found for name, found in parsed.items() if any(map(_is_by_quick_method, found.filters))}


def _readable(indicator: frappe._dict) -> tuple[Filter, ...]:
	"""An indicator's filters; none where it can't be counted by, of which its item in the checklist tells."""
	with untold(), suppress(InvalidDefinitionError):
		require_field(TEST, indicator.date_field, DATE_TYPES)
		return tuple(parse_filters(TEST, indicator.filters))
	return ()


def _is_by_quick_method(condition: Filter) -> bool:
	values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
	return condition.fieldname == "method" and condition.operator in ("=", "in") and QUICK_METHODS.issuperset(values)
