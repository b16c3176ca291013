"""What the permission table says, pinned in plain words, and how it holds against what clients claim."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document

from nongan_supervision.permissions.grants import (
	AGRICULTURE,
	DISTRICT,
	LEADER,
	MARKET,
	OFFICES,
	POLICE,
	VETERINARY,
	VILLAGE,
)
from nongan_supervision.permissions.table import TABLE
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_checklist,
	make_checklist_item,
	make_portal_user,
	make_user,
	new_residue_test,
	unique,
)
from nongan_supervision.tests.permission_case import OTHER, OWN, PermissionsTestCase
from nongan_supervision.tests.web import call, message_of, text_of


class TestTheTableInWords(PermissionsTestCase):
	"""The table of the data model, "Roles", row by row."""

	def test_places_and_products_are_read_by_all_and_written_by_the_office(self):
		for doc in (frappe.get_doc("Village", OWN), frappe.get_doc("Key Product", self.crop)):
			self.assertEqual(self.who_may("read", doc), set(OFFICES))
			self.assertEqual(self.who_may("write", doc), {AGRICULTURE})

	def test_producers(self):
		own_grower, other_keeper = self.growers[OWN], self.keepers[OTHER]
		self.assertEqual(self.who_may("read", own_grower), {LEADER, AGRICULTURE, MARKET, DISTRICT, VILLAGE})
		self.assertEqual(self.who_may("read", other_keeper), {LEADER, AGRICULTURE, MARKET, DISTRICT, VETERINARY})
		self.assertEqual(self.who_may("write", own_grower), {AGRICULTURE, VILLAGE})
		self.assertEqual(self.who_may("write", other_keeper), {AGRICULTURE, VETERINARY})

	def test_tests(self):
		quick = self.make_test_of(self.growers[OWN])
		self.assertEqual(self.who_may("read", quick), {LEADER, AGRICULTURE, MARKET, DISTRICT, VILLAGE})
		self.assertEqual(self.who_may("write", quick), {AGRICULTURE, VILLAGE})
		quantitative = self.make_test_of(self.growers[OWN], method="Quantitative", purpose="Routine Monitoring")
		self.assertEqual(self.who_may("read", quantitative), self.who_may("read", quick))
		self.assertEqual(self.who_may("write", quantitative), {AGRICULTURE})
		on_market = self.make_test_of(self.keepers[OTHER], stage="Market")
		self.assertEqual(self.who_may("write", on_market), {AGRICULTURE, MARKET, VETERINARY})

	def test_certificates(self):
		certificate = make_certificate(self.keepers[OWN], product=self.beast, submit=False)
		everybody_but_police = set(OFFICES) - {POLICE}
		self.assertEqual(self.who_may("read", certificate), everybody_but_police)
		self.assertEqual(self.who_may("write", certificate), {AGRICULTURE, VILLAGE})

	def test_checklist(self):
		department = make("Supervision Department", department_name=unique("权限"), role=POLICE).name
		checklist = make_checklist()
		item = make_checklist_item(checklist, departments=[{"department": department}])
		other = make_checklist_item(checklist, "A2")
		self.assertEqual(self.who_may("read", item), set(OFFICES))
		self.assertEqual(self.who_may("read", other), set(OFFICES) - {POLICE})
		self.assertEqual(self.who_may("write", other), {AGRICULTURE})
		self.assertEqual(self.who_may("write", checklist), {AGRICULTURE})

	def test_settings_are_the_offices(self):
		self.assertEqual(
			{role for role in OFFICES if "read" in TABLE["Nongan Supervision Settings"][role].rights},
			{LEADER, AGRICULTURE, MARKET, VETERINARY, DISTRICT},
		)

	def test_only_administrators_share(self):
		self.assertEqual(self.who_may("share", self.growers[OWN]), set())

	def test_an_officer_without_a_village_sees_nothing(self):
		officer = make_user(VILLAGE)
		with self.as_user(officer):
			for doctype in ("Village", "Producer", "Residue Test", "Conformity Certificate"):
				self.assertEqual(frappe.get_list(doctype), [])
		self.assertFalse(self.user_may(officer, "read", self.growers[OWN]))


class TestTheProducersPortal(PermissionsTestCase):
	"""What a producer may do with what is theirs; with anything else, nothing."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.producer = make_portal_user(cls.growers[OWN])

	def rights(self, doc) -> set[str]:
		rights = ("read", "print", "create", "write", "submit", "cancel", "delete", "export", "report", "share")
		return {right for right in rights if self.user_may(self.producer, right, doc)}

	def test_works_outside_the_desk(self):
		self.assertEqual(frappe.db.get_value("User", self.producer, "user_type"), "Website User")

	def test_reads_the_catalogues(self):
		self.assertEqual(self.rights(frappe.get_doc("Key Product", self.crop)), {"read", "print"})

	def test_sees_the_own_producer_and_no_other(self):
		self.assertEqual(self.rights(self.growers[OWN]), {"read", "print"})
		for other in (self.growers[OTHER], self.keepers[OWN], frappe.get_doc("Village", OWN)):
			self.assertEqual(self.rights(other), set())

	def test_sees_own_tests_once_they_are_submitted(self):
		draft = self.make_test_of(self.growers[OWN])
		self.assertEqual(self.rights(draft), set())
		self.assertEqual(self.rights(draft.submit()), {"read", "print"})
		self.assertEqual(self.rights(self.make_test_of(self.growers[OTHER]).submit()), set())

	def test_issues_own_certificates_and_withdraws_none(self):
		own = make_certificate(self.growers[OWN], product=self.crop, submit=False)
		self.assertEqual(self.rights(own), {"read", "print", "create", "write", "submit"})
		other = make_certificate(self.growers[OTHER], product=self.crop, submit=False)
		self.assertEqual(self.rights(other), set())

	def test_a_draft_is_not_moved_to_or_from_another_producer(self):
		own = make_certificate(self.growers[OWN], product=self.crop, submit=False)
		other = make_certificate(self.growers[OTHER], product=self.crop, submit=False)
		for draft, producer in ((own, self.growers[OTHER]), (other, self.growers[OWN])):
			values = {"doctype": draft.doctype, "name": draft.name, "fieldname": {"producer": producer.name}}
			self.assertEqual(call(self.producer, "frappe.client.set_value", **values).status_code, 403)


