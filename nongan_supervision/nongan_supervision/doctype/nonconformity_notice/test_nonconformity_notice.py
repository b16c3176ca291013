from __future__ import annotations

from datetime import date

import frappe
from frappe.model.workflow import WorkflowTransitionError, apply_workflow

from nongan_supervision.cases import errors
from nongan_supervision.cases.nonconformity import check_dates
from nongan_supervision.cases.notice_ends import NOTICE, SENT, STATES, STEPS, role_of
from nongan_supervision.cases.notice_flows import check_flows
from nongan_supervision.registry.context import Context
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, MARKET, VETERINARY, VILLAGE
from nongan_supervision.setup.workflows import ship_workflows
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_key_product,
	make_laboratory_test,
	make_producer,
	make_residue_test,
	make_user,
	make_village,
	printed,
)
from nongan_supervision.tests.web import message_of, request, text_of
from nongan_supervision.workflows import errors as step_errors

ASKED_FOR = {
	"Send": {},
	"Reply": {"reply": "已核查，产品来自该主体。"},
	"Return for More": {"return_reason": "请补充流向"},
	"Close": {"joint_verification": "两地联合核查属实", "disposal": "剩余产品无害化处理"},
}


class NoticeTestCase(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		ship_workflows()
		cls.agriculture, cls.market = make_user(AGRICULTURE), make_user(MARKET)

	def setUp(self):
		super().setUp()
		frappe.db.set_single_value("Nongan Supervision Settings", "notice_reply_days", 7)

	def make(self, **values):
		return make(
			NOTICE,
			**{
				"direction": "Market to Origin",
				"counterpart": "示例农批市场",
				"product": make_key_product().name,
				"finding": "快检阳性",
				"notified_on": "2022-07-04",
				**values,
			},
		)

	def take(self, notice, *actions: str):
		"""Take steps, each by the end whose part it is and with what it needs filled in."""
		users = {AGRICULTURE: self.agriculture, MARKET: self.market}
		for action in actions:
			with self.as_user(users[role_of(action, notice.direction)]):
				if ASKED_FOR[action]:
					notice.update(ASKED_FOR[action]).save()
				apply_workflow(notice, action)
				notice.reload()
		return notice


class TestNonconformityNotice(NoticeTestCase):
	def test_from_draft_to_closed(self):
		notice = self.take(self.make(), "Send", "Reply", "Return for More", "Reply", "Close")
		self.assertEqual(notice.workflow_state, "Closed")
		self.assertTrue(notice.replied_on)
		self.assertRaises(step_errors.SettledRecordError, notice.update({"disposal": "改写"}).save)

	def test_reply_is_due_from_the_notices_day(self):
		self.assertEqual(str(self.take(self.make(), "Send").reply_due_on), "2022-07-11")
		late = self.take(self.make(notified_on="2022-07-02"), "Send")
		self.assertEqual(str(late.reply_due_on), "2022-07-11", "the 9th is a Saturday")

	def test_deadline_and_clue_are_the_servers(self):
		notice = self.make(reply_due_on="2030-01-01", case_clue=self.clue_of(self.take(self.make(), "Send")))
		self.assertEqual((notice.reply_due_on, notice.case_clue), (None, None))
		self.take(notice, "Send")
		notice.update({"reply_due_on": "2030-01-01", "sent_by": "Administrator"}).save()
		self.assertEqual(notice.reload().sent_by, self.market)
		self.assertEqual(str(notice.reload().reply_due_on), "2022-07-11")

	def clue_of(self, notice):
		return notice.case_clue

	def test_market_to_origin_opens_a_clue_at_the_origin(self):
		livestock = make_key_product("测试羊", "Livestock").name
		for product, role in ((make_key_product().name, AGRICULTURE), (livestock, VETERINARY)):
			notice = self.make(product=product)
			self.assertIsNone(notice.case_clue)
			clue = frappe.get_doc("Case Clue", self.take(notice, "Send").case_clue)
			self.assertEqual((clue.clue_source, str(clue.received_on)), (NOTICE, "2022-07-04"))
			self.assertEqual(frappe.db.get_value("Supervision Department", clue.department, "role"), role)

	def test_origin_to_market_opens_none(self):
		self.assertIsNone(self.take(self.make(direction="Origin to Market"), "Send").case_clue)

	def test_each_step_asks_for_what_it_needs(self):
		notice = self.take(self.make(), "Send")
		for action, user in (("Reply", self.agriculture), ("Close", self.market)):
			with self.as_user(user), self.subTest(action):
				self.assertRaises(step_errors.IncompleteError, apply_workflow, notice.reload(), action)
			self.take(notice.reload(), action)
		returned = self.take(self.make(), "Send", "Reply")
		with self.as_user(self.market):
			self.assertRaises(step_errors.IncompleteError, apply_workflow, returned, "Return for More")

	def test_no_state_out_of_turn_however_it_is_sent(self):
		allowed = {(step.state, step.next_state) for step in STEPS}
		reached = {
			"Draft": self.make(),
			"Sent": self.take(self.make(), "Send"),
			"Replied": self.take(self.make(), "Send", "Reply"),
		}
		for state, notice in reached.items():
			for target in STATES:
				if target == state or (state, target) in allowed:
					continue
				with self.subTest(state=state, target=target):
					notice.reload().workflow_state = target
					self.assertRaises(step_errors.OutOfTurnError, notice.save)
		self.assertRaises(step_errors.OutOfTurnError, self.make, workflow_state=SENT)

	def test_what_was_sent_stands_but_may_be_completed(self):
		notice = self.take(self.make(), "Send")
		producer = make_producer()
		notice.update({"producer": producer.name}).save()
		self.assertEqual(notice.village, producer.village)
		for field, value in (("producer", make_producer().name), ("finding", "别的"), ("counterpart", "")):
			with self.subTest(field):
				notice.reload().set(field, value)
				self.assertRaises(step_errors.LockedFieldError, notice.save)

	def test_certificate_and_test_tell_the_producer(self):
		producer = make_producer()
		certificate = make_certificate(producer, batch_no="批-1")
		notice = self.make(certificate=certificate.name)
		self.assertEqual((notice.producer, notice.batch_no, notice.village), (producer.name, "批-1", producer.village))
		test = make_laboratory_test(producer)
		self.assertEqual(self.make(residue_test=test.name).producer, producer.name)

	def test_a_basis_of_somebody_else_is_refused(self):
		certificate = make_certificate()
		draft = make_residue_test(submit=False)
		for values in (
			{"certificate": certificate.name, "producer": make_producer().name},
			{"certificate": certificate.name, "product": make_key_product("别的菜").name},
			{"residue_test": draft.name},
		):
			with self.subTest(values):
				self.assertRaises(errors.UnsuitableBasisError, self.make, **values)

	def test_dates_and_flows(self):
		today = Context(today=date(2022, 7, 5))
		notice = frappe.new_doc(NOTICE, notified_on="2022-07-06")
		self.assertRaises(errors.NoticeDateError, check_dates, notice, today)
		notice.update({"notified_on": "2022-07-04", "replied_on": "2022-07-03"})
		self.assertRaises(errors.NoticeDateError, check_dates, notice, today)
		notice.replied_on = "2022-07-05"
		check_dates(notice, today)
		row = {"flow_direction": "Upstream", "party": "示例户"}
		notice.flows = []
		notice.append("flows", {**row, "moved_on": "2022-07-06"})
		self.assertRaises(errors.NoticeDateError, check_flows, notice, today)
		notice.flows = []
		notice.append("flows", {**row, "quantity": 20})
		self.assertRaises(errors.IncompleteFlowError, check_flows, notice, today)
		notice.flows[0].unit = "kg"
		check_flows(notice, today)

	def test_only_the_two_ends_take_steps(self):
		notice = self.make(village=make_village().name)
		users = {role: make_user(role) for role in (LEADER, VETERINARY)}
		users[VILLAGE] = make_user(VILLAGE, villages=[notice.village])
		for role in users:
			with self.subTest(role), self.as_user(users[role]):
				self.assertRaises((frappe.PermissionError, WorkflowTransitionError), self.send, notice)
		self.assertEqual(notice.reload().workflow_state, "Draft")

	def send(self, notice):
		apply_workflow(notice.reload(), "Send")

	def put_flows(self, user: str, notice, *rows):
		return request(user, "PUT", f"/api/v2/document/{NOTICE}/{notice.name}", flows=list(rows))

	def put(self, user: str, notice, **values):
		return request(user, "PUT", f"/api/resource/{NOTICE}/{notice.name}", **values)

	def test_nobody_answers_their_own_notice(self):
		both = make_user(AGRICULTURE, MARKET)
		for direction, sender, other in (
			("Market to Origin", self.market, self.agriculture),
			("Origin to Market", self.agriculture, self.market),
		):
			notice = self.take(self.make(direction=direction), "Send")
			for values in ({"reply": "查无问题"}, {"replied_on": "2022-07-04"}, {"workflow_state": "Replied"}):
				with self.subTest(direction=direction, values=values):
					answer = self.put(sender, notice, **values)
					self.assertEqual(answer.status_code, 417)
					self.assertIn("WrongRoleError", text_of(answer))
			self.assertEqual(self.put(other, notice, reply="已核查", workflow_state="Replied").status_code, 200)
		frappe.db.set_value(NOTICE, notice.name, "sent_by", both)
		answer = self.put(both, notice, reply="查无问题", workflow_state="Replied")
		self.assertIn("OwnRequestError", text_of(answer))

	def test_each_end_takes_its_steps_though_the_workflow_is_switched_off(self):
		workflow = {"name": NOTICE}
		frappe.db.set_value("Workflow", workflow, "is_active", 0)
		frappe.clear_cache(doctype=NOTICE)
		self.addCleanup(frappe.clear_cache, doctype=NOTICE)
		drafted, replied = self.make(), self.make()
		for state, user in (("Sent", self.market), ("Replied", self.agriculture)):
			values = {"reply": "已核查"} if state == "Replied" else {}
			with self.as_user(user):
				replied.update({"workflow_state": state, **values}).save()
		for notice, values in (
			(drafted, {"workflow_state": "Sent"}),
			(replied, {"workflow_state": "Sent", "return_reason": "再查"}),
			(replied, {"workflow_state": "Closed", **ASKED_FOR["Close"]}),
		):
			with self.subTest(values):
				answer = self.put(self.agriculture, notice, **values)
				self.assertIn("WrongRoleError", text_of(answer))
				self.assertEqual(self.put(self.market, notice, **values).status_code, 200)

	def test_a_reply_is_given_once_and_in_its_time(self):
		drafted = self.make(reply="早已查过", replied_on="2022-07-04", return_reason="再查")
		self.assertEqual((drafted.reply, drafted.replied_on, drafted.return_reason), (None, None, None))
		replied = self.take(self.make(), "Send", "Reply")
		for user in (self.agriculture, self.market):
			answer = self.put(user, replied, reply="改写")
			self.assertIn("LockedFieldError", text_of(answer))

	def test_what_was_told_of_the_products_way_stays(self):
		notice = self.make(flows=[{"flow_direction": "Upstream", "party": "示例户", "quantity": 20, "unit": "公斤"}])
		self.take(notice, "Send")
		told = notice.flows[0].as_dict(convert_dates_to_str=True)
		further = {"flow_direction": "Downstream", "party": "示例摊位"}
		for user in (self.agriculture, self.market):
			rewritten = ({**told, "quantity": 2}, {**told, "party": "别户"}, {**told, "name": None}, further)
			for flows in ([], *([row] for row in rewritten)):
				with self.subTest(user=user, flows=flows):
					answer = self.put_flows(user, notice, *flows)
					self.assertEqual(answer.status_code, 417)
					self.assertIn("LockedFieldError", text_of(answer))
		flows = [{**told, "told": 0, "place": "示例村"}, {**further, "told": 1}]
		answer = self.put_flows(self.agriculture, notice, *flows)
		self.assertEqual(answer.status_code, 200, text_of(answer)[-300:])
		self.assertEqual([row["told"] for row in message_of(answer)["flows"]], [1, 0])

	def test_a_row_may_be_corrected_until_it_is_told(self):
		notice = self.make(flows=[{"flow_direction": "Upstream", "party": "示例户"}])
		self.assertEqual(self.put_flows(self.market, notice).status_code, 200)
		notice = self.take(self.make(), "Send")
		notice.append("flows", {"flow_direction": "Upstream", "party": "错户"})
		notice.save()
		row = notice.flows[0].as_dict(convert_dates_to_str=True)
		self.assertEqual(self.put_flows(self.agriculture, notice, {**row, "party": "示例户"}).status_code, 200)
		notice = self.take(notice.reload(), "Reply")
		self.assertIn("LockedFieldError", text_of(self.put_flows(self.market, notice)))
		self.assertIn("LockedFieldError", text_of(self.put_flows(self.agriculture, notice)))

	def test_a_draft_is_deleted_by_its_own_end(self):
		for user, expected in ((self.agriculture, 417), (self.market, 202)):
			draft = self.make()
			response = request(user, "DELETE", f"/api/resource/{NOTICE}/{draft.name}")
			self.assertEqual(response.status_code, expected)

	def test_a_sent_one_stays_in_its_village(self):
		producer = make_producer()
		notice = self.take(self.make(village=producer.village), "Send")
		elsewhere = make_village("通报邻村").name
		response = request(self.agriculture, "PUT", f"/api/resource/{NOTICE}/{notice.name}", village=elsewhere)
		self.assertEqual(response.status_code, 417)

	def test_a_sent_one_is_not_deleted(self):
		draft = self.make()
		draft.delete()
		self.assertRaises(step_errors.SettledRecordError, self.take(self.make(), "Send").delete)

	def test_letters(self):
		notice = self.make(counterpart="示例农批市场")
		notice.append("flows", {"flow_direction": "Upstream", "party": "示例户<b>", "quantity": 20, "unit": "公斤"})
		notice.save()
		self.take(notice, "Send", "Reply")
		frappe.local.lang = "zh"
		letter = printed(notice, "不合格信息通报函")
		for text in ("不合格农产品信息通报函", "示例农批市场", "快检阳性", "示例户&lt;b&gt;", "2022年7月4日"):
			self.assertIn(text, letter)
		self.assertTrue(letter.index(notice.department) < letter.index("示例农批市场"), "from the market to the office")
		answer = printed(notice, "不合格信息通报复函")
		for text in ("复函", "已核查，产品来自该主体。"):
			self.assertIn(text, answer)
