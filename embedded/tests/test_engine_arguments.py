"""What whitelisted methods take is checked and cast again, and a refusal says what was refused."""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path

import frappe
import pytest
from frappe.embedded.arguments import resolved_annotations
from frappe.exceptions import FrappeTypeError

# Names that their modules import for type checkers alone: upstream doesn't check them either.
UNCHECKED = {("get_transitions", "doc"), ("get_transitions", "workflow")}


@frappe.whitelist()
def echo(flag: bool = False, count: int = 0, word: str = "", rows: list | None = None, either: int | str = 0) -> dict:
	return {"flag": flag, "count": count, "word": word, "rows": rows, "either": either}


pytestmark = pytest.mark.usefixtures("db")


class TestCasts:
	"""This module's annotations are text, as those of the fork's 815 files are."""

	def test_annotations_are_text_here(self):
		assert echo.__wrapped__.__annotations__["flag"] == "bool"

	@pytest.mark.parametrize(
		("given", "taken"), [("0", 0), ("1", 1), (True, True), (0, False)], ids=["text 0", "text 1", "True", "0"]
	)
	def test_a_flag_that_came_as_text_is_no_text(self, given, taken):
		flag = echo(flag=given)["flag"]
		assert flag == taken and not isinstance(flag, str)

	def test_a_zero_from_a_form_is_false(self):
		assert not echo(flag="0")["flag"]

	def test_a_number_that_came_as_text_is_a_number(self):
		assert echo(count="17")["count"] == 17

	def test_positional_arguments_are_cast_too(self):
		assert echo("0", "17")["count"] == 17

	def test_one_of_several_types_stays_what_it_is(self):
		assert echo(either="7")["either"] == "7"
		assert echo(either=7)["either"] == 7

	def test_what_was_not_given_keeps_its_default(self):
		assert echo(word="岑村") == {"flag": False, "count": 0, "word": "岑村", "rows": None, "either": 0}


class TestRefusals:
	@pytest.mark.parametrize(
		"given",
		[{"count": "many"}, {"word": {"a": 1}}, {"word": 5}, {"rows": "no list"}, {"flag": "maybe"}, {"either": []}],
	)
	def test_the_wrong_type_is_refused(self, given):
		with pytest.raises(FrappeTypeError, match=f"Argument '{next(iter(given))}'"):
			echo(**given)

	def test_a_method_of_the_framework_refuses_a_dictionary_for_a_name(self):
		from frappe.realtime import has_permission

		with pytest.raises(FrappeTypeError, match="Argument 'doctype'"):
			has_permission(name="x", doctype={"doctype": "User"})

	def test_the_link_search_takes_what_the_desk_sends(self):
		from frappe.desk.search import search_link

		found = search_link(doctype="User", txt="Admin", ignore_user_permissions="0", page_length="10")
		assert "Administrator" in [row["value"] for row in found]


class TestAnnotations:
	def test_text_becomes_types(self):
		assert resolved_annotations(echo.__wrapped__) == {
			"flag": bool,
			"count": int,
			"word": str,
			"rows": list | None,
			"either": int | str,
			"return": dict,
		}

	def test_types_stay_types(self):
		def function(day) -> None: ...

		function.__annotations__ = {"day": date}
		assert resolved_annotations(function) == {"day": date}

	def test_what_only_a_type_checker_knows_stays_text(self):
		def function(document: NowhereDefined, rows: list[NowhereDefined]) -> None: ...  # noqa: F821

		assert resolved_annotations(function)["document"] == "NowhereDefined"
		assert resolved_annotations(function)["rows"] == "list[NowhereDefined]"

	def test_a_decorated_function_is_read_in_its_own_modules_words(self):
		from frappe.desk.doctype.event.event import get_events

		assert resolved_annotations(get_events.__wrapped__)["start"] is date

	def test_no_whitelisted_method_of_framework_and_app_goes_unchecked(self, engine):
		for app in frappe.get_installed_apps():
			root = engine.framework if app == "frappe" else Path(frappe.get_app_path(app))
			for path in root.rglob("*.py"):
				if "frappe.whitelist" in path.read_text(encoding="utf-8"):
					importlib.import_module(".".join(path.relative_to(root.parent).with_suffix("").parts))
		unchecked = {
			(method.__name__, name)
			for method in frappe.whitelisted
			for name, annotation in resolved_annotations(method.__wrapped__).items()
			if isinstance(annotation, str) and name != "return"
		}
		assert unchecked <= UNCHECKED


class TestRefusedPermission:
	@pytest.fixture
	def colleague(self, db) -> str:
		user = frappe.get_doc(doctype="User", email="nobody@engine.example", first_name="N", send_welcome_email=0)
		user.append_roles("Desk User")
		return user.insert().name

	def test_says_which_of_the_documents_is_refused(self, colleague):
		"""One that the user may read others of: the question about those must not take the answer away."""
		from frappe.permissions import has_permission

		private = frappe.get_doc(doctype="Note", title="private").insert()
		frappe.set_user(colleague)
		frappe.local.message_log.clear()
		assert not has_permission("Note", "read", doc=private.name)
		said = " ".join(message.message for message in frappe.local.message_log)
		assert private.name in said and colleague in said
