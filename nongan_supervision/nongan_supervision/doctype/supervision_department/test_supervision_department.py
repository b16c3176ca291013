import frappe

from nongan_supervision.tests.base import NonganTestCase


class TestSupervisionDepartment(NonganTestCase):
	def test_every_department_of_the_plan_has_a_role(self):
		for department in frappe.get_all("Supervision Department", fields=["name", "role"]):
			self.assertTrue(frappe.db.exists("Role", department.role), department.name)

	def test_the_agriculture_office_is_the_liaison(self):
		liaisons = frappe.get_all("Supervision Department", {"is_liaison": 1}, pluck="name")
		self.assertEqual(liaisons, ["镇农村工作局"])
