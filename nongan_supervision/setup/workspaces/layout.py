"""What stands on a role's workspace, and the record that the Desk makes it of.

From top to bottom: the work of today, shortcuts to what the role does daily, number cards, charts, and links to all
records that the role may open. The links are those of the general workspace, group by group.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nongan_supervision.permissions.table import PAGES, grant_of

APP = "nongan_supervision"
MODULE = "Nongan Supervision"
GENERAL = "Nongan Supervision"
"""The workspace of those who administer the app: it has everything."""

AGENDA_BLOCK = "Work of Today"

STANDARD = Path(__file__).parents[2] / "nongan_supervision"
ROW = 12
"""The Desk divides a row of a workspace by twelve."""


@dataclass(frozen=True)
class Shortcut:
	"""A way to a list, a form, a report, a page, or an address of the site."""

	label: str
	kind: str = "DocType"
	target: str = ""
	view: str = "List"

	@property
	def link_to(self) -> str:
		return self.target or self.label

	def as_row(self) -> dict[str, Any]:
		row = {"label": self.label, "type": self.kind, "color": "Grey" if self.kind == "DocType" else "Green"}
		if self.kind == "URL":
			return {**row, "url": self.target}
		return {**row, "link_to": self.link_to, **({"doc_view": self.view} if self.kind == "DocType" else {})}


@dataclass(frozen=True)
class Desk:
	"""A role's workspace."""

	role: str
	icon: str
	cards: tuple[str, ...]
	shortcuts: tuple[Shortcut, ...]
	charts: tuple[str, ...]

	def as_record(self, sequence: int) -> dict[str, Any]:
		"""Return the workspace as a document to insert."""
		groups = list(_groups(self.role))
		return {
			"doctype": "Workspace",
			"name": self.role,
			"label": self.role,
			"title": self.role,
			"module": MODULE,
			"app": APP,
			"icon": self.icon,
			"public": 1,
			"sequence_id": sequence,
			"content": json.dumps(list(self._blocks(groups)), ensure_ascii=False),
			"custom_blocks": [{"custom_block_name": AGENDA_BLOCK, "label": AGENDA_BLOCK}],
			"number_cards": [{"number_card_name": card, "label": card} for card in self.cards],
			"shortcuts": [shortcut.as_row() for shortcut in self.shortcuts],
			"charts": [{"chart_name": chart, "label": chart} for chart in self.charts],
			"links": [row for rows in groups for row in rows],
			"roles": [{"role": self.role}],
		}

	@property
	def _width_of_card(self) -> int:
		"""Four cards in a row, or three where that leaves no gap: a chart would move into it."""
		return 4 if len(self.cards) % 4 and len(self.cards) % 3 == 0 else 3

	def _blocks(self, groups: list[list[dict]]) -> Iterator[dict[str, Any]]:
		"""What stands where, in the form that the Desk's editor keeps."""
		parts = [
			("custom_block", {"custom_block_name": AGENDA_BLOCK}, ROW),
			("header", _heading("Daily Work"), ROW),
			*(("shortcut", {"shortcut_name": shortcut.label}, 3) for shortcut in self.shortcuts),
			("header", _heading("Key Figures"), ROW),
			*(("number_card", {"number_card_name": card}, self._width_of_card) for card in self.cards),
			*(("chart", {"chart_name": chart}, ROW // len(self.charts)) for chart in self.charts),
			("header", _heading("All Records"), ROW),
			*(("card", {"card_name": rows[0]["label"]}, 4) for rows in groups),
		]
		for number, (kind, data, width) in enumerate(parts):
			yield {"id": f"ns-{number:02}", "type": kind, "data": {**data, "col": width}}


def _heading(text: str) -> dict[str, str]:
	"""A heading, which the Desk translates: the text is listed in the translations."""
	return {"text": f'<span class="h4"><b>{text}</b></span>'}


def _groups(role: str) -> Iterator[list[dict[str, Any]]]:
	"""The general workspace's groups of links, each with its heading, as far as the role may open what they lead to."""
	rows: list[dict[str, Any]] = []
	for link in [*_standard("workspace", GENERAL)["links"], {"type": "Card Break"}]:
		if link["type"] == "Card Break":
			if len(rows) > 1:
				yield [{**rows[0], "link_count": len(rows) - 1}, *rows[1:]]
			rows = [link]
		elif _opens(role, link["link_type"], link["link_to"]):
			rows.append(link)


def _opens(role: str, kind: str, target: str) -> bool:
	if kind == "Report":
		return role in {row["role"] for row in _standard("report", target)["roles"]}
	if kind == "Page":
		return role in PAGES[target]
	return "read" in grant_of(target, role).rights


def _standard(kind: str, name: str) -> dict[str, Any]:
	"""A standard record of the app, from its file."""
	folder = name.lower().replace(" ", "_").replace("-", "_")
	return json.loads((STANDARD / kind / folder / f"{folder}.json").read_text(encoding="utf-8"))
