"""Ordinary users, who may not read the Workflow itself, have its buttons and can press them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from unittest import mock

import frappe
import pytest
from frappe.model.workflow import apply_workflow, get_transitions
from frappe.workflow.doctype.workflow_action.workflow_action import get_state_optional_field_value

BUNDLE = "form.bundle.js"
USER = "officer@engine.example"


@pytest.fixture
def note(db) -> Iterator:
	"""A note of a user's own, which a workflow takes from a draft to its end."""
	user = frappe.get_doc(doctype="User", email=USER, first_name="Officer", send_welcome_email=0)
	user.append_roles("Desk User")
	user.insert()
	for state in ("Engine Draft", "Engine Done"):
		frappe.get_doc(doctype="Workflow State", workflow_state_name=state).insert()
	frappe.get_doc(doctype="Workflow Action Master", workflow_action_name="Engine Finish").insert()
	frappe.get_doc(
		doctype="Workflow",
		workflow_name="Engine Workflow",
		document_type="Note",
		workflow_state_field="workflow_state",
		is_active=1,
		enable_action_confirmation=1,
		states=[
			{"state": state, "doc_status": "0", "allow_edit": "Desk User"} for state in ("Engine Draft", "Engine Done")
		],
		transitions=[
			{"state": "Engine Draft", "action": "Engine Finish", "next_state": "Engine Done", "allowed": "Desk User"}
		],
	).insert()
	frappe.set_user(USER)
	yield frappe.get_doc(doctype="Note", title="workflow", public=1).insert()
	frappe.set_user("Administrator")
	frappe.db.rollback()
	# The Workflow has added its field, which a change of the table commits
	for doctype, name in (
		("Workflow", "Engine Workflow"),
		("Custom Field", "Note-workflow_state"),
		("User", USER),
		("Workflow Action Master", "Engine Finish"),
		("Workflow State", "Engine Draft"),
		("Workflow State", "Engine Done"),
	):
		frappe.delete_doc(doctype, name, force=True, ignore_missing=True)
	frappe.db.delete("Note", {"title": "workflow"})
	frappe.db.commit()
	frappe.clear_cache()


def test_the_user_has_the_button_and_presses_it(note):
	assert [transition.action for transition in get_transitions(note)] == ["Engine Finish"]
	assert apply_workflow(note.as_json(), "Engine Finish").workflow_state == "Engine Done"


def test_the_page_brings_what_the_user_may_not_read(note):
	from frappe.desk.form.load import getdoctype

	assert not frappe.has_permission("Workflow", "read")
	frappe.local.response = frappe._dict(docs=[])
	getdoctype("Note")
	workflows = frappe.local.response.docs[0].get("__workflow_docs") or []
	settings = [doc.enable_action_confirmation for doc in workflows if doc.doctype == "Workflow"]
	assert settings == [1]


def test_the_states_after_a_save_come_with_the_workflow(note):
	frappe.get_cached_doc("Workflow", "Engine Workflow")
	with mock.patch.object(frappe.db, "sql", side_effect=AssertionError("asked the database for one row")):
		assert get_state_optional_field_value("Engine Workflow", "Engine Done") == 0
		assert get_state_optional_field_value("Engine Workflow", "Elsewhere") is None


def test_the_button_asks_the_page_and_not_the_server(engine):
	addresses = json.loads((engine.assets / "assets.json").read_text())
	script = (engine.assets / addresses[BUNDLE].removeprefix("/assets/")).read_text(encoding="utf-8")
	before, found, _after = script.partition(".enable_action_confirmation")
	assert found
	assert "get_value" not in before[-200:] and "workflow.workflows[" in before[-200:]
