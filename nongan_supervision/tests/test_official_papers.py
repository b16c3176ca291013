"""The official papers of cases, referrals and tests: full and nearly empty, in Chinese, and safe."""

from __future__ import annotations

import re
from contextlib import contextmanager

import frappe
from frappe.model.document import Document
from frappe.utils import strip_html

from nongan_supervision.cases.states import (
	APPROVE,
	APPROVE_DECISION,
	APPROVE_FILING,
	CASE,
	REPORT,
	REQUEST_FILING,
	SUBMIT_FOR_REVIEW,
	TRANSFER,
)
from nongan_supervision.papers.cases import authority_of, case_paper
from nongan_supervision.papers.wording import STRUCK
from nongan_supervision.registry.identity import mask_id_number
from nongan_supervision.setup.print_formats import PAPERS
from nongan_supervision.setup.roles import AGRICULTURE, LEADER
from nongan_supervision.tests.case_world import CaseTestCase
from nongan_supervision.tests.factories import make_laboratory_test, make_producer, make_residue_test, printed

ID_NUMBER = "11010519491231002X"
"""The example of the standard, GB 11643-1999."""

MARKED_UP = "<img src=x onerror=alert(1)>甲"
FILING = "立案审批表"
DECISION = "行政处罚决定书"
ORDER = "责令改正通知书"
ARTICLES = "涉案物品清单"
CONTENTS = "卷内目录与证据目录"
LETTER = "涉嫌犯罪案件移送书"
NOTICE = "检测结果告知书"
OF_CASES = tuple(name for name, doctype, _file in PAPERS if doctype == CASE)
CODES = re.compile(r"(EC|RF|RT)-\d{4}-\d+|[0-9a-f]{64}|SHA-256|mg/kg|kg|Supervision Leader")
"""What is written in Latin letters on a Chinese paper, too; and the name that the tests give the leader."""


class PaperTestCase(CaseTestCase):
	def new_case(self, **values) -> Document:
		return super().new_case(**{"title": "示例户涉嫌使用禁用农药案", **values})

	@contextmanager
	def in_chinese(self):
		before, frappe.local.lang = frappe.local.lang, "zh"
		try:
			yield
		finally:
			frappe.local.lang = before

	def text(self, doc: Document, paper: str) -> str:
		"""What a paper says, in Chinese; checked for what no paper may show."""
		with self.in_chinese():
			html = printed(doc, paper)
		self.assertNotIn("<img", html)
		text = re.sub(r"\s+", " ", strip_html(html))
		self.assertIsNone(re.search(r"[A-Za-z]{2,}|\{\{|None", CODES.sub("", text)), text)
		return text

	def is_draft(self, doc: Document, paper: str) -> bool:
		return "official-draft" in printed(doc, paper)

	def full_case(self) -> Document:
		"""A draft with everything on it that its papers show."""
		case = self.make_case(
			party_id_number=ID_NUMBER,
			party_phone="19900000000",
			party_address="案件村一组",
			rectification_demand="停止销售\n追回产品",
			items=[{"item": "空瓶", "quantity": 3, "unit": "只", "measure": "Sealed", "kept_at": "办公室"}],
		)
		with self.as_user(self.users[AGRICULTURE]):
			url = self.upload(case)
			case.append(
				"evidence",
				{"evidence_type": "Test Report", "title": "检验报告", "file": url, "collected_on": "2022-07-04"},
			)
			case.save()
		return case


class TestEveryPaper(PaperTestCase):
	def test_nearly_empty(self):
		case = self.make_case(village=None, officers=[])
		for paper in OF_CASES:
			with self.subTest(paper=paper):
				self.assertIn(STRUCK, self.text(case, paper))
		self.assertIn(STRUCK, self.text(self.referral_in(), LETTER))
		with self.in_chinese():
			self.assertIn(STRUCK, printed(make_residue_test(submit=False, producer=None), NOTICE))

	def test_full(self):
		case = self.full_case()
		for action in (REQUEST_FILING, APPROVE_FILING, SUBMIT_FOR_REVIEW, APPROVE_DECISION):
			self.take(case, action)
		for paper in OF_CASES:
			with self.subTest(paper=paper):
				self.assertIn("示例户", self.text(case, paper))

	def test_what_people_wrote_is_text(self):
		case = self.make_case()
		texts = ("party_name", "facts", "legal_basis", "decision_text", "rectification_demand", "title")
		case.db_set(dict.fromkeys(texts, MARKED_UP))
		for paper in OF_CASES:
			with self.subTest(paper=paper):
				html = printed(case, paper)
				self.assertNotIn("<img", html)
				self.assertIn("&lt;img", html)

	def test_pages_are_numbered(self):
		self.assertIn('id="footer-html"', printed(self.make_case(), FILING))


