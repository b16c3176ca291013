"""The Desk's search finds Chinese by substring, and shows nobody what they may not read."""

from __future__ import annotations

from collections.abc import Callable

import frappe
import pytest
from frappe.embedded.search import create_table
from frappe.utils.global_search import search, sync_values, web_search

ROW = ("Note", "engine-a", "标题: 岑村农残检测 &&& it's 50% done", 0, "岑村", "")


@pytest.fixture(autouse=True)
def searched(db) -> None:
	"""Notes can be searched for."""
	settings = frappe.get_single("Global Search Settings")
	settings.append("allowed_in_global_search", {"document_type": "Note"})
	settings.save()
	frappe.cache.hdel("global_search", "search_priorities")


@pytest.fixture
def note(db) -> Callable:
	"""Return a function that makes a note that can be found."""

	def make(text: str, public: int = 1) -> str:
		document = frappe.get_doc(doctype="Note", title=f"{text[:20]} {frappe.generate_hash()}", public=public).insert()
		sync_values([("Note", document.name, f"标题: {text}", 0, text, "")])
		return document.name

	return make


def found(text: str, **options) -> list[str]:
	return [row.name for row in search(text, doctype="Note", **options)]


class TestWords:
	@pytest.mark.parametrize("text", ["岑村", "农残", "残检", "岑村 检测", "检测 岑村", "岑村&检测", "IT'S", "50%"])
	def test_every_word_is_found_anywhere(self, note, text):
		name = note("岑村农残检测 it's 50% done")
		assert name in found(text)

	@pytest.mark.parametrize("text", ["石马村", "岑村 石马", "it''s", "50_", "5%0", "_", "' or 1=1 --", "%"])
	def test_what_is_not_there_is_not_found(self, note, text):
		assert note("岑村农残检测 it's 50 done") not in found(text)

	@pytest.mark.parametrize("text", ["", "  ", "&"])
	def test_nothing_is_found_for_nothing(self, note, text):
		note("x")
		assert search(text) == []

	def test_pages(self, note):
		names = {note("岑村 page") for _number in range(3)}
		assert len(found("岑村", start=0, limit=2)) == 2
		assert {*found("岑村", start=0, limit=2), *found("岑村", start=2, limit=2)} == names
		assert found("岑村", start="-1", limit="-1") == []

	def test_rows_show_what_the_desk_shows(self, note):
		name = note("岑村")
		row = next(row for row in search("岑村") if row.name == name)
		assert (row.doctype, row.content, row.title) == (
			"Note",
			"标题: 岑村",
			frappe.db.get_value("Note", name, "title"),
		)


class TestPermissions:
	@pytest.fixture
	def colleague(self, db) -> str:
		user = frappe.get_doc(doctype="User", email="finder@engine.example", first_name="F", send_welcome_email=0)
		user.append_roles("Desk User")
		return user.insert().name

	def test_only_what_may_be_read(self, note, colleague):
		public, private = note("岑村 public"), note("岑村 private", public=0)
		assert {public, private} <= set(found("岑村"))
		frappe.set_user(colleague)
		assert found("岑村") == [public]

	def test_pages_are_of_what_may_be_read(self, note, colleague):
		public = {note("岑村 public") for _number in range(2)}
		for _number in range(3):
			note("岑村 private", public=0)
		frappe.set_user(colleague)
		assert set(found("岑村", limit=2)) == public

	def test_only_doctypes_that_may_be_searched(self, note):
		name = note("岑村")
		settings = frappe.get_single("Global Search Settings")
		settings.allowed_in_global_search = [
			row for row in settings.allowed_in_global_search if row.document_type != "Note"
		]
		settings.save()
		frappe.cache.hdel("global_search", "search_priorities")
		assert name not in [row.name for row in search("岑村")]


class TestTable:
	def test_a_document_is_there_once(self, db):
		for content in ("old", "new"):
			sync_values([(*ROW[:2], content, *ROW[3:])])
		assert db.sql("select content from __global_search where name=%s", ROW[1], pluck=True) == ["new"]

	def test_values_are_bound(self, db):
		sync_values([ROW])
		columns = "doctype, name, content, published, title, route"
		assert db.sql(f"select {columns} from __global_search where name=%s", ROW[1])[0] == ROW

	def test_making_it_again_keeps_what_is_in_it(self, db):
		sync_values([ROW])
		create_table()
		assert db.sql("select 1 from __global_search where name=%s", ROW[1])

	def test_saved_documents_come_to_it(self, db):
		from frappe.utils.global_search import sync_global_search, update_global_search

		user = frappe.get_doc("User", "Administrator")
		update_global_search(user)
		sync_global_search()
		in_search = db.sql(
			"select content from __global_search where doctype='User' and name=%s", user.name, pluck=True
		)
		assert in_search or not user.meta.get_global_search_fields()


class TestPublishedPages:
	def test_guests_find_what_is_published(self, db):
		sync_values(
			[("Note", "p", "岑村 published", 1, "t", "news/cencun"), ("Note", "u", "岑村 draft", 0, "t", "news/x")]
		)
		frappe.set_user("Guest")
		assert [row.name for row in web_search("岑村")] == ["p"]
		assert [row.route for row in web_search("published 岑村", scope="news")] == ["news/cencun"]
		assert web_search("岑村", scope="blog") == web_search("") == web_search("石马") == []
		assert web_search("岑村", start=1) == web_search("岑村", limit=0) == []
