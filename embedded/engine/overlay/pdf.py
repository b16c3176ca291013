"""PDF through WeasyPrint: no browser, no wkhtmltopdf; what a print refers to comes from the site or not at all."""

from __future__ import annotations

import io
import mimetypes
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlparse

import frappe
from bs4 import BeautifulSoup
from frappe import _
from frappe.utils import cstr

MARGINS = {"margin-top": "15mm", "margin-right": "15mm", "margin-bottom": "15mm", "margin-left": "15mm"}
IN_THE_MARGINS = {"header-html": "margin-top", "footer-html": "margin-bottom"}
EDGE, GAP = 8, 4  # millimetres between what stands in a margin and the paper's edge, and the text
PIXELS_PER_MILLIMETRE = 96 / 25.4
RUNNING = f"""
	#header-html {{ position: running(page-header) }} #footer-html {{ position: running(page-footer) }}
	#footer-html .page::after {{ content: counter(page) }} #footer-html .topage::after {{ content: counter(pages) }}
	@page {{
		@top-center {{ content: element(page-header); width: 100%; vertical-align: bottom; padding-bottom: {GAP}mm }}
		@bottom-center {{ content: element(page-footer); width: 100%; vertical-align: top; padding-top: {GAP}mm }}
	}}
"""
# What the framework lets a print format's own style say of the page
OWN_STYLE = re.compile(r"\.print-format\s*\{([^}]*)\}")
OF_THE_PAGE = re.compile(r"(margin-(?:top|right|bottom|left)|page-(?:width|height))\s*:\s*([\d.]+mm)")
PAGE_NUMBERS = '@page { @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; color: #555 } }'
PRINTED = """
	.action-banner, .print-hide, .print-toolbar, .no-print, .d-none, .hidden-pdf { display: none !important }
	html, body { font-family: "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", sans-serif; background: none }
	.print-format { box-shadow: none !important; padding: 0 !important; margin: 0 !important;
		max-width: none !important; min-height: 0 !important; width: auto !important }
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


def get_chrome_pdf(html: str, options: dict | None = None, output=None, pdf_generator: str = "chrome", **kwargs):
	"""Return the PDF of a print format that is set to Chrome: it is drawn like all others."""
	return get_pdf(html, options, output) if pdf_generator == "chrome" else None


def import_weasyprint() -> tuple[Callable, Callable]:
	"""Return WeasyPrint's HTML and CSS, which fetch what the session's user may read, and nothing from elsewhere."""
	try:
		from weasyprint import CSS, HTML
	except OSError as missing:
		frappe.throw(
			_("PDF needs the library pango. Install it: {0}").format(
				"apt-get install libpango-1.0-0 libpangoft2-1.0-0"
			),
			PrintEngineMissing,
			title=cstr(missing)[:100],
		)
	return partial(HTML, url_fetcher=fetch), partial(CSS, url_fetcher=fetch)


def _draw(html: str, options: dict) -> bytes:
	soup = BeautifulSoup(html, "html5lib")
	for script in soup.find_all("script"):
		script.decompose()
	options = {**_own_options(soup), **{name: value for name, value in options.items() if value}}
	repeated = _to_the_front(soup)
	for name in repeated:
		options.setdefault(IN_THE_MARGINS[name], f"{_height(soup, name, options) + EDGE + GAP:.1f}mm")
	styles = [PRINTED, _page(options), RUNNING if repeated else ""]
	if "footer-html" not in repeated:
		styles.append(PAGE_NUMBERS)
	return _laid_out(str(soup), "\n".join(styles)).write_pdf()


def _laid_out(html: str, style: str):
	"""Return the WeasyPrint document of ``html``."""
	HTML, CSS = import_weasyprint()
	return HTML(string=html, base_url="site:///").render(stylesheets=[CSS(string=style)])


def _own_options(soup: BeautifulSoup) -> dict[str, str]:
	"""What the print's styles say of the page; of several the last."""
	text = " ".join(style.string or "" for style in soup.find_all("style"))
	return {said[1]: said[2] for rule in OWN_STYLE.findall(text) for said in OF_THE_PAGE.finditer(rule)}


def _to_the_front(soup: BeautifulSoup) -> list[str]:
	"""Put the header and the footer that stand on every page before the text; return those that there are.

	The page on the screen hides them, or what of them is for the screen alone, by the classes that are taken away here.
	"""
	found = []
	for name in IN_THE_MARGINS:
		copies = soup.find_all(id=name)
		for copy in copies:
			copy.extract()
		if not copies:
			continue
		for hidden in copies[0].select(".hidden-pdf"):
			hidden.decompose()
		for shown in (copies[0], *copies[0].select(".visible-pdf")):
			shown["class"] = [word for word in shown.get("class", []) if word not in ("hidden-pdf", "visible-pdf")]
		(soup.select_one(".print-format") or soup.body).insert(0, copies[0])
		found.append(name)
	return found


def _height(soup: BeautifulSoup, name: str, options: dict) -> float:
	"""How high the repeated element is on the page, in millimetres."""
	alone = f"@page {{ margin-top: 0; margin-bottom: 0 }} .print-format > :not(#{name}) {{ display: none }}"
	document = _laid_out(str(soup), "\n".join((PRINTED, _page(options), alone, "body { display: flow-root }")))
	body = document.pages[0]._page_box.children[0].children[0]
	return body.height / PIXELS_PER_MILLIMETRE


def _page(options: dict) -> str:
	"""The @page rule: size and margins of the options, else of the Print Settings, else A4."""
	size = options.get("page-size") or frappe.db.get_single_value("Print Settings", "pdf_page_size") or "A4"
	if options.get("page-width") and options.get("page-height"):
		size = f"{_length(options['page-width'])} {_length(options['page-height'])}"
	elif size == "Custom":
		size = "A4"
	if str(options.get("orientation", "")).lower() == "landscape":
		size += " landscape"
	margins = " ".join(_length(options.get(side) or standard) for side, standard in MARGINS.items())
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
	# WeasyPrint leaves a path from the root as it is: urljoin joins nothing to a scheme that it doesn't know
	own = (parsed.scheme in ("site", "") and not parsed.netloc) or here
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
