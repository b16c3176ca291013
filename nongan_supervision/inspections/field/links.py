"""The address of an inspection on the phone's page."""

from __future__ import annotations

from urllib.parse import quote

import segno
from frappe.utils import get_url

PAGE = "/field"


def link_to(task: str) -> dict[str, str]:
	"""Return the address that opens a task on the phone's page, and its QR code as a data URI."""
	address = f"{get_url(PAGE)}#{quote(task)}"
	return {"address": address, "qr_code": segno.make(address, error="m", micro=False).svg_data_uri(scale=6, border=2)}
