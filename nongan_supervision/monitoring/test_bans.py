import threading

import frappe

from nongan_supervision.monitoring import bans
from nongan_supervision.tests.at_once import AT_ONCE, at_once, forget_afterwards
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	make_producer,
	make_substance,
	new_residue_test,
	result,
)

WRITTEN = (
	"Town",
	"Village",
	"Key Product",
	"Substance",
	"Producer",
	"Residue Test",
	"Sale Ban",
	"Comment",
	"Notification Log",
)


class TestAtOnce(NonganTestCase):
	"""Several whose failing tests are submitted at the same moment."""

	def setUp(self):
		super().setUp()
		forget_afterwards(self, *WRITTEN)

	def test_one_ban_for_one_product(self):
		producer = make_producer()
		self.drafts = [self.draft(producer, f"测试药{number}") for number in range(AT_ONCE)]
		self.submit_at_once()
		(ban,) = bans.active_bans(producer.name, PRODUCT)
		found = [row.residue_test for row in frappe.get_doc("Sale Ban", ban).substances]
		self.assertEqual(sorted(found), sorted(self.drafts))

	def test_a_ban_for_each_producer(self):
		producers = [make_producer() for _number in range(AT_ONCE)]
		self.drafts = [self.draft(producer, "测试药") for producer in producers]
		self.submit_at_once()
		for producer in producers:
			self.assertEqual(len(bans.active_bans(producer.name, PRODUCT)), 1)

	def draft(self, producer, substance: str) -> str:
		make_substance(substance)
		return new_residue_test(producer, results=[result(substance, "Positive")]).insert().name

	def submit_at_once(self) -> None:
		frappe.db.commit()  # for the other connections to find them
		at_once(self._submit)
		frappe.db.rollback()

	def _submit(self, start: threading.Barrier, who: int) -> None:
		test = frappe.get_doc("Residue Test", self.drafts[who])
		self.assertEqual(bans.active_bans(test.producer, test.product), [])
		start.wait()  # none of them has seen a ban
		test.submit()
		frappe.db.commit()
