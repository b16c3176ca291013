"""Registers of which several rows make one document: the lines of a sale, a village's producers of a quarter.

Every row is read on its own, into the fields of the document that it repeats and one line of the document's
table. Rows belong together by what they say, wherever they stand in the file. A document is taken with all its
rows or not at all: if one of them is refused, the others come back with it, so that the corrected file can be
imported as a whole.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from typing import ClassVar

import frappe
from frappe import _

from nongan_supervision.exchange.kind import Draft, RowReader
from nongan_supervision.exchange.words import written


class GatheringReader(RowReader):
	"""Reads rows of which those with the same `group` make one document.

	`table` is the document's child table; a row's draft holds one line of it, and the fields of the document,
	of which a further row of the group may leave out any that the first one gives.
	"""

	gathers: ClassVar = True
	doctype: ClassVar[str]
	table: ClassVar[str]
	identifying: ClassVar[Sequence[str]] = ()
	"""The document's fields by which, with its lines, one without a number is known again."""

	@abstractmethod
	def group(self, draft: Draft) -> Hashable:
		"""What the rows of one document have in common; None for a row that stands alone."""

	def gather(self, drafts: Sequence[Draft]) -> list[Draft]:
		groups: dict[Hashable, list[Draft]] = {}
		for index, draft in enumerate(drafts):
			key = self.group(draft)
			groups.setdefault(("alone", index) if key is None else ("group", key), []).append(draft)
		return [self._join(parts) for parts in groups.values()]

	def name_producers(self, draft: Draft) -> None:
		"""The producer is a field of the document, or one of each line."""
		super().name_producers(draft)
		for part, row in zip(draft.parts, draft.doc.get(self.table), strict=True):
			if part.mentioned and row.meta.has_field("producer"):
				row.producer = part.mentioned.name

	def _join(self, parts: list[Draft]) -> Draft:
		first = parts[0]
		draft = Draft(first.row, number=first.number, parts=parts)
		if frappe.get_meta(self.doctype).has_field("producer"):
			draft.mentioned = next((part.mentioned for part in parts if part.mentioned), None)
		for part in parts:
			self._add(draft, part, first)
		heading = (str(draft.values.get(field) or "") for field in self.identifying)
		draft.content = (*heading, *sorted(part.content for part in parts))
		if refused := [part for part in parts if part.reasons]:
			draft.reasons.append(self._refused_with(refused))
		return draft

	def _add(self, draft: Draft, part: Draft, first: Draft) -> None:
		"""Adds a row to the document; what it says otherwise than the rows above is a reason against it."""
		for field, value in part.values.items():
			if field == self.table:
				draft.values.setdefault(field, []).extend(value)
			elif draft.values.get(field) in (None, ""):
				draft.values[field] = value
			elif value not in (None, "", draft.values[field]):
				part.reasons.append(
					_('{0} "{1}" differs from "{2}" in row {3}, which is of the same {4}').format(
						_(frappe.get_meta(self.doctype).get_label(field), context=self.doctype),
						written(value),
						written(draft.values[field]),
						first.row.number,
						_(self.doctype),
					)
				)

	def _refused_with(self, refused: Sequence[Draft]) -> str:
		numbers = "、".join(str(part.row.number) for part in refused)
		return _("belongs to the same {0} as row {1}, which cannot be taken; correct that row first").format(
			_(self.doctype), numbers
		)
