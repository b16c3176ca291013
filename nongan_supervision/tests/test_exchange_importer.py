"""Registers become documents as if each had been saved by hand: same values, same rules, nothing twice."""

from __future__ import annotations

import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter
from frappe.utils import add_days, getdate

from nongan_supervision.exchange import examples
from nongan_supervision.tests import registers
from nongan_supervision.tests.factories import make_producer, make_residue_test, make_user
from nongan_supervision.tests.registers import RegisterTestCase, register, take
from nongan_supervision.tests.workbooks import workbook_of

STORED = ("Residue Test", "Residue Test Result", "Producer", "Producer Product", "Series", "Certificate Counter")
FROM_THE_SAVE_ITSELF = ("name", "parent", "creation", "modified", "import_key", "sample_no", "producer")


class TestExamples(RegisterTestCase):
	def test_the_clean_one(self):
		result = take(examples.as_bytes(examples.clean_register()))
		self.assertEqual((result.rows_total, result.taken, result.known, len(result.refused)), (60, 60, 0, 0))
		self.assertEqual((result.kind, result.exit_code), ("residue-tests", 0))

	def test_the_messy_one_and_its_correction(self):
		content = examples.as_bytes(examples.messy_register())
		result = take(content)
		self.assertEqual((result.rows_total, result.taken, result.positives), (65, 63, 1))
		self.assertEqual((len(result.refused), result.exit_code), (2, 3))
		self.assertEqual([len(row.reasons) for row in result.refused], [2, 1])
		before = registers.snapshot(*STORED)
		again = take(content)
		self.assertEqual((again.taken, again.known, again.new_producers), (0, 63, 0))
		self.assertEqual(registers.snapshot(*STORED), before)

	def test_the_example_is_the_same_every_time(self):
		for _name, make in (("clean", examples.clean_register), ("messy", examples.messy_register)):
			self.assertEqual(examples.as_bytes(make()), examples.as_bytes(make()))


class TestDocuments(RegisterTestCase):
	def test_are_the_same_as_saved_by_hand(self):
		producer = make_producer("登记户", registers.VILLAGE)
		take(
			register(
				{
					"样品编号": "A-1",
					"检测项目": f"{registers.BANNED}、{registers.CONVENTIONAL}",
					"抽样人": "农技员",
					"抽样环节": "采收",
					"检测类别": "快检",
					"检测日期": "2022-07-02",
				}
			)
		)
		imported = self.only_test(sample_no="A-1")
		by_hand = make_residue_test(
			producer,
			village=registers.VILLAGE,
			product=registers.PRODUCT,
			stage="Harvest",
			tested_on="2022-07-02",
			sampler="农技员",
			results=[
				{"substance": registers.BANNED, "qualitative": "Negative"},
				{"substance": registers.CONVENTIONAL, "qualitative": "Negative"},
			],
		)
		by_hand.reload()
		self.assertEqual(_comparable(imported), _comparable(by_hand))
		self.assertEqual(imported.docstatus, 1)

	def test_a_new_producer_is_the_same_as_saved_by_hand(self):
		take(register({"生产主体": "登记专业合作社", "联系电话": 13800000000}))
		imported = frappe.get_doc("Producer", {"producer_name": "登记专业合作社"})
		by_hand = make_producer(
			"手工专业合作社",
			registers.VILLAGE,
			producer_type="Cooperative",
			phone="13800000000",
			products=[{"product": registers.PRODUCT}],
		)
		by_hand.reload()
		imported.producer_name = by_hand.producer_name
		self.assertEqual(_comparable(imported), _comparable(by_hand))

	def test_belong_to_the_user_who_imports(self):
		user = make_user("Agriculture Office")
		with self.as_user(user):
			take(register({}))
		test = self.only_test()
		self.assertEqual((test.owner, test.modified_by, test.results[0].owner), (user, user, user))

	def test_can_be_found_by_global_search(self):
		frappe.cache.delete_value("global_search_queue")
		take(register({"样品编号": "找得到"}))
		self.assertTrue(frappe.cache.llen("global_search_queue"))

	def test_names_go_on_from_those_given_by_hand(self):
		first = make_residue_test(village=registers.VILLAGE).name
		take(register({"样品编号": 1}, {"样品编号": 2}))
		last = make_residue_test(village=registers.VILLAGE).name
		numbers = [int(name.rsplit("-", 1)[1]) for name in (first, last)]
		self.assertEqual(numbers[1] - numbers[0], 3)
		self.assertEqual({self.only_test(sample_no=str(n)).name[:-5] for n in (1, 2)}, {first[:-5]})

	def test_defaults_of_the_office_are_used(self):
		make_property_setter("Residue Test", "lab", "default", "镇检测站", "Text")
		self.addCleanup(frappe.clear_cache, doctype="Residue Test")
		take(register({}))
		self.assertEqual(self.only_test().lab, "镇检测站")


