"""What stands below a document's number where one is chosen in a link."""

import frappe

from nongan_supervision.permissions.table import TABLE
from nongan_supervision.tests.base import NonganTestCase

STORED_IN_ENGLISH = frozenset({"Workflow State", "Workflow Action Master", "Role", "DocType", "Report"})


class TestSearchFields(NonganTestCase):
	def test_none_is_a_word_that_is_stored_in_english(self):
		"""The framework shows them as they are stored, and a Select is stored in English."""
		english = [
			f"{doctype}: {field.label}"
			for doctype in TABLE
			for field in self.search_fields(doctype)
			if field.fieldtype in ("Select", "Check") or field.options in STORED_IN_ENGLISH
		]
		self.assertEqual(english, [])

	def search_fields(self, doctype: str) -> list:
		meta = frappe.get_meta(doctype)
		return [field for name in meta.get_search_fields() if (field := meta.get_field(name))]
