"""The report "Certificate Issuance": what is counted, for whom, and against which target."""

from __future__ import annotations

import frappe

from nongan_supervision.nongan_supervision.report.certificate_issuance import certificate_issuance as report
from nongan_supervision.permissions.grants import AGRICULTURE, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_checklist,
	make_checklist_item,
	make_key_product,
	make_producer,
	make_user,
	make_village,
)

YEAR = 2020
TOWN = "开证镇"
VILLAGE_A, VILLAGE_B = "开证甲村", "开证乙村"


class IssuedCase(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		for village in (VILLAGE_A, VILLAGE_B):
			make_village(village, town=TOWN)
		cls.producers = {village: make_producer(village=village) for village in (VILLAGE_A, VILLAGE_B)}
		cls.issue(VILLAGE_A, "2020-01-31", 30)
		cls.issue(
			VILLAGE_A, "2020-02-01", 20, second_document_type="Traceability Code", second_document_no="示例追溯码"
		)
		cls.issue(VILLAGE_B, "2020-02-10", 50, product=make_key_product("开证鱼", "Aquaculture").name)
		cls.issue(VILLAGE_B, "2020-03-01", 7).cancel()
		cls.issue(VILLAGE_B, "2019-12-31", 1000)
		cls.issue(VILLAGE_B, "2020-03-01", 1000, submit=False)

	@classmethod
	def issue(cls, village, day, count, **values):
		return make_certificate(cls.producers[village], issued_on=day, certificate_count=count, **values)


class TestCertificateIssuance(IssuedCase):
	def rows(self, **filters):
		rows = report.execute({"year": YEAR, **filters})[1]
		return {row["group"]: row for row in rows if not row.get("is_total")}

	def summary(self, **filters):
		return {entry["label"]: entry["value"] for entry in report.execute({"year": YEAR, **filters})[4]}

	def test_by_village(self):
		rows = self.rows()
		a, b = rows[VILLAGE_A], rows[VILLAGE_B]
		self.assertEqual([a[name] for name in report.FIGURES], [2, 50, 1, 0, 0])
		self.assertEqual([b[name] for name in report.FIGURES], [1, 50, 0, 0, 1])
		self.assertEqual((a["share"], b["share"]), (50, 50))

	def test_sums_of_them_all_below(self):
		*rows, total = report.execute({"year": YEAR})[1]
		self.assertEqual((total["is_total"], [total[name] for name in report.FIGURES]), (1, [3, 100, 1, 0, 1]))
		self.assertEqual((total["share"], len(rows)), (100, 2))
		(alone,) = report.execute({"year": YEAR, "village": VILLAGE_A})[1]
		self.assertEqual(alone["group"], VILLAGE_A)

	def test_flagged_as_untested(self):
		certificate = frappe.db.get_value("Conformity Certificate", {"village": VILLAGE_A, "issued_on": "2020-01-31"})
		frappe.db.set_value("Conformity Certificate", certificate, "untested_substances", "测试药")
		self.assertEqual(self.rows()[VILLAGE_A]["untested"], 1)

	def test_by_month_in_order_with_its_days(self):
		rows = self.rows(group_by="Month")
		self.assertEqual(
			[(name, row["slips"]) for name, row in rows.items()], [("2020-01", 30), ("2020-02", 70), ("2020-03", 0)]
		)
		self.assertEqual(str(rows["2020-02"]["to_date"]), "2020-02-29")

	def test_by_producer_and_product(self):
		producer = self.producers[VILLAGE_A]
		row = self.rows(group_by="Producer")[producer.name]
		self.assertEqual((row["group_label"], row["slips"]), (producer.producer_name, 50))
		self.assertEqual(self.rows(group_by="Product")["开证鱼"]["slips"], 50)
		self.assertEqual(set(self.rows(group_by="Product", village=VILLAGE_A)), {make_key_product().name})

	def test_days_that_are_asked_for(self):
		self.assertEqual(set(self.rows(from_date="2020-01-31", to_date="2020-02-01")), {VILLAGE_A})

	def test_target_of_the_checklist(self):
		indicator = make(
			"Checklist Indicator",
			indicator_name="开证张数测试",
			measure="Sum",
			source_doctype="Conformity Certificate",
			date_field="issued_on",
			value_field="certificate_count",
		)
		checklist = make_checklist(TOWN, YEAR)
		make_checklist_item(checklist, indicator=indicator.name, target=200)
		frappe.db.set_single_value("Nongan Supervision Settings", "current_town", TOWN)
		make_village("开证邻村", town="开证邻镇")
		user = make_user(AGRICULTURE)
		make("User Permission", user=user, allow="Town", for_value=TOWN)
		with self.as_user(user):
			summary = self.summary()
			self.assertNotIn(frappe._("Target of the Year"), self.summary(village=VILLAGE_A))
		self.assertEqual(summary[frappe._("Target of the Year")], 200)
		self.assertEqual(summary[frappe._("Percent of Target")], 50)
		self.assertNotIn(frappe._("Target of the Year"), self.summary())  # of several towns

	def test_own_village_only(self):
		with self.as_user(make_user(VILLAGE, villages=[VILLAGE_A])):
			self.assertEqual(set(self.rows()), {VILLAGE_A})

	def test_a_producer_who_moved_away_is_not_named(self):
		producer = self.producers[VILLAGE_A]
		producer.db_set("village", VILLAGE_B)
		with self.as_user(make_user(VILLAGE, villages=[VILLAGE_A])):
			self.assertEqual(self.rows(group_by="Producer")[producer.name]["group_label"], producer.name)

	def test_nothing_issued(self):
		_columns, rows, _message, chart, summary = report.execute({"year": 2011})
		self.assertEqual((rows, chart, {entry["value"] for entry in summary[:4]}), ([], None, {0}))


class TestRegister(IssuedCase):
	"""Each certificate by itself, as the office's register has them."""

	def register(self, **filters):
		return report.execute({"year": YEAR, "group_by": "Certificate", **filters})[1]

	def test_every_certificate_in_order_with_its_serials_and_the_sums(self):
		rows = self.register()
		*entries, total = rows
		self.assertEqual(
			[(str(row["issued_on"]), row["certificate_count"]) for row in entries],
			[("2020-01-31", 30), ("2020-02-01", 20), ("2020-02-10", 50), ("2020-03-01", 7)],
		)
		self.assertEqual((total["is_total"], total["certificate_count"]), (1, 100))
		first = entries[0]
		self.assertRegex(first["serials"], r"^2020-\d{7}～\d{7}$")
		self.assertEqual(first["producer_name"], self.producers[VILLAGE_A].producer_name)
		self.assertEqual(first["quantity"], 30 * (first["quantity_per_certificate"] or 0))

	def test_a_withdrawn_one_stays_and_does_not_count(self):
		self.assertEqual([row["state"] for row in self.register()[:4]], ["", "", "", "Withdrawn"])

	def test_what_is_asked_for(self):
		self.assertEqual(len(self.register(village=VILLAGE_A)), 3)
		self.assertEqual(len(self.register(product="开证鱼")), 2)
		self.assertEqual(self.register(village="没有的村"), [])

	def test_an_officer_sees_the_certificates_of_the_village(self):
		with self.as_user(make_user(VILLAGE, villages=[VILLAGE_B])):
			rows = self.register()
		self.assertEqual({row["village"] for row in rows if not row.get("is_total")}, {VILLAGE_B})
