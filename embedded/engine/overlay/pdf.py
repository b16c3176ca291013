"""PDF through WeasyPrint: no browser, no wkhtmltopdf; what a print refers to comes from the site or not at all."""

from __future__ import annotations

import io
import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlparse

from bs4 import BeautifulSoup

import frappe
from frappe import _
from frappe.utils import cstr

MILLIMETRES = {"margin-top": "15mm", "margin-right": "15mm", "margin-bottom": "15mm", "margin-left": "15mm"}
RUNNING = """
	#header-html { position: running(page-header); }
	#footer-html { position: running(page-footer); }
	@page { @top-center { content: element(page-header); width: 100%; }
		@bottom-center { content: element(page-footer); width: 100%; } }
"""
PAGE_NUMBERS = '@page { @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; color: #555 } }'
PRINTED = """
	.action-banner, .print-hide, .print-toolbar, .no-print, .d-none, .hidden-pdf { display: none !important }
	html, body { font-family: "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", sans-serif; background: none }
	.print-format { box-shadow: none !important; padding: 0 !important; margin: 0 !important; max-width: none !important;
		min-height: 0 !important; width: auto !important }
	tr, .print-heading { break-inside: avoid } thead { display: table-header-group }
"""


class PrintEngineMissing(frappe.ValidationError):
	"""The machine lacks the library that draws PDFs."""


def get_pdf(html: str, options: dict | None = None, output=None, **kwargs):
	"""Return ``html`` as a PDF; with ``output``, a pypdf writer, append its pages there instead.

	``options`` are wkhtmltopdf's: page-size, page-width, page-height, orientation, margin-*, password.
	"""
	from pypdf import PdfReader, PdfWriter

	document = _draw(html, options or {})
	password = (options or {}).get("password")
	if output is not None:
		output.append_pages_from_reader(PdfReader(io.BytesIO(document)))
		return output
	if not password:
		return document
	writer = PdfWriter()
	writer.append_pages_from_reader(PdfReader(io.BytesIO(document)))
	writer.encrypt(password, algorithm="AES-256")
	encrypted = io.BytesIO()
	writer.write(encrypted)
	return encrypted.getvalue()


def _draw(html: str, options: dict) -> bytes:
	try:
		from weasyprint import CSS, HTML
	except OSError as missing:
		frappe.throw(
			_("PDF needs the library pango. Install it: {0}").format("apt-get install libpango-1.0-0 libpangoft2-1.0-0"),
			PrintEngineMissing,
			title=cstr(missing)[:100],
		)
	soup = BeautifulSoup(html, "html5lib")
	for script in soup.find_all("script"):
		script.decompose()
	styles = [PRINTED, _page(soup, options)]
	styles.append(RUNNING if soup.find(id="footer-html") or soup.find(id="header-html") else "")
	if not soup.find(id="footer-html"):
		styles.append(PAGE_NUMBERS)
	document = HTML(string=str(soup), base_url="site:///", url_fetcher=fetch)
	return document.write_pdf(stylesheets=[CSS(string="\n".join(styles), url_fetcher=fetch)])


def _page(soup: BeautifulSoup, options: dict) -> str:
	"""The @page rule: size and margins of the options, else of the print's own first style, else A4."""
	size = options.get("page-size") or frappe.db.get_single_value("Print Settings", "pdf_page_size") or "A4"
	if options.get("page-width") and options.get("page-height"):
		size = f"{options['page-width']} {options['page-height']}"
	elif size == "Custom":
		size = "A4"
	if str(options.get("orientation", "")).lower() == "landscape":
		size += " landscape"
	margins = " ".join(_length(options.get(side) or standard) for side, standard in MILLIMETRES.items())
	return f"@page {{ size: {size}; margin: {margins} }}"


def _length(value) -> str:
	text = cstr(value)
	return text if not text.replace(".", "", 1).isdigit() else f"{text}mm"


def fetch(url: str, *arguments, **options) -> dict:
	"""Give WeasyPrint the site's own files, as far as the session's user may read them; nothing else, no network."""
	parsed = urlparse(url)
	if parsed.scheme == "data":
		from weasyprint import default_url_fetcher

		return default_url_fetcher(url)
	path = unquote(parsed.path)
	here = parsed.scheme in ("http", "https") and parsed.netloc == urlparse(frappe.utils.get_url()).netloc
	own = parsed.scheme == "site" or here
	if own and path.startswith("/assets/"):
		content = _inside(Path(frappe.local.sites_path) / "assets", path.removeprefix("/assets/")).read_bytes()
	elif own and path.startswith(("/files/", "/private/files/")):
		content = _site_file(path)
	else:
		raise ValueError(f"not fetched for a print: {url}")
	return {"string": content, "mime_type": mimetypes.guess_type(path)[0] or "application/octet-stream"}


def _inside(folder: Path, name: str) -> Path:
	path = (folder / name).resolve()
	if not any(path.is_relative_to(root) for root in _roots(folder)):
		raise ValueError(f"outside its folder: {name}")
	return path


def _roots(folder: Path) -> list[Path]:
	"""The folder and the public folders of apps that it links to."""
	return [folder.resolve(), *(link.resolve() for link in folder.glob("*") if link.is_symlink() or link.is_dir())]


def _site_file(path: str) -> bytes:
	for name in frappe.get_all("File", filters={"file_url": path}, pluck="name"):
		file = frappe.get_doc("File", name)
		if not file.is_private or file.has_permission("read"):
			return file.get_content(encodings=[])
	raise ValueError(f"no such file: {path}")


def pdf_body_html(template, args, **kwargs) -> str:
	"""Return the print's body; this is what a print format is made of."""
	return template.render(args, filters={"len": len})


def pdf_header_html(soup=None, head=None, content=None, styles=None, html_id=None, css=None, **kwargs) -> str:
	"""Return a page header: WeasyPrint takes it from the body itself."""
	return ""


def pdf_footer_html(soup=None, head=None, content=None, styles=None, html_id=None, css=None, **kwargs) -> str:
	"""Return a page footer: WeasyPrint takes it from the body itself."""
	return ""


def pdf_contains_js(content: bytes) -> bool:
	"""Return whether a PDF carries scripts: uploads of such files are refused."""
	from pypdf import PdfReader
	from pypdf.errors import PyPdfError

	try:
		return _has_script(PdfReader(io.BytesIO(content)))
	except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
		return b"/JavaScript" in content or b"/JS" in content  # not a PDF that this reader understands


def _has_script(reader) -> bool:
	"""Look at everything that can be reached from the document's catalogue."""
	from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

	seen, waiting = set(), [reader.trailer["/Root"]]
	while waiting:
		value = waiting.pop()
		if isinstance(value, IndirectObject):
			if value.idnum in seen:
				continue
			seen.add(value.idnum)
			value = value.get_object()
		if isinstance(value, DictionaryObject):
			if "/JS" in value or "/JavaScript" in value or value.get("/S") == "/JavaScript":
				return True
			waiting.extend(dict.values(value))
		elif isinstance(value, ArrayObject):
			waiting.extend(list.__iter__(value))
	return False
