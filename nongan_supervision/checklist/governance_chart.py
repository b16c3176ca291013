"""A year's tests month by month as a drawing for paper: SVG within the page, without a script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

WIDTH, HEIGHT = 600, 200
LEFT, TOP, BOTTOM = 36, 14, 22
PASSED, NOT_PASSED, LINE = "#2f7d4f", "#c9372c", "#333"


def months_chart(months: Sequence[Any]) -> Markup:
	"""Return bars of each month's tests, those that did not pass on top in red; nothing where there are no tests.

	:param months: rows with `month`, `tests` and `not_passed`: numbers only reach the drawing.
	"""
	most = max((int(row.tests or 0) for row in months), default=0)
	if not most:
		return Markup("")
	scale = (HEIGHT - TOP - BOTTOM) / most
	base = HEIGHT - BOTTOM
	parts = [_line(LEFT, base, WIDTH, base), _line(LEFT, TOP, LEFT, base)]
	parts += [_text(LEFT - 4, TOP + 4, most, "end"), _text(LEFT - 4, base + 4, 0, "end")]
	step = (WIDTH - LEFT) / len(months)
	for index, row in enumerate(months):
		tests, not_passed = int(row.tests or 0), int(row.not_passed or 0)
		left, width = LEFT + step * (index + 0.2), step * 0.6
		middle = left + width / 2
		parts.append(_bar(left, base - scale * (tests - not_passed), width, scale * (tests - not_passed), PASSED))
		parts.append(_bar(left, base - scale * tests, width, scale * not_passed, NOT_PASSED))
		parts.append(_text(middle, HEIGHT - 6, int(row.month), "middle"))
		if tests:
			parts.append(_text(middle, base - scale * tests - 3, tests, "middle"))
	attributes = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" xmlns="http://www.w3.org/2000/svg" role="img"'
	return Markup(f"<svg {attributes}>{''.join(parts)}</svg>")  # made of numbers and constants


def _bar(left: float, top: float, width: float, height: float, colour: str) -> str:
	return f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
	return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{LINE}"/>'


def _text(x: float, y: float, number: int, anchor: str) -> str:
	return f'<text x="{x:.1f}" y="{y:.1f}" font-size="11" text-anchor="{anchor}" fill="{LINE}">{number}</text>'
