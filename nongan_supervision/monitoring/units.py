"""Units of residue concentrations, converted exactly. Plain functions, no database."""

from __future__ import annotations

from decimal import Decimal

#: Canonical unit → (kind of quantity, factor to the kind's base unit: mg/kg or mg/L).
_UNITS = {
	"g/kg": ("mass fraction", Decimal(1000)),
	"mg/kg": ("mass fraction", Decimal(1)),
	"µg/kg": ("mass fraction", Decimal("0.001")),
	"mg/L": ("mass concentration", Decimal(1)),
	"µg/L": ("mass concentration", Decimal("0.001")),
}

UNITS = tuple(_UNITS)

#: Other ways of writing them, in lower case and with the Latin letter u for micro.
_SPELLINGS = {
	"g/kg": "g/kg",
	"克/千克": "g/kg",
	"克/公斤": "g/kg",
	"mg/kg": "mg/kg",
	"ug/g": "mg/kg",
	"ppm": "mg/kg",
	"毫克/千克": "mg/kg",
	"毫克/公斤": "mg/kg",
	"ug/kg": "µg/kg",
	"ng/g": "µg/kg",
	"ppb": "µg/kg",
	"微克/千克": "µg/kg",
	"微克/公斤": "µg/kg",
	"mg/l": "mg/L",
	"ug/ml": "mg/L",
	"毫克/升": "mg/L",
	"ug/l": "µg/L",
	"ng/ml": "µg/L",
	"微克/升": "µg/L",
}


class UnknownUnitError(ValueError):
	"""The text is not a unit of concentration that is known here."""


class IncompatibleUnitsError(ValueError):
	"""A mass fraction cannot be converted into a mass concentration, nor the other way round."""


def canonical_unit(text: str) -> str:
	"""Return the canonical spelling of a unit, for example ``µg/kg`` for ``ug/Kg`` or ``微克/千克``.

	:raises UnknownUnitError: the unit is not known.
	"""
	key = "".join(text.split()).lower().replace("\u00b5", "u").replace("\u03bc", "u").replace("／", "/")
	if key not in _SPELLINGS:
		raise UnknownUnitError(text)
	return _SPELLINGS[key]


def convert(value: float, source: str, target: str) -> float:
	"""Convert a concentration from one canonical unit into another, without rounding errors of its own.

	:raises UnknownUnitError: a unit is not canonical.
	:raises IncompatibleUnitsError: the units measure different things.
	"""
	source_kind, source_factor = _lookup(source)
	target_kind, target_factor = _lookup(target)
	if source_kind != target_kind:
		raise IncompatibleUnitsError(f"{source} → {target}")
	return float(Decimal(str(value)) * source_factor / target_factor)


def _lookup(unit: str) -> tuple[str, Decimal]:
	try:
		return _UNITS[unit]
	except KeyError:
		raise UnknownUnitError(unit) from None
