"""The methods of the phone's page: what to inspect, photos, and what was found."""

from __future__ import annotations

import frappe
import frappe.handler
from frappe.model.document import Document

from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.inspections.field import applying, inbox, links, photos, tasks


@whitelisted(methods=["GET"])
def field_tasks() -> dict:
	"""Return who the user is, a fresh token for sending, and the open inspections that they have to do."""
	frappe.has_permission("Inspection Task", "read", throw=True)
	return {
		"user": frappe.session.user,
		"full_name": frappe.utils.get_fullname(frappe.session.user),
		"csrf_token": frappe.sessions.get_csrf_token(),
		"today": frappe.utils.today(),
		"tasks": tasks.open_tasks(),
	}


@whitelisted(methods=["POST"])
def upload_field_photo(task: str, photo_key: str) -> dict:
	"""Attach the photo of this request (multipart, named "photo") to an inspection, once for each key."""
	doc = applying.load(task)
	doc.check_permission("write")
	return photos.take_in(doc, photo_key, frappe.request.files.get("photo"))


@whitelisted(methods=["POST"])
def submit_field_work(submission: dict | str) -> dict:
	"""Take in a start, findings or a report of rectification from a phone, once for each key; return its outcome."""
	return inbox.receive(submission)


@whitelisted()
def field_page_link(task: str) -> dict:
	"""Return the address of an inspection on the phone's page, and its QR code as a picture."""
	frappe.has_permission("Inspection Task", "write", doc=task, throw=True)
	return links.link_to(task)


@whitelisted(allow_guest=True, methods=["POST"])
def upload_file() -> Document | None:
	"""In place of the framework's method of this name, which it hands over to: photos of inspections are looked at."""
	photos.check_upload()
	return frappe.handler.upload_file()
