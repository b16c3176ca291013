"""Tables follow their DocTypes and lose nothing on the way: keys, NOT NULL, defaults, indexes, rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import count

import frappe
import pytest
from frappe.embedded import sqlite_schema

NUMBERS = count(1)


@pytest.fixture
def doctype(db) -> Iterator[Callable]:
	"""Return a function that makes a DocType of some fields; the DocTypes and their tables go away again."""
	made: list[str] = []

	def make(*fields: dict, **options) -> str:
		name = options.pop("name", f"Engine Test {next(NUMBERS)}")
		permission = {"role": "System Manager", "read": 1, "write": 1, "create": 1, "delete": 1}
		document = frappe.get_doc(
			doctype="DocType", name=name, module="Core", custom=1, fields=fields, permissions=[permission], **options
		)
		made.append(document.insert().name)
		return name

	yield make
	frappe.db.rollback()
	for name in made:
		frappe.delete_doc("DocType", name, force=True, ignore_missing=True)
		for table in {f"tab{name}", f"tab{name} Renamed"}:
			frappe.db.sql_ddl(f"drop table if exists `{table}`")
	frappe.clear_cache()


@pytest.fixture
def table(db) -> Iterator[Callable]:
	"""Return a function that makes a plain table ``tab…``; it goes away again."""
	made: list[str] = []

	def make(columns: str) -> str:
		name = f"Engine Table {next(NUMBERS)}"
		made.append(f"tab{name}")
		frappe.db.sql_ddl(f"create table `tab{name}` ({columns})")
		return name

	yield make
	frappe.db.rollback()
	for name in made:
		frappe.db.sql_ddl(f"drop table if exists `{name}`")


def field(fieldname: str, fieldtype: str = "Data", **options) -> dict:
	return {"fieldname": fieldname, "fieldtype": fieldtype, "label": fieldname.title(), **options}


def changed(name: str, fieldname: str, **options) -> None:
	"""Give a DocType's field other options, as a person does in the Desk."""
	document = frappe.get_doc("DocType", name)
	next(row for row in document.fields if row.fieldname == fieldname).update(options)
	document.save()


def columns(name: str) -> dict:
	return {row.name: row for row in frappe.db.sql(f"pragma table_info(`tab{name}`)", as_dict=True)}


def indexed(name: str) -> set[tuple]:
	return {(index.columns, index.unique) for index in sqlite_schema.indexes(f"tab{name}")}


class TestCreation:
	def test_fields_that_ask_for_an_index_have_one(self, doctype):
		name = doctype(field("place", search_index=1), field("code", unique=1), field("note", "Text"))
		assert {(("place",), False), (("code",), True), (("creation",), False)} <= indexed(name)

	def test_two_tables_have_an_index_on_a_column_of_the_same_name(self, doctype):
		one, two = (doctype(field("place", search_index=1), field("code", unique=1)) for _number in range(2))
		assert (("place",), False) in indexed(one) & indexed(two)
		for name in (one, two):
			frappe.db.add_index(name, ["place", "code"], "of_both")
			assert frappe.db.has_index(f"tab{name}", "of_both")
			frappe.db.add_unique(name, ["place", "owner"], "of_two")
			assert frappe.db.has_index(f"tab{name}", "of_two")

	def test_a_numbered_doctype_counts(self, doctype):
		name = doctype(field("place"), autoname="autoincrement")
		assert [frappe.get_doc(doctype=name, place="x").insert().name for _number in range(2)] == [1, 2]
		frappe.delete_doc(name, 2)
		assert frappe.get_doc(doctype=name, place="x").insert().name == 3
		frappe.db.set_next_sequence_val(name, 10, is_val_used=True)
		frappe.db.set_next_sequence_val(name, 5)
		assert frappe.db.get_next_sequence_val(name) == 11

	def test_numbered_rows_of_a_new_document_have_a_number_each(self, db):
		form = frappe.get_doc(doctype="Web Form", title="x", doc_type="ToDo", module="Core", is_standard=0)
		form.append("web_form_fields", {"fieldname": "description", "fieldtype": "Data", "label": "x"})
		for fieldname in ("description", "status"):
			form.append("list_columns", {"fieldname": fieldname, "fieldtype": "Data", "label": fieldname})
		one, two = (row.name for row in form.insert().list_columns)
		assert two == one + 1


