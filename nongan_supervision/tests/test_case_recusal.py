"""Officers who must withdraw: on what ground, in what words, and how often somebody may try."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

import frappe
from frappe.utils import CallbackManager

from nongan_supervision.cases import errors, refusals
from nongan_supervision.cases.journal import details_of, entries_of
from nongan_supervision.cases.recusal import MOST_OFFICERS
from nongan_supervision.cases.states import DRAFT, PENDING_FILING, REQUEST_FILING
from nongan_supervision.cases.verification import verify
from nongan_supervision.setup.roles import AGRICULTURE, MARKET
from nongan_supervision.tests.case_world import CASE, CaseTestCase, department_of
from nongan_supervision.tests.factories import make_portal_user, make_producer, make_user
from nongan_supervision.tests.web import request, text_of

PARTYS_NUMBER = "11010519491231002X"
OTHER_NUMBER = "110105194912310046"


class RecusalTestCase(CaseTestCase):
	def with_first(self, **values) -> list[dict]:
		"""The two officers, the first one with other values."""
		return [{**self.officers[0], **values}, dict(self.officers[1])]

	def refused(self, **values) -> str:
		"""The words in which a draft is refused for an officer."""
		with self.assertRaises(errors.RecusalError) as refusal:
			self.make_case(**values)
		return str(refusal.exception)


class TestGrounds(RecusalTestCase):
	def test_words_are_the_same_whatever_the_ground(self):
		account = make_user(AGRICULTURE, full_name="执法员甲")
		producer = make_producer(village="案件村", id_number=PARTYS_NUMBER)
		frappe.db.set_value("Producer", producer.name, "user", account)
		said = {
			self.refused(party_name="执法员 甲"),
			self.refused(party_representative="执法员甲"),
			self.refused(officers=self.with_first(related=1)),
			self.refused(producer=make_producer("执法员甲", village="案件村").name),
			self.refused(producer=producer.name, officers=self.with_first(id_number=PARTYS_NUMBER)),
			self.refused(producer=producer.name, officers=self.with_first(user=account)).replace(
				account, self.officers[0]["user"]
			),
		}
		self.assertEqual(len(said), 1)
		self.assertIn("执法员甲", said.pop())

	def test_an_officer_is_called_what_their_user_is_called(self):
		case = self.make_case(officers=self.with_first(officer_name="另一个名字"))
		self.assertEqual(case.officers[0].officer_name, "执法员甲")

	def test_who_calls_themself_otherwise_is_still_known(self):
		user = make_user(AGRICULTURE, full_name="示例当事人")
		self.refused(party_name="示例当事人", officers=self.with_first(user=user))
		case = self.make_case(officers=self.with_first(user=user))
		frappe.db.set_value("User", user, "full_name", "改了的名字")
		with self.assertRaises(errors.RecusalError):
			self.put(case, self.users[AGRICULTURE], party_name="示例当事人")
		with self.assertRaises(errors.RecusalError):
			self.put(case, self.users[AGRICULTURE], party_name="改了的名字")
		self.assertEqual(self.put(case, self.users[AGRICULTURE], title="标题").officers[0].officer_name, "示例当事人")

	def test_two_officers_of_one_name_are_two(self):
		namesake = make_user(AGRICULTURE, full_name="执法员甲")
		case = self.make_case(officers=[self.officers[0], {"user": namesake, "certificate_no": "示例-003"}])
		self.assertEqual([officer.officer_name for officer in case.officers], ["执法员甲"] * 2)


class TestUsers(RecusalTestCase):
	def test_each_officer_has_one_from_the_request_for_filing_on(self):
		without = {"officer_name": "无帐号人员", "certificate_no": "示例-003"}
		producer = make_producer(village="案件村")
		portal = {"user": make_portal_user(producer), "certificate_no": "示例-003"}
		disabled = {"user": make_user(AGRICULTURE, full_name="离职人员"), "certificate_no": "示例-003"}
		frappe.db.set_value("User", disabled["user"], "enabled", 0)
		for third in (without, portal, disabled):
			with self.subTest(third):
				case = self.make_case(officers=[*self.officers, third])
				with self.assertRaises(errors.OfficerWithoutUserError) as refusal:
					self.take(case, REQUEST_FILING)
				self.assertIn("3", str(refusal.exception))

	def test_not_too_many(self):
		rows = [
			{"officer_name": f"人员{number}", "certificate_no": f"证-{number}"} for number in range(MOST_OFFICERS + 1)
		]
		self.assertEqual(len(self.make_case(officers=rows[1:]).officers), MOST_OFFICERS)
		with self.assertRaises(errors.TooManyOfficersError):
			self.make_case(officers=rows)


class TestGuesses(RecusalTestCase):
	"""Market supervision sees every producer, but no producer's identity number; it tries to find one out."""

	def setUp(self):
		super().setUp()
		self.market = self.users[MARKET]
		self.colleague = make_user(MARKET)
		producer = make_producer(village="案件村", id_number=PARTYS_NUMBER)
		with self.as_user(self.market):
			self.case = self.new_case(department=department_of(MARKET), producer=producer.name).insert()

	def guess(self, number: str, user: str | None = None, **values):
		officers = [{**self.officers[0], "id_number": number}, self.officers[1]]
		path = f"/api/v2/document/{CASE}/{self.case.name}"
		values = {"workflow_state": PENDING_FILING, "officers": officers, **values}
		return request(user or self.market, "PUT", path, **values)

	def test_a_refusal_names_the_officer_and_neither_row_nor_number(self):
		answer = self.guess(PARTYS_NUMBER)
		self.assertEqual(answer.status_code, 417)
		self.assertIn("must withdraw", text_of(answer))
		self.assertIn("执法员甲", text_of(answer))
		for told in ("Row", PARTYS_NUMBER):
			self.assertNotIn(told, text_of(answer))

	def test_a_refusal_stands_in_the_journal_although_it_undoes_what_was_written(self):
		for ending in ("before_commit", "after_rollback"):  # where a part of the request was undone, or all of it
			with self.subTest(ending), self.waiting("before_commit", "after_rollback") as callbacks:
				self.guess(PARTYS_NUMBER)
				before = entries_of(CASE, self.case.name)
				with mock.patch.object(frappe.db, "commit"):
					callbacks[ending].run()
				*others, last = entries_of(CASE, self.case.name)
				self.assertEqual(others, before)
				self.assertEqual((last.event, last.actor), ("Officer Refused", self.market))
				self.assertIn("执法员甲", details_of(last)["about"]["title"])
				self.assertEqual(verify(CASE, self.case.name), [])

	@contextmanager
	def waiting(self, *names: str) -> Iterator[dict[str, CallbackManager]]:
		"""Keep apart what waits for the end of the transaction."""
		callbacks = {name: CallbackManager() for name in names}
		with ExitStack() as stack:
			for name, manager in callbacks.items():
				stack.enter_context(mock.patch.object(frappe.db, name, manager))
			yield callbacks

	def test_after_five_refusals_no_number_is_compared(self):
		for _attempt in range(refusals.MOST_REFUSED):
			self.assertIn("must withdraw", text_of(self.guess(PARTYS_NUMBER)))
		for number in (PARTYS_NUMBER, OTHER_NUMBER):
			answer = self.guess(number)
			self.assertEqual(answer.status_code, 417)
			self.assertNotIn("must withdraw", text_of(answer))
			self.assertIn("TooManyRefusalsError", text_of(answer))
		self.assertIn("must withdraw", text_of(self.guess(PARTYS_NUMBER, user=self.colleague)))

	def test_a_guess_that_is_refused_for_something_else_counts_too(self):
		for _attempt in range(refusals.MOST_REFUSED):
			answer = self.guess(OTHER_NUMBER, party_phone="不是电话")
			self.assertGreaterEqual(answer.status_code, 400)
		self.assertIn("TooManyRefusalsError", text_of(self.guess(OTHER_NUMBER)))

	def test_a_step_that_is_stored_counts_no_more(self):
		key = frappe.cache.make_key(f"{refusals.ATTEMPTS}:{self.market}")
		with self.as_user(self.market), self.waiting("after_commit") as callbacks:
			self.case.officers[0].id_number = OTHER_NUMBER
			self.case.workflow_state = PENDING_FILING
			self.case.save()
			self.assertEqual(int(frappe.cache.get(key)), 1)
			callbacks["after_commit"].run()
		self.assertEqual(int(frappe.cache.get(key)), 0)

	def test_a_step_without_numbers_is_free(self):
		for _attempt in range(refusals.MOST_REFUSED + 1):
			response = self.guess("")
			self.assertEqual(response.status_code, 200)
		self.assertEqual(self.case.reload().workflow_state, DRAFT)  # each was taken back
