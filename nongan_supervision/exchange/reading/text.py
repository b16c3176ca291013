"""Characters that XML can't carry are written as `_x000D_` in a workbook."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
	if "_x" not in text:
		return text
	return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
