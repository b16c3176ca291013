"""Prints become PDFs with their Chinese, header and footer, of the site's own files and nothing else."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator

import frappe
import pytest
from frappe.embedded import pdf
from frappe.utils.pdf import get_pdf, pdf_contains_js
from pypdf import PdfReader, PdfWriter

from embedded import debian

pytestmark = [
	pytest.mark.usefixtures("db"),
	pytest.mark.skipif(not debian.has_pango(), reason="pango is not installed: PDFs can't be drawn"),
]
TEXT = "鹿山镇岑村 农产品质量安全 残留检测记录"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg=="
RUNNING = '<div id="header-html" class="hidden-pdf">抬头</div><div id="footer-html" class="visible-pdf">落款</div>'


def drawn(html: str, **options) -> PdfReader:
	return PdfReader(io.BytesIO(get_pdf(html, options)))


def texts(reader: PdfReader) -> list[str]:
	return [page.extract_text() for page in reader.pages]


def millimetres(reader: PdfReader) -> tuple[int, int]:
	box = reader.pages[0].mediabox
	return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def first_word_at(reader: PdfReader, word: str) -> tuple[float, float]:
	"""Where a text stands on the first page, in millimetres from its left and lower edge."""
	found: list[tuple[float, float]] = []

	def visit(text, matrix, text_matrix, _font, _size) -> None:
		if word in text:
			x, y = text_matrix[4], text_matrix[5]
			a, b, c, d, e, f = matrix
			found.append(((a * x + c * y + e) / 72 * 25.4, (b * x + d * y + f) / 72 * 25.4))

	reader.pages[0].extract_text(visitor_text=visit)
	return found[0]


@pytest.fixture
def print_settings(db) -> Iterator[Callable]:
	"""Return a function that changes a print setting until the test's end."""

	def change(fieldname: str, value) -> None:
		db.set_single_value("Print Settings", fieldname, value)
		frappe.clear_document_cache("Print Settings", "Print Settings")

	yield change
	db.rollback()
	db.value_cache.clear()
	frappe.clear_document_cache("Print Settings", "Print Settings")


class TestContent:
	def test_chinese_can_be_read_and_copied(self):
		assert TEXT.replace(" ", "") in texts(drawn(f"<p>{TEXT}</p>"))[0].replace(" ", "")

	def test_pages_are_numbered(self):
		pages = texts(drawn("<p>一</p><p style='break-before: page'>二</p>"))
		assert [page.split("\n")[-1] for page in pages] == ["1 / 2", "2 / 2"]

	def test_scripts_and_what_is_for_the_screen_are_left_out(self):
		html = "<script>document.write('script')</script><div class='print-toolbar'>toolbar</div><p>rest</p>"
		assert texts(drawn(html))[0].split("\n")[0] == "rest"

	def test_a_whole_print_of_a_document(self):
		note = frappe.get_doc(doctype="Note", title="残留检测", content=f"<p>{TEXT}</p>").insert()
		text = texts(PdfReader(io.BytesIO(frappe.get_print("Note", note.name, as_pdf=True))))[0]
		assert note.name in text and "残留检测" in text and TEXT.split()[0] in text

	def test_a_format_that_is_set_to_chrome(self):
		note = frappe.get_doc(doctype="Note", title="残留检测").insert()
		made = frappe.get_doc(
			doctype="Print Format",
			name="Chrome Test",
			doc_type="Note",
			custom_format=1,
			print_format_type="Jinja",
			html="<p>{{ doc.title }}</p>",
			pdf_generator="chrome",
		).insert()
		text = texts(PdfReader(io.BytesIO(frappe.get_print("Note", note.name, made.name, as_pdf=True))))[0]
		assert "残留检测" in text

	def test_several_prints_in_one_file(self):
		writer = PdfWriter()
		for word in ("一", "二"):
			assert get_pdf(f"<p>{word}</p>", output=writer) is writer
		assert len(writer.pages) == 2

	def test_a_password(self):
		reader = drawn("<p>secret</p>", password="its own")
		assert reader.is_encrypted and not reader.decrypt("another")
		assert reader.decrypt("its own") and "secret" in texts(reader)[0]


