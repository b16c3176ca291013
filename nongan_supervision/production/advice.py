"""What the form of a production record can tell before it is saved."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

from nongan_supervision.production.batches import batches_of
from nongan_supervision.production.intervals import open_interval
from nongan_supervision.registry.context import Context


def advise(
	producer: str, product: str, on: datetime.date, input_name: str | None = None, batch_no: str | None = None
) -> dict[str, Any]:
	"""Return the label's word on an input, the interval that runs on a day, and the producer's batches.

	:returns: ``label`` (``days``, ``allows``, ``products``, ``restriction``) or None; ``running`` (``safe_from``,
		``used_on``, ``input``, ``record``) or None; ``batches``.
	"""
	input_ = Context().input(input_name)
	running = open_interval(producer, product, batch_no, on)
	return {
		"label": input_
		and {
			"days": input_.days_for(product),
			"allows": input_.is_labelled_for(product),
			"products": list(input_.labelled),
			"restriction": input_.restriction,
		},
		"running": running and asdict(running),
		"batches": batches_of(producer, product),
	}
