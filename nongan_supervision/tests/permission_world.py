"""One small world for the permission matrix: a document of every DocType in every place, and a user per role.

Built from each DocType's own fields and written past its rules, so that a DocType added later joins by
itself. Every text of a document carries a secret of its own, by which a response can be searched for it.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, cint, now_datetime, today

from nongan_supervision.permissions.grants import PORTAL, ROLES, VILLAGE
from nongan_supervision.permissions.table import CHILD_TABLES, PERSONAL_DATA, TABLE, grant_of
from nongan_supervision.permissions.viewer import SessionViewer
from nongan_supervision.tests.factories import make_user

MODULE = "Nongan Supervision"
NOBODY = "no role"
"""In place of a role: a user who has none."""
TEXTS = {"Data", "Small Text", "Text", "Long Text", "Text Editor", "Autocomplete"}

PRINTED_AS_OFTEN = {"certificate_count": 2}
"""Numbers that a print repeats a part of itself by: twice shows what is in the part, hundreds only take longer."""


LEFT_TO_ADMINISTRATORS = {("Supervision Department", "role")}
"""Fields that nobody else fills in: whoever makes a document sends none."""


@dataclass(frozen=True)
class Place:
	"""What a document's permissions may depend on: where it stands, its sector, its stage, its department."""

	key: str
	sector: str
	stage: str
	department_role: str


NEAR = Place("near", "Livestock", "Market", "Police Station")
FAR = Place("far", "Planting", "Field", "Market Supervision")
NEAR_CROP = Place("nearcrop", "Planting", "Dealer", "Veterinary Station")
FAR_STOCK = Place("farstock", "Livestock", "Harvest", "Agriculture Office")
PLACES = (NEAR, FAR, NEAR_CROP, FAR_STOCK)
VILLAGE_OF = {NEAR: NEAR, NEAR_CROP: NEAR, FAR: FAR, FAR_STOCK: FAR}
NAMED_EVERYWHERE = {"Town", "Village", "Supervision Department"}

SECRET = re.compile(r"zq[snp]\d+x")


@dataclass
class Record:
	"""A document of the world, and its secrets: of its texts, its name, and its fields of permlevel 1."""

	doc: Document
	number: int

	@property
	def secret(self) -> str:
		return f"zqs{self.number}x"

	@property
	def name_secret(self) -> str:
		return f"zqn{self.number}x"

	@property
	def personal_secret(self) -> str:
		return f"zqp{self.number}x"

	@property
	def file_url(self) -> str:
		"""The private file attached to the document; its name and its content are the secret."""
		return f"/private/files/{self.secret}.txt"

	@property
	def doctype(self) -> str:
		return self.doc.doctype

	@property
	def name(self) -> str:
		return self.doc.name


@dataclass
class World:
	"""Every record by DocType and place, and the users by role."""

	records: dict[tuple[str, Place], Record] = field(default_factory=dict)
	users: dict[str, str] = field(default_factory=dict)
	numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
	circles: list[tuple[Document, str, Record]] = field(default_factory=list)
	"""Links to records that were not stored yet, because they link back."""

	def of(self, doctype: str) -> list[Record]:
		"""The DocType's records, each once."""
		found = {record.name: record for (name, _), record in self.records.items() if name == doctype}
		return list(found.values())

	def may(self, role: str, right: str, record: Record) -> bool:
		"""Whether the table gives the role this right on the record."""
		viewer = SessionViewer(self.users[role]).acting_as(role)
		return any(
			clause.condition.holds(record.doctype, record.doc, viewer)
			for clause in grant_of(record.doctype, role).clauses_with(right)
		)

	def secrets_of(self, role: str) -> set[str]:
		"""The secrets that the role may read, anywhere."""
		known: set[str] = set()
		for record in self.records.values():
			if self.may(role, "read", record):
				known |= {record.secret, record.name_secret, *self._named_in(record)}
				if role in PERSONAL_DATA.get(record.doctype, ()):
					known.add(record.personal_secret)
		return known

	def _named_in(self, record: Record) -> set[str]:
		"""The names of places and departments in a document: who may read it sees them."""
		links = record.doc.meta.get_link_fields()
		named = [record.doc.get(df.fieldname) for df in links if df.options in NAMED_EVERYWHERE]
		return set(SECRET.findall(" ".join(filter(None, named))))


def module_doctypes(child: bool = False) -> list[str]:
	"""The app's DocTypes, or its child tables."""
	return frappe.get_all("DocType", {"module": MODULE, "istable": int(child)}, pluck="name", order_by="name")


def build() -> World:
	"""Make the documents and the users, in the transaction of whoever asks."""
	world = World()
	for doctype in module_doctypes():
		if not frappe.get_meta(doctype).issingle:
			for place in PLACES:
				record_of(world, doctype, place)
	for doc, fieldname, target in world.circles:
		doc.db_set(fieldname, target.name, update_modified=False)
	village = record_of(world, "Village", NEAR).name
	for role in ROLES:
		world.users[role] = make_user(role, villages=[village] if role == VILLAGE else None)
	frappe.db.set_value("Producer", record_of(world, "Producer", NEAR).name, "user", world.users[PORTAL])
	world.users |= {NOBODY: make_user(), "Guest": "Guest"}
	for record in world.of("Register Import"):
		_give_to(record, world.users[VILLAGE])
		break
	return world


