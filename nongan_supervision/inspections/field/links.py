"""The address of an inspection on the phone's page."""

from __future__ import annotations

from urllib.parse import quote

import segno
from frappe.utils import get_url

PAGE = "/field"


def path_of(task: str) -> str:
	"""Return the path and fragment that open a task on the phone's page of this site."""
	return f"{PAGE}#{quote(task)}"


def link_to(task: str) -> dict[str, str]:
	"""Return the address that opens a task on the phone's page, and its QR code as a data URI."""
	address = get_url(path_of(task))
	return {"address": address, "qr_code": segno.make(address, error="m", micro=False).svg_data_uri(scale=6, border=2)}
