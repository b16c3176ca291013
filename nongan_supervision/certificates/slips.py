"""The slips of a certificate: what each shows, and their print in many pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlencode

import frappe
import segno
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_url, now_datetime
from frappe.utils.pdf import get_pdf
from markupsafe import Markup
from pypdf import PdfReader, PdfWriter

from nongan_supervision.certificates import errors
from nongan_supervision.certificates.codes import slip_code
from nongan_supervision.certificates.stored import issued_as_shown
from nongan_supervision.certificates.wording import serial_text

SETTINGS = "Nongan Supervision Settings"

MOST_AT_ONCE = 1000
"""Slips in one PDF: more of them outlast a web request."""

CHUNK = 200
"""Slips that are drawn together: what a drawing needs in memory grows with them."""


LAYOUTS = {"A4": "合格证A4", "Label": "合格证标签"}
"""Short name of a layout → its print format, which an office may edit: paper and margins are in its CSS."""

MASK = 2
"""Of the QR codes: readers take any, and trying all eight for the prettiest costs most of the drawing's time."""


@dataclass(frozen=True)
class PrintedSlip:
	"""What one slip has of its own: its place in the certificate, serial number, code and QR code."""

	number: int
	serial: str
	code: str
	address: str

	@property
	def qr(self) -> Markup:
		"""The QR code as an SVG drawing that takes the size of what it stands in."""
		drawing = BytesIO()
		segno.make(self.address, error="m", mask=MASK, micro=False).save(
			drawing, kind="svg", xmldecl=False, svgns=True, nl=False, omitsize=True, border=2
		)
		return Markup(drawing.getvalue().decode())


def certificate_slips(certificate: Document) -> list[PrintedSlip]:
	"""Return the slips to be printed of a certificate: for the Jinja of print formats.

	Which ones, :func:`slips_pdf` says; a print from the form shows the first of them. A certificate that is not
	issued, or withdrawn, has none.

	:raises UnstoredSlipsError: a client has made it up for the framework's print view.
	:raises frappe.PermissionError: the session's user may not print it.
	"""
	if not issued_as_shown(certificate):
		return []
	first, last = certificate.flags.slips or (1, min(CHUNK, cint(certificate.certificate_count)))
	page = page_address()
	return [_slip(certificate, number, page) for number in range(first, last + 1)]


def slips_pdf(certificate: Document, layout: str, first: int | None = None, last: int | None = None) -> bytes:
	"""Return the slips from ``first`` to ``last`` of a certificate, counted from 1, as a PDF.

	:raises NotIssuedError: the certificate is a draft, or withdrawn.
	:raises SlipRangeError: there are no such slips, or too many for one print.
	:raises UnknownLayoutError: there is no such layout.
	"""
	first, last = check_range(certificate, first, last)
	style = _print_format(layout)
	chunks = [get_pdf(_html(certificate, style, part)) for part in _chunks(first, last)]
	return chunks[0] if len(chunks) == 1 else _joined(chunks)


def check_range(certificate: Document, first: int | None, last: int | None) -> tuple[int, int]:
	"""Return the range of slips to print, counted from 1; all of them where nothing is said.

	:raises NotIssuedError: the certificate is a draft, or withdrawn.
	:raises SlipRangeError: there are no such slips, or too many for one print.
	"""
	count = cint(certificate.certificate_count)
	if certificate.docstatus != 1 or not certificate.serial_from:
		frappe.throw(
			_("{0} has no slips to print: it is not submitted, or it was withdrawn.").format(certificate.name),
			errors.NotIssuedError,
		)
	first, last = cint(first) or 1, cint(last) or count
	if not 1 <= first <= last <= count:
		frappe.throw(
			_("{0} has the slips 1 to {1}; {2} to {3} are not among them.").format(
				certificate.name, count, first, last
			),
			errors.SlipRangeError,
		)
	if last - first >= MOST_AT_ONCE:
		frappe.throw(
			_("Print {0} slips at a time at most: {1} to {2} first, then the next.").format(
				MOST_AT_ONCE, first, first + MOST_AT_ONCE - 1
			),
			errors.SlipRangeError,
		)
	return first, last


def note_printing(certificate: Document) -> None:
	"""Remember when slips of a certificate were last printed."""
	certificate.db_set("printed_on", now_datetime(), update_modified=False)


def page_address() -> str:
	"""Return the address of the page that checks codes, as QR codes carry it."""
	own = (frappe.db.get_single_value(SETTINGS, "certificate_page_address") or "").strip().rstrip("/")
	return f"{own or get_url()}/certificate"


def _print_format(layout: str) -> Document:
	name = LAYOUTS.get(layout)
	if not name or not frappe.db.exists("Print Format", name):
		frappe.throw(
			_("There is no print format for the layout {0}. Choose one of: {1}").format(layout, ", ".join(LAYOUTS)),
			errors.UnknownLayoutError,
		)
	return frappe.get_doc("Print Format", name)


def _slip(certificate: Document, number: int, page: str) -> PrintedSlip:
	serial = certificate.serial_from + number - 1
	code = slip_code(certificate.serial_year, serial)
	address = f"{page}?{urlencode({'code': code})}"
	return PrintedSlip(number, serial_text(certificate.serial_year, serial), code, address)


def _chunks(first: int, last: int) -> Iterator[tuple[int, int]]:
	for start in range(first, last + 1, CHUNK):
		yield start, min(start + CHUNK - 1, last)


def _html(certificate: Document, style: Document, part: tuple[int, int]) -> str:
	certificate.flags.slips = part
	body = frappe.render_template(style.html, {"doc": certificate, "print_format": style})
	css = f"body {{ margin: 0 }}\n{style.css}"
	return (
		f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><style>{css}</style></head>'
		f'<body><div class="print-format">{body}</div></body></html>'
	)


def _joined(chunks: list[bytes]) -> bytes:
	writer = PdfWriter()
	for chunk in chunks:
		writer.append_pages_from_reader(PdfReader(BytesIO(chunk)))
	joined = BytesIO()
	writer.write(joined)
	return joined.getvalue()
