"""The producer that a row mentions: one on record, or a newcomer made from what the row says."""

from __future__ import annotations

from nongan_supervision.exchange.choices import PRODUCER_TYPES
from nongan_supervision.exchange.kind import Cells
from nongan_supervision.exchange.lookups import Lookups
from nongan_supervision.exchange.newcomers import ProducerEntry, guess_type
from nongan_supervision.exchange.values import NotUnderstood, read_choice, read_text


def read_village(cells: Cells, lookups: Lookups) -> str | None:
	"""The village of a row; its absence is a reason."""
	if not cells.read("village", read_text, needed=True):
		return None
	return cells.read("village", lookups.villages.find)


def read_product(cells: Cells, lookups: Lookups) -> str | None:
	"""The key product of a row; a name that is not on the list is a reason."""
	return cells.read("product", lookups.find_product, needed=True)


def read_producer(cells: Cells, lookups: Lookups, village: str | None, product: str | None) -> ProducerEntry | None:
	"""The producer of a row.

	An unknown name in a known village is a new producer: its type follows from its name, its sector from the
	product. None, with the reason noted, if the row doesn't say enough.
	"""
	name = cells.text("producer", needed=True)
	credit_code = cells.text("credit_code")
	if not name or not village:
		return None
	try:
		entry = lookups.producers.find(village, name, credit_code)
	except NotUnderstood as error:
		cells.refuse("producer", str(error))
		return None
	if product and (entry is None or (entry.is_new and entry.reasons)):
		entry = lookups.newcomers.mention(
			{
				"producer_name": name,
				"producer_type": cells.read("producer_type", read_choice, PRODUCER_TYPES) or guess_type(name),
				"village": village,
				"sector": lookups.sectors[product],
				"contact_person": cells.text("contact_person") or None,
				"phone": cells.text("phone") or None,
				"credit_code": credit_code or None,
				"products": [{"product": product}],
			}
		)
	for reason in entry.reasons if entry else ():
		cells.refuse("producer", reason)
	return entry
