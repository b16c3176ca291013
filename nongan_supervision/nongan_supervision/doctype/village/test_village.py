import frappe

from nongan_supervision.registry.village_officers import assign_villages, villages_of
from nongan_supervision.setup.roles import AGRICULTURE, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_user, make_village


class TestGridOfficers(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.village = make_village("甲村")
		self.officer = make_user(VILLAGE)

	def enter(self, user: str) -> None:
		self.village.append("grid_officers", {"officer_name": "村级协管员", "user": user})
		self.village.save()

	def test_officer_in_the_grid_gets_the_village(self):
		self.enter(self.officer)
		self.assertEqual(villages_of(self.officer), {"甲村"})

	def test_officer_who_leaves_the_grid_loses_it(self):
		self.enter(self.officer)
		self.village.set("grid_officers", [])
		self.village.save()
		self.assertEqual(villages_of(self.officer), set())

	def test_officer_keeps_the_other_villages(self):
		assign_villages(self.officer, [make_village("乙村").name])
		self.enter(self.officer)
		self.assertEqual(villages_of(self.officer), {"甲村", "乙村"})

	def test_other_roles_are_not_limited(self):
		colleague = make_user(AGRICULTURE)
		self.enter(colleague)
		self.assertEqual(villages_of(colleague), set())

	def test_role_may_come_after_the_grid(self):
		newcomer = make_user()
		self.enter(newcomer)
		self.assertEqual(villages_of(newcomer), set())
		user = frappe.get_doc("User", newcomer)
		user.append("roles", {"role": VILLAGE})
		user.save()
		self.assertEqual(villages_of(newcomer), {"甲村"})

	def test_row_without_a_user_changes_nothing(self):
		self.village.append("grid_officers", {"officer_name": "村级协管员"})
		self.village.save()
		self.assertFalse(frappe.db.exists("User Permission", {"for_value": "甲村"}))


class TestAssigningVillages(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.officer = make_user(VILLAGE)
		self.villages = [make_village(name).name for name in ("甲村", "乙村", "丙村")]

	def test_exactly_these(self):
		assign_villages(self.officer, self.villages[:2])
		assign_villages(self.officer, self.villages[1:])
		self.assertEqual(villages_of(self.officer), set(self.villages[1:]))

	def test_assigning_twice_changes_nothing(self):
		assign_villages(self.officer, self.villages)
		before = frappe.get_all("User Permission", {"user": self.officer}, pluck="name", order_by="name")
		assign_villages(self.officer, self.villages)
		after = frappe.get_all("User Permission", {"user": self.officer}, pluck="name", order_by="name")
		self.assertEqual(before, after)

	def test_single_village_is_the_default(self):
		assign_villages(self.officer, self.villages[:1])
		self.assertEqual(self.defaults(), [self.villages[0]])
		assign_villages(self.officer, self.villages)
		self.assertEqual(self.defaults(), [])

	def test_officer_sees_no_other_village(self):
		assign_villages(self.officer, self.villages[:1])
		with self.as_user(self.officer):
			permissions = frappe.permissions.get_user_permissions(self.officer)
		self.assertEqual([row.doc for row in permissions["Village"]], self.villages[:1])

	def defaults(self) -> list[str]:
		return frappe.get_all("User Permission", {"user": self.officer, "is_default": 1}, pluck="for_value")