def record_of(world: World, doctype: str, place: Place) -> Record:
	"""The record of this DocType in this place, made if it is not there yet."""
	place = VILLAGE_OF[place] if doctype == "Village" else place
	if (doctype, place) not in world.records:
		record = Record(frappe.new_doc(doctype), next(world.numbers))
		world.records[doctype, place] = record
		_fill(world, record.doc, place, record)
		_store(record.doc, submitted=place in (NEAR, FAR_STOCK))
		_attach_file(record)
	return world.records[doctype, place]


def _fill(world: World, doc: Document, place: Place, record: Record) -> None:
	named_by = (doc.meta.autoname or "").removeprefix("field:")
	for df in doc.meta.fields:
		if df.fieldtype in ("Table", "Table MultiSelect"):
			_fill(world, doc.append(df.fieldname, {}), place, record)
		elif df.fieldname == named_by:
			doc.set(df.fieldname, record.name_secret if df.fieldtype in TEXTS else add_days(today(), -record.number))
		elif df.fieldname != "naming_series":
			doc.set(df.fieldname, _value(world, doc, df, place, record))


def _value(world: World, doc: Document, df: Any, place: Place, record: Record) -> Any:
	if df.fieldtype in TEXTS:
		secret = record.personal_secret if df.permlevel else record.secret
		return f"{secret} {df.fieldname}"[: cint(df.length) or None]
	if df.fieldtype == "Select":
		return _option(df, place)
	if df.fieldtype == "Link":
		return _link(world, doc, df, place)
	if df.fieldtype == "Code" and df.options == "JSON":
		return json.dumps([])
	if df.fieldname in PRINTED_AS_OFTEN:
		return PRINTED_AS_OFTEN[df.fieldname]
	values = {"Int": 2100 + PLACES.index(place), "Float": 1, "Date": today(), "Datetime": now_datetime()}
	return values.get(df.fieldtype)


def _option(df: Any, place: Place) -> str:
	options = [option for option in (df.options or "").split("\n") if option]
	for wanted in (place.sector, place.stage):
		if wanted in options:
			return wanted
	return options[0]


def _link(world: World, doc: Document, df: Any, place: Place) -> str | None:
	"""Another record of the same place; nothing for a link to the DocType's own kind, or to an unmade one."""
	known = {"Role": place.department_role, "DocType": "Residue Test", "User": "Administrator"}
	if df.options in known:
		return known[df.options]
	if df.options not in TABLE or df.options == doc.doctype or not frappe.db.exists("DocType", df.options):
		return None
	linked = record_of(world, df.options, place)
	if not linked.name:
		world.circles.append((doc, df.fieldname, linked))
	return linked.name


def _store(doc: Document, submitted: bool) -> None:
	"""Write the document and its rows as they are, past the rules of its controller."""
	doc.set_new_name()
	doc.owner = doc.modified_by = "Administrator"
	doc.creation = doc.modified = now_datetime()
	doc.docstatus = 1 if submitted and doc.meta.is_submittable else 0
	doc.db_insert()
	for row in doc.get_all_children():
		row.update({"parent": doc.name, "parenttype": doc.doctype, "docstatus": doc.docstatus})
		row.set_new_name()
		row.db_insert()


def _attach_file(record: Record) -> None:
	path = Path(frappe.get_site_path(record.file_url.lstrip("/")))
	path.parent.mkdir(parents=True, exist_ok=True)
	path.write_text(record.secret)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": path.name,
			"file_url": record.file_url,
			"is_private": 1,
			"attached_to_doctype": record.doctype,
			"attached_to_name": record.name,
		}
	)
	file.set_new_name()
	file.owner = "Administrator"
	file.db_insert()


def tear_down(world: World) -> None:
	"""Remove the files; the documents go with the transaction."""
	for record in world.records.values():
		Path(frappe.get_site_path(record.file_url.lstrip("/"))).unlink(missing_ok=True)


def _give_to(record: Record, user: str) -> None:
	record.doc.owner = user
	frappe.db.set_value(record.doctype, record.name, "owner", user, update_modified=False)


def children_of(doctype: str) -> list[str]:
	"""The child tables of a DocType."""
	return [child for child, parents in CHILD_TABLES.items() if doctype in parents]


def copy_for(world: World, record: Record, role: str) -> dict:
	"""The values of a copy to insert, which refers to nothing that the role may not see: that alone is refused."""
	copied = frappe.copy_doc(record.doc)
	values = copied.as_dict(no_nulls=True, convert_dates_to_str=True)
	for df in copied.meta.fields:
		if df.read_only or df.unique or (copied.doctype, df.fieldname) in LEFT_TO_ADMINISTRATORS:
			values.pop(df.fieldname, None)
	_forget_hidden(world, role, copied.doctype, values)
	named_by = (copied.meta.autoname or "").removeprefix("field:")
	if copied.meta.has_field(named_by):
		is_date = copied.meta.get_field(named_by).fieldtype == "Date"
		values[named_by] = add_days(today(), 1) if is_date else "zqcopy"
	return values


def _forget_hidden(world: World, role: str, doctype: str, values: dict) -> None:
	meta = frappe.get_meta(doctype)
	for df in meta.get_link_fields():
		linked = next((one for one in world.of(df.options) if one.name == values.get(df.fieldname)), None)
		is_place = df.options in NAMED_EVERYWHERE  # what the right itself depends on
		if linked and not is_place and not df.reqd and not world.may(role, "read", linked):
			del values[df.fieldname]
	for df in meta.get_table_fields():
		for row in values.get(df.fieldname) or ():
			_forget_hidden(world, role, df.options, row)
