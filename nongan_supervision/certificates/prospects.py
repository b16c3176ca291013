"""What a form can say of a certificate before it is saved: what stands against it."""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe.utils import getdate

from nongan_supervision.certificates import rules
from nongan_supervision.exchange.writing.messages import reason_of
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.producers import grows


@dataclass(frozen=True)
class Prospects:
	"""The reasons by which a certificate would be refused, and whether the product is the producer's."""

	reasons: list[str]
	is_grown: bool


def prospects_of(producer: str, product: str, issued_on: str, batch_no: str | None = None) -> Prospects:
	"""Return the prospects of a certificate for a batch, as of its day of issue."""
	certificate = frappe.get_doc(
		{
			"doctype": rules.CERTIFICATE,
			"producer": producer,
			"product": product,
			"issued_on": getdate(issued_on),
			"batch_no": batch_no,
		}
	)
	context = Context()
	reasons = [
		*reason_of(rules.check_producer, certificate, context),
		*reason_of(rules.check_ban, certificate),
		*reason_of(rules.check_interval, certificate),
	]
	return Prospects(reasons, grows(producer, product, context))
