"""Requests as a browser or an API client would make them, answered inside the test's transaction.

A real request opens a connection of its own and would not see what a test wrote. These run the framework's
own routing, whitelisting and response building in this process, as any user, and take back what they wrote.
"""

from __future__ import annotations

import contextlib
import json
from typing import Any
from unittest import mock

import frappe
import frappe.api
import frappe.app
from frappe.utils import CallbackManager
from frappe.utils.response import download_private_file
from frappe.website.serve import get_response
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

SAVEPOINT = "nongan_web_request"


def call(user: str, method: str, /, **arguments: Any) -> Response:
	"""Call a whitelisted method by its dotted path, as the Desk does."""
	return request(user, "POST", f"/api/method/{method}", **arguments)


def request(user: str, http_method: str, path: str, /, **arguments: Any) -> Response:
	"""Answer a request; lists and dictionaries among the arguments go as JSON, as the Desk sends them.

	A pair of a stream of bytes and a name goes as a file.
	"""
	before = frappe.session.user
	frappe.db.savepoint(SAVEPOINT)
	try:
		_begin(user, _build(http_method, path, arguments))
		with mock.patch.object(frappe.db, "commit", lambda **_: None):  # Frappe 15 commits when a private file is sent
			return _answer()
	finally:
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.local.request = None
		frappe.set_user(before)
		frappe.clear_messages()
		frappe.local.document_cache = {}


def text_of(response: Response) -> str:
	"""Everything a client could read in a response, with JSON's escapes undone: messages are JSON within JSON."""
	response.direct_passthrough = False
	body = response.get_data().decode("utf-8", errors="replace")
	with contextlib.suppress(ValueError):
		answer = json.loads(body)
		told = answer.get("_server_messages") if isinstance(answer, dict) else None
		inner = [json.loads(message) for message in json.loads(told or "[]")]
		body += json.dumps([answer, inner], ensure_ascii=False)
	return f"{body}\n{response.headers}"


def message_of(response: Response) -> Any:
	"""The answer of a whitelisted method, or the data of a REST request."""
	answer = json.loads(response.get_data())
	return answer.get("message", answer.get("data"))


def _build(http_method: str, path: str, arguments: dict[str, Any]) -> Request:
	sent = {name: value for name, value in arguments.items() if value is not None}
	headers = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
	if path.startswith("/api/v2/") and http_method not in ("GET", "DELETE"):
		body = {"data": json.dumps(sent, default=str), "content_type": "application/json"}
	else:
		texts = {n: v if isinstance(v, str | tuple) else json.dumps(v, default=str) for n, v in sent.items()}
		body = {"query_string" if http_method in ("GET", "DELETE") else "data": texts}
	return Request(EnvironBuilder(path=path, method=http_method, headers=headers, **body).get_environ())


def _begin(user: str, built: Request) -> None:
	frappe.set_user(user)
	built.after_response = CallbackManager()
	frappe.local.request = built
	frappe.local.request_ip = frappe.local.request_ip or "127.0.0.1"
	frappe.local.is_ajax = True
	frappe.local.response = frappe._dict({"docs": []})
	frappe.local.response_headers = Headers()
	frappe.local.message_log = []
	frappe.local.error_log = []
	frappe.flags.error_message = None
	frappe.app.make_form_dict(built)


def _answer() -> Response:
	response = _handled()
	frappe.app.run_after_request_hooks(frappe.local.request, response)
	return response


def _handled() -> Response:
	built = frappe.local.request
	try:
		for task in frappe.get_hooks("before_request", app_name="nongan_supervision"):
			frappe.call(task)
		if built.path.startswith("/api/"):
			return frappe.api.handle(built)
		if built.path.startswith("/private/files/"):
			return download_private_file(built.path)
		return get_response()
	except HTTPException as error:
		return error.get_response(built.environ)
	except Exception as error:
		return frappe.app.handle_exception(error)
