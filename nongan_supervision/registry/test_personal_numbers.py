from __future__ import annotations

import frappe
from frappe.core.doctype.deleted_document.deleted_document import restore
from frappe.utils.password import encrypt

from nongan_supervision.registry import errors, personal_numbers
from nongan_supervision.registry.identity import id_number_check_character, mask_id_number
from nongan_supervision.registry.number_search import find_producers
from nongan_supervision.registry.personal_numbers import number_of
from nongan_supervision.setup.roles import AGRICULTURE, LEADER, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer, make_user, make_village
from nongan_supervision.tests.properties import given, st

# the example of GB 11643-1999, Annex A
NUMBER = "11010519491231002X"
MASKED = "110*************2X"
OTHER_NUMBER = "110105194912310038"


def id_number(serial: int) -> str:
	body = f"110105194912{serial % 28 + 1:02d}{serial % 1000:03d}"
	return body + id_number_check_character(body)


class PersonalNumberTestCase(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer(id_number=NUMBER.lower())

	def reloaded(self):
		return frappe.get_doc("Producer", self.producer.name)

	def columns(self) -> dict:
		return frappe.db.get_value("Producer", self.producer.name, "*", as_dict=True)


class TestWhatIsStored(PersonalNumberTestCase):
	def test_no_column_has_the_number(self):
		columns = self.columns()
		self.assertFalse([name for name, value in columns.items() if NUMBER in str(value)])
		self.assertEqual((columns.id_number, columns.masked_id_number), (MASKED, MASKED))
		self.assertEqual(number_of(self.reloaded()), NUMBER)

	def test_equal_numbers_cannot_be_told(self):
		other = make_producer(id_number=NUMBER)
		self.assertNotEqual(other.id_number_sealed, self.columns().id_number_sealed)

	def test_empty_clears_it(self):
		doc = self.reloaded()
		doc.id_number = ""
		doc.save()
		self.assertFalse(doc.masked_id_number or doc.id_number_sealed or doc.id_number)

	def test_another_number_replaces_it(self):
		doc = self.reloaded()
		doc.id_number = OTHER_NUMBER
		doc.save()
		self.assertEqual(number_of(self.reloaded()), OTHER_NUMBER)

	def test_saving_again_changes_nothing(self):
		sealed = self.columns().id_number_sealed
		for written in (MASKED, NUMBER, f" {NUMBER.lower()} "):
			with self.subTest(written):
				doc = self.reloaded()
				doc.update({"id_number": written, "id_number_sealed": None, "masked_id_number": None})
				doc.save()
				self.assertEqual(self.columns().id_number_sealed, sealed)
				self.assertEqual(self.columns().masked_id_number, MASKED)

	def test_somebody_elses_mask_is_no_number(self):
		doc = self.reloaded()
		doc.id_number = "320*************11"
		self.assertRaises(errors.InvalidIdNumberError, doc.save)
		self.assertRaises(errors.InvalidIdNumberError, make_producer, id_number=MASKED)

	def test_a_seal_of_another_number_is_not_taken(self):
		self.assertRaises(
			errors.InvalidIdNumberError, make_producer, id_number=MASKED, id_number_sealed=encrypt(OTHER_NUMBER)
		)
		self.assertIsNone(make_producer(id_number_sealed=encrypt(NUMBER)).id_number_sealed)

	def test_nor_is_one_of_its_own_number_that_a_client_sends(self):
		seal = self.columns().id_number_sealed
		self.assertRaises(errors.InvalidIdNumberError, make_producer, id_number=MASKED, id_number_sealed=seal)

	def test_wrong_check_character(self):
		self.assertRaises(errors.InvalidIdNumberError, make_producer, id_number="110105194912310021")

	def test_a_site_without_its_key_keeps_what_it_has(self):
		foreign = encrypt(NUMBER, encryption_key="A" * 43 + "=")
		self.producer.db_set("id_number_sealed", foreign)
		doc = self.reloaded()
		doc.contact_person = "联系人"
		doc.save()
		self.assertEqual(self.columns().id_number_sealed, foreign)
		self.assertIsNone(number_of(doc))
		self.assertFalse(frappe.local.message_log)

	@given(st.integers(0, 999))
	def test_every_number_comes_back(self, serial):
		number = id_number(serial)
		doc = frappe.new_doc("Producer", id_number=number)
		personal_numbers.seal(doc)
		self.assertEqual((doc.id_number, number_of(doc)), (mask_id_number(number), number))
		sealed = doc.id_number_sealed
		personal_numbers.seal(doc)
		self.assertEqual(doc.id_number_sealed, sealed)


class TestWhoSeesIt(PersonalNumberTestCase):
	def shown(self, user: str):
		with self.as_user(user):
			doc = self.reloaded()
			doc.run_method("onload")
			doc.apply_fieldlevel_read_permissions()
			return doc

	def test_in_full_for_those_allowed(self):
		doc = self.shown(make_user(AGRICULTURE))
		self.assertEqual((doc.id_number, doc.id_number_sealed), (NUMBER, None))

	def test_masked_for_everybody_else(self):
		doc = self.shown(make_user(LEADER))
		self.assertNotIn(NUMBER, frappe.as_json(doc.as_dict()))
		self.assertEqual((doc.masked_id_number, doc.get("id_number_sealed")), (MASKED, None))

	def test_what_was_shown_can_be_saved(self):
		sealed = self.columns().id_number_sealed
		user = make_user(AGRICULTURE)
		with self.as_user(user):
			self.shown(user).save()
		self.assertEqual(self.columns().id_number_sealed, sealed)


class TestHistory(PersonalNumberTestCase):
	def versions(self) -> list[str]:
		return frappe.get_all("Version", {"ref_doctype": "Producer", "docname": self.producer.name}, pluck="data")

	def test_has_the_masked_number_and_no_seal(self):
		self.producer.id_number = None
		self.producer.save(ignore_version=False)
		self.assertIn(MASKED, "".join(self.versions()))
		self.assertNotIn(NUMBER, "".join(self.versions()))
		self.assertNotIn("sealed", "".join(self.versions()))

	def test_tells_a_change_behind_the_mask(self):
		number = next(one for one in map(id_number, range(1000)) if mask_id_number(one) == MASKED and one != NUMBER)
		self.producer.id_number = number
		self.producer.save(ignore_version=False)
		changes = frappe.parse_json(self.versions()[0])["changed"]
		self.assertIn(["id_number", MASKED, MASKED], changes)

	def test_of_an_officer_of_a_case_neither(self):
		row = {"id_number": NUMBER, "id_number_sealed": encrypt(NUMBER)}
		data = {
			"added": [["officers", dict(row)]],
			"removed": [["officers", dict(row)], ["evidence", {"title": "照片"}]],
			"row_changed": [["officers", 0, "row", [["id_number_sealed", encrypt(NUMBER), encrypt(OTHER_NUMBER)]]]],
		}
		version = frappe.new_doc("Version", ref_doctype="Enforcement Case", data=frappe.as_json(data))
		personal_numbers.keep_out_of_history(version)
		kept = frappe.parse_json(version.data)
		self.assertEqual(kept["added"], [["officers", {"id_number": MASKED}]])
		self.assertEqual(kept["removed"][1], ["evidence", {"title": "照片"}])
		self.assertEqual(kept["row_changed"][0][3], [["id_number", MASKED, mask_id_number(OTHER_NUMBER)]])
		self.assertNotIn("sealed", version.data)


class TestStoredBefore(PersonalNumberTestCase):
	def test_plain_numbers_are_sealed_once(self):
		self.producer.db_set({"id_number": OTHER_NUMBER, "id_number_sealed": None})
		self.assertEqual(personal_numbers.seal_stored_numbers("Producer"), 1)
		self.assertEqual(self.columns().id_number, mask_id_number(OTHER_NUMBER))
		self.assertEqual(number_of(self.reloaded()), OTHER_NUMBER)
		self.assertEqual(personal_numbers.seal_stored_numbers("Producer"), 0)

	def test_those_of_deleted_documents_too(self):
		deleted = frappe.get_doc(
			{
				"doctype": "Deleted Document",
				"deleted_doctype": "Producer",
				"deleted_name": "PR-00000",
				"data": frappe.as_json({"doctype": "Producer", "id_number": NUMBER}),
			}
		).insert()
		self.assertEqual(personal_numbers.seal_deleted_numbers("Producer"), 1)
		data = frappe.parse_json(deleted.reload().data)
		self.assertEqual((data["id_number"], personal_numbers.opened(data["id_number_sealed"])), (MASKED, NUMBER))

	def test_a_deleted_producer_can_be_restored(self):
		frappe.delete_doc("Producer", self.producer.name)
		deleted = frappe.db.get_value("Deleted Document", {"deleted_name": self.producer.name})
		restore(deleted, alert=False)
		name = frappe.db.get_value("Deleted Document", deleted, "new_name")
		self.assertEqual(number_of(frappe.get_doc("Producer", name)), NUMBER)


class TestSearch(PersonalNumberTestCase):
	def names(self, number: str = NUMBER) -> list[str]:
		return [row.name for row in find_producers(number)]

	def test_finds_the_full_number_only(self):
		self.assertEqual(self.names(f" {NUMBER.lower()}"), [self.producer.name])
		behind_the_mask = next(
			one for one in map(id_number, range(1000)) if mask_id_number(one) == MASKED and one != NUMBER
		)
		self.assertEqual(self.names(behind_the_mask), [])
		self.assertRaises(errors.InvalidIdNumberError, find_producers, "110105")

	def test_within_the_scope(self):
		elsewhere = make_producer(village=make_village("甲村").name, id_number=NUMBER)
		with self.as_user(make_user(VILLAGE, villages=["甲村"])):
			self.assertEqual(self.names(), [elsewhere.name])

	def test_not_for_those_who_may_not_see_numbers(self):
		with self.as_user(make_user(LEADER)):
			self.assertRaises(frappe.PermissionError, find_producers, NUMBER)

	def test_is_logged_without_the_number(self):
		user = make_user(AGRICULTURE)
		with self.as_user(user):
			self.names()
		log = frappe.get_last_doc("Access Log", {"user": user})
		self.assertEqual((log.reference_document, log.filters), (self.producer.name, MASKED))
		self.assertNotIn(NUMBER, frappe.as_json(log.as_dict()))