class TestDrafts(PaperTestCase):
	def test_a_decision_is_a_draft_until_it_is_made(self):
		case = self.full_case()
		for action in (REQUEST_FILING, APPROVE_FILING, SUBMIT_FOR_REVIEW):
			self.take(case, action)
			self.assertTrue(self.is_draft(case, DECISION), action)
		self.take(case, APPROVE_DECISION)
		self.assertFalse(self.is_draft(case, DECISION))

	def test_an_approval_can_be_signed_once_it_is_asked_for(self):
		case = self.make_case()
		self.assertTrue(self.is_draft(case, FILING))
		self.assertFalse(self.is_draft(self.take(case, REQUEST_FILING), FILING))

	def test_an_order_says_what_to_do(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		self.assertTrue(self.is_draft(case, ORDER))
		self.put(case, self.users[AGRICULTURE], rectification_demand="停止销售")
		self.assertFalse(self.is_draft(case, ORDER))

	def test_a_letter_is_a_draft_until_it_is_approved(self):
		referral = self.referral_in(REPORT)
		self.assertTrue(self.is_draft(referral, LETTER))
		self.assertFalse(self.is_draft(self.take(referral, APPROVE), LETTER))

	def test_a_notice_of_a_test_that_is_not_submitted(self):
		self.assertTrue(self.is_draft(make_residue_test(submit=False), NOTICE))


class TestDecision(PaperTestCase):
	def test_amount_in_capitals(self):
		case = self.full_case()
		for action in (REQUEST_FILING, APPROVE_FILING, SUBMIT_FOR_REVIEW, APPROVE_DECISION):
			self.take(case, action)
		text = self.text(case, DECISION)
		for said in ("人民币伍仟元整（¥5,000.00）", "2022年7月4日", "《中华人民共和国行政复议法》", "（印章）"):
			self.assertIn(said, text)

	def test_who_pays_nothing_is_not_told_where_to_pay(self):
		case = self.case_in(REQUEST_FILING, APPROVE_FILING)
		self.take(case, SUBMIT_FOR_REVIEW, penalty_type="Warning", penalty_amount=0)
		self.assertNotIn("人民币", self.text(case, DECISION))
		self.assertNotIn("加处罚款", self.text(case, DECISION))


class TestIdentityNumbers(PaperTestCase):
	def test_in_full_only_where_the_law_wants_it_and_to_whom_may_see_it(self):
		case = self.full_case()
		self.take(case, REQUEST_FILING)
		masked = mask_id_number(ID_NUMBER)
		for user, paper, shown in (
			(self.users[AGRICULTURE], DECISION, ID_NUMBER),
			(self.users[AGRICULTURE], FILING, masked),
			(self.users[LEADER], DECISION, masked),
		):
			with self.subTest(user=user, paper=paper), self.as_user(user):
				html = printed(case, paper)
				self.assertIn(shown, html)
				self.assertEqual(ID_NUMBER in html, shown == ID_NUMBER)


class TestCaseFile(PaperTestCase):
	def test_lists_papers_and_evidence_with_digests(self):
		case = self.full_case()
		for action in (REQUEST_FILING, APPROVE_FILING, SUBMIT_FOR_REVIEW, APPROVE_DECISION):
			self.take(case, action)
		text = self.text(case, CONTENTS)
		for said in (case.evidence[0].sha256, case.journal_head, "检验报告", "行政处罚立案审批表", ORDER, DECISION):
			self.assertIn(said, text)
		self.assertNotIn("听证笔录", text)

	def test_articles(self):
		text = self.text(self.full_case(), ARTICLES)
		for said in ("空瓶", "3 只", "办公室", "（以下空白）"):
			self.assertIn(said, text)


class TestTransferLetter(PaperTestCase):
	def test_says_what_is_suspected_and_what_is_enclosed(self):
		referral = self.referral_in(REPORT, APPROVE, TRANSFER)
		text = self.text(referral, LETTER)
		self.assertIn("生产、销售有毒、有害食品罪", text)
		self.assertIn("《行政执法机关移送涉嫌犯罪案件的规定》", text)
		for row in referral.documents:
			self.assertIn(row.sha256, text)

	def test_shows_nothing_of_a_case_that_the_user_may_not_read(self):
		referral = self.referral_in()
		with self.as_user(self.users["Police Station"]), self.assertRaises(frappe.PermissionError):
			case_paper(referral)


class TestNotice(PaperTestCase):
	def test_result_and_how_long_it_can_be_disputed(self):
		test = make_laboratory_test(make_producer("告知户"))
		text = self.text(test, NOTICE)
		for said in ("告知户", test.sample_no, "不合格", "五个工作日"):
			self.assertIn(said, text)
		self.assertIn("四小时", self.text(make_residue_test(), NOTICE))


class TestAuthority(PaperTestCase):
	def test_a_town_is_named_once(self):
		for town, department, name in (
			("测试镇", "镇农村工作局", "测试镇农村工作局"),
			("测试镇", "市场监督分局", "测试镇市场监督分局"),
			("测试镇", None, "测试镇"),
			(None, "镇农村工作局", "镇农村工作局"),
		):
			self.assertEqual(authority_of(frappe._dict(town=town, department=department)), name)