class TestRulesHold(RegisterTestCase):
	def assert_refused(self, text: str, *rows: dict) -> None:
		found = registers.reasons(*rows)
		self.assertIn(text, found)
		self.assertFalse(frappe.db.exists("Residue Test", {"village": registers.VILLAGE}))

	def test_dates(self):
		self.assert_refused("future", {"抽样日期": str(add_days(getdate(), 1))})
		self.assert_refused("already", {"抽样日期": "2022-07-02", "检测日期": "2022-07-01"})

	def test_unknown_names(self):
		self.assert_refused("village", {"村": "没有的村"})
		self.assert_refused("product", {"样品名称": "没有的菜"})
		self.assert_refused("没有的药", {"检测项目": "没有的药"})

	def test_missing_cells(self):
		for heading in ("村", "生产主体", "样品名称", "抽样日期", "检测结果"):
			with self.subTest(heading):
				self.assert_refused("missing", {heading: None})

	def test_a_measured_value_without_a_limit(self):
		row = {"检测方法": "定量", "检测类别": "风险监测", "检测项目": registers.WITHOUT_LIMIT, "检测结果": 0.01}
		found = registers.reasons(row)
		self.assertIn(registers.WITHOUT_LIMIT, found)
		self.assertIn(registers.PRODUCT, found)

	def test_a_measured_value_above_the_limit_fails(self):
		row = {"检测方法": "定量", "检测类别": "例行监测", "检测项目": registers.CONVENTIONAL}
		result = take(
			register({**row, "检测值": "0.3 mg/kg", "检测结果": "不合格"}, {**row, "检测值": 100, "单位": "μg/kg"})
		)
		self.assertEqual((result.taken, result.positives), (2, 1))
		verdicts = frappe.get_all("Residue Test", filters={"village": registers.VILLAGE}, pluck="verdict")
		self.assertEqual(sorted(verdicts), ["Fail", "Pass"])

	def test_a_conclusion_against_the_measured_value(self):
		row = {"检测方法": "定量", "检测类别": "例行监测", "检测项目": registers.CONVENTIONAL}
		self.assert_refused("above its limit", {**row, "检测值": 0.3, "检测结果": "合格"})
		self.assert_refused("within its limit", {**row, "检测值": 0.1, "检测结果": "不合格"})

	def test_a_positive_that_is_not_named(self):
		self.assert_refused("阳性（", {"检测项目": f"{registers.BANNED}、{registers.CONVENTIONAL}", "检测结果": "阳性"})
		self.assert_refused("阳性（", {"检测项目": None, "检测结果": "阳性"})
		self.assert_refused(registers.CONVENTIONAL, {"检测结果": f"阳性（{registers.CONVENTIONAL}）"})

	def test_a_positive_that_is_named(self):
		result = take(register({"检测项目": None, "检测结果": f"阳性（{registers.BANNED}）"}))
		self.assertEqual((result.taken, result.positives), (1, 1))
		found = {row.substance: row.qualitative for row in self.only_test().results}
		self.assertEqual(found, {registers.BANNED: "Positive", registers.CONVENTIONAL: "Negative"})
		self.assertEqual(self.only_test().verdict, "Suspect")

	def test_substances_that_are_not_named(self):
		result = take(register({"检测项目": None}))
		self.assertEqual(len(self.only_test().results), 2)
		self.assertEqual(len(result.all_warnings()), 1)

	def test_quantitative_without_a_purpose(self):
		self.assert_refused("例行监测", {"检测方法": "定量"})

	def test_a_formula_without_a_result(self):
		self.assert_refused("formula", {"抽样日期": "=TODAY()"})

	def test_a_credit_code_that_cannot_be(self):
		self.assert_refused("credit code", {"统一社会信用代码": "913204000000000000"})

	def test_all_reasons_are_told(self):
		found = registers.reasons(
			{"村": "没有的村", "样品名称": "没有的菜", "抽样日期": str(add_days(getdate(), 9)), "检测结果": "?"}
		)
		self.assertEqual(len(found.splitlines()), 4)

	def test_what_the_office_made_mandatory(self):
		make_property_setter("Residue Test", "sampler", "reqd", 1, "Check")
		self.addCleanup(frappe.clear_cache, doctype="Residue Test")
		self.assert_refused("missing", {})
		self.assertEqual(take(register({"抽样人": "农技员"})).taken, 1)

	def test_options_that_the_office_took_away(self):
		make_property_setter("Residue Test", "stage", "options", "Field\nMarket", "Text")
		self.addCleanup(frappe.clear_cache, doctype="Residue Test")
		self.assert_refused("Harvest", {"抽样环节": "采收"})

	def test_texts_that_are_too_long(self):
		self.assert_refused("140", {"抽样人": "长" * 141})

	def test_markup_is_taken_out(self):
		take(register({"备注": "<script>alert(1)</script>很好"}))
		self.assertNotIn("<script", self.only_test().remarks)

	def test_a_village_of_another_town(self):
		self.assertIn("别的镇", registers.reasons({}, town="别的镇"))


