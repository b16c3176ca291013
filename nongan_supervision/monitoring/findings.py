"""What tests have found, for reports that tell of several of them."""

from __future__ import annotations

from collections.abc import Sequence

import frappe

from nongan_supervision.monitoring.verdicts import PASS


def found_in(tests: Sequence[str]) -> dict[str, str]:
	"""Return the substances that failed or are suspect, by test; the tests are those that the user may see."""
	if not tests:
		return {}
	rows = frappe.get_all(
		"Residue Test Result",
		filters={"parent": ["in", tests], "parenttype": "Residue Test", "verdict": ["!=", PASS]},
		fields=["parent", "substance"],
		order_by="parent, idx",
	)
	found: dict[str, list[str]] = {}
	for row in rows:
		found.setdefault(row.parent, []).append(row.substance)
	return {test: "、".join(substances) for test, substances in found.items()}
