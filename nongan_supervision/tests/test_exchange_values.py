"""What people type into cells is understood, or refused with a sentence: never guessed."""

from __future__ import annotations

import unittest
from datetime import date, datetime, time

from nongan_supervision.exchange.choices import BASES, METHODS, PRODUCER_TYPES, PURPOSES, SECTORS, STAGES
from nongan_supervision.exchange.names import Names, VillageName, Villages, read_substances
from nongan_supervision.exchange.reading import CellError, FormulaWithoutValue
from nongan_supervision.exchange.values import (
	NEGATIVE,
	POSITIVE,
	Measurement,
	NotUnderstood,
	Verdict,
	choice_in,
	first_words,
	read_choice,
	read_date,
	read_measurement,
	read_number,
	read_unit,
	read_verdict,
	read_yes_no,
)
from nongan_supervision.exchange.words import match_key, tidy
from nongan_supervision.tests.properties import given, st

FIRST_OF_JULY = date(2022, 7, 1)
FULL_WIDTH = str.maketrans("0123456789-./", "０１２３４５６７８９－．／")
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))

WAYS_TO_WRITE = (
	"{0:%Y-%m-%d}",
	"{0:%Y%m%d}",
	"{0.year}-{0.month}-{0.day}",
	"{0.year}.{0.month}.{0.day}",
	"{0.year}/{0.month}/{0.day}",
	"{0.year}年{0.month}月{0.day}日",
	"{0.year} 年 {0.month} 月 {0.day} 日",
	"{0.year}。{0.month}。{0.day}",
	"{0.year}-{0.month}-{0.day} 10:30",
	"{0:%Y-%m-%d}T00:00:00",
)


class TestDates(unittest.TestCase):
	@given(DAYS, st.sampled_from(WAYS_TO_WRITE), st.booleans())
	def test_each_way_of_writing_gives_the_same_day(self, day, way, is_full_width):
		text = way.format(day)
		self.assertEqual(read_date(text.translate(FULL_WIDTH) if is_full_width else text), day)

	@given(DAYS)
	def test_day_numbers_of_the_spreadsheet(self, day):
		number = (day - date(1899, 12, 30)).days
		for value in (number, str(number), number + 0.5):
			self.assertEqual(read_date(value), day)

	@given(st.text())
	def test_any_text_is_a_date_or_refused(self, text):
		try:
			found = read_date(text)
		except NotUnderstood as error:
			self.assertTrue(str(error))
		else:
			self.assertTrue(found is None or 1990 <= found.year <= 2099)

	def test_values_that_are_dates(self):
		for value in (FIRST_OF_JULY, datetime(2022, 7, 1, 23, 59), 20220701, "2022年7月1日（星期五）"):
			self.assertEqual(read_date(value), FIRST_OF_JULY)

	def test_nothing(self):
		for value in (None, "", "  ", "\u3000"):
			self.assertIsNone(read_date(value))

	def test_refused(self):
		unclear = ("7/1/2022", "22.7.1", "7月1日", "2022-07", "2022-02-30", "2022-7-1至2022-7-3", "2022年", "昨天")
		wrong = (2022.71, True, time(9), "1022-07-01", "2122-07-01", datetime(1900, 1, 1))
		for value in (*unclear, *wrong, FormulaWithoutValue("TODAY()"), CellError("#REF!")):
			with self.subTest(value), self.assertRaises(NotUnderstood):
				read_date(value)


