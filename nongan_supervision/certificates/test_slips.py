import json
import re
from io import BytesIO

import frappe
from frappe.utils.pdf import get_pdf
from pypdf import PdfReader

from nongan_supervision.certificates import errors, slips
from nongan_supervision.certificates.codes import Slip, read_code
from nongan_supervision.certificates.wording import slip_wording
from nongan_supervision.tests import web
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_certificate, make_producer, make_user, make_village, printed

A4, LABEL = slips.LAYOUTS["A4"], slips.LAYOUTS["Label"]
METHOD = "nongan_supervision.api.certificate_slips"
RESET = "<style>* { box-sizing: border-box } body { margin: 0 }</style>"
"""What of the Desk's style sheets moves things on a page."""


def pages_of(pdf: bytes) -> list:
	return PdfReader(BytesIO(pdf)).pages


class TestSlips(NonganTestCase):
	def test_each_slip_has_its_own_number_and_code(self):
		certificate = make_certificate(certificate_count=3)
		serials = [Slip(2022, certificate.serial_from + number) for number in range(3)]
		printed_slips = slips.certificate_slips(certificate)
		self.assertEqual([read_code(slip.code) for slip in printed_slips], serials)
		self.assertEqual([read_code(slip.address) for slip in printed_slips], serials)

	def test_address_is_the_sites_or_that_of_the_settings(self):
		certificate = make_certificate(certificate_count=1)
		self.assertTrue(slips.certificate_slips(certificate)[0].address.startswith(frappe.utils.get_url()))
		frappe.db.set_single_value(slips.SETTINGS, "certificate_page_address", "https://example.gov.cn/")
		[slip] = slips.certificate_slips(certificate)
		self.assertTrue(slip.address.startswith("https://example.gov.cn/certificate?code="))

	def test_drawing_is_one_path_of_a_size_that_fits(self):
		drawing = slips.certificate_slips(make_certificate(certificate_count=1))[0].qr
		self.assertIn("viewBox", drawing)
		self.assertEqual(drawing.count("<path"), 1)

	def test_draft_and_withdrawn_have_none(self):
		draft = make_certificate(submit=False)
		self.assertEqual((slips.certificate_slips(draft), slip_wording(draft)), ([], {}))
		certificate = make_certificate()
		certificate.cancel()
		self.assertEqual(slips.certificate_slips(certificate), [])
		self.assertRaises(errors.NotIssuedError, slips.slips_pdf, certificate, "A4")

	def test_made_up_and_altered_ones_are_refused(self):
		certificate = make_certificate()
		for values in (
			{"name": "CC-2022-没有"},
			{"name": certificate.name.lower()},
			{"doctype": "Certificate Check"},
			{"serial_from": 400000},
			{"product": "别的菜"},
			{"certificate_count": 99},
		):
			forged = frappe.get_doc({**certificate.as_dict(), **values})
			for asked in (slips.certificate_slips, slip_wording):
				self.assertRaises(errors.UnstoredSlipsError, asked, forged)
		frappe.db.set_value(certificate.doctype, certificate.name, {"serial_from": 1234567, "contact": "13900000012"})
		certificate.reload()
		for values in ({"serial_from": 1234568}, {"contact": "13900000013"}, {"contact": "13900000012.0"}):
			forged = frappe.get_doc({**certificate.as_dict(), **values})
			for asked in (slips.certificate_slips, slip_wording):
				self.assertRaises(errors.UnstoredSlipsError, asked, forged)
		sent = frappe.get_doc(frappe.parse_json(certificate.as_json()))
		self.assertEqual(len(slips.certificate_slips(sent)), 10, "as the form sends it")

	def test_those_who_may_not_print_a_certificate_get_none(self):
		certificate = make_certificate()
		with self.as_user(make_user("Police Station")):
			for asked in (slips.certificate_slips, slip_wording):
				self.assertRaises(frappe.PermissionError, asked, certificate)

	def test_ranges(self):
		certificate = make_certificate(certificate_count=5000)
		for first, last in ((0, 5001), (7, 6), (-1, 5), (5001, 5002), (1, 1001), (None, None)):
			with self.assertRaises(errors.SlipRangeError, msg=(first, last)):
				slips.check_range(certificate, first, last)
		self.assertEqual(slips.check_range(certificate, 4001, None), (4001, 5000))
		self.assertEqual(slips.check_range(make_certificate(certificate_count=3), None, None), (1, 3))

	def test_unknown_layout(self):
		self.assertRaises(errors.UnknownLayoutError, slips.slips_pdf, make_certificate(), "A5")


