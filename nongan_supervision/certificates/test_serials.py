import threading

import frappe

from nongan_supervision.certificates import errors, serials
from nongan_supervision.certificates.lookup import certificate_of, find_slip
from nongan_supervision.exchange.importer import import_register
from nongan_supervision.tests.at_once import AT_ONCE, at_once
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make_certificate,
	make_producer,
	make_village,
)
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.workbooks import workbook_of

YEAR = 2019
"""A year that nothing else issues in, on any site that the tests run on."""

COMMITTED_YEAR = YEAR - 2
"""The year of those who commit: theirs is seen outside their test until it is cleaned up."""

TIMES = 5


def issue(count: int = 10, **values):
	return make_certificate(certificate_count=count, issued_on=f"{YEAR}-07-01", **values)


class TestSerials(NonganTestCase):
	def test_numbers_follow_each_other(self):
		first, second = issue(10), issue(1)
		self.assertEqual((first.serial_year, first.serial_from, first.serial_to), (YEAR, 1, 10))
		self.assertEqual((second.serial_from, second.serial_to), (11, 11))

	def test_each_year_has_its_own(self):
		issue(10)
		other = make_certificate(certificate_count=3, issued_on=f"{YEAR - 1}-12-31")
		self.assertEqual((other.serial_year, other.serial_from, other.serial_to), (YEAR - 1, 1, 3))

	def test_draft_has_none_whatever_is_sent(self):
		draft = issue(submit=False, serial_year=YEAR, serial_from=5, serial_to=14)
		self.assertEqual((draft.serial_year, draft.serial_from, draft.serial_to), (0, 0, 0))
		draft.serial_from = 7
		self.assertEqual(draft.submit().serial_from, 1)

	def test_no_change_after_submission(self):
		certificate = issue()
		certificate.serial_to = 99
		self.assertRaises(frappe.UpdateAfterSubmitError, certificate.save)

	def test_cancelled_keep_theirs_and_amended_get_new_ones(self):
		certificate = issue(10)
		certificate.cancel()
		self.assertEqual((certificate.serial_from, certificate.serial_to), (1, 10))
		amended = frappe.copy_doc(certificate, ignore_no_copy=False)
		amended.docstatus = 0
		amended.amended_from = certificate.name
		amended.insert().submit()
		self.assertEqual((amended.serial_from, amended.serial_to), (11, 20))

	def test_failed_submission_leaves_no_gap(self):
		frappe.db.savepoint("issue")
		issue(10)
		frappe.db.rollback(save_point="issue")
		self.assertEqual(issue(10).serial_from, 1)

	def test_ten_thousand_slips_are_one_row_and_one_step(self):
		draft = issue(10_000, submit=False)
		with counted_queries() as statements:
			draft.submit()
		self.assertEqual(draft.serial_to, 10_000)
		self.assertLess(len(statements), 80)


class TestCounter(NonganTestCase):
	"""The row that a year's numbers are counted in."""

	def setUp(self):
		super().setUp()
		self.last = issue(10)
		self.counter = frappe.get_doc(serials.COUNTER, str(YEAR))

	def test_it_has_the_last_number(self):
		self.assertEqual(self.counter.last_serial, self.last.serial_to)

	def test_nobody_writes_it_not_even_an_administrator(self):
		self.counter.last_serial = 0
		for deed in (
			self.counter.save,
			lambda: self.counter.db_set("last_serial", 0),
			self.counter.delete,
			lambda: frappe.rename_doc(serials.COUNTER, str(YEAR), str(YEAR + 60), force=True),
			frappe.get_doc({"doctype": serials.COUNTER, "name": "2061", "last_serial": 5}).insert,
		):
			self.assertRaises(errors.CounterIsFinalError, deed)
		self.assertEqual(issue(1).serial_from, self.last.serial_to + 1)

	def test_a_counter_that_was_lost_goes_on_after_what_was_given(self):
		frappe.db.delete(serials.COUNTER, {"name": str(YEAR)})
		self.assertEqual(issue(1).serial_from, self.last.serial_to + 1)

	def test_it_is_raised_and_never_lowered(self):
		serials.raise_to(YEAR, 5)
		self.assertEqual(issue(1).serial_from, self.last.serial_to + 1)
		serials.raise_to(YEAR, 500)
		self.assertEqual(issue(1).serial_from, 501)

	def test_the_database_takes_no_number_twice(self):
		frappe.db.set_value(serials.COUNTER, str(YEAR), "last_serial", 0)
		self.assertRaises(frappe.UniqueValidationError, issue, 1)


