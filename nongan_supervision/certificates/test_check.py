import json

import frappe

from nongan_supervision.certificates import check
from nongan_supervision.certificates.codes import slip_code
from nongan_supervision.tests import web
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_certificate, make_producer
from nongan_supervision.tests.registers import counted_queries

YEAR = 2018
METHOD = "nongan_supervision.api.verify_certificate"
ADDRESS = "203.0.113.7"


def altered(code: str) -> str:
	return code[:-1] + ("0" if code[-1] != "0" else "1")


class CheckTestCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		self.addCleanup(setattr, frappe.local, "request_ip", frappe.local.request_ip)
		frappe.local.request_ip = ADDRESS
		self.forget_counts()
		self.certificate = make_certificate(
			make_producer("查验<b>户</b>"),
			issued_on=f"{YEAR}-05-06",
			certificate_count=10,
			origin="查验镇查验村",
			contact="0752-1234567",
			second_document_type="Traceability Code",
			second_document_no="示例追溯码001",
		)
		self.code = slip_code(YEAR, 3)

	def forget_counts(self):
		frappe.cache.delete_keys("rl:")

	def ask(self, code: str):
		return web.message_of(web.call("Guest", METHOD, code=code))

	def page(self, code: str | None = None):
		return web.request("Guest", "GET", "/certificate", code=code)


class TestCheck(CheckTestCase):
	def test_valid(self):
		answer = self.ask(self.code)
		self.assertEqual(answer["status"], check.VALID)
		slip = answer["slip"]
		self.assertEqual(slip["serial"], f"{YEAR}-0000003")
		self.assertEqual(slip["quantity"], "5 kg")
		self.assertEqual(slip["contact"], "0752-1234567")
		self.assertEqual(slip["second_document_no"], "示例追溯码001")

	def test_shows_what_a_slip_must_show_and_nothing_more(self):
		self.assertEqual(
			set(self.ask(self.code)["slip"]),
			{
				"serial",
				"product",
				"quantity",
				"origin",
				"issued_on",
				"producer",
				"contact",
				"basis",
				"second_document",
				"second_document_no",
			},
		)
		answer = json.dumps(self.ask(self.code), ensure_ascii=False)
		for hidden in (self.certificate.name, self.certificate.producer, "Administrator"):
			self.assertNotIn(hidden, answer)

	def test_as_typed_by_hand(self):
		self.assertEqual(self.ask(self.code.lower().replace("-", " "))["status"], check.VALID)

	def test_altered(self):
		answer = self.ask(altered(self.code))
		self.assertEqual((answer["status"], answer["slip"]), (check.ALTERED, None))

	def test_another_slips_number_with_this_slips_digest(self):
		self.assertEqual(self.ask(slip_code(YEAR, 4)[:10] + self.code[10:])["status"], check.ALTERED)

	def test_number_that_was_never_issued(self):
		answer = self.ask(slip_code(YEAR, 11))
		self.assertEqual((answer["status"], answer["slip"]), (check.UNKNOWN, None))

	def test_no_code_at_all(self):
		for code in ("", "https://example.org", "’; DROP TABLE", "0" * 5000):
			self.assertEqual(self.ask(code)["status"], check.UNKNOWN, code)

	def test_withdrawn(self):
		self.certificate.cancel()
		answer = self.ask(self.code)
		self.assertEqual((answer["status"], answer["slip"]), (check.WITHDRAWN, None))
		self.assertIn(frappe.utils.format_date(self.certificate.withdrawn_on), answer["message"])

	def test_draft_shows_nothing(self):
		make_certificate(issued_on=f"{YEAR}-05-06", submit=False)
		self.assertEqual(self.ask(slip_code(YEAR, 11))["status"], check.UNKNOWN)

	def test_switched_off(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "public_certificate_page", 0)
		answer = self.ask(self.code)
		self.assertEqual((answer["status"], answer["slip"]), (check.SWITCHED_OFF, None))


