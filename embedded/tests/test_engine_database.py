"""SQL on the embedded site: values are bound and come back as what they were, names are names."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal

import frappe
import pytest
from frappe.embedded.sqlite_values import bind, is_write, to_sqlite

AWKWARD = [
	"it's",
	'he said "yes"',
	"back\\slash and \\' more",
	"50%",
	"100%% and %s and %(name)s",
	"`backtick`",
	"x' OR '1'='1",
	"-- no comment; /* none */",
	"? and :name",
	"岑村的样品",
	"",
	None,
	"line\nbreak",
]


pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def temporary(db) -> Callable[[str], None]:
	"""Return a function that makes a table; the test's rollback undoes it."""
	return lambda definition: db.sql(f"create temporary table {definition}")


class TestBoundValues:
	@pytest.mark.parametrize("value", AWKWARD, ids=repr)
	def test_in_a_sequence(self, db, value):
		assert db.sql("select %s", (value,))[0][0] == value

	@pytest.mark.parametrize("value", AWKWARD, ids=repr)
	def test_in_a_mapping(self, db, value):
		assert db.sql("select %(value)s, %(value)s", {"value": value})[0] == (value, value)

	@pytest.mark.parametrize("value", [text for text in AWKWARD if text is not None], ids=repr)
	def test_in_a_list(self, db, value):
		query = "select name from (select %(value)s as name) where name in %(names)s"
		assert db.sql(query, {"value": value, "names": [value, "another"]}, pluck=True) == [value]

	@pytest.mark.parametrize("value", [text for text in AWKWARD if text], ids=repr)
	def test_in_a_document(self, value):
		name = frappe.get_doc(doctype="Note", title=f"note {value}").insert().name
		assert frappe.db.get_value("Note", {"title": f"note {value}"}, "name") == name
		assert [row.name for row in frappe.get_list("Note", filters={"title": ["in", [f"note {value}"]]})] == [name]
		assert (
			frappe.qb.from_("Note").select("name").where(frappe.qb.Field("title") == f"note {value}").run()[0][0]
			== name
		)

	def test_a_condition_in_a_value_is_no_condition(self, db):
		assert db.sql("select name from tabUser where name=%(name)s", {"name": "x' or '1'='1"}) == []
		assert not frappe.db.exists("User", {"name": "x' or '1'='1"})

	def test_the_callers_mapping_is_left_alone(self, db):
		values = {"name": "it's", "number": 3}
		db.sql("select %(name)s, %(number)s", values)
		assert values == {"name": "it's", "number": 3}

	def test_numbers_stay_numbers(self, db):
		assert db.sql("select typeof(%(n)s), typeof(%(f)s), typeof(%(b)s)", {"n": 5, "f": 0.5, "b": True})[0] == (
			"integer",
			"real",
			"integer",
		)

	def test_an_empty_list_matches_nothing(self, db):
		assert db.sql("select name from tabUser where name in %(names)s", {"names": []}) == []
		assert db.sql("select name from tabUser where name in (%s)", ([],)) == []

	def test_like_takes_its_pattern_as_a_value(self, db):
		assert db.sql("select 1 where %(text)s like %(pattern)s", {"text": "a'b%", "pattern": "a'_%"})

	def test_a_doubled_percent_sign_is_one_beside_values_and_two_without(self, db):
		assert db.sql("select 'a' like 'a%%', %s", (1,))[0] == (1, 1)
		assert db.sql("select '%%'")[0][0] == "%%"

	@pytest.mark.parametrize("values", [(1,), (1, 2, 3)])
	def test_as_many_values_as_placeholders(self, db, values):
		with pytest.raises(sqlite3.ProgrammingError):
			db.sql("select %s, %s", values)

	def test_a_mark_inside_a_literal_a_name_or_a_comment_is_none(self):
		query = "select '%s', \"%s\", `%s` /* %s */ from t where a=%s -- %s"
		assert bind(query, ("x",)) == (query.replace("a=%s", "a=?"), ("x",))

	def test_escape_makes_one_literal(self, db):
		for value in (text for text in AWKWARD if text is not None):
			assert db.sql(f"select {db.escape(value, percent=False)}")[0][0] == value
			assert db.sql(f"select {db.escape(value)}, %s", (1,))[0][0] == value


class TestStoredForms:
	@pytest.mark.parametrize(
		("value", "stored"),
		[
			(datetime(2022, 3, 1, 8, 5), "2022-03-01 08:05:00"),
			(datetime(2022, 3, 1, 8, 5, 0, 25), "2022-03-01 08:05:00.000025"),
			("2022-03-01 08:05:00.000000", "2022-03-01 08:05:00"),
			(date(2022, 3, 1), "2022-03-01"),
			(clock(8, 5), "08:05:00"),
			(timedelta(hours=30, minutes=5), "30:05:00"),
			(timedelta(hours=-1, minutes=-30), "-01:30:00"),
			(Decimal("1.25"), 1.25),
			(True, 1),
			({"a": "村"}, '{"a": "\\u6751"}'),
		],
	)
	def test_one_value_has_one_form(self, value, stored):
		assert to_sqlite(value) == stored
		assert type(to_sqlite(value)) is type(stored)


