"""Batch numbers: written by hand on gates, ledgers and slips, and compared as they are meant."""

from __future__ import annotations

import re
import unicodedata

import frappe
from frappe.query_builder import Order
from frappe.query_builder.functions import Max

from nongan_supervision.permissions.names import INVISIBLE
from nongan_supervision.permissions.scope import apply_scope

IGNORED = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Letters and marks that are drawn as nothing (Unicode, Default_Ignorable_Code_Point), beside the categories."""


LIKE_LATIN = str.maketrans("АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXABEZHIKMNOPTYX")
"""Cyrillic and Greek capitals that are drawn as Latin ones."""

HYPHEN = "-"
DASHES = "Pd"
MINUS = "\u2212"


def tidy_batch(text: str | None) -> str | None:
	"""Return a batch number as it is stored and looked up: half-width capitals, no blanks, one hyphen; None for none.

	Without it "a1", "Ａ1" and "A 1" would be three batches, and a safety interval would hold for one of them only; so
	would "A1" with a character in it that nobody sees, or a Cyrillic А.
	"""
	plain = unicodedata.normalize("NFKC", _seen(text or ""))
	latin = unicodedata.normalize("NFKC", plain.upper()).translate(LIKE_LATIN)
	return unicodedata.normalize("NFC", "".join(map(_one_hyphen, _seen(latin)))) or None


def _seen(text: str) -> str:
	"""A text without blanks and without what is drawn as nothing."""
	plain = IGNORED.sub("", text)
	return "".join(one for one in plain if not one.isspace() and unicodedata.category(one) not in INVISIBLE)


def _one_hyphen(character: str) -> str:
	return HYPHEN if character == MINUS or unicodedata.category(character) == DASHES else character


def batches_of(producer: str, product: str | None = None, limit: int = 20) -> list[str]:
	"""Return the batch numbers in a producer's ledger, the latest first, as the session's user may see them."""
	record = frappe.qb.DocType("Production Record")
	query = (
		frappe.qb.from_(record)
		.select(record.batch_no)
		.where(record.producer == producer)
		.where(record.batch_no.isnotnull() & (record.batch_no != ""))
		.groupby(record.batch_no)
		.orderby(Max(record.recorded_on), order=Order.desc)
		.limit(limit)
	)
	if product:
		query = query.where(record.product == product)
	return [row[0] for row in apply_scope(query, "Production Record").run()]
