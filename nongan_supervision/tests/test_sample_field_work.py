"""What the sample's phone has sent in: there is a submission to look at, and a conflict to settle."""

from __future__ import annotations

import datetime

import frappe
from frappe.utils import getdate

from nongan_supervision.inspections.states import SUBMITTED, TASK
from nongan_supervision.setup.sample.field_work import SEEN_BY_OFFICE, SEEN_BY_OFFICER, send_from_the_field
from nongan_supervision.setup.sample.producers import all_producers
from nongan_supervision.setup.sample.users import create_users
from nongan_supervision.setup.workflows import ship_workflows
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer

SUBMISSION = "Field Submission"
TODAY = datetime.date(2023, 10, 20)


class TestSampleFieldWork(NonganTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.delete(SUBMISSION)  # a site that has the sample: rolled back with the test
		ship_workflows()
		create_users()
		for producer in all_producers():
			values = {"village": producer.village, "producer_name": producer.name}
			if producer.village == "岑村" and not frappe.db.exists("Producer", values):
				make_producer(**values)

	def test_one_is_taken_in_and_one_is_for_the_office_to_settle(self):
		send_from_the_field(TODAY)
		sent = frappe.get_all(SUBMISSION, fields=["outcome", "task", "message", "received_at"], order_by="received_at")
		self.assertEqual([row.outcome for row in sent], ["Applied", "Conflict"], sent)
		self.assertFalse(sent[0].message)  # nothing of it had to be put right
		self.assertTrue(all(getdate(row.received_at) < TODAY for row in sent))
		tasks = [frappe.get_doc(TASK, row.task) for row in sent]
		self.assertEqual([task.conclusion for task in tasks], [SEEN_BY_OFFICER, SEEN_BY_OFFICE])
		self.assertEqual({task.workflow_state for task in tasks}, {SUBMITTED})
		self.assertTrue(tasks[0].photos)

	def test_once(self):
		send_from_the_field(TODAY)
		send_from_the_field(TODAY)
		self.assertEqual(frappe.db.count(SUBMISSION), 2)

	def test_nothing_of_last_year_on_new_years_day(self):
		send_from_the_field(datetime.date(2023, 1, 1))
		self.assertFalse(frappe.db.count(SUBMISSION))
