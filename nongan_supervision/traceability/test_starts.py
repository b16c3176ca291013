"""What a code, a number or a name is understood as."""

from __future__ import annotations

from nongan_supervision.certificates.codes import slip_code
from nongan_supervision.tests.factories import (
	make_producer,
)
from nongan_supervision.tests.production_factories import new_harvest
from nongan_supervision.tests.trace_case import BATCH, LOT, VILLAGE, TraceTestCase
from nongan_supervision.traceability.errors import NothingToTraceError


class TestStarts(TraceTestCase):
	def start(self, code: str) -> list[str]:
		return [row["document"] or row["item"] for row in self.trace(code=code).rows if row["level"] == 0]

	def test_what_is_understood(self):
		serial = self.certificate.serial_from
		expected = {
			self.certificate.name: self.certificate.name,
			self.certificate.name.lower(): self.certificate.name,
			slip_code(2022, serial): self.certificate.name,
			f"http://localhost/certificate?code={slip_code(2022, serial + 1)}": self.certificate.name,
			f"2022-{serial:07d}": self.certificate.name,
			self.test.sample_no: self.test.name,
			"zs-01": "追溯菜, batch ZS-01",
			LOT: f"Lot {LOT}",
			"追溯农药": "追溯农药",
			"追溯合作社": self.producer.name,
			"追溯合作": self.producer.name,
		}
		for code, start in expected.items():
			with self.subTest(code=code):
				self.assertEqual(self.start(code), [start])

	def test_batch_number_of_two_producers_is_both(self):
		other = make_producer(village=VILLAGE)
		new_harvest(other, **self.of_batch(), recorded_on="2022-06-20").insert()
		self.assertEqual(self.start(BATCH), ["追溯菜, batch ZS-01"] * 2)

	def test_nothing_known_by_it(self):
		for code in ("ZZ", "2022-9999999999", "%", "_", "' or 1=1 --"):
			with self.subTest(code=code), self.assertRaises(NothingToTraceError):
				self.trace(code=code)

	def test_nothing_asked(self):
		with self.assertRaises(NothingToTraceError):
			self.trace(code=" ")

	def test_documents_of_other_kinds(self):
		with self.assertRaises(NothingToTraceError):
			self.trace(start_doctype="User", start="Administrator")
