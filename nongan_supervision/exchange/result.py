"""What came of an import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from frappe import _

from nongan_supervision.exchange.reading import CellValue

EVERY_ROW_TAKEN = 0
NOTHING_READ = 2
SOME_ROWS_REFUSED = 3


@dataclass(frozen=True)
class RefusedRow:
	"""A row that was not taken, and every reason why. `cells` are by column, counted from 1."""

	row_no: int
	reasons: tuple[str, ...]
	cells: dict[int, CellValue]
	sheet: str = ""


@dataclass
class ImportResult:
	"""The counts of an import or of its dry run.

	Every row of data is either taken, known (stored by an earlier import, nothing changed) or refused.
	`positives` and `new_producers` are among those taken.
	"""

	kind: str
	dry_run: bool = False
	rows_total: int = 0
	taken: int = 0
	known: int = 0
	refused: list[RefusedRow] = field(default_factory=list)
	new_producers: int = 0
	positives: int = 0
	warnings: list[str] = field(default_factory=list)
	notes: Counter[str] = field(default_factory=Counter)

	@property
	def exit_code(self) -> int:
		"""0 if every row was taken or known, 3 if some were refused. (2, nothing read, is an exception.)"""
		return SOME_ROWS_REFUSED if self.refused else EVERY_ROW_TAKEN

	def all_warnings(self) -> list[str]:
		"""The warnings about the file, and what was assumed in how many rows."""
		return [
			*self.warnings,
			*(_("{0} ({1} rows)").format(note, count) for note, count in sorted(self.notes.items())),
		]
