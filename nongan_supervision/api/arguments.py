"""The app's own methods, whitelisted: one that is called without what it needs says so, in the caller's language.

The framework answers a missing argument with a fault, and a wrong one in the words of a program; it doesn't look at
arguments at all whose types are written as text, as they are here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, get_type_hints

import frappe
from frappe.exceptions import FrappeTypeError
from frappe.utils.typing_validations import transform_parameter_types

from nongan_supervision.registry.asked import refuse_misread, refuse_missing


def whitelisted(**options: Any) -> Callable[[Callable], Callable]:
	"""Decorate a method as `frappe.whitelist` does, with its options, and look at what it is called with.

	:raises NotAskableError: (the method) a needed argument is missing, or one is not of its type; the message names it.
	"""

	def decorate(function: Callable) -> Callable:
		signature = inspect.signature(function)
		needed = [name for name, one in signature.parameters.items() if one.default is one.empty]
		function.__annotations__ = get_type_hints(function)

		@wraps(function)
		def method(*args: Any, **kwargs: Any) -> Any:
			sent = signature.bind_partial(*args, **kwargs).arguments
			for name in needed:
				if name not in sent:
					refuse_missing(name)
			return function(**{name: _read(function, name, value) for name, value in sent.items()})

		method.__annotations__ = dict.fromkeys(signature.parameters, Any)  # which the framework has nothing to say to
		return frappe.whitelist(**options)(method)

	return decorate


def _read(function: Callable, name: str, value: Any) -> Any:
	"""An argument in the type that the method asks for."""
	try:
		return transform_parameter_types(function, (), {name: value})[1][name]
	except FrappeTypeError:
		refuse_misread(name)