class TestPage:
	@pytest.mark.parametrize(
		("options", "size"),
		[
			({}, (210, 297)),
			({"page-size": "A5"}, (148, 210)),
			({"orientation": "Landscape"}, (297, 210)),
			({"page-size": "Custom"}, (210, 297)),
			({"page-width": "80mm", "page-height": "50mm"}, (80, 50)),
			({"page-width": 80, "page-height": "50"}, (80, 50)),
		],
	)
	def test_size(self, options, size):
		assert millimetres(drawn("<p>x</p>", **options)) == size

	def test_the_print_settings_size(self, print_settings):
		print_settings("pdf_page_size", "A3")
		assert millimetres(drawn("<p>x</p>")) == (297, 420)

	def test_margins_of_the_options_then_of_the_format_then_the_usual(self):
		style = "<style>.print-format { color: black; margin-left: 40mm; page-width: 100mm; page-height: 90mm }</style>"
		html = f"{style}<div class='print-format'>x</div>"
		assert millimetres(drawn(html)) == (100, 90)
		assert first_word_at(drawn(html), "x")[0] == pytest.approx(40, abs=3)
		assert first_word_at(drawn(html, **{"margin-left": "25mm"}), "x")[0] == pytest.approx(25, abs=3)
		assert first_word_at(drawn("x"), "x")[0] == pytest.approx(15, abs=3)


class TestHeaderAndFooter:
	HTML = f"<div class='print-format'><p>一</p><p style='break-before: page'>二</p>{RUNNING}</div>"
	STYLE = "<style>.visible-pdf { display: none }</style>"

	def test_stand_on_every_page(self):
		for page in texts(drawn(self.STYLE + self.HTML)):
			assert "抬头" in page and "落款" in page and "/" not in page

	def test_each_has_room_outside_the_text(self):
		high = self.HTML.replace("抬头", "<div style='height: 60mm'>抬头</div>")
		reader = drawn(self.STYLE + high)
		assert first_word_at(reader, "抬头")[1] > first_word_at(reader, "一")[1] + 60
		assert first_word_at(reader, "落款")[1] < 15

	def test_a_margin_that_was_asked_for_stays(self):
		assert 180 < first_word_at(drawn(self.HTML, **{"margin-top": "100mm"}), "一")[1] < 297 - 100

	def test_the_standard_print_repeats_letter_head_title_and_page_numbers(self, print_settings):
		print_settings("repeat_header_footer", 1)
		head = frappe.get_doc(
			doctype="Letter Head",
			letter_head_name="PDF Test",
			source="HTML",
			footer_source="HTML",
			content="<p>岑村抬头</p>",
			footer="<p>岑村落款</p>",
		).insert()
		note = frappe.get_doc(doctype="Note", title="残留", content="<p>正文</p>" * 60).insert()
		pages = texts(PdfReader(io.BytesIO(frappe.get_print("Note", note.name, letterhead=head.name, as_pdf=True))))
		assert len(pages) > 1
		for number, page in enumerate(pages, 1):
			assert "岑村抬头" in page and "岑村落款" in page and note.name in page
			assert f"第 {number} 页" in page.replace("  ", " ")


