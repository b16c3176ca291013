from datetime import date

import frappe

from nongan_supervision.cases.clues import clue_of
from nongan_supervision.certificates import errors
from nongan_supervision.certificates.checks import EVENT_TYPES, check_date, read_slip
from nongan_supervision.certificates.codes import slip_code
from nongan_supervision.certificates.wording import serial_text
from nongan_supervision.permissions.grants import MARKET, VILLAGE
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.credit_events import event_of
from nongan_supervision.setup.settings import CREDIT_POINTS
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_certificate, make_key_product, make_producer, make_user
from nongan_supervision.tests.web import call, message_of


class CheckTestCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer()
		self.certificate = make_certificate(self.producer)

	def new(self, **values):
		return frappe.get_doc(
			{"doctype": "Certificate Check", "checked_on": "2022-07-05", "finding": "Genuine", **values}
		)

	def make(self, **values):
		return self.new(**values).insert()

	def refuse(self, error, **values):
		self.assertRaises(error, self.new(**values).insert)

	def code(self, number=0, certificate=None):
		certificate = certificate or self.certificate
		return slip_code(certificate.serial_year, certificate.serial_from + number)

	def altered_code(self):
		code = self.code()
		return code[:-1] + ("0" if code[-1] != "0" else "1")


class TestSlip(CheckTestCase):
	def test_code_says_which_slip_it_is(self):
		check = self.make(code=f"https://nongan.example/certificate?code={self.code(3).lower()}")
		serial = serial_text(self.certificate.serial_year, self.certificate.serial_from + 3)
		self.assertEqual((check.code, check.serial_no), (self.code(3), serial))
		self.assertEqual(
			(check.certificate, check.producer, check.product),
			(self.certificate.name, self.producer.name, self.certificate.product),
		)
		self.assertEqual(
			(check.village, check.town, check.sector), (self.producer.village, self.producer.town, "Planting")
		)

	def test_code_overrules_what_was_typed(self):
		other = make_certificate(self.producer)
		check = self.make(code=self.code(), certificate=other.name, serial_no="7")
		self.assertEqual(check.certificate, self.certificate.name)

	def test_bad_codes_are_not_genuine(self):
		withdrawn = make_certificate(self.producer)
		code = self.code(certificate=withdrawn)
		withdrawn.cancel()
		for bad in (self.altered_code(), "没有的码", code):
			self.refuse(errors.NotGenuineError, code=bad, producer=self.producer.name)
			self.assertTrue(self.make(code=bad, finding="False Claim", place="测试市场").name)

	def test_what_was_genuine_takes_a_note_when_the_certificate_is_withdrawn_since(self):
		check = self.make(code=self.code())
		self.certificate.cancel()
		other = make_certificate(self.producer)
		check.update({"note": "补充说明", "certificate": other.name}).save()
		self.assertEqual((check.note, check.certificate), ("补充说明", self.certificate.name))
		check.finding = "Incomplete"
		check.save()
		check.finding = "Genuine"
		self.assertRaises(errors.NotGenuineError, check.save)

	def test_serial_of_the_certificate(self):
		last = self.certificate.serial_to
		check = self.make(certificate=self.certificate.name, serial_no=f" {last} ")
		self.assertEqual(check.serial_no, serial_text(self.certificate.serial_year, last))
		for foreign in (str(last + 1), serial_text(self.certificate.serial_year - 1, last), "A7"):
			self.refuse(errors.ForeignSerialError, certificate=self.certificate.name, serial_no=foreign)

	def test_full_serial_finds_its_certificate(self):
		serial = serial_text(self.certificate.serial_year, self.certificate.serial_from)
		self.assertEqual(self.make(serial_no=serial).certificate, self.certificate.name)

	def test_certificate_of_somebody_else(self):
		values = {"certificate": self.certificate.name, "producer": make_producer().name}
		self.refuse(errors.ForeignCertificateError, **values)
		self.refuse(
			errors.ForeignCertificateError,
			certificate=self.certificate.name,
			product=make_key_product("另一菜").name,
		)
		self.assertEqual(self.make(finding="Borrowed Name", **values).producer, values["producer"])

	def test_missing_needs_and_keeps_no_certificate(self):
		check = self.make(finding="Missing", code=self.code(), certificate=self.certificate.name, place="测试市场")
		self.assertEqual((check.certificate, check.serial_no, check.code), (None, None, None))

	def test_genuine_can_be_found_again(self):
		self.refuse(errors.MissingCertificateError, producer=self.producer.name)

	def test_producer_or_place(self):
		self.refuse(errors.MissingPlaceError, finding="Missing", place=" ")

	def test_not_in_the_future(self):
		check = self.new(checked_on="2022-07-06")
		self.assertRaises(errors.FutureCheckError, check_date, check, Context(today=date(2022, 7, 5)))
		check_date(check, Context(today=date(2022, 7, 6)))

	def test_inspector_is_who_enters_it(self):
		market = make_user(MARKET)
		department = frappe.db.get_value("Supervision Department", {"role": MARKET})
		with self.as_user(market):
			check = self.make(code=self.code())
		self.assertEqual((check.inspector, check.department), (frappe.utils.get_fullname(market), department))


