"""Built-in measures: what apps count by methods of their own, under the hook ``checklist_indicator_methods``."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from nongan_supervision.checklist.fields import InvalidDefinitionError
from nongan_supervision.checklist.measurement import Measurement

if TYPE_CHECKING:
	from nongan_supervision.checklist.measures import Measurer


def built_in_methods() -> dict[str, str]:
	"""The methods that apps offer to indicators: name → dotted path, the last app's first.

	Each is called with those that it takes of `indicator`, `period`, `place`, `user` and `is_limited_to_villages`
	(whether the user sees figures of some villages only), limits itself to what the user may see, and returns a number
	or a `Measurement`. One that takes `villages` too is given a list of them where each has a figure of its own, and
	returns these by village; one that does not is asked village by village.
	"""
	offered = frappe.get_hooks("checklist_indicator_methods", default={})
	return {name: paths[-1] for name, paths in offered.items()}


def method_of(indicator: frappe._dict) -> Callable[..., Any]:
	"""The function behind a built-in indicator."""
	return frappe.get_attr(built_in_methods()[indicator.method])


def ask_method(method: Callable[..., Any], measurer: Measurer, indicator: frappe._dict, **others: Any) -> Any:
	"""What a built-in method answers; it is given what it takes of what it may ask for."""
	return frappe.call(
		method,
		indicator=indicator,
		period=measurer.period,
		place=measurer.place,
		user=measurer.user,
		is_limited_to_villages=measurer.is_limited_to_villages,
		**others,
	)


def figure_of(answer: Any) -> Measurement:
	"""The figure that a method answered with: its measurement, or a number, which a database's sum has as Decimal.

	:raises InvalidDefinitionError: it is no number, or one without an end.
	"""
	found = answer if isinstance(answer, Measurement) else Measurement(answer)
	return found if found.value is None else replace(found, value=_number(found.value))


def _number(value: Any) -> float:
	try:
		number = float(value)
	except (TypeError, ValueError, OverflowError):
		number = math.nan
	if not math.isfinite(number):
		raise InvalidDefinitionError(_("The built-in method answers with no number: {0}").format(value))
	return number
