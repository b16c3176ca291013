"""Rules of an input dealer."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.production.errors import DuplicateDealerError
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.producers import check_credit_code, follow_village


def apply_rules(dealer: Document, context: Context) -> None:
	"""Complete a dealer and refuse it if a rule is broken.

	:raises DealerError: one of :mod:`nongan_supervision.production.errors`.
	:raises RegistryError: credit code or location, see :mod:`nongan_supervision.registry.errors`.
	"""
	dealer.dealer_name = (dealer.dealer_name or "").strip()
	follow_village(dealer, context)
	refuse_second_of_its_name(dealer)
	check_credit_code(dealer)


def refuse_second_of_its_name(dealer: Document) -> None:
	"""Refuse a second dealer of the same name in a village: registers know dealers by name."""
	same = {"dealer_name": dealer.dealer_name, "village": dealer.village, "name": ["!=", dealer.name or ""]}
	if other := frappe.db.get_value("Input Dealer", same):
		frappe.throw(
			_(
				"{0} already has a dealer named {1} ({2}). Use that one, or add something that tells the two apart."
			).format(dealer.village, dealer.dealer_name, other),
			DuplicateDealerError,
		)
