"""MariaDB's functions on SQLite, and the query builder's that are made of them."""

from __future__ import annotations

from datetime import datetime

import frappe
import pytest

AT = "'2022-03-01 08:05:09'"

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
	("expression", "value"),
	[
		("concat('a', 1, '村')", "a1村"),
		("concat('a', null)", None),
		("concat_ws('-', 'a', null, 'b')", "a-b"),
		("concat_ws(null, 'a')", None),
		(f"date_format({AT}, '%Y-%m-%d %H:%i:%s')", "2022-03-01 08:05:09"),
		(f"date_format({AT}, '%c/%e %k %M %W')", "3/1 8 March Tuesday"),
		("date_format('no date', '%Y')", None),
		("date_format(null, '%Y')", None),
		(f"dayofyear({AT})", 60),
		(f"hour({AT})", 8),
		("hour('30:05:00')", 30),
		("hour(null)", None),
		("if(1 > 0, 'yes', 'no')", "yes"),
		("if(null, 'yes', 'no')", "no"),
		("locate('B', 'abc')", 2),
		("locate('x', 'abc')", 0),
		("locate(null, 'abc')", None),
		(f"month({AT})", 3),
		(f"monthname({AT})", "March"),
		(f"quarter({AT})", 1),
		("quarter('2022-12-31')", 4),
		("'Abc' regexp '^a'", 1),
		("'abc' regexp 'x|y'", 0),
		("null regexp 'x'", None),
		("timediff('2022-03-02 00:30:00', '2022-03-01 00:00:00')", "24:30:00"),
		("timediff('2022-03-01 00:00:00', '2022-03-01 01:30:00')", "-01:30:00"),
		("timediff(null, '2022-03-01')", None),
		("timestamp('2022-03-01', '08:05:00')", "2022-03-01 08:05:00"),
		("timestamp('2022-03-01')", "2022-03-01 00:00:00"),
		(f"timestamp({AT})", "2022-03-01 08:05:09"),
		("truncate(1.299, 2)", 1.29),
		("truncate(-1.299, 1)", -1.2),
		("truncate(1234, -2)", 1200.0),
		("truncate(null, 1)", None),
		("yearweek('2022-01-01', 1)", 202152),
		("yearweek('2022-01-03')", 202201),
	],
)
def test_as_on_mariadb(expression, value):
	assert frappe.db.sql(f"select {expression}")[0][0] == value


def test_now_is_a_moment_of_this_machine():
	before = datetime.now().replace(microsecond=0)
	now = datetime.fromisoformat(frappe.db.sql("select now()")[0][0])
	assert before <= now <= datetime.now()


def test_unix_time_is_the_machines():
	assert frappe.db.sql("select unix_timestamp('2022-03-01 08:05:00')")[0][0] == datetime(2022, 3, 1, 8, 5).timestamp()


class TestQueryBuilder:
	def test_functions_without_a_form_for_sqlite_take_mariadbs(self):
		from frappe.query_builder import functions, utils

		for name in dir(functions):
			function = getattr(functions, name)
			if isinstance(function, utils.ImportMapper):
				assert function.func_map.get(utils.db_type_is.SQLITE) or function.func_map[utils.db_type_is.MARIADB]
		assert frappe.qb.from_("User").select(functions.GroupConcat("name")).run()[0][0]

	def test_dates_and_their_parts(self):
		from frappe.query_builder.functions import CombineDatetime, DateFormat, UnixTimestamp

		event = frappe.qb.DocType("Event")
		made = frappe.get_doc(
			doctype="Event", subject="x", event_type="Private", starts_on="2022-03-01 08:05:00"
		).insert()
		query = frappe.qb.from_(event).where(event.name == made.name)
		assert query.select(DateFormat(event.starts_on, "%Y-%m")).run() == [("2022-03",)]
		assert query.select(UnixTimestamp(event.starts_on)).run() == [(datetime(2022, 3, 1, 8, 5).timestamp(),)]
		assert query.select(CombineDatetime("2022-03-01", "08:05:00")).run() == [("2022-03-01 08:05:00",)]

	def test_a_regular_expression(self):
		user = frappe.qb.DocType("User")
		assert frappe.qb.from_(user).select("name").where(user.name.regexp("^admin")).run() == [("Administrator",)]

	def test_values_are_parameters(self):
		user = frappe.qb.DocType("User")
		query, values = frappe.qb.from_(user).select("name").where(user.name == "it's").walk()
		assert "it's" not in query and list(values.values()) == ["it's"]
		assert "`tabUser`" in query

	def test_names_stand_in_backticks(self):
		assert '"' not in frappe.qb.from_("User").select("name").orderby("creation").get_sql()

	def test_update_and_delete(self):
		note = frappe.get_doc(doctype="Note", title="to be changed").insert()
		table = frappe.qb.DocType("Note")
		frappe.qb.update(table).set(table.content, "it's").where(table.name == note.name).run()
		assert frappe.db.get_value("Note", note.name, "content") == "it's"
		frappe.qb.from_(table).delete().where(table.name == note.name).run()
		assert not frappe.db.exists("Note", note.name)