class TestPrints(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.certificate = make_certificate(
			make_producer("打印<i>社</i>名字长得一行写不下的农民种植专业合作社"),
			certificate_count=17,
			contact="0752-7654321",
			second_document_type="Traceability Code",
			second_document_no="示例追溯码17",
		)

	def setUp(self):
		super().setUp()
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "zh"  # what the layouts are made for

	def test_both_layouts_show_what_a_slip_must_show(self):
		for layout in (A4, LABEL):
			html = printed(self.certificate, layout)
			self.assertFalse("打印<i>社</i>" in html, layout)
			for text in ("测试菜", "5 kg", "0752-7654321", "示例追溯码17", self.certificate.origin, "<svg"):
				self.assertIn(text, html, layout)

	def test_draft_says_that_there_are_none(self):
		html = printed(make_certificate(submit=False), A4)
		self.assertNotIn("<svg", html)

	def test_eight_to_a_page(self):
		self.assertEqual(len(pages_of(slips.slips_pdf(self.certificate, "A4"))), 3)

	def test_one_label_to_a_page_of_its_size(self):
		pages = pages_of(slips.slips_pdf(self.certificate, "Label", 3, 5))
		self.assertEqual(len(pages), 3)
		width, height = (float(side) / 72 * 25.4 for side in (pages[0].mediabox.width, pages[0].mediabox.height))
		self.assertAlmostEqual(width, 60, delta=1)
		self.assertAlmostEqual(height, 80, delta=1)

	def test_the_desk_s_own_print_keeps_to_its_paper_in_every_style(self):
		for layout in ("A4", "Label"):
			pages = len(pages_of(slips.slips_pdf(self.certificate, layout)))
			for style in frappe.get_all("Print Style", pluck="name"):
				with self.subTest(layout, style=style):
					print_format = slips.LAYOUTS[layout]
					html = frappe.get_print("Conformity Certificate", self.certificate.name, print_format, style=style)
					html = re.sub(r"<link[^>]*>", RESET, html)  # a server's, which need not run
					self.assertEqual(len(pages_of(get_pdf(html))), pages)
					self.assertNotIn('class="label"', html)  # which is a badge in these style sheets

	def test_range_has_its_own_numbers_across_chunks(self):
		certificate = make_certificate(certificate_count=slips.CHUNK + 20)
		first, last = slips.CHUNK - 1, slips.CHUNK + 2
		text = "".join(page.extract_text() for page in pages_of(slips.slips_pdf(certificate, "A4", first, last)))
		numbers = [int(number) for number in re.findall(r"2022-(\d{7})", text)]
		self.assertEqual(numbers, [certificate.serial_from + number - 1 for number in range(first, last + 1)])


class TestPreview(NonganTestCase):
	"""The framework's print view, which draws whatever document a client sends."""

	def setUp(self):
		super().setUp()
		make_village("印村")
		self.certificate = make_certificate(make_producer(village="印村"), certificate_count=2)
		self.user = make_user("Village Officer", villages=["印村"])

	def preview(self, layout: str, certificate, **forged):
		sent = json.loads(certificate.as_json())
		doc = json.dumps({**sent, **forged})
		return web.call(self.user, "frappe.www.printview.get_html_and_style", doc=doc, print_format=layout)

	def test_the_stored_one_is_shown(self):
		for layout in (A4, LABEL):
			html = web.message_of(self.preview(layout, self.certificate))["html"]
			self.assertEqual(html.count("<svg"), 2)

	def test_a_draft_shows_no_slip(self):
		draft = make_certificate(frappe.get_doc("Producer", self.certificate.producer), submit=False)
		for layout in (A4, LABEL):
			response = self.preview(layout, draft)
			self.assertEqual(response.status_code, 200)
			self.assertNotIn("<svg", web.message_of(response)["html"])

	def test_words_that_were_never_stored_are_not(self):
		draft = make_certificate(frappe.get_doc("Producer", self.certificate.producer), submit=False)
		for forged in (
			{"name": "new-conformity-certificate-1", "__islocal": 1},
			{"name": "CC-2022-999999"},
			{"name": None},
			{"product": "别的菜"},
			{"contact": "13900000099"},
			{"origin": "别处"},
			{"quantity_per_certificate": 500},
			{"basis": "Commissioned Test"},
			{"second_document_type": "Quarantine Certificate", "second_document_no": "冒充"},
			{"serial_from": self.certificate.serial_from + 1},
			{"issued_on": "2022-07-09"},
		):
			for layout in (A4, LABEL):
				with self.subTest(layout, forged=forged):
					answer = web.text_of(self.preview(layout, self.certificate, **forged))
					self.assertNotIn("<svg", answer)
					self.assertNotIn("slip-title", answer)
					self.assertNotIn("label-title", answer)
					self.assertIn(errors.UnstoredSlipsError.__name__, answer)
		for name in ({"docstatus": 1}, [self.certificate.name], 5):
			self.assertIn(self.preview(A4, self.certificate, name=name).status_code, (403, 417), name)
		for layout in (A4, LABEL):
			response = self.preview(layout, draft, docstatus=1, serial_year=2022, serial_from=1)
			html = web.message_of(response)["html"]
			self.assertNotIn("<svg", html)
			self.assertNotIn("-title", html)


class TestMethod(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village("印村")
		self.certificate = make_certificate(make_producer(village="印村"), certificate_count=2)

	def ask(self, user: str, **arguments):
		return web.call(user, METHOD, name=self.certificate.name, **arguments)

	def test_pdf_for_who_may_print(self):
		response = self.ask(make_user("Village Officer", villages=["印村"]), first=1, last=2)
		self.assertEqual(response.status_code, 200)
		self.assertTrue(response.get_data().startswith(b"%PDF"))

	def test_not_for_others(self):
		for user in (make_user("Village Officer", villages=[make_village("别村").name]), make_user("Police Station")):
			self.assertEqual(self.ask(user).status_code, 403)
		self.assertEqual(self.ask("Guest").status_code, 403)

	def test_printing_is_noted(self):
		slips.note_printing(self.certificate)
		self.assertTrue(frappe.db.get_value("Conformity Certificate", self.certificate.name, "printed_on"))

	def test_a_client_cannot_claim_it(self):
		self.certificate.printed_on = "2022-07-03 10:00:00"
		self.certificate.save()
		self.assertIsNone(self.certificate.printed_on)