class TestWhatIsFetched:
	@pytest.mark.parametrize(
		"url",
		[
			"file:///etc/passwd",
			"http://127.0.0.1:1/",
			"https://example.com/x.png",
			"site:///etc/passwd",
			"site:///assets/../nongan/site_config.json",
			"site:///assets/%2e%2e/nongan/site_config.json",
			"site:///private/files/../../site_config.json",
			"site:///files/no-such-file.png",
			"ftp://127.0.0.1/x",
			"/etc/passwd",
		],
	)
	def test_nothing_from_elsewhere(self, url):
		with pytest.raises((ValueError, OSError)):
			pdf.fetch(url)

	def test_data_in_the_print_itself(self):
		assert pdf.fetch(f"data:image/png;base64,{PIXEL}")

	def test_the_desks_files(self):
		assert pdf.fetch("site:///assets/assets.json")["mime_type"] == "application/json"
		assert pdf.fetch(frappe.utils.get_url("/assets/assets.json"))["string"]

	def test_a_photo_as_forms_name_it_is_drawn(self):
		content = base64.b64decode(PIXEL)
		for is_private in (0, 1):
			photo = frappe.get_doc(
				doctype="File", file_name=f"pdf-test-{is_private}.png", content=content, is_private=is_private
			).insert()
			drawn = PdfReader(io.BytesIO(get_pdf(f'<img src="{photo.file_url}" width="90">')))
			assert len(drawn.pages[0].images) == 1, photo.file_url

	def test_uploads_that_the_user_may_read(self):
		public = frappe.get_doc(doctype="File", file_name="pdf-test.txt", content="public").insert()
		private = frappe.get_doc(doctype="File", file_name="pdf-test-p.txt", content="private", is_private=1).insert()
		try:
			assert pdf.fetch(f"site://{private.file_url}")["string"] == b"private"
			frappe.set_user("Guest")
			assert pdf.fetch(f"site://{public.file_url}") == {"string": b"public", "mime_type": "text/plain"}
			with pytest.raises(ValueError, match="no such file"):
				pdf.fetch(f"site://{private.file_url}")
		finally:
			frappe.set_user("Administrator")
			public.delete()
			private.delete()

	def test_no_file_of_the_machine_is_attached(self, tmp_path):
		secret = tmp_path / "secret.txt"
		secret.write_text("do not tell")
		html = f"<link rel=attachment href='{secret.as_uri()}'><a rel=attachment href='{secret.as_uri()}'>a</a><p>x</p>"
		assert not drawn(html).attachments

	def test_nor_by_the_print_format_builder(self, tmp_path):
		from frappe.utils.weasyprint import PrintFormatGenerator

		secret = tmp_path / "secret.txt"
		secret.write_text("do not tell")
		note = frappe.get_doc(doctype="Note", title="残留").insert()
		html = f"<link rel=attachment href='{secret.as_uri()}'><p>{TEXT}</p>"
		field = {"fieldname": "own", "fieldtype": "HTML", "label": "x", "html": html}
		made = frappe.get_doc(
			doctype="Print Format",
			name="Builder Test",
			doc_type="Note",
			print_format_builder_beta=1,
			format_data=json.dumps({"sections": [{"columns": [{"fields": [field]}]}]}),
		).insert()
		reader = PdfReader(io.BytesIO(PrintFormatGenerator(made.name, note).render_pdf()))
		assert TEXT.split()[0] in texts(reader)[0]
		assert not reader.attachments


class TestScriptsInUploads:
	def with_script(self) -> bytes:
		writer = PdfWriter(clone_from=io.BytesIO(get_pdf("<p>x</p>")))
		writer.add_js("app.alert('x')")
		written = io.BytesIO()
		writer.write(written)
		return written.getvalue()

	def test_are_found(self):
		assert pdf_contains_js(self.with_script())
		assert not pdf_contains_js(get_pdf("<p>JavaScript</p>"))

	def test_are_looked_for_where_the_file_is_broken(self):
		assert pdf_contains_js(b"%PDF-1.7 broken /JavaScript")
		assert not pdf_contains_js(b"%PDF-1.7 broken")

	def test_such_an_upload_is_refused(self):
		with pytest.raises(frappe.ValidationError):
			frappe.get_doc(doctype="File", file_name="script.pdf", content=self.with_script()).insert()


def test_header_and_footer_come_from_the_body():
	assert pdf.pdf_header_html() == pdf.pdf_footer_html() == ""
	assert pdf.pdf_body_html(frappe.get_template("templates/includes/footer/footer_info.html"), {}) is not None