class TestLookup(NonganTestCase):
	def test_slip_leads_to_its_certificate(self):
		first, second = issue(10), issue(5)
		for serial, name in ((1, first.name), (10, first.name), (11, second.name), (15, second.name)):
			self.assertEqual(certificate_of(YEAR, serial), name)

	def test_no_slip_no_certificate(self):
		issue(10)
		for year, serial in ((YEAR, 0), (YEAR, 11), (YEAR - 1, 1), (2255, 2**32 - 1)):
			self.assertIsNone(certificate_of(year, serial))

	def test_withdrawn_slip_is_found(self):
		certificate = issue(10)
		certificate.cancel()
		self.assertEqual(certificate_of(YEAR, 3), certificate.name)

	def test_one_query(self):
		issue(10)
		with counted_queries() as statements:
			find_slip(YEAR, 3)
		self.assertEqual(len(statements), 1)


class TestImportedRegister(NonganTestCase):
	def test_rows_of_a_register_are_numbered_in_their_order(self):
		make_producer("编号户", village=make_village("编号村").name)
		content = workbook_of(
			["行政村", "生产主体", "产品名称", "开具编号", "开具日期", "开具张数"],
			*[["编号村", "编号户", "测试菜", f"编号{number}", f"{YEAR}-03-0{number}", number] for number in (1, 2, 3)],
		)
		make_certificate()  # the product
		result = import_register(content, kind="certificates", commit=False)
		self.assertEqual((result.taken, result.refused), (3, []))
		rows = frappe.get_all(
			"Conformity Certificate",
			filters={"village": "编号村"},
			fields=["serial_year", "serial_from", "serial_to"],
			order_by="issued_on",
			as_list=True,
		)
		self.assertEqual([tuple(row) for row in rows], [(YEAR, 1, 1), (YEAR, 2, 3), (YEAR, 4, 6)])


class TestAtOnce(NonganTestCase):
	"""Several who issue at the same moment, each with a connection and a transaction of their own."""

	def setUp(self):
		super().setUp()
		self._forget_counter()
		self.addCleanup(self._forget_counter)

	def test_no_gap_and_no_double(self):
		ranges = [one for found in at_once(self._issue_several) for one in found]
		numbers = sorted(number for first, count in ranges for number in range(first, first + count))
		self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
		self.assertEqual(len(ranges), AT_ONCE * TIMES)

	def test_who_gives_up_leaves_no_gap(self):
		ranges = [one for found in at_once(self._give_up_every_other) for one in found]
		numbers = sorted(number for first, count in ranges for number in range(first, first + count))
		self.assertEqual(numbers, list(range(1, len(numbers) + 1)))

	def _issue_several(self, start: threading.Barrier, who: int) -> list[tuple[int, int]]:
		start.wait()
		ranges = []
		for time in range(1, TIMES + 1):
			ranges.append((serials.reserve(COMMITTED_YEAR, who + time), who + time))
			frappe.db.commit()
		return ranges

	def _give_up_every_other(self, start: threading.Barrier, who: int) -> list[tuple[int, int]]:
		start.wait()
		ranges = []
		for time in range(TIMES):
			reserved = (serials.reserve(COMMITTED_YEAR, 3), 3)
			if (who + time) % 2:
				frappe.db.rollback()
			else:
				frappe.db.commit()
				ranges.append(reserved)
		return ranges

	def _forget_counter(self) -> None:
		frappe.db.delete(serials.COUNTER, {"name": str(COMMITTED_YEAR)})
		frappe.db.commit()  # the other connections must find none; this one must not keep the database locked
