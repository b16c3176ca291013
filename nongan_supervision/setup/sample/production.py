"""The year's production ledgers: what was used on the batches that certificates were issued for, and their harvest."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import frappe

from nongan_supervision.permissions.server_fields import filled_by_server
from nongan_supervision.setup.sample.certificates import CertificateIssue
from nongan_supervision.setup.sample.inputs import RESTRICTED, SampleInput, input_for
from nongan_supervision.setup.sample.producers import SampleProducer, all_producers
from nongan_supervision.setup.sample.registers import SampleYear

BATCHES = 2
"""Batches of each producer that are in its ledger."""

WITHOUT_A_LEDGER = 8
"""Of so many producers of scale, one keeps none."""

DAYS_AFTER_THE_INTERVAL = 2
"""How long after the first safe day a batch is harvested."""

SPRAYED_LATELY = ("岑村", "豇豆", "三号棚", 3)
"""Whose batch is inside its interval on the sample's day: village, product, batch, days since the use."""

OFF_THE_LABEL = ("戴溪", "豇豆", "七号地", 40)
"""Who has used the restricted pesticide, whose label names no vegetable: the ledger opens a clue."""

OPERATOR = "生产管理员"


@dataclass(frozen=True)
class SampleRecord:
	"""A made-up entry of a production ledger."""

	number: str
	producer: SampleProducer
	activity: str
	recorded_on: datetime.date
	batch_no: str
	used: SampleInput | None = None
	harvest_kg: float = 0

	def as_record(self, producer: str) -> dict:
		"""Return the entry as a document to insert, in the ledger of the producer of that name (ID)."""
		record = {
			"doctype": "Production Record",
			"producer": producer,
			"village": self.producer.village,
			"product": self.producer.product.name,
			"batch_no": self.batch_no,
			"recorded_on": self.recorded_on,
			"activity": self.activity,
			"operator": OPERATOR,
			"import_key": self.number,
		}
		if self.used:
			record |= {
				"input": self.used.name,
				"quantity": self.used.amount,
				"unit": self.used.unit,
				"purpose": self.used.purpose,
			}
		if self.activity == "Harvest":
			record |= {"harvest_quantity": self.harvest_kg, "harvest_unit": "kg"}
		return record


def production_records(year: SampleYear) -> list[SampleRecord]:
	"""Return the entries of the year so far, in the order of their days."""
	records = [record for issue in _ledgered(year) for record in _batch(issue)]
	records += _lately(SPRAYED_LATELY, year.today, None)
	records += _lately(OFF_THE_LABEL, year.today, RESTRICTED)
	first = year.today.replace(month=1, day=1)
	return sorted((one for one in records if one.recorded_on >= first), key=lambda one: (one.recorded_on, one.number))


def enter_production_records(year: SampleYear) -> None:
	"""Enter the entries that are not in the ledgers yet."""
	entered = set(frappe.get_all("Production Record", {"import_key": ["is", "set"]}, pluck="import_key"))
	producers = {
		(row.village, row.producer_name): row.name
		for row in frappe.get_all("Producer", fields=["name", "village", "producer_name"])
	}
	for one in production_records(year):
		if one.number not in entered:
			name = producers[one.producer.village, one.producer.name]
			filled_by_server(frappe.get_doc(one.as_record(name))).insert()


def _ledgered(year: SampleYear) -> Iterator[CertificateIssue]:
	"""The batches that are in their producers' ledgers: the first ones of each producer of scale that keeps one."""
	batches: defaultdict[SampleProducer, int] = defaultdict(int)
	of_scale = [one for one in all_producers() if one.of_scale]
	keeping = {one for index, one in enumerate(of_scale, start=1) if index % WITHOUT_A_LEDGER}
	for issue in year.certificates:
		if issue.producer in keeping and batches[issue.producer] < BATCHES:
			batches[issue.producer] += 1
			yield issue


def _batch(issue: CertificateIssue) -> Iterator[SampleRecord]:
	"""The use of an input, and the harvest on the day of the certificate, when the interval is over."""
	product = issue.producer.product
	used = input_for(product.name, product.sector)
	days = used.labelled.get(product.name, 0) + DAYS_AFTER_THE_INTERVAL
	activity = "Fertilising" if used.input_type == "Fertilizer" else "Input Use"
	used_on = issue.issued_on - datetime.timedelta(days=days)
	yield SampleRecord(f"{issue.number}-1", issue.producer, activity, used_on, issue.batch_no, used)
	kilograms = issue.count * product.certificate_quantity
	yield SampleRecord(
		f"{issue.number}-2", issue.producer, "Harvest", issue.issued_on, issue.batch_no, harvest_kg=kilograms
	)


def _lately(case: tuple[str, str, str, int], today: datetime.date, used: SampleInput | None) -> Iterator[SampleRecord]:
	"""A use so many days ago, by a household of the village."""
	village, product, batch_no, days_ago = case
	producer = next(
		one
		for one in all_producers()
		if (one.village, one.product.name, one.producer_type) == (village, product, "Household")
	)
	used = used or input_for(product, producer.product.sector)
	used_on = today - datetime.timedelta(days=days_ago)
	yield SampleRecord(f"SCJL-{village}", producer, "Input Use", used_on, batch_no, used)
