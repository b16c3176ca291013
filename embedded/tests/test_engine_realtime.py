"""Events reach the open pages that may hear them, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import frappe
import pytest
from frappe.embedded import realtime


@pytest.fixture
def page(db) -> Iterator[Callable]:
	"""Return a function that opens a page of a user; its ``next(events)`` are what it hears."""
	opened = []

	def open_page(user: str = "Administrator"):
		frappe.set_user(user)
		listener = realtime.listen()
		events = realtime.stream(listener)
		opened.append(events)
		assert heard(events) == ("connected", {"id": listener.id})
		return listener, events

	yield open_page
	for events in opened:
		events.close()


@pytest.fixture
def colleague(db) -> str:
	user = frappe.get_doc(doctype="User", email="colleague@engine.example", first_name="C", send_welcome_email=0)
	user.append_roles("Desk User")
	return user.insert().name


def heard(events: Iterator[bytes]) -> tuple:
	line = next(events).decode()
	assert line.startswith("data: ") and line.endswith("\n\n")
	content = json.loads(line.removeprefix("data: "))
	return content["event"], content["message"]


def is_silent(listener: realtime.Listener) -> bool:
	return listener.events.empty()


class TestWhoHears:
	def test_a_user_hears_what_is_for_them(self, page, colleague):
		mine, events = page()
		theirs, _events = page(colleague)
		frappe.publish_realtime("told", {"text": "岑村"}, user="Administrator")
		assert heard(events) == ("told", {"text": "岑村"})
		assert is_silent(theirs) and is_silent(mine)

	def test_desk_users_hear_the_site_and_guests_do_not(self, page):
		guest, _events = page("Guest")
		_mine, events = page()
		frappe.publish_realtime("news", {"a": 1})
		assert heard(events) == ("news", {"a": 1})
		assert is_silent(guest)

	def test_after_the_commit_and_not_after_a_rollback(self, page, db):
		listener, events = page()
		frappe.publish_realtime("rolled back", user="Administrator", after_commit=True)
		db.rollback()
		frappe.publish_realtime("committed", user="Administrator", after_commit=True)
		assert is_silent(listener)
		db.commit()
		assert heard(events) == ("committed", {})

	def test_a_message_may_hold_what_documents_hold(self, page):
		_listener, events = page()
		at = frappe.utils.now_datetime().replace(microsecond=0)
		frappe.publish_realtime("dated", {"at": at}, user="Administrator")
		assert heard(events) == ("dated", {"at": str(at)})

	def test_progress_reaches_its_user(self, page):
		_listener, events = page()
		frappe.publish_progress(50, title="half")
		assert heard(events)[1]["percent"] == 50

	def test_who_has_gone_is_forgotten(self, page):
		listener, events = page()
		events.close()
		frappe.publish_realtime("told", user="Administrator")
		assert is_silent(listener)

	def test_a_page_that_does_not_keep_up_loses_the_oldest(self, page):
		listener, events = page()
		for number in range(realtime.WAITING + 1):
			listener.put("numbered", number)
		assert heard(events) == ("numbered", 1)
		assert listener.events.qsize() == realtime.WAITING - 1


class TestRooms:
	def test_a_page_hears_the_document_that_it_asked_for(self, page, db):
		note = frappe.get_doc(doctype="Note", title="watched").insert()
		listener, events = page()
		realtime.room(listener.id, "doc_subscribe", json.dumps(["Note", note.name]))
		frappe.publish_realtime("changed", {"a": 1}, doctype="Note", docname=note.name)
		assert heard(events) == ("changed", {"a": 1})
		realtime.room(listener.id, "doc_unsubscribe", ["Note", note.name])
		frappe.publish_realtime("changed", {"a": 1}, doctype="Note", docname=note.name)
		assert is_silent(listener)

	def test_a_list_and_a_task(self, page):
		listener, events = page()
		realtime.room(listener.id, "doctype_subscribe", ["Note"])
		realtime.room(listener.id, "task_subscribe", ["task-1"])
		frappe.publish_realtime("list_update", {"doctype": "Note"})
		assert heard(events) == ("list_update", {"doctype": "Note"})
		frappe.publish_realtime("progress", {"percent": 1}, task_id="task-1")
		assert heard(events)[1] == {"percent": 1, "task_id": "task-1"}

	@pytest.mark.parametrize("request_", ["doc_subscribe", "doctype_subscribe"])
	def test_what_may_not_be_read_is_not_heard(self, page, colleague, request_):
		private = frappe.get_doc(doctype="Note", title="private").insert()
		listener, _events = page(colleague)
		before = set(listener.rooms)
		names = ["Note", private.name] if request_ == "doc_subscribe" else ["Error Log"]
		realtime.room(listener.id, request_, names)
		assert listener.rooms == before

	@pytest.mark.parametrize(
		("request_", "names"),
		[("site_subscribe", ["all"]), ("doc_open", ["Note", "x"]), ("nonsense", []), ("doc_subscribe", [])],
	)
	def test_anything_else_is_not_understood(self, page, request_, names):
		listener, _events = page()
		before = set(listener.rooms)
		realtime.room(listener.id, request_, names)
		assert listener.rooms == before

	def test_nobody_moves_anothers_page(self, page, colleague):
		listener, _events = page()
		before = set(listener.rooms)
		frappe.set_user(colleague)
		realtime.room(listener.id, "task_subscribe", ["task-1"])
		realtime.room("no such page", "task_subscribe", ["task-1"])
		assert listener.rooms == before

	def test_guests_may_not_ask_for_rooms(self):
		assert realtime.room in frappe.whitelisted
		assert realtime.room not in frappe.guest_methods
