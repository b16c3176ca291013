"""Every way to change a document: each sends a request as some user and returns the response."""

from __future__ import annotations

from werkzeug.wrappers import Response

from nongan_supervision.tests.permission_world import Record
from nongan_supervision.tests.ways_in import forged
from nongan_supervision.tests.web import call, request


def set_value(user: str, record: Record, fieldname: str) -> Response:
	return call(
		user,
		"frappe.client.set_value",
		doctype=record.doctype,
		name=record.name,
		fieldname=fieldname,
		value="zqchanged",
	)


def save(user: str, record: Record, fieldname: str) -> Response:
	return call(user, "frappe.client.save", doc=changed(record, fieldname))


def save_forged(user: str, record: Record, fieldname: str) -> Response:
	"""A document changed so that its new values would be the user's to write."""
	claims = {**changed(record, fieldname), **forged(user, record), "method": "Colloidal Gold"}
	return call(user, "frappe.client.save", doc=claims)


def form_save(user: str, record: Record, fieldname: str) -> Response:
	return call(user, "frappe.desk.form.save.savedocs", doc=changed(record, fieldname), action="Save")


def submit(user: str, record: Record, fieldname: str) -> Response:
	return call(user, "frappe.client.submit", doc=changed(record, fieldname))


def cancel(user: str, record: Record, fieldname: str) -> Response:
	return call(user, "frappe.client.cancel", doctype=record.doctype, name=record.name)


def delete(user: str, record: Record, fieldname: str) -> Response:
	return call(user, "frappe.client.delete", doctype=record.doctype, name=record.name)


def rename(user: str, record: Record, fieldname: str) -> Response:
	names = {"old_name": record.name, "new_name": "zqchanged"}
	return call(user, "frappe.client.rename_doc", doctype=record.doctype, **names)


def rest_v1_put(user: str, record: Record, fieldname: str) -> Response:
	return request(user, "PUT", f"/api/resource/{record.doctype}/{record.name}", **{fieldname: "zqchanged"})


def rest_v1_delete(user: str, record: Record, fieldname: str) -> Response:
	return request(user, "DELETE", f"/api/resource/{record.doctype}/{record.name}")


def rest_v2_put(user: str, record: Record, fieldname: str) -> Response:
	path = f"/api/v2/document/{record.doctype}/{record.name}/"
	return request(user, "PUT", path, **{fieldname: "zqchanged"})


def rest_v2_delete(user: str, record: Record, fieldname: str) -> Response:
	return request(user, "DELETE", f"/api/v2/document/{record.doctype}/{record.name}/")


def comment(user: str, record: Record, fieldname: str) -> Response:
	return call(
		user,
		"frappe.desk.form.utils.add_comment",
		reference_doctype=record.doctype,
		reference_name=record.name,
		content="zqchanged",
		comment_email=user,
		comment_by=user,
	)


def changed(record: Record, fieldname: str) -> dict:
	"""The document as a client would send it back after a change."""
	return {**record.doc.as_dict(no_nulls=True, convert_dates_to_str=True), fieldname: "zqchanged"}


WRITES = (set_value, save, save_forged, form_save, rest_v1_put, rest_v2_put)
DELETIONS = (delete, rest_v1_delete, rest_v2_delete)


def insert(user: str, values: dict) -> Response:
	return call(user, "frappe.client.insert", doc=values)


def rest_v1_post(user: str, values: dict) -> Response:
	return request(user, "POST", f"/api/resource/{values['doctype']}", data=values)


def rest_v2_post(user: str, values: dict) -> Response:
	return request(user, "POST", f"/api/v2/document/{values['doctype']}", **values)


INSERTS = (insert, rest_v1_post, rest_v2_post)
