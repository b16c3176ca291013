"""Which ways of writing a batch number are one: those that a person reads as the same."""

from __future__ import annotations

from unittest import TestCase

from nongan_supervision.production.batches import tidy_batch
from nongan_supervision.tests.properties import given, st


class TestTidyBatch(TestCase):
	def test_one_batch_however_it_was_written(self):
		for tidy, ways in {
			"A1": ("a1", "Ａ1", " A1 ", "A 1", "A\u30001", "A\u00a01", "A\u200b1", "\u2067A1", "А1", "Α1"),
			"A-1": ("a-1", "A－1", "A–1", "A—1", "A \u2212 1", "A\u20111", "A\u00ad-1"),
			"东3号田": ("东 3 号田", "东３号田", " 东3号田"),
		}.items():
			for way in (tidy, *ways):
				with self.subTest(ascii(way)):
					self.assertEqual(tidy_batch(way), tidy)

	def test_what_can_be_told_apart_stays_apart(self):
		ways = ("A1", "A-1", "A.1", "A/1", "AI", "B1", "一号棚", "二号棚")
		self.assertEqual(len(set(map(tidy_batch, ways))), len(ways))

	def test_nothing_is_no_batch(self):
		for text in (None, "", "  ", "\u3000", "\u200b", "\u3164"):
			with self.subTest(ascii(text)):
				self.assertIsNone(tidy_batch(text))

	@given(st.text(max_size=6) | st.text("aÅ1 -—¨´ΐſßŉ\u0301\u200b\u034f", max_size=6))
	def test_a_stored_number_is_found_again(self, text: str):
		stored = tidy_batch(text)
		self.assertEqual(tidy_batch(stored), stored)
