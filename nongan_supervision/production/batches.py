"""Batch numbers: written by hand on gates, ledgers and slips, and compared as they are meant."""

from __future__ import annotations

import unicodedata


def tidy_batch(text: str | None) -> str | None:
	"""Return a batch number as it is stored and looked up: half-width capitals, single blanks; None for none.

	Without it "a1", "Ａ1" and "A1 " would be three batches, and a safety interval would hold for one of them only.
	"""
	plain = unicodedata.normalize("NFKC", text or "").upper()
	return " ".join(plain.split()) or None
