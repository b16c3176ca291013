"""What a phone sends in, read and checked for its form: texts are texts, keys are keys, nothing is too long."""

from __future__ import annotations

import base64
import binascii
import datetime
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import get_system_timezone
from PIL import Image

from nongan_supervision.cases.photos import UNREADABLE
from nongan_supervision.inspections.field import errors, limits
from nongan_supervision.inspections.field.photos import KEY as PHOTO_KEY
from nongan_supervision.inspections.field.positions import Position, is_given, usable_position

START = "Start"
FINDINGS = "Findings"
RECTIFICATION = "Rectification"
KINDS = (START, FINDINGS, RECTIFICATION)

RESULTS = ("", "Conforms", "Does Not Conform", "Not Applicable")
KEY = re.compile(r"[0-9a-f]{32}")
PNG = "data:image/png;base64,"


@dataclass(frozen=True)
class Answer:
	"""What was found of one item, named by its row of the task."""

	row: str
	result: str
	finding: str


@dataclass(frozen=True)
class TakenPhoto:
	"""A photo that has been sent in, and what the phone knows of it; times are the site's, by the phone's clock."""

	photo_key: str
	row: str
	caption: str
	taken_at: datetime.datetime | None
	position: Position | None


@dataclass(frozen=True)
class FieldWork:
	"""One thing that a phone sends: a start, findings, or a report of what was put right."""

	kind: str
	based_on: str
	sent_at: datetime.datetime | None
	started_at: datetime.datetime | None
	finished_at: datetime.datetime | None
	position: Position | None
	accuracy: float
	off_map: bool
	answers: tuple[Answer, ...]
	photos: tuple[TakenPhoto, ...]
	conclusion: str
	operation_result: str
	inspected_person: str
	signature: str
	signature_refused: bool
	report: str


def parsed(sent: Any) -> Any:
	"""Return what a request has sent, which may be JSON; None for what is none."""
	with suppress(ValueError):
		return frappe.parse_json(sent)
	return None


def key_and_task(sent: Any) -> tuple[str, str]:
	"""Return the key and the task of a submission, without which it cannot be kept.

	:raises MalformedWorkError: there are none, or the whole is too large.
	"""
	is_whole = isinstance(sent, Mapping) and isinstance(sent.get("task"), str)
	if not is_whole or not KEY.fullmatch(str(sent.get("submission_key") or "")):
		_refuse(_("A submission needs its task and its key of 32 hexadecimal digits."))
	if len(frappe.as_json(sent)) > limits.CONTENT_CHARACTERS:
		_refuse(_("The submission is too large. Photos are sent one by one, before it."))
	return sent["submission_key"], sent["task"]


def read(sent: Mapping[str, Any]) -> FieldWork:
	"""Return what a submission says.

	:raises MalformedWorkError: it is not what the page sends; the message names the part.
	:raises SignatureError: its signature is no drawing.
	"""
	if sent.get("kind") not in KINDS:
		_refuse(_("“{0}” is nothing that a phone sends.").format(sent.get("kind")))
	photos = tuple(_photo(row) for row in _rows(sent, "photos", limits.PHOTOS))
	place = (sent.get("latitude"), sent.get("longitude"))
	return FieldWork(
		kind=sent["kind"],
		based_on=_text(sent, "based_on"),
		sent_at=_moment(sent.get("submitted_at")),
		started_at=_moment(sent.get("started_at")),
		finished_at=_moment(sent.get("finished_at")),
		position=usable_position(*place),
		accuracy=_metres(sent.get("accuracy")),
		off_map=is_given(*place) and not usable_position(*place),
		answers=tuple(_answer(row) for row in _rows(sent, "items", limits.ITEMS)),
		photos=photos,
		conclusion=_text(sent, "conclusion", limits.LONG_TEXT),
		operation_result=_text(sent, "operation_result", limits.LONG_TEXT),
		inspected_person=_text(sent, "inspected_person"),
		signature=_signature(sent.get("signature")),
		signature_refused=bool(sent.get("signature_refused")),
		report=_text(sent, "rectification_report", limits.LONG_TEXT),
	)


def _answer(row: Mapping[str, Any]) -> Answer:
	result = _text(row, "result")
	if result not in RESULTS:
		_refuse(_("“{0}” is no result of an item.").format(result))
	return Answer(_text(row, "name"), result, _text(row, "finding", limits.LONG_TEXT))


def _photo(row: Mapping[str, Any]) -> TakenPhoto:
	key = _text(row, "photo_key")
	if not PHOTO_KEY.fullmatch(key):
		_refuse(_("A photo and its key are needed."))
	return TakenPhoto(
		key,
		_text(row, "item"),
		_text(row, "caption"),
		_moment(row.get("taken_at")),
		usable_position(row.get("latitude"), row.get("longitude")),
	)


def _rows(sent: Mapping[str, Any], field: str, at_most: int) -> list[Mapping[str, Any]]:
	rows = sent.get(field) or []
	if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
		_refuse(_("“{0}” must be a list of rows.").format(field))
	if len(rows) > at_most:
		_refuse(_("“{0}”: {1} at most.").format(field, at_most))
	return rows


def _text(sent: Mapping[str, Any], field: str, at_most: int = limits.SHORT_TEXT) -> str:
	value = sent.get(field)
	if value is not None and not isinstance(value, str):
		_refuse(_("“{0}” must be a text.").format(field))
	text = (value or "").strip()
	if len(text) > at_most:
		_refuse(_("“{0}” is too long: {1} characters at most.").format(text[:20] + "…", at_most))
	return text


def _moment(value: Any) -> datetime.datetime | None:
	"""A moment of the phone, ISO 8601 with its offset, in the site's time zone; None for none or nonsense."""
	with suppress(ValueError, OverflowError):
		moment = datetime.datetime.fromisoformat(str(value).replace("Z", "+00:00")) if value else None
		if moment and moment.tzinfo:  # at either end of the calendar there is no such moment here
			moment = moment.astimezone(ZoneInfo(get_system_timezone())).replace(tzinfo=None)
		return moment.replace(microsecond=0) if moment else None
	return None


def _metres(value: Any) -> float:
	with suppress(TypeError, ValueError):
		metres = float(value)
		return round(metres, 1) if 0 <= metres < 1e7 else 0
	return 0


def _signature(value: Any) -> str:
	if not value:
		return ""
	if not isinstance(value, str) or not value.startswith(PNG) or len(value) > limits.SIGNATURE_CHARACTERS:
		_refuse_signature()
	try:
		with Image.open(BytesIO(base64.b64decode(value[len(PNG) :], validate=True)), formats=("PNG",)) as drawing:
			drawing.verify()
	except (*UNREADABLE, binascii.Error):
		_refuse_signature()
	return value


def _refuse_signature() -> None:
	frappe.throw(_("The signature cannot be read as a drawing. Let it be signed again."), errors.SignatureError)


def _refuse(reason: str) -> None:
	frappe.throw(reason, errors.MalformedWorkError)