class TestAlteration:
	def test_a_changed_type_loses_nothing_else(self, doctype):
		name = doctype(
			field("amount", "Int", default="7"),
			field("place", search_index=1),
			field("code", unique=1),
			field("at", "Date"),
		)
		row = frappe.get_doc(doctype=name, amount=5, place="岑村", code="A", at="2022-03-01").insert().name
		before = {key: (value.type, value.notnull, value.pk) for key, value in columns(name).items()}
		kept = indexed(name)
		changed(name, "amount", fieldtype="Float")
		after = {key: (value.type, value.notnull, value.pk) for key, value in columns(name).items()}
		assert after.pop("amount") == ("REAL", 1, 0)
		before.pop("amount")
		assert after == before
		assert after["name"] == ("TEXT", 0, 1) and after["docstatus"] == ("INTEGER", 1, 0)
		assert indexed(name) == kept
		assert frappe.db.get_value(name, row, ["amount", "place", "code"]) == (5, "岑村", "A")

	def test_names_stay_unique_after_a_change(self, doctype):
		name = doctype(field("amount", "Int"))
		frappe.get_doc(doctype=name, name="only").insert(set_name="only")
		changed(name, "amount", fieldtype="Float")
		with pytest.raises(frappe.DuplicateEntryError):
			frappe.get_doc(doctype=name).insert(set_name="only")

	def test_defaults_stay_and_change(self, doctype):
		name = doctype(field("state", default="new"), field("amount", "Int"))
		changed(name, "state", default="it's old")
		changed(name, "amount", fieldtype="Float")
		found = columns(name)
		assert found["state"].dflt_value == "'it''s old'"
		assert found["docstatus"].dflt_value == "0" and found["amount"].dflt_value is not None
		frappe.db.sql(f"insert into `tab{name}` (name) values ('raw')")
		assert frappe.db.get_value(name, "raw", ["state", "docstatus", "amount"]) == ("it's old", 0, 0)

	def test_a_number_keeps_its_place_after_a_change(self, doctype):
		name = doctype(field("place"), field("amount", "Int"), autoname="autoincrement")
		numbers = [frappe.get_doc(doctype=name, place="x").insert().name for _number in range(3)]
		frappe.delete_doc(name, numbers[-1])
		changed(name, "amount", fieldtype="Float")
		assert frappe.get_doc(doctype=name, place="y").insert().name == numbers[-1] + 1

	def test_a_new_field_has_its_column_and_index(self, doctype):
		name = doctype(field("place"))
		row = frappe.get_doc(doctype=name, place="x").insert().name
		document = frappe.get_doc("DocType", name)
		document.append("fields", field("count_of", "Int", search_index=1))
		document.append("fields", field("state", default="new"))
		document.save()
		assert (("count_of",), False) in indexed(name)
		assert frappe.db.get_value(name, row, ["count_of", "place"]) == (0, "x")

	def test_indexes_come_and_go_with_the_field(self, doctype):
		name = doctype(field("place", search_index=1), field("code", unique=1))
		changed(name, "place", search_index=0)
		changed(name, "code", unique=0)
		assert not {(("place",), False), (("code",), True)} & indexed(name)
		changed(name, "place", unique=1)
		changed(name, "code", search_index=1)
		assert {(("place",), True), (("code",), False)} <= indexed(name)

	def test_a_field_with_doubles_does_not_become_unique(self, doctype):
		name = doctype(field("code"))
		for _number in range(2):
			frappe.get_doc(doctype=name, code="the same").insert()
		with pytest.raises(frappe.ValidationError, match="Code"):
			changed(name, "code", unique=1)
		assert frappe.db.count(name) == 2

	def test_saving_an_unchanged_doctype_leaves_the_table_alone(self, doctype):
		name = doctype(field("amount", "Int", default="7"), field("place", search_index=1), field("code", unique=1))
		statement = "select sql from sqlite_master where tbl_name=%s order by name"
		before = frappe.db.sql(statement, f"tab{name}")
		frappe.get_doc("DocType", name).save()
		assert frappe.db.sql(statement, f"tab{name}") == before