class TestSameWork(CheckTestCase):
	"""The time an answer takes must not tell a withdrawn code from a guess."""

	def work(self, code: str) -> tuple[str, int]:
		with counted_queries() as statements:
			status = check.check(code).status
		return status, len(statements)

	def test_one_lookup_whatever_comes_of_it(self):
		self.work(self.code)  # warms what is looked up once per process
		self.assertEqual(self.work(self.code), (check.VALID, 1))
		self.certificate.cancel()
		self.assertEqual(self.work(self.code), (check.WITHDRAWN, 1))
		self.assertEqual(self.work(altered(self.code)), (check.ALTERED, 1))
		self.assertEqual(self.work(slip_code(YEAR, 99)), (check.UNKNOWN, 1))
		self.assertEqual(self.work("no code"), (check.UNKNOWN, 1))


class TestLimit(CheckTestCase):
	def statuses(self, times: int, **arguments) -> list[int]:
		return [web.call("Guest", METHOD, code=f"guess {time}", **arguments).status_code for time in range(times)]

	def test_guesses_from_one_address_end(self):
		self.assertEqual(set(self.statuses(check.CHECKS)), {200})
		self.assertEqual(self.statuses(2), [429, 429])
		self.assertEqual(self.page(self.code).status_code, 429)

	def test_another_address_goes_on(self):
		self.statuses(check.CHECKS + 1)
		frappe.local.request_ip = "203.0.113.8"
		self.assertEqual(self.statuses(1), [200])

	def test_word_that_the_framework_counts_by_is_not_the_clients(self):
		answers = [
			web.request("Guest", "GET", f"/api/v2/method/{METHOD}", code="guess", cmd=f"other{time}").status_code
			for time in range(check.CHECKS + 1)
		]
		self.assertEqual(answers[-1], 429)

	def test_friendly_page(self):
		self.statuses(check.CHECKS + 1)
		response = self.page(self.code)
		self.assertIn('data-status="Too Many"', response.get_data(as_text=True))
		self.assertNotIn("0752-1234567", response.get_data(as_text=True))


class TestPage(CheckTestCase):
	def test_valid_slip(self):
		response = self.page(self.code)
		html = response.get_data(as_text=True)
		self.assertEqual(response.status_code, 200)
		for text in (
			'data-status="Valid"',
			"0752-1234567",
			"查验镇查验村",
			"示例追溯码001",
			f"{YEAR}-0000003",
			"noindex",
		):
			self.assertIn(text, html)

	def test_what_people_enter_is_escaped(self):
		self.assertNotIn("<b>户</b>", self.page(self.code).get_data(as_text=True))
		html = self.page('"><script>alert(1)</script>').get_data(as_text=True)
		self.assertNotIn("<script>", html)

	def test_needs_nothing_from_elsewhere(self):
		html = self.page(self.code).get_data(as_text=True)
		for foreign in ("<script", "<link", "src=", "http://", "https://"):
			self.assertNotIn(foreign, html)

	def test_answers_for_other_codes(self):
		for code, status in ((altered(self.code), "Altered"), (slip_code(YEAR, 11), "Unknown"), ("abc", "Unknown")):
			self.assertIn(f'data-status="{status}"', self.page(code).get_data(as_text=True))
		self.certificate.cancel()
		html = self.page(self.code).get_data(as_text=True)
		self.assertIn('data-status="Withdrawn"', html)
		self.assertNotIn("0752-1234567", html)

	def test_without_a_code_it_asks_for_one(self):
		html = self.page().get_data(as_text=True)
		self.assertIn('name="code"', html)
		self.assertNotIn("data-status", html)

	def test_switched_off(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "public_certificate_page", 0)
		response = self.page(self.code)
		self.assertEqual(response.status_code, 404)
		self.assertNotIn('name="code"', response.get_data(as_text=True))
