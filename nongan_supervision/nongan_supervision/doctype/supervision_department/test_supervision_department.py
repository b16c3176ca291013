import frappe

from nongan_supervision.permissions.grants import ADMINISTRATORS, AGRICULTURE, MARKET
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.case_world import department_of
from nongan_supervision.tests.factories import make, make_user
from nongan_supervision.tests.web import call, request


class TestSupervisionDepartment(NonganTestCase):
	def test_every_department_of_the_plan_has_a_role(self):
		for department in frappe.get_all("Supervision Department", fields=["name", "role"]):
			self.assertTrue(frappe.db.exists("Role", department.role), department.name)

	def test_the_agriculture_office_is_the_liaison(self):
		liaisons = frappe.get_all("Supervision Department", {"is_liaison": 1}, pluck="name")
		self.assertEqual(liaisons, ["镇农村工作局"])

	def test_an_office_takes_no_other_s_cases_by_its_role(self):
		clue = make("Case Clue", description="市场的", received_on="2022-07-01", department=department_of(MARKET))
		agriculture = make_user(AGRICULTURE)
		path = f"/api/resource/Supervision Department/{clue.department}"
		self.assertEqual(request(agriculture, "PUT", path, role=AGRICULTURE).status_code, 403)
		new = {"department_name": "冒充的部门", "role": MARKET}
		self.assertEqual(request(agriculture, "POST", "/api/resource/Supervision Department", **new).status_code, 403)
		self.assertEqual(request(agriculture, "PUT", path, is_liaison=0).status_code, 200)
		self.assertEqual(request(make_user(ADMINISTRATORS[1]), "PUT", path, role=AGRICULTURE).status_code, 200)

	def test_nor_by_becoming_one_with_it(self):
		names = {"old_name": department_of(MARKET), "new_name": department_of(AGRICULTURE), "merge": 1}
		asked = {"doctype": "Supervision Department", **names}
		self.assertEqual(call(make_user(AGRICULTURE), "frappe.client.rename_doc", **asked).status_code, 403)
		self.assertEqual(call(make_user(ADMINISTRATORS[1]), "frappe.client.rename_doc", **asked).status_code, 200)
