"""Rows, files and tags: what stands in a document, or names one, is no way around who may see it."""

from __future__ import annotations

from unittest import mock

import frappe

from nongan_supervision.permissions import guards, rows
from nongan_supervision.setup.roles import MARKET, VILLAGE
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer, make_user, make_village


class TestRows(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.own = make_producer("本村户", make_village("行权村").name)
		cls.hidden = make_producer("外村户", make_village("行权外村").name)
		for producer in (cls.own, cls.hidden):
			producer.append("products", {"product": frappe.get_all("Key Product", pluck="name", limit=1)[0]})
			producer.save()
		cls.officer = make_user(VILLAGE, villages=["行权村"])
		cls.row = cls.hidden.products[0]

	def test_a_row_is_read_by_who_sees_its_document(self):
		row = frappe.get_doc("Producer Product", self.row.name)
		self.assertFalse(row.has_permission("read", user=self.officer))
		own = frappe.get_doc("Producer Product", self.own.products[0].name)
		self.assertTrue(own.has_permission("read", user=self.officer))

	def test_a_row_is_not_made_changed_or_deleted_alone(self):
		values = {"doctype": "Producer Product", "product": self.row.product}
		place = {"parent": self.hidden.name, "parenttype": "Producer", "parentfield": "products"}
		with self.as_user(self.officer):
			self.assertRaises(frappe.PermissionError, frappe.get_doc({**values, **place}).insert)
			self.assertRaises(frappe.PermissionError, frappe.delete_doc, "Producer Product", self.row.name)
			moved = frappe.get_doc("Producer Product", self.row.name)
			moved.parent = self.own.name
			self.assertRaises(frappe.PermissionError, moved.save)
		self.assertEqual(frappe.db.get_value("Producer Product", self.row.name, "parent"), self.hidden.name)

	def test_no_document_takes_the_row_of_another(self):
		producer = frappe.get_doc("Producer", self.own.name)
		another = frappe.get_all("Key Product", {"name": ["!=", self.row.product]}, pluck="name", limit=1)[0]
		producer.append("products", {"product": another}).update({"name": self.row.name, "__islocal": 0})
		self.assertRaises(frappe.PermissionError, producer.save)

	def test_rows_that_were_read_with_their_document_are_not_asked_for_again(self):
		producer = frappe.get_doc("Producer", self.own.name)
		producer.products[0].area_or_stock = 12
		with mock.patch.object(rows, "stored_place") as asked:
			producer.save()
		asked.assert_not_called()
		self.assertEqual(frappe.db.get_value("Producer Product", producer.products[0].name, "area_or_stock"), 12)


class TestFiles(NonganTestCase):
	def setUp(self):
		self.keeper, self.thief = make_user(MARKET), make_user(VILLAGE, villages=["岑村"])
		with self.as_user(self.keeper):
			self.file = self.file_of(content="保密的内容")

	def file_of(self, **values):
		file = frappe.get_doc({"doctype": "File", "file_name": "行权.txt", "is_private": 1, **values})
		return file.insert()

	def test_an_address_gives_nobody_the_file(self):
		with self.as_user(self.thief):
			self.assertRaises(frappe.PermissionError, self.file_of, file_url=self.file.file_url)
			own = self.file_of(content="自己的内容")
			own.file_url = self.file.file_url
			self.assertRaises(frappe.PermissionError, own.save)

	def test_who_may_read_it_may_attach_it_again(self):
		with self.as_user(self.keeper):
			self.assertEqual(self.file_of(file_url=self.file.file_url).file_url, self.file.file_url)

	def test_tags_are_listed_with_their_document(self):
		hidden = make_producer("贴标签户", make_village("行权外村").name)
		tag = {"doctype": "Tag Link", "document_type": "Producer", "document_name": hidden.name, "title": "贴标签户"}
		frappe.get_doc(tag).insert(ignore_permissions=True)
		condition = guards.tag_conditions(self.thief)
		self.assertNotIn(hidden.name, frappe.db.sql(f"select document_name from `tabTag Link` where {condition}"))
		self.assertEqual(guards.tag_conditions("Administrator"), "")
