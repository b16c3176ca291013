"""Whitelisted methods of the producers' portal and of its accounts."""

from __future__ import annotations

from dataclasses import asdict

import frappe
from frappe.model.document import Document

from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.portal import accounts, catalogue, entries
from nongan_supervision.registry.asked import values_of


@whitelisted(methods=["POST"])
def open_portal_account(producer: str) -> dict:
	"""Give a producer a portal account by its mobile number; for a new one, `link` sets the password."""
	return asdict(accounts.open_account(_writable_producer(producer)))


@whitelisted(methods=["POST"])
def renew_portal_link(producer: str) -> dict:
	"""Return a new link to set the password of a producer's portal account."""
	return asdict(accounts.renew_link(_writable_producer(producer)))


@whitelisted(methods=["POST"])
def close_portal_account(producer: str) -> None:
	"""Take the portal account off a producer."""
	accounts.close_account(_writable_producer(producer))


def _writable_producer(name: str) -> Document:
	producer = frappe.get_doc("Producer", name)
	producer.check_permission("write")
	return producer


@whitelisted()
def find_inputs(text: str, product: str | None = None) -> list[dict]:
	"""Return inputs of the catalogue by a part of their name, with the interval of each for the product."""
	return catalogue.find_inputs(text, product)


@whitelisted(methods=["POST"])
def record_in_ledger(values: dict | str) -> dict:
	"""Write an entry in the production ledger of a producer, from the portal's form."""
	record = entries.record(values_of(values))
	return {"name": record.name, "safe_from": record.safe_from}


@whitelisted(methods=["POST"])
def issue_certificates(values: dict | str) -> dict:
	"""Issue conformity certificates for a batch, from the portal's form."""
	certificate = entries.issue(values_of(values))
	return {"name": certificate.name}