class TestNothingTwice(RegisterTestCase):
	def count(self) -> int:
		return frappe.db.count("Residue Test", {"village": registers.VILLAGE})

	def test_the_same_file_twice(self):
		content = register({"样品编号": "1"}, {}, {})
		self.assertEqual(take(content).taken, 3)
		before = registers.snapshot(*STORED)
		self.assertEqual(take(content).known, 3)
		self.assertEqual(registers.snapshot(*STORED), before)

	def test_equal_rows_without_a_number_are_two_samples(self):
		take(register({}, {}))
		self.assertEqual(take(register({}, {}, {})).taken, 1)
		self.assertEqual(self.count(), 3)

	def test_another_order_of_columns_and_another_spelling_is_the_same(self):
		take(register({}))
		row = {"村": f"{registers.VILLAGE}村委会", "抽样日期": "２０２２年７月１日", "检测结果": "合格"}
		headings = list(reversed(registers.TEST_ROW))
		cells = [{**registers.TEST_ROW, **row}[heading] for heading in headings]
		self.assertEqual(take(workbook_of(["标题"], headings, cells)).known, 1)

	def test_a_number_twice_in_one_file(self):
		for second in ({"样品编号": "7"}, {"样品编号": "７", "生产主体": "另一户"}):
			with self.subTest(second):
				result = take(register({"样品编号": 7}, second), dry_run=True)
				self.assertEqual(result.taken, 1)
				self.assertIn("row 2", result.refused[0].reasons[0])

	def test_a_number_that_is_stored_with_something_else(self):
		take(register({"样品编号": "7"}))
		name = self.only_test().name
		for change in (
			{"生产主体": "另一户"},
			{"抽样日期": "2022-07-02"},
			{"检测结果": "阳性"},
			{"样品名称": registers.LIVESTOCK},
		):
			with self.subTest(change):
				self.assertIn(name, registers.reasons({"样品编号": "7", **change}))

	def test_a_number_that_was_entered_by_hand(self):
		producer = make_producer("登记户", registers.VILLAGE)
		test = make_residue_test(
			producer,
			product=registers.PRODUCT,
			sample_no="8",
			results=[{"substance": registers.BANNED, "qualitative": "Negative"}],
		)
		self.assertEqual(take(register({"样品编号": "8"})).known, 1)
		self.assertIn(test.name, registers.reasons({"样品编号": "8", "检测结果": "阳性"}))

	def test_the_number_of_a_cancelled_test_stays_known(self):
		content = register({"样品编号": "9"})
		take(content)
		self.only_test().cancel()
		self.assertEqual(take(content).known, 1)

	def test_the_same_number_in_another_town_is_another_sample(self):
		frappe.get_doc({"doctype": "Town", "town_name": "别镇"}).insert()
		frappe.get_doc({"doctype": "Village", "village_name": "别村", "town": "别镇"}).insert()
		result = take(register({"样品编号": "7"}, {"样品编号": "7", "村": "别村"}))
		self.assertEqual(result.taken, 2)

	def test_producers_are_known_by_village_and_name(self):
		make_producer("登记户", registers.VILLAGE)
		result = take(register({}, {"生产主体": "登　记　户"}, {"村": registers.OTHER_VILLAGE}))
		self.assertEqual((result.taken, result.new_producers), (3, 1))

	def test_a_refused_row_makes_no_producer(self):
		take(register({"检测结果": "?", "生产主体": "没人认识"}))
		self.assertFalse(frappe.db.exists("Producer", {"producer_name": "没人认识"}))

	def test_a_dry_run_stores_nothing(self):
		before = registers.snapshot(*STORED)
		result = take(register({}, {"检测结果": "阳性"}, {"村": "?"}), dry_run=True)
		self.assertEqual((result.taken, result.positives, result.new_producers, len(result.refused)), (2, 1, 1, 1))
		self.assertEqual(registers.snapshot(*STORED), before)


def _comparable(doc) -> dict:
	"""Return what is stored of a document and its rows, but for what each save gives anew."""
	values = doc.as_dict()
	for field, value in values.items():
		if isinstance(value, list):
			values[field] = [_without_its_save(row) for row in value]
	return _without_its_save(values)


def _without_its_save(values: dict) -> dict:
	return {field: value for field, value in values.items() if field not in FROM_THE_SAVE_ITSELF}
