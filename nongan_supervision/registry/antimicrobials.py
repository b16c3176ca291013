"""How many livestock farms of scale take part in the reduction of antimicrobials.

Source: the plan of 2022, A3: 15 % of the farms of scale.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe.query_builder.functions import Count, Sum

from nongan_supervision.permissions.scope import apply_scope

FARMS = {"sector": "Livestock", "of_scale": 1, "status": "Active"}
"""The farms that count, as filters on Producer."""


def reduction_card() -> dict[str, Any]:
	"""Return the share of the session user's farms that take part, as a number card, and the way to the others.

	:raises frappe.PermissionError: the user may not see producers.
	"""
	producer = frappe.qb.DocType("Producer")
	query = frappe.qb.from_(producer).select(Count("*"), Sum(producer.antimicrobial_reduction))
	for field, value in FARMS.items():
		query = query.where(producer[field] == value)
	farms, reducing = apply_scope(query, "Producer").run()[0]
	return {
		"value": round((reducing or 0) / farms * 100, 1) if farms else 0,
		"fieldtype": "Percent",
		"precision": 1,  # else the site's, which is three decimals unless it is set
		"route": ["List", "Producer", "List"],
		"route_options": {**FARMS, "antimicrobial_reduction": 0},
	}
