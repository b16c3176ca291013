"""A batch from the dealer's counter to two buyers, in documents, for the tests of traces."""

from __future__ import annotations

import frappe

from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_key_product,
	make_producer,
	make_residue_test,
	make_village,
)
from nongan_supervision.tests.production_factories import make_dealer, make_input, make_use, new_harvest, new_sale, sold
from nongan_supervision.traceability.tracing import Question, Trace, trace

VILLAGE, OTHER_VILLAGE = "追溯村", "追溯邻村"
BATCH = "ZS-01"
LOT = "LOT-2022-7"


class TraceTestCase(NonganTestCase):
	"""A batch from the dealer's counter to two buyers, in documents."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		make_village(VILLAGE)
		make_village(OTHER_VILLAGE)
		cls.product = make_key_product("追溯菜").name
		cls.producer = make_producer("追溯合作社", VILLAGE)
		cls.dealer = make_dealer("追溯农资店", VILLAGE)
		cls.input = make_input("追溯农药", labelled={cls.product: 3})
		item = sold(cls.input, purpose_product=cls.product, lot_no=LOT)
		cls.sale = new_sale(item, dealer=cls.dealer, producer=cls.producer.name, sold_on="2022-05-01").insert().submit()
		cls.use = make_use(cls.producer, cls.input, **cls.of_batch(), recorded_on="2022-06-01", quantity=2, unit="袋")
		cls.harvest = new_harvest(cls.producer, **cls.of_batch(), recorded_on="2022-06-20").insert()
		cls.test = make_residue_test(
			cls.producer, product=cls.product, sampled_on="2022-06-18", tested_on="2022-06-18", stage="Harvest"
		)
		cls.certificate = make_certificate(cls.producer, **cls.of_batch(), issued_on="2022-06-21")
		cls.check = make(
			"Certificate Check",
			certificate=cls.certificate.name,
			checked_on="2022-06-22",
			place="示例农贸市场",
			finding="Genuine",
		)
		cls.notice = cls.make_notice(certificate=cls.certificate.name)

	@classmethod
	def of_batch(cls, batch_no: str = BATCH) -> dict:
		return {"product": cls.product, "batch_no": batch_no}

	@classmethod
	def make_notice(cls, **values):
		flows = [("Downstream", "示例超市甲"), ("Downstream", "示例超市乙"), ("Upstream", "示例批发商")]
		return make(
			"Nonconformity Notice",
			direction="Market to Origin",
			counterpart="示例市场",
			finding="测试",
			producer=cls.producer.name,
			product=cls.product,
			batch_no=BATCH,
			village=VILLAGE,
			notified_on="2022-06-25",
			flows=[{"flow_direction": direction, "party": party, "place": "示例市"} for direction, party in flows],
			**values,
		)

	def trace(self, doc=None, code: str = "", **asked) -> Trace:
		if doc:
			asked |= {"start_doctype": doc.doctype, "start": doc.name}
		return trace(Question.of({"code": code, **asked}))

	def documents(self, answer: Trace) -> set[str]:
		return {row["document"] for row in answer.rows if row["document"]}

	def items(self, answer: Trace, kind: str) -> list[str]:
		return [row["item"] for row in answer.rows if row["kind"] == kind]

	def missing(self, answer: Trace) -> list[str]:
		return self.items(answer, "Missing Link")
