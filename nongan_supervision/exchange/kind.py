"""What a kind of register is: its columns, its documents, and how a row of it becomes one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from frappe import _

from nongan_supervision.exchange.columns import Column
from nongan_supervision.exchange.headings import SUBSTANCE_COLUMNS
from nongan_supervision.exchange.reading import is_blank
from nongan_supervision.exchange.rows import TableRow
from nongan_supervision.exchange.values import NotUnderstood, read_text
from nongan_supervision.exchange.words import tidy

if TYPE_CHECKING:
	from frappe.model.document import Document

	from nongan_supervision.exchange.lookups import Lookups
	from nongan_supervision.exchange.newcomers import ProducerEntry


@dataclass
class Draft:
	"""A row on its way to a document.

	`key` identifies the row among all imports; `reasons` are why it can't be taken, `notes` what was assumed.
	`mentioned` is the producer that the document refers to, stored or about to be. A document that is made of
	several rows has a draft of its own, whose `parts` are those of the rows (see `grouping`).
	"""

	row: TableRow
	values: dict[str, Any] = field(default_factory=dict)
	reasons: list[str] = field(default_factory=list)
	notes: list[str] = field(default_factory=list)
	key: str = ""
	number: str = ""
	mentioned: ProducerEntry | None = None
	claim: str | None = None
	content: tuple = ()
	doc: Document | None = None
	parts: list[Draft] = field(default_factory=list)

	@property
	def of_rows(self) -> list[Draft]:
		"""The drafts of the rows that the document is made of: this one, unless it has parts."""
		return self.parts or [self]

	@property
	def producers(self) -> list[ProducerEntry]:
		"""The producers that any of the rows mention."""
		return [draft.mentioned for draft in self.of_rows if draft.mentioned]


class Stored(NamedTuple):
	"""What an earlier import, or a person, has made of a row."""

	name: str
	says_the_same: bool


class RowReader(ABC):
	"""Makes drafts of the rows of one kind of register, and knows the rules of its documents."""

	def __init__(self, lookups: Lookups, town: str | None = None, import_name: str | None = None):
		self.lookups = lookups
		self.town = town
		self.import_name = import_name

	alike: ClassVar[Sequence[str]] = ()
	"""The fields that the right to create such a document depends on."""

	@staticmethod
	def number_name() -> str:
		"""What the number is called by which rows are told apart."""
		return _("number", context="Register")

	@abstractmethod
	def read(self, row: TableRow) -> Draft:
		"""The draft of a row, with every reason against it that the row itself gives."""

	def gather(self, drafts: Sequence[Draft]) -> list[Draft]:
		"""The drafts of documents, made of those of all rows of the file, where several rows make one.

		Such a kind `gathers`: its rows wait until the last of them is read.
		"""
		return list(drafts)

	gathers: ClassVar[bool] = False

	keeps_key: ClassVar[bool] = True
	"""Whether a document stores the key by which its row is known again; else it is known by its own fields."""

	def name_producers(self, draft: Draft) -> None:
		"""Puts the names of the producers that the rows mention, all stored by now, into the document."""
		if draft.mentioned:
			draft.doc.producer = draft.mentioned.name

	@abstractmethod
	def rules(self, doc: Document) -> None:
		"""Applies the rules of the document's controller; raises what they raise."""

	def further_rules(self, draft: Draft) -> Iterable[Callable[[Document], None]]:
		"""Steps of those rules that can be tried on a refused row too, to name all that is wrong with it."""
		return ()

	def before_submit(self, docs: Sequence[Document]) -> None:  # noqa: B027 - most documents need nothing
		"""Does for documents written in bulk what their controller does as each is submitted."""

	@abstractmethod
	def known(self, drafts: Sequence[Draft]) -> dict[int, Stored]:
		"""What is stored already, by `id(draft)`, with a fixed number of queries."""

	def has_consequences(self, doc: Document) -> bool:
		"""Whether submitting the document sets something going, so that it must be saved in the ordinary way."""
		return False

	def is_positive(self, doc: Document) -> bool:
		return False

	def contradiction(self, draft: Draft) -> str | None:
		"""What the row says against what the rules made of it, if it does."""
		return None


@dataclass(frozen=True)
class Kind:
	"""A kind of register. To add one: write a `RowReader`, describe it, and enter it in `kinds.KINDS`.

	`needed`: groups of fields of which a sheet must have at least one each. `identified_by`: groups of which every
	row of data fills in one each, and sums and notes don't; those of a single needed field unless given. `label` is the Select value of a
	Register Import; `name` the word for the command line.
	"""

	name: str
	label: str
	doctype: str
	columns: tuple[Column, ...]
	needed: tuple[tuple[str, ...], ...]
	reader: type[RowReader]
	takes_substance_columns: bool = False
	submits: bool = False
	template: tuple[str, ...] = ()
	identified_by: tuple[tuple[str, ...], ...] = ()

	@property
	def identifying(self) -> tuple[tuple[str, ...], ...]:
		return self.identified_by or tuple(group for group in self.needed if len(group) == 1)

	@property
	def name_for_people(self) -> str:
		return _(self.label, context="Register Import")

	def column(self, name: str) -> Column:
		return next(column for column in self.columns if column.field == name)

	def column_name(self, name: str) -> str:
		"""A column named for a person: the label, and the Chinese heading if it reads differently."""
		if name == SUBSTANCE_COLUMNS:
			return _("one column for each substance")
		column = self.column(name)
		label = column.name_for_people
		return label if label == column.heading else f"{label} ({column.heading})"


class Cells:
	"""Reads the cells of a row one after the other and gathers what is wrong with them."""

	def __init__(self, kind: Kind, row: TableRow):
		self.row = row
		self.reasons: list[str] = []
		self._kind = kind

	def read(self, name: str, parse: Callable[..., Any], *arguments: Any, needed: bool = False) -> Any:
		"""The parsed cell, None if it is empty or can't be understood; the latter is a reason."""
		cell = self.row.get(name)
		if cell is None and not needed:
			return None
		try:
			value = parse(cell, *arguments)
		except NotUnderstood as error:
			self.refuse(name, str(error))
			return None
		if needed and value in (None, "", []):
			self.refuse(name, _("is missing"))
		return value

	def refuse(self, name: str, why: str) -> None:
		self.reasons.append(f"{self._kind.column(name).name_for_people}: {why}")

	def text(self, name: str, needed: bool = False) -> str:
		"""The cell as a text for keeping, empty if there is none."""
		return tidy(self.read(name, read_text, needed=needed))

	def has(self, name: str) -> bool:
		return not is_blank(self.row.get(name))


def in_words(day: date | None) -> str:
	"""A day in the one form in which content is compared."""
	return day.isoformat() if day else ""
