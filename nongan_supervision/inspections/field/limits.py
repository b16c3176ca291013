"""How much one user's phone may send in a time: more than anybody inspects, less than would fill a disk."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_to_date, now_datetime

from nongan_supervision.inspections.field import errors
from nongan_supervision.inspections.states import TASK

SUBMISSIONS_PER_HOUR = 240
PHOTOS_PER_HOUR = 600

CONTENT_CHARACTERS = 1_000_000
ITEMS = 200
PHOTOS = 60
SHORT_TEXT = 140
LONG_TEXT = 2000
SIGNATURE_CHARACTERS = 300_000


def count_submission() -> None:
	"""Refuse a submission of a user who has sent too many in the last hour.

	:raises TooMuchSentError:
	"""
	_refuse_beyond(SUBMISSIONS_PER_HOUR, "Field Submission", {})


def count_photo() -> None:
	"""Refuse a photo of a user who has sent too many in the last hour.

	:raises TooMuchSentError:
	"""
	_refuse_beyond(PHOTOS_PER_HOUR, "File", {"attached_to_doctype": TASK})


def _refuse_beyond(limit: int, doctype: str, filters: dict) -> None:
	since = add_to_date(now_datetime(), hours=-1)
	if frappe.db.count(doctype, {**filters, "owner": frappe.session.user, "creation": [">", since]}) >= limit:
		frappe.throw(
			_("Too much was sent in the last hour. Nothing is lost: the phone keeps it and tries again later."),
			errors.TooMuchSentError,
		)
