"""Who is sampled, or issues certificates, on a day."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from itertools import accumulate

from nongan_supervision.setup.sample.producers import SampleProducer

OUT_OF_SEASON = 0.08
"""How much less often a product turns up outside its season."""

LAX_VILLAGES = {"小留桥": 0.35, "瞿家": 0.3}
"""Villages that do less than their part, and how much of it."""


class ByTheSeason:
	"""Chooses among producers, by the season of their products, their village and a weight of their own."""

	def __init__(self, producers: Sequence[SampleProducer], rng: random.Random, weights: Sequence[float] | None = None):
		self._producers = producers
		self._rng = rng
		self._weights = weights or [1.0] * len(producers)
		self._by_month: dict[int, list[float]] = {}

	def choose(self, day: datetime.date) -> SampleProducer:
		"""Return the producer of that day's turn."""
		if day.month not in self._by_month:
			self._by_month[day.month] = list(accumulate(self._weights_in(day.month)))
		return self._rng.choices(self._producers, cum_weights=self._by_month[day.month])[0]

	def _weights_in(self, month: int) -> list[float]:
		return [
			weight
			* LAX_VILLAGES.get(producer.village, 1.0)
			* (1.0 if month in producer.product.months else OUT_OF_SEASON)
			for producer, weight in zip(self._producers, self._weights, strict=True)
		]