class TestByHand:
	def test_another_type_for_a_column(self, table):
		name = table("name text primary key, amount integer default 3, code text unique, place text not null")
		frappe.db.sql(f"insert into `tab{name}` values ('a', 5, 'A', 'x')")
		frappe.db.commit()
		frappe.db.change_column_type(name, "amount", "REAL", nullable=True)
		found = columns(name)
		assert (found["amount"].type, found["amount"].notnull) == ("REAL", 0)
		assert found["name"].pk and found["place"].notnull
		assert (("code",), True) in indexed(name)
		assert frappe.db.sql(f"select * from `tab{name}`") == [("a", 5.0, "A", "x")]
		frappe.db.change_column_type(name, "amount", "INTEGER")
		assert columns(name)["amount"].notnull == 1

	def test_a_renamed_column_takes_its_index_along(self, table):
		name = table("name text primary key, place text, rest text not null default 'r'")
		frappe.db.sql_ddl(f"create index `tab{name}__place_index` on `tab{name}` (place)")
		frappe.db.sql(f"insert into `tab{name}` (name, place) values ('a', 'x')")
		frappe.db.commit()
		frappe.db.rename_column(name, "place", "village")
		assert frappe.db.sql(f"select name, village, rest from `tab{name}`") == [("a", "x", "r")]
		assert columns(name)["name"].pk and columns(name)["rest"].notnull
		assert [index.name for index in sqlite_schema.indexes(f"tab{name}")] == [f"tab{name}__village_index"]

	def test_a_renamed_table_leaves_its_index_names_free(self, doctype):
		name = doctype(field("place", search_index=1))
		kept = indexed(name)
		frappe.db.rename_table(name, f"{name} Renamed")
		assert indexed(f"{name} Renamed") == kept
		stale = frappe.db.sql("select name from sqlite_master where type='index' and name like %s", f"tab{name}\\_\\_%")
		assert not stale
		frappe.db.rename_table(f"{name} Renamed", name)
		assert indexed(name) == kept

	def test_all_of_a_change_or_none(self, table):
		name = table("name text primary key, place text")
		with pytest.raises(sqlite3.OperationalError):
			frappe.db.change_together([f"alter table `tab{name}` add column note text", "create nonsense"])
		assert "note" not in columns(name)

	def test_a_missing_column_is_filled_where_it_may_not_be_empty(self, table):
		name = table("name text primary key, state text")
		frappe.db.sql(f"insert into `tab{name}` (name) values ('a')")
		frappe.db.commit()
		sqlite_schema.rebuild(f"tab{name}", {"state": "TEXT NOT NULL DEFAULT 'it''s new'"})
		assert frappe.db.sql(f"select * from `tab{name}`") == [("a", "it's new")]

	def test_the_index_of_a_column_is_of_that_column_alone(self, table):
		name = table("name text primary key, place text, code text")
		frappe.db.sql_ddl(f"create index `{name} both` on `tab{name}` (place, code)")
		assert frappe.db.get_column_index(f"tab{name}", "place") is None
		frappe.db.sql_ddl(f"create unique index `{name} one` on `tab{name}` (place)")
		assert frappe.db.get_column_index(f"tab{name}", "place") is None
		assert frappe.db.get_column_index(f"tab{name}", "place", unique=True).name == f"{name} one"

	def test_a_row_may_be_as_long_as_it_is(self, db):
		assert db.get_row_size("User") == 0
