"""``functools.cached_property`` as it is since Python 3.12: without a lock.

Before, each property held one lock for all objects while it was computed. Two of the framework's properties that
ask for each other (a document's ``meta`` and its ``_table_fieldnames``), computed by two threads at once, waited
for each other for ever, and every later request behind them. Computing a value twice does no harm.
"""

from __future__ import annotations

import functools
from typing import Any

_MISSING = object()


class cached_property(functools.cached_property):
	"""A property that is computed once for an object; threads don't wait for each other."""

	def __get__(self, instance: Any, owner: type | None = None) -> Any:
		if instance is None:
			return self
		value = instance.__dict__.get(self.attrname, _MISSING)
		if value is _MISSING:
			value = instance.__dict__[self.attrname] = self.func(instance)
		return value
