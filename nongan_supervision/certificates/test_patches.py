import frappe

from nongan_supervision.certificates import serials
from nongan_supervision.patches.v0_2 import (
	count_slips_apart,
	number_certificates,
	ship_certificate_slips,
	tidy_batches,
)
from nongan_supervision.setup.print_formats import OWN_STYLE
from nongan_supervision.setup.shipped import LEDGER
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_certificate
from nongan_supervision.tests.production_factories import make_use

YEAR = 2017
CERTIFICATE = "Conformity Certificate"


class TestNumberCertificates(NonganTestCase):
	"""Certificates from before there were numbers."""

	def unnumbered(self, issued_on: str, count: int, cancelled: bool = False) -> str:
		certificate = make_certificate(issued_on=issued_on, certificate_count=count)
		if cancelled:
			certificate.cancel()
		nothing = {"serial_year": 0, "serial_from": 0, "serial_to": 0, "withdrawn_on": None}
		frappe.db.set_value(CERTIFICATE, certificate.name, nothing)
		return certificate.name

	def numbers(self, name: str) -> tuple:
		return frappe.db.get_value(CERTIFICATE, name, ["serial_year", "serial_from", "serial_to"])

	def test_in_the_order_of_their_issue_withdrawn_ones_too(self):
		later = self.unnumbered(f"{YEAR}-06-02", 5)
		earlier = self.unnumbered(f"{YEAR}-06-01", 10, cancelled=True)
		draft = make_certificate(issued_on=f"{YEAR}-06-01", submit=False).name
		first = serials.reserve(YEAR, 1) + 1
		number_certificates.execute()
		self.assertEqual(self.numbers(earlier), (YEAR, first, first + 9))
		self.assertEqual(self.numbers(later), (YEAR, first + 10, first + 14))
		self.assertEqual(self.numbers(draft), (0, 0, 0))
		self.assertTrue(frappe.db.get_value(CERTIFICATE, earlier, "withdrawn_on"))

	def test_again_changes_nothing(self):
		name = self.unnumbered(f"{YEAR}-06-02", 5)
		number_certificates.execute()
		numbers = self.numbers(name)
		number_certificates.execute()
		self.assertEqual(self.numbers(name), numbers)


class TestCountSlipsApart(NonganTestCase):
	"""Counters that stood among the framework's Series."""

	def setUp(self):
		super().setUp()
		self.certificate = make_certificate(issued_on=f"{YEAR}-06-01", certificate_count=10)
		frappe.db.delete(serials.COUNTER, {"name": str(YEAR)})
		frappe.db.set_value(CERTIFICATE, self.certificate.name, "serial_key", None)

	def old_counter(self, year: int, current: int) -> None:
		series = frappe.qb.DocType("Series")
		name = f"{count_slips_apart.PREFIX}{year}"
		frappe.qb.into(series).columns(series.name, series.current).insert(name, current).run()

	def test_numbers_go_on_after_those_that_were_given(self):
		self.old_counter(YEAR, 1234)
		self.old_counter(YEAR - 1, 7)
		count_slips_apart.execute()
		self.assertEqual((serials.reserve(YEAR, 1), serials.reserve(YEAR - 1, 1)), (1235, 8))
		series = frappe.qb.DocType("Series")
		of_slips = series.name.like(f"{count_slips_apart.PREFIX}%")
		self.assertFalse(frappe.qb.from_(series).select(series.name).where(of_slips).run())

	def test_a_counter_that_was_put_back_gives_nothing_again(self):
		self.old_counter(YEAR, 0)
		count_slips_apart.execute()
		self.assertEqual(serials.reserve(YEAR, 1), self.certificate.serial_to + 1)

	def test_issued_certificates_get_their_key_once(self):
		draft = make_certificate(issued_on=f"{YEAR}-06-01", submit=False).name
		for _time in range(2):
			count_slips_apart.execute()
			key = frappe.db.get_value(CERTIFICATE, self.certificate.name, "serial_key")
			self.assertEqual(key, self.certificate.serial_key)
		self.assertIsNone(frappe.db.get_value(CERTIFICATE, draft, "serial_key"))

	def test_a_number_that_was_given_twice_stops_nothing(self):
		twin = make_certificate(issued_on=f"{YEAR}-06-01", certificate_count=10)
		frappe.db.set_value(CERTIFICATE, twin.name, {"serial_key": None, "serial_from": self.certificate.serial_from})
		count_slips_apart.execute()
		keys = frappe.get_all(CERTIFICATE, {"name": ["in", [twin.name, self.certificate.name]]}, pluck="serial_key")
		self.assertCountEqual(keys, [self.certificate.serial_key, None])


class TestTidyBatches(NonganTestCase):
	def test_one_batch_however_it_was_written(self):
		for stored, tidy in (("Ａ1", "A1"), ("a1 ", "A1"), ("A 1", "A1"), ("A1", "A1"), ("", None), ("　", None)):
			with self.subTest(stored):
				name = make_certificate(batch_no="测试").name
				frappe.db.set_value(CERTIFICATE, name, "batch_no", stored)
				tidy_batches.execute()
				self.assertEqual(frappe.db.get_value(CERTIFICATE, name, "batch_no") or None, tidy)

	def test_in_the_ledger_too(self):
		name = make_use().name
		frappe.db.set_value("Production Record", name, "batch_no", "东 3 号")
		tidy_batches.execute()
		self.assertEqual(frappe.db.get_value("Production Record", name, "batch_no"), "东3号")


class TestShipSlips(NonganTestCase):
	def test_sites_without_them_get_them_once(self):
		names = [name for name, *_rest in OWN_STYLE]
		for name in names:
			frappe.delete_doc("Print Format", name)
		ship_certificate_slips.execute()
		self.assertFalse(frappe.db.exists("Print Format", names[0]))
		frappe.db.set_global(LEDGER, None)
		ship_certificate_slips.execute()
		self.assertTrue(all(frappe.db.exists("Print Format", name) for name in names))
