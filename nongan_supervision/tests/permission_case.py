"""Two villages and a user per office, for tests of the permission rules."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document

from nongan_supervision.permissions.grants import OFFICES, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make_key_product,
	make_producer,
	make_residue_test,
	make_user,
	make_village,
)

OWN, OTHER = "权限本村", "权限他村"


class PermissionsTestCase(NonganTestCase):
	"""Two villages with a crop grower and a livestock keeper each, and a user per office."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.crop, cls.beast = make_key_product("权限菜").name, make_key_product("权限牛", "Livestock").name
		cls.growers, cls.keepers = {}, {}
		for village in (OWN, OTHER):
			make_village(village)
			cls.growers[village] = make_producer(village=village)
			cls.keepers[village] = make_producer(village=village, sector="Livestock")
		cls.users = {role: make_user(role, villages=[OWN] if role == VILLAGE else None) for role in OFFICES}

	def may(self, role: str, right: str, doc: Document) -> bool:
		return self.user_may(self.users[role], right, doc)

	def user_may(self, user: str, right: str, doc: Document) -> bool:
		return bool(frappe.has_permission(doc.doctype, right, doc=doc, user=user))

	def who_may(self, right: str, doc: Document) -> set[str]:
		return {role for role in OFFICES if self.may(role, right, doc)}

	def make_test_of(self, producer: Document, **values: Any) -> Document:
		product = self.beast if producer.sector == "Livestock" else self.crop
		return make_residue_test(producer, product=product, submit=False, **values)