class TestDates:
	def test_a_moment_comes_back_as_a_moment(self):
		assert isinstance(frappe.db.get_value("User", "Administrator", "creation"), datetime)
		assert isinstance(frappe.get_doc("User", "Administrator").modified, datetime)

	def test_dates_and_times_come_back_as_on_mariadb(self, db):
		made = frappe.get_doc(
			doctype="Event",
			subject="visit",
			event_type="Private",
			starts_on="2022-03-01 08:05:00.000025",
			repeat_till="2022-12-31",
		).insert()
		row = frappe.db.get_value("Event", made.name, ["starts_on", "repeat_till", "ends_on"], as_dict=True)
		assert row == {
			"starts_on": datetime(2022, 3, 1, 8, 5, 0, 25),
			"repeat_till": date(2022, 12, 31),
			"ends_on": None,
		}

	def test_a_time_comes_back_as_a_duration(self, db, temporary):
		temporary("clocks (at time)")
		for value in (timedelta(hours=30, seconds=1), clock(8, 5, 0, 250000), "-01:30:00"):
			db.sql("insert into clocks values (%s)", (value,))
		expected = [
			timedelta(hours=30, seconds=1),
			timedelta(hours=8, minutes=5, milliseconds=250),
			-timedelta(hours=1.5),
		]
		assert db.sql("select at from clocks order by rowid", pluck=True) == expected

	def test_a_text_that_is_no_date_is_read_as_it_is(self, db, temporary):
		temporary("days (day date, at datetime)")
		db.sql("insert into days values ('no day', ''), ('2022-03-01 00:00:00', '2022-03-01')")
		assert db.sql("select * from days order by rowid") == [
			("no day", None),
			(date(2022, 3, 1), datetime(2022, 3, 1)),
		]

	def test_the_same_moment_is_found_by_its_text_and_as_a_moment(self, db):
		made = frappe.get_doc(
			doctype="Event", subject="x", event_type="Private", starts_on="2022-03-01 08:05:00"
		).insert()
		for moment in (datetime(2022, 3, 1, 8, 5), "2022-03-01 08:05:00", "2022-03-01 08:05:00.000000"):
			assert db.get_all("Event", filters={"starts_on": moment}, pluck="name") == [made.name]
			assert db.get_value("Event", {"starts_on": [">=", moment]}) == made.name
			assert db.get_value("Event", {"starts_on": ["between", [moment, moment]]}) == made.name
			event = frappe.qb.DocType("Event")
			assert frappe.qb.from_(event).select(event.name).where(event.starts_on == moment).run() == [(made.name,)]


class TestNames:
	def test_a_column_that_is_not_there_is_an_error(self, db):
		with pytest.raises(sqlite3.OperationalError, match="no such column"):
			db.sql("select `nowhere` from `tabUser`")
		with pytest.raises(sqlite3.OperationalError, match="no such column"):
			frappe.qb.from_("User").select("nowhere").run()
		with pytest.raises(sqlite3.OperationalError, match="no such column"):
			frappe.qb.from_("User").select("name").where(frappe.qb.Field("nowhere") == "nowhere").run()

	def test_backticks_and_words_inside_a_literal_stay(self, db):
		text = "locate(a, b) from tabUser `x`"
		assert db.sql(f"select '{text}'")[0][0] == text


class TestOtherWords:
	def test_insert_ignore_leaves_the_row_that_is_there(self, db):
		db.sql("insert ignore into `tabUser` (name, first_name) values ('Administrator', 'Another')")
		assert db.get_value("User", "Administrator", "first_name") != "Another"
		user = frappe.qb.DocType("User")
		frappe.qb.into(user).columns("name", "first_name").insert("Administrator", "Another").ignore().run()
		assert db.get_value("User", "Administrator", "first_name") != "Another"

	@pytest.mark.parametrize(("sign", "days"), [("-", -3), ("+", 3)])
	def test_now_with_an_interval(self, db, sign, days):
		found = datetime.fromisoformat(db.sql(f"select NOW() {sign} INTERVAL '3' DAY")[0][0])
		assert (found.date() - datetime.now().date()).days in (days, days - 1)

	def test_the_query_builders_interval(self, db):
		from frappe.query_builder import Interval
		from frappe.query_builder.functions import Now

		error = frappe.qb.DocType("Error Log")
		made = frappe.get_doc(doctype="Error Log", method="x").insert()
		old, new = (error.creation < Now() - Interval(days=3)), (error.creation > Now() - Interval(days=3))
		assert made.name not in frappe.qb.from_(error).select("name").where(old).run(pluck=True)
		assert made.name in frappe.qb.from_(error).select("name").where(new).run(pluck=True)

	@pytest.mark.parametrize(
		("query", "writes"),
		[
			("select 1", False),
			("/* a */ select 1", False),
			("with x as (select 1) select * from x", False),
			("pragma table_info(t)", False),
			("rollback to savepoint a", False),
			("select * from t for update", True),
			("select * from t for update skip locked", True),
			("with x as (select 1) delete from t", True),
			("update t set a=1", True),
			("/* select */ insert into t values (1)", True),
			("savepoint a", True),
			("create table t (a)", True),
		],
	)
	def test_what_takes_the_write_lock(self, query, writes):
		assert is_write(query) is writes
