"""What a batch was treated with, against what was tested: 用什么药、检什么药."""

from __future__ import annotations

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, getdate

from nongan_supervision.certificates.basis import linked_tests
from nongan_supervision.production.intervals import substances_used

DAYS_THAT_COUNT = 365
"""How far back the ledger counts: a perennial's or an animal's year."""


def untested_substances(certificate: Document) -> list[str]:
	"""Return the substances of the batch's ledger that no linked test covers, in alphabetical order."""
	if not (certificate.producer and certificate.product and certificate.issued_on):
		return []
	until = getdate(certificate.issued_on)
	since = getdate(add_days(until, -DAYS_THAT_COUNT))
	used = substances_used(certificate.producer, certificate.product, certificate.batch_no, since, until)
	return sorted(used - tested_substances(linked_tests(certificate))) if used else []


def tested_substances(tests: list[str]) -> set[str]:
	"""Return the substances that some tests looked for."""
	if not tests:
		return set()
	filters = {"parent": ["in", tests], "parenttype": "Residue Test"}
	return set(frappe.get_all("Residue Test Result", filters=filters, pluck="substance"))
