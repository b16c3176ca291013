"""Tip-offs from the public page: what must be in one, and the clue that is opened for it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.rate_limiter import rate_limit
from frappe.utils import getdate

from nongan_supervision.agenda.telling import tell
from nongan_supervision.cases import errors, photos
from nongan_supervision.cases.clues import responsible_department
from nongan_supervision.cases.receipts import new_receipt_no
from nongan_supervision.permissions.holders import users_with
from nongan_supervision.registry.context import Context

SOURCE = "Public Tip-off"
SETTINGS = "Nongan Supervision Settings"

TIP_OFFS = 10
TIP_OFF_SECONDS = 60 * 60
"""So many tip-offs from one address in so many seconds: a village may share one."""

QUESTIONS = 20
QUESTION_SECONDS = 60

LONGEST = {
	"description": 2000,
	"place": 100,
	"reported_party": 100,
	"product_name": 50,
	"reporter_name": 40,
	"reporter_phone": 20,
}
"""Characters at most, by field."""

LONGEST_READ = 10_000
"""Characters of a field that are looked at, and given back to be shortened. Anybody may send anything."""

SHORTEST_DESCRIPTION = 8
OLDEST_DAYS = 730
PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}")


def is_open() -> bool:
	"""Tell whether the office takes tip-offs on the public page."""
	return bool(frappe.db.get_single_value(SETTINGS, "public_tip_off_page"))


def places() -> dict[str, str]:
	"""Return where it may have been seen, as the stages of a test, in words: it decides which department checks it."""
	return {
		"Field": _("In a field, an animal shed or a pond", context="Tip-off"),
		"Market": _("At a market, a stall or a shop", context="Tip-off"),
		"Dealer": _("At a dealer of pesticides, drugs or feed", context="Tip-off"),
	}


def hand_in(form: Mapping[str, str], files: Sequence[bytes], context: Context) -> str:
	"""Open a clue for a tip-off and return its receipt number.

	:param form: the page's fields, as they were typed.
	:param files: the photos' bytes.
	:raises TipOffRefusedError: names each field that has to be put right.
	:raises frappe.RateLimitExceededError: too many tip-offs from this address.
	"""
	told = {name: plain(as_typed(form.get(name))) for name in FIELDS}
	if problems := problems_of(told, len(files), context):
		raise errors.TipOffRefusedError(problems)
	frappe.form_dict.cmd = "tip-off"  # the framework counts by this word, which a client could otherwise choose
	return _counted(told, files, context)


FIELDS = (*LONGEST, "seen_at", "village", "product", "happened_on", "anonymous")


@rate_limit(limit=TIP_OFFS, seconds=TIP_OFF_SECONDS)
def _counted(told: Mapping[str, str], files: Sequence[bytes], context: Context) -> str:
	try:
		pictures = [photos.drawn_anew(content) for content in files]
	except errors.NoPhotoError as error:
		frappe.clear_last_message()
		raise errors.TipOffRefusedError({"photos": str(error)}) from error
	clue = _open_clue(told, context)
	for number, picture in enumerate(pictures, start=1):
		_attach(clue, f"{clue.name}-{number}.jpg", picture)
	_tell_department(clue)
	return clue.receipt_no


@rate_limit(limit=QUESTIONS, seconds=QUESTION_SECONDS)
def _asked() -> None:
	"""Count a question after a receipt."""


def count_question() -> None:
	"""Count a question after a receipt number from this address.

	:raises frappe.RateLimitExceededError: too many of them.
	"""
	frappe.form_dict.cmd = "tip-off-receipt"
	_asked()


def problems_of(told: Mapping[str, str], photo_count: int, context: Context) -> dict[str, str]:
	"""Return what is wrong with a tip-off, by field, in words for who wrote it."""
	found = dict(_problems(told, context))
	if photo_count > photos.AT_MOST:
		found["photos"] = _("Choose {0} photos at most.").format(photos.AT_MOST)
	return found


def _problems(told: Mapping[str, str], context: Context):
	for name, longest in LONGEST.items():
		if len(told[name]) > longest:
			yield name, _("Write {0} characters at most.").format(longest)
	if len(told["description"]) < SHORTEST_DESCRIPTION:
		yield "description", _("Say in a sentence or two what happened.")
	if told["seen_at"] not in places():
		yield "seen_at", _("Choose where you saw it.")
	if not told["village"] or not context.town_of(told["village"]):
		yield "village", _("Choose the village from the list.")
	if told["product"] and not context.sector_of(told["product"]):
		yield "product", _("Choose the product from the list, or “Other”.")
	if problem := _problem_of_day(told["happened_on"], context.today):
		yield "happened_on", problem
	if not told["anonymous"]:
		yield from _problems_of_contact(told)


def _problem_of_day(typed: str, today: datetime.date) -> str | None:
	if not typed:
		return None
	try:
		day = datetime.date.fromisoformat(typed)
	except ValueError:
		return _("Choose the day from the calendar.")
	if day > today:
		return _("This day has not come yet.")
	if (today - day).days > OLDEST_DAYS:
		return _("This is more than two years ago; it can no longer be followed up here.")
	return None


def _problems_of_contact(told: Mapping[str, str]):
	if not told["reporter_name"]:
		yield "reporter_name", _("Give your name, or choose to stay anonymous.")
	if not PHONE.fullmatch(told["reporter_phone"].replace(" ", "")):
		yield "reporter_phone", _("Give a mobile or landline number, or choose to stay anonymous.")


def as_typed(value: object) -> str:
	"""Return what came for a field, as far as it is looked at; nothing for what is no text."""
	return value[:LONGEST_READ] if isinstance(value, str) else ""


def plain(typed: str | None) -> str:
	"""Return a text as it was typed, without control characters and with nothing in it that could be markup."""
	text = unicodedata.normalize("NFC", str(typed or "")).replace("\r\n", "\n")
	text = "".join(character for character in text if character == "\n" or unicodedata.category(character) != "Cc")
	return text.replace("<", "＜").replace(">", "＞").strip()


def _open_clue(told: Mapping[str, str], context: Context) -> Document:
	product = told["product"] or None
	contact = {} if told["anonymous"] else {name: told[name] for name in ("reporter_name", "reporter_phone")}
	clue = frappe.get_doc(
		{
			"doctype": "Case Clue",
			"clue_source": SOURCE,
			"received_on": context.today,
			"village": told["village"],
			"product": product,
			"department": responsible_department(context.sector_of(product), told["seen_at"]),
			"description": _description(told),
			"happened_on": getdate(told["happened_on"]) if told["happened_on"] else None,
			"reported_party": told["reported_party"],
			"place": "：".join(filter(None, (places()[told["seen_at"]], told["place"]))),
			"receipt_no": new_receipt_no(),
			**contact,
		}
	)
	clue.flags.from_the_public = True
	# a guest hands it in, who has no right to clues
	return clue.insert(ignore_permissions=True)


def _description(told: Mapping[str, str]) -> str:
	if told["product"] or not told["product_name"]:
		return told["description"]
	return f"{told['description']}\n{_('Product')}：{told['product_name']}"


def _attach(clue: Document, file_name: str, content: bytes) -> None:
	file = {
		"doctype": "File",
		"file_name": file_name,
		"content": content,
		"is_private": 1,
		"attached_to_doctype": clue.doctype,
		"attached_to_name": clue.name,
	}
	frappe.get_doc(file).insert(ignore_permissions=True)  # as the clue that it belongs to


def _tell_department(clue: Document) -> None:
	"""Let those know who have to check the tip-off."""
	role = frappe.db.get_value("Supervision Department", clue.department, "role")
	users = users_with([role]) if role else []
	for user in frappe.get_all("User", {"name": ["in", users]}, ["name", "language"]):
		text = _("New tip-off from the public: {0}, to be checked by {1}", user.language or frappe.local.lang)
		tell(user.name, clue.doctype, clue.name, text.format(clue.name, clue.check_due_on))