class TestVerdicts(unittest.TestCase):
	def test_negative(self):
		for text in ("阴性", "阴 性", "合格", "未检出", "－", "-", "ND", "均为阴性", "未检出克百威", "氧乐果未检出"):
			with self.subTest(text):
				self.assertEqual(read_verdict(text), Verdict(NEGATIVE))

	def test_positive(self):
		for text in ("阳性", "不合格", "检出", "＋", "+", "弱阳性", "超标", "不 合 格"):
			with self.subTest(text):
				self.assertEqual(read_verdict(text), Verdict(POSITIVE))

	def test_positive_with_its_substance(self):
		for text in ("阳性（克百威）", "克百威阳性", "检出克百威", "阳性:克百威", "克百威（阳性）", "不合格(克百威)"):
			with self.subTest(text):
				self.assertEqual(read_verdict(text), Verdict(POSITIVE, "克百威"))

	def test_nothing(self):
		self.assertIsNone(read_verdict(" "))

	def test_refused(self):
		for text in ("√", "无效", "待定", "克百威:阳性;氧乐果:阴性", "未检出阳性", FormulaWithoutValue("A1")):
			with self.subTest(text), self.assertRaises(NotUnderstood):
				read_verdict(text)

	@given(st.text(alphabet="阴阳性合格不未检出超标克百威、（）:均 "))
	def test_no_text_that_says_positive_becomes_negative(self, text):
		try:
			verdict = read_verdict(text)
		except NotUnderstood:
			return
		if verdict and verdict.qualitative == NEGATIVE:
			self.assertNotIn("阳性", match_key(text))
			self.assertNotIn("不合格", match_key(text))


class TestMeasurements(unittest.TestCase):
	def test_with_and_without_unit(self):
		for value, expected in (
			(0.05, Measurement(0.05, None)),
			(1, Measurement(1.0, None)),
			("0.05", Measurement(0.05, None)),
			("0.05 mg/kg", Measurement(0.05, "mg/kg")),
			("０．０５mg／kg", Measurement(0.05, "mg/kg")),
			("12μg/kg", Measurement(12.0, "µg/kg")),
			("12 ug/kg", Measurement(12.0, "µg/kg")),
			("0.05毫克/千克", Measurement(0.05, "mg/kg")),
			("<0.01", Measurement(None, None)),
			("＜0.01 mg/kg", Measurement(None, "mg/kg")),
			("未检出", Measurement(None, None)),
		):
			with self.subTest(value):
				self.assertEqual(read_measurement(value), expected)

	def test_unit_of_the_column(self):
		self.assertEqual(read_measurement(3, "µg/kg"), Measurement(3.0, "µg/kg"))
		self.assertEqual(read_measurement("3 mg/kg", "µg/kg"), Measurement(3.0, "mg/kg"))

	def test_not_tested(self):
		for value in (None, "", "/", "—", "-"):
			self.assertIsNone(read_measurement(value))

	def test_refused(self):
		for value in ("阳性", "0.05%", "约0.05", "0.05-0.08", True):
			with self.subTest(value), self.assertRaises(NotUnderstood):
				read_measurement(value)

	def test_units(self):
		self.assertIsNone(read_unit(""))
		self.assertEqual(read_unit("(mg/kg)"), "mg/kg")
		with self.assertRaises(NotUnderstood):
			read_unit("批次")

	def test_numbers(self):
		self.assertEqual(read_number("1,200"), 1200)
		self.assertIsNone(read_number(" "))
		with self.assertRaises(NotUnderstood):
			read_number("十")


class TestChoices(unittest.TestCase):
	def test_words_are_in_the_form_in_which_they_are_compared(self):
		for choices in (METHODS, PURPOSES, STAGES, PRODUCER_TYPES, SECTORS, BASES):
			for word in choices:
				self.assertEqual(word, match_key(word))

	def test_a_longer_word_wins(self):
		self.assertEqual(read_choice("2022年省级例行监测", PURPOSES), "Routine Monitoring")
		self.assertEqual(read_choice("投入品抽检", PURPOSES), "Input Sampling")
		self.assertEqual(read_choice("液相色谱-质谱法", METHODS), "Quantitative")
		self.assertEqual(read_choice("胶体金免疫层析法", METHODS), "Colloidal Gold")

	def test_refusal_names_the_choices(self):
		with self.assertRaisesRegex(NotUnderstood, "、".join(first_words(SECTORS))):
			read_choice("林业", SECTORS)

	def test_choice_in_a_title(self):
		self.assertEqual(choice_in("洛阳镇胶体金快速检测登记表", METHODS), "Colloidal Gold")
		self.assertIsNone(choice_in("登记表", METHODS))

	def test_yes_and_no(self):
		self.assertIs(read_yes_no("√"), True)
		self.assertIs(read_yes_no("否"), False)
		self.assertIsNone(read_yes_no(None))
		with self.assertRaises(NotUnderstood):
			read_yes_no("也许")


