"""Rules of a production record: an entry of a producer's ledger (生产记录).

Source: 《农产品质量安全法》: who produces keeps a record of the inputs used, their amounts and dates, of pests and
diseases, and of the dates of harvest. The ledger must be able to tell the truth: an unlawful use is recorded, and
opens a clue (see :mod:`nongan_supervision.production.suspicions`). A harvest inside an interval is refused, because it
can still wait.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cint, formatdate, getdate

from nongan_supervision.production import errors
from nongan_supervision.production.batches import tidy_batch
from nongan_supervision.production.certified import refuse_change_of_certified
from nongan_supervision.production.intervals import HARVEST, USES, Interval, open_interval
from nongan_supervision.production.places import settle_village
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.producers import grows

OF_A_USE = {
	"input": None,
	"quantity": 0,
	"unit": None,
	"purpose": None,
	"safety_interval_days": 0,
	"safe_from": None,
}
OF_A_HARVEST = {"harvest_quantity": 0, "harvest_unit": None}
"""The fields that say nothing outside a use or a harvest, and what they hold there."""


def apply_rules(record: Document, context: Context) -> None:
	"""Complete a production record and refuse it if a rule is broken.

	:raises RecordError: one of :mod:`nongan_supervision.production.errors`.
	"""
	record.batch_no = tidy_batch(record.batch_no)
	check_producer(record, context)
	complete_place(record, context)
	record.sector = context.sector_of(record.product)
	check_sector(record, context)
	check_date(record, context)
	drop_what_does_not_apply(record)
	check_input(record)
	set_interval(record, context)
	check_harvest(record)
	keep_clue(record)
	refuse_change_of_certified(record)


def check_producer(record: Document, context: Context) -> None:
	"""Refuse a new entry in the ledger of a producer who is not active."""
	producer = context.producer(record.producer)
	if producer and producer.status != "Active" and record.has_value_changed("producer"):
		frappe.throw(
			_("{0} is inactive. Set the producer to Active first, if production has started again.").format(
				producer.producer_name
			),
			errors.InactiveProducerError,
		)


def complete_place(record: Document, context: Context) -> None:
	"""Set the village: that of the producer; the town follows it.

	:raises WrongVillageError: another village was sent.
	"""
	if producer := context.producer(record.producer):
		settle_village(record, "producer", producer.producer_name, producer.village, context)


def check_sector(record: Document, context: Context) -> None:
	"""Refuse a product of another sector than the producer's, unless the producer lists it."""
	if not (record.has_value_changed("producer") or record.has_value_changed("product")):
		return
	producer = context.producer(record.producer)
	if (
		producer
		and producer.sector
		and record.sector
		and record.sector != producer.sector
		and not grows(record.producer, record.product, context)
	):
		frappe.throw(
			_("{0} is not among the products of {1}, whose sector is another. Choose the right product.").format(
				record.product, producer.producer_name
			),
			errors.OtherSectorError,
		)


def check_date(record: Document, context: Context) -> None:
	"""Refuse a date in the future."""
	if getdate(record.recorded_on) > context.today:
		frappe.throw(
			_("{0} lies in the future. Enter it in the ledger once it is done.").format(formatdate(record.recorded_on)),
			errors.FutureRecordError,
		)


def drop_what_does_not_apply(record: Document) -> None:
	"""Clear the fields of a use where no input is used, and those of a harvest where nothing is harvested."""
	if record.activity not in USES:
		record.update(OF_A_USE)
	if record.activity != HARVEST:
		record.update(OF_A_HARVEST)


def check_input(record: Document) -> None:
	"""Refuse a use that does not say of which input."""
	if record.activity in USES and not record.input:
		frappe.throw(_("Enter the input that was used."), errors.MissingInputError)


def set_interval(record: Document, context: Context) -> None:
	"""Compute the day from which the batch is safe, by the label's interval or a longer one.

	An entry made under an earlier label keeps its interval until it is changed itself.

	:raises ShortIntervalError: the interval is shorter than that of the label.
	"""
	input_ = context.input(record.input)
	if not input_:
		record.safe_from = None
		return
	days = cint(record.safety_interval_days)
	label = input_.days_for(record.product)
	if not days:
		days = label
	elif days < label and any(
		record.has_value_changed(field) for field in ("input", "product", "safety_interval_days")
	):
		frappe.throw(
			_("The label of {0} demands an interval of {1} days, so {2} are too few. Longer is allowed.").format(
				record.input, label, days
			),
			errors.ShortIntervalError,
		)
	record.safety_interval_days = days
	record.safe_from = getdate(add_days(record.recorded_on, days))


def check_harvest(record: Document) -> None:
	"""Refuse a harvest inside a safety interval or withdrawal period; say the first safe day, and why."""
	if record.activity != HARVEST:
		return
	if not any(
		record.has_value_changed(field) for field in ("producer", "product", "batch_no", "recorded_on", "activity")
	):
		return
	if running := open_interval(record.producer, record.product, record.batch_no, getdate(record.recorded_on)):
		frappe.throw(why_not_yet(running, record.product), errors.HarvestInsideIntervalError, title=_("Not Yet Safe"))


def keep_clue(record: Document) -> None:
	"""Leave the clue as it is stored: it follows from the record, whatever was sent."""
	stored = record.get_doc_before_save()
	record.case_clue = stored.case_clue if stored else None


def why_not_yet(interval: Interval, product: str) -> str:
	"""Return the sentence that refuses a harvest, a sale or a certificate inside an interval."""
	return _("{0} was treated with {1} on {2} ({3}): it may be harvested and sold from {4} on, not before.").format(
		product, interval.input, formatdate(interval.used_on), interval.record, formatdate(interval.safe_from)
	)