class TestReading(CheckTestCase):
	def test_valid_slip(self):
		slip = read_slip(self.code())
		self.assertEqual((slip.status, slip.finding, slip.certificate), ("Valid", None, self.certificate.name))

	def test_altered_slip_proposes_a_finding_and_no_certificate(self):
		slip = read_slip(self.altered_code())
		self.assertEqual((slip.status, slip.finding, slip.certificate), ("Altered", "False Claim", None))

	def test_code_is_taken_out_of_its_address(self):
		altered = self.altered_code()
		self.assertEqual(read_slip(f"https://nongan.example/certificate?code={altered} ").code, altered)

	def test_who_may_check_may_read(self):
		method = "nongan_supervision.api.read_slip"
		answer = message_of(call(make_user(MARKET), method, code=self.code()))
		self.assertEqual(answer["certificate"], self.certificate.name)
		self.assertEqual(call(make_user(VILLAGE), method, code=self.code()).status_code, 403)


class TestFollowUps(CheckTestCase):
	def find(self, finding, **values):
		return self.make(finding=finding, producer=self.producer.name, **values)

	def event(self, check):
		name = event_of(check)
		return name and frappe.get_doc("Credit Event", name)

	def test_genuine_has_none(self):
		check = self.make(code=self.code())
		self.assertEqual((event_of(check), clue_of(check), check.credit_event), (None, None, None))

	def test_each_breach_is_a_credit_event(self):
		for finding, event_type in EVENT_TYPES.items():
			check = self.find(finding)
			event = self.event(check)
			self.assertEqual((event.event_type, event.points), (event_type, CREDIT_POINTS[event_type]))
			self.assertEqual((str(event.event_on), event.docstatus, check.credit_event), ("2022-07-05", 1, event.name))

	def test_fraud_opens_a_clue_for_whoever_found_it(self):
		with self.as_user(make_user(MARKET)):
			check = self.find("False Claim", place="测试市场")
		clue = frappe.get_doc("Case Clue", check.case_clue)
		self.assertEqual(
			(clue.clue_source, clue.producer, clue.department),
			("Certificate Check", self.producer.name, check.department),
		)
		self.assertIn("测试市场", clue.description)
		self.assertIsNone(clue_of(self.find("Missing")))

	def test_without_a_producer_there_is_nobody_to_blame(self):
		check = self.make(finding="Borrowed Name", place="测试市场")
		self.assertIsNone(check.credit_event)
		self.assertTrue(check.case_clue)

	def test_saving_again_changes_nothing(self):
		check = self.find("Borrowed Name")
		before = (check.credit_event, check.case_clue)
		check.note = "补充说明"
		check.save()
		self.assertEqual((check.credit_event, check.case_clue), before)

	def test_correction_takes_back_and_opens_anew(self):
		check = self.find("Borrowed Name")
		first, clue = check.credit_event, check.case_clue
		check.finding = "Incomplete"
		check.save()
		self.assertEqual(frappe.db.get_value("Credit Event", first, "docstatus"), 2)
		self.assertFalse(frappe.db.exists("Case Clue", clue))
		self.assertEqual((self.event(check).event_type, check.case_clue), ("Incomplete Certificate", None))
		check.update({"finding": "Genuine", "certificate": self.certificate.name})
		check.save()
		self.assertEqual((check.credit_event, event_of(check)), (None, None))
		self.assertEqual(frappe.db.get_value("Producer", self.producer.name, "credit_level"), "A")

	def test_another_producer_answers(self):
		check, other = self.find("Missing"), make_producer()
		check.producer = other.name
		check.save()
		self.assertEqual(self.event(check).producer, other.name)

	def test_what_was_amended_by_hand_stays(self):
		check = self.find("Missing")
		event = self.event(check)
		event.cancel()
		amended = frappe.copy_doc(event)
		amended.update({"amended_from": event.name, "points": -1, "docstatus": 0})
		amended.insert().submit()
		check.finding = "Incomplete"
		check.save()
		self.assertEqual(check.credit_event, amended.name)
		self.assertEqual(self.event(check).points, -1)

	def test_clue_that_was_dealt_with_stays(self):
		check = self.find("False Claim")
		frappe.db.set_value("Case Clue", check.case_clue, "status", "Case Filed")
		check.finding = "Incomplete"
		check.save()
		self.assertEqual(check.case_clue, clue_of(check))

	def test_deletion_takes_back(self):
		check = self.find("Borrowed Name")
		event, clue = check.credit_event, check.case_clue
		check.delete()
		self.assertEqual(frappe.db.get_value("Credit Event", event, "docstatus"), 2)
		self.assertFalse(frappe.db.exists("Case Clue", clue))

	def test_no_deletion_once_others_rely_on_it(self):
		check = self.find("False Claim")
		frappe.db.set_value("Case Clue", check.case_clue, "status", "Case Filed")
		self.assertRaises(frappe.LinkExistsError, check.delete)
