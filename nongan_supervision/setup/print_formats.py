"""The standard prints: shipped once as print formats that an office may edit."""

from __future__ import annotations

from pathlib import Path

from nongan_supervision.setup import shipped

PRINTS = Path(__file__).parent / "prints"

#: Name of the print format, the DocType it prints, and the file of its template.
FORMATS = (
	("Residue Test Record", "Residue Test", "residue_test_record.html"),
	("Sale Ban Notice", "Sale Ban", "sale_ban_notice.html"),
	("Sampling Plan", "Sampling Plan", "sampling_plan.html"),
	("Responsibility Checklist", "Responsibility Checklist", "responsibility_checklist.html"),
	("Real-Name Purchase Record", "Input Sale", "input_sale_slip.html"),
	("Nonconformity Notice", "Nonconformity Notice", "nonconformity_notice.html"),
	("Reply to a Nonconformity Notice", "Nonconformity Notice", "nonconformity_reply.html"),
)

#: Formats that are drawn without the official look: name, DocType, file of the template, its style, margins in mm.
OWN_STYLE = (
	("Certificate Slips A4", "Conformity Certificate", "certificate_slips_a4.html", "certificate_slips_a4.css", 8),
	(
		"Certificate Slips Label",
		"Conformity Certificate",
		"certificate_slips_label.html",
		"certificate_slips_label.css",
		2,
	),
)


def ship_print_formats() -> int:
	"""Create the print formats that were never shipped to this site, and return how many."""
	return shipped.ship([*(_record(*entry) for entry in FORMATS), *(_own_style(*entry) for entry in OWN_STYLE)])


def _record(name: str, doctype: str, template: str) -> dict:
	return {
		"doctype": "Print Format",
		"name": name,
		"doc_type": doctype,
		"module": "Nongan Supervision",
		"standard": "No",
		"custom_format": 1,
		"print_format_type": "Jinja",
		"html": (PRINTS / template).read_text(encoding="utf-8"),
		"css": (PRINTS / "official.css").read_text(encoding="utf-8"),
		"margin_top": 20,
		"margin_bottom": 20,
		"margin_left": 18,
		"margin_right": 18,
	}


def _own_style(name: str, doctype: str, template: str, style: str, margin: int) -> dict:
	sides = {f"margin_{side}": margin for side in ("top", "bottom", "left", "right")}
	return {**_record(name, doctype, template), "css": (PRINTS / style).read_text(encoding="utf-8"), **sides}