class TestWords(unittest.TestCase):
	def test_tidy_keeps_names_as_they_are_registered(self):
		self.assertEqual(tidy("张　三"), "张三")
		self.assertEqual(tidy("ＡＢ　农业有限公司(普通合伙)"), "AB 农业有限公司（普通合伙）")
		self.assertEqual(tidy("Green  Farm (north)"), "Green Farm (north)")
		self.assertEqual(tidy(13800000000.0), "13800000000")

	@given(st.text(alphabet="岑村农户ABCabc１２ＡＢ（）(),，、-－　 \n"))
	def test_keys_do_not_depend_on_blanks_and_width(self, text):
		self.assertEqual(match_key(f" {text}\u3000"), match_key(text))
		self.assertEqual(match_key(match_key(text)), match_key(text))


class TestVillages(unittest.TestCase):
	def setUp(self):
		self.villages = Villages(
			[
				VillageName("岑村", "洛阳镇", ("岑里",)),
				VillageName("洛阳", "洛阳镇"),
				VillageName("谈家头", "洛阳镇"),
				VillageName("谈家", "洛阳镇"),
			]
		)

	def test_spellings(self):
		for village, spellings in {
			"岑村": (
				"岑村",
				"岑村村",
				"岑村村委会",
				"洛阳镇岑村",
				"江苏省常州市武进区洛阳镇岑村村",
				"岑里",
				"岑村三组",
			),
			"洛阳": ("洛阳", "洛阳村", "洛阳镇洛阳村", "洛 阳"),
			"谈家头": ("谈家头村", "谈家头行政村", "谈家头村第12组"),
			"谈家": ("谈家村",),
		}.items():
			for spelling in spellings:
				with self.subTest(spelling):
					self.assertEqual(self.villages.find(spelling), village)

	def test_unknown_ones_are_refused_with_the_nearest(self):
		with self.assertRaisesRegex(NotUnderstood, "谈家头"):
			self.villages.find("谈家头头")
		for unknown in ("洛阳镇", "北京", "村"):
			with self.subTest(unknown), self.assertRaises(NotUnderstood):
				self.villages.find(unknown)

	def test_stems_that_two_villages_share_decide_nothing(self):
		villages = Villages([VillageName("东村", "甲镇"), VillageName("东社区", "甲镇")])
		self.assertEqual(villages.find("东村"), "东村")
		with self.assertRaises(NotUnderstood):
			villages.find("东村委会")


class TestSubstances(unittest.TestCase):
	SUBSTANCES = Names({"克百威": ["呋喃丹"], "氧乐果": [], "氯氟氰菊酯和高效氯氟氰菊酯": ["高效氯氟氰菊酯"]})

	def test_enumerations(self):
		for text, expected in (
			("克百威", ["克百威"]),
			("克百威、氧乐果", ["克百威", "氧乐果"]),
			("呋喃丹，氧乐果；克百威", ["克百威", "氧乐果"]),
			("克百威和氧乐果", ["克百威", "氧乐果"]),
			("氯氟氰菊酯和高效氯氟氰菊酯、克百威", ["氯氟氰菊酯和高效氯氟氰菊酯", "克百威"]),
			("农药残留", []),
			("", []),
		):
			with self.subTest(text):
				self.assertEqual(read_substances(text, self.SUBSTANCES), expected)

	def test_unknown_ones_are_named(self):
		with self.assertRaisesRegex(NotUnderstood, "甲药、乙药"):
			read_substances("甲药、克百威、乙药", self.SUBSTANCES)