class TestSeveralRoles(PermissionsTestCase):
	def test_two_roles_have_the_union(self):
		user = make_user(VETERINARY, MARKET)
		self.assertTrue(self.user_may(user, "read", self.growers[OTHER]))
		self.assertTrue(self.user_may(user, "write", self.keepers[OTHER]))
		self.assertFalse(self.user_may(user, "write", self.growers[OTHER]))
		with self.as_user(user):
			self.assertIn(self.growers[OTHER].name, frappe.get_list("Producer", pluck="name", limit_page_length=0))

	def test_a_user_permission_limits_whatever_the_roles(self):
		user = make_user(AGRICULTURE, VILLAGE, villages=[OWN])
		self.assertTrue(self.user_may(user, "write", self.growers[OWN]))
		self.assertFalse(self.user_may(user, "read", self.growers[OTHER]))

	def test_a_role_of_the_sites_own_has_what_its_administrator_gave_it(self):
		role = make("Role", role_name=unique("Local Role ")).name
		frappe.permissions.add_permission("Producer", role)
		frappe.clear_cache(doctype="Producer")
		self.addCleanup(frappe.clear_cache, doctype="Producer")
		with self.as_user(make_user(role)):
			self.assertIn(self.growers[OTHER].name, frappe.get_list("Producer", pluck="name", limit_page_length=0))
			self.assertTrue(self.growers[OTHER].has_permission("read"))
			self.assertFalse(self.growers[OTHER].has_permission("write"))


class TestWhatClientsClaim(PermissionsTestCase):
	def refused(self, role: str, method: str, **arguments: Any) -> str:
		response = call(self.users[role], method, **arguments)
		self.assertEqual(response.status_code, 403, text_of(response))
		return text_of(response)

	def test_a_document_is_judged_by_what_is_stored(self):
		test = self.make_test_of(self.growers[OTHER])
		claimed = {**test.as_dict(convert_dates_to_str=True), "stage": "Market"}
		self.refused(MARKET, "frappe.client.save", doc=claimed)

	def test_a_document_may_not_be_moved_out_of_sight(self):
		claimed = {**self.growers[OWN].as_dict(convert_dates_to_str=True), "village": OTHER}
		self.refused(VILLAGE, "frappe.client.save", doc=claimed)

	def test_the_sector_is_the_products_whatever_a_client_says(self):
		test = new_residue_test(self.growers[OWN], product=self.crop, sector="Livestock")
		self.refused(VETERINARY, "frappe.client.insert", doc=test.as_dict(convert_dates_to_str=True))
		test = new_residue_test(self.keepers[OWN], product=self.beast)
		response = call(self.users[VETERINARY], "frappe.client.insert", doc=test.as_dict(convert_dates_to_str=True))
		self.assertEqual(response.status_code, 200, text_of(response))

	def test_a_document_may_not_refer_to_a_hidden_one(self):
		hidden = self.growers[OTHER]
		test = new_residue_test(hidden, village=OWN)
		shown = self.refused(VILLAGE, "frappe.client.insert", doc=test.as_dict(convert_dates_to_str=True))
		self.assertNotIn(hidden.producer_name, shown)

	def test_a_refusal_says_what_is_allowed(self):
		shown = self.refused(
			MARKET,
			"frappe.client.set_value",
			doctype="Residue Test",
			name=self.make_test_of(self.growers[OWN]).name,
			fieldname="remarks",
			value="x",
		)
		self.assertIn(frappe._("Market"), shown)

	def test_cancelled_documents_stay(self):
		test = self.make_test_of(self.growers[OWN]).submit()
		test.cancel()
		self.refused(AGRICULTURE, "frappe.client.delete", doctype="Residue Test", name=test.name)


class TestDrafts(PermissionsTestCase):
	def test_are_not_discarded_past_their_rules(self):
		if not hasattr(Document, "discard"):
			self.skipTest("a draft is not discarded in this version")
		quick = self.make_test_of(self.growers[OWN])
		for user in (self.users[VILLAGE], "Administrator"):
			for doc in (self.growers[OWN], quick):
				asked = {"dt": doc.doctype, "dn": doc.name, "method": "discard"}
				with self.subTest(doc.doctype, user=user):
					self.assertEqual(call(user, "run_doc_method", **asked).status_code, 403)
					form = {"doctype": doc.doctype, "name": doc.name}
					self.assertEqual(call(user, "frappe.desk.form.save.discard", **form).status_code, 403)


class TestThePlacesOnAMap(PermissionsTestCase):
	def features(self, role: str, filters: list) -> set[str]:
		answer = call(
			self.users[role], "frappe.geo.utils.get_coords", doctype="Producer", filters=filters, type="coordinates"
		)
		return {feature["properties"]["name"] for feature in message_of(answer)["features"]}

	def test_of_own_producers_only(self):
		own, other = self.growers[OWN].name, self.growers[OTHER].name
		for filters in ([], [["Producer", "status", "=", "Active"]]):
			self.assertLessEqual({own, other}, self.features(LEADER, filters))
			self.assertIn(own, self.features(VILLAGE, filters))
			self.assertNotIn(other, self.features(VILLAGE, filters))
