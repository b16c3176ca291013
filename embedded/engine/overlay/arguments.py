"""The checks of whitelisted methods' arguments, with annotations that are text.

The fork put ``from __future__ import annotations`` into 815 files. Annotations are then strings, the framework skips
strings, and every check and cast is gone without a sound: ``"0"`` is true. So strings are resolved first; what
cannot be resolved, names imported for type checkers alone, is skipped as upstream does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=4096)
def resolved_annotations(function: Callable) -> dict[str, Any]:
	"""Return the function's annotations as objects; one that cannot be resolved stays the text it is.

	A decorated function's annotations are in the words of its own module, not of the decorator's.
	"""
	names = getattr(inspect.unwrap(function), "__globals__", {})
	return {name: _resolve(annotation, names) for name, annotation in function.__annotations__.items()}


def _resolve(annotation: Any, names: dict[str, Any]) -> Any:
	if not isinstance(annotation, str):
		return annotation
	try:
		return eval(annotation, names)  # the framework's own source, not input
	except (NameError, TypeError, AttributeError, SyntaxError):
		return annotation
