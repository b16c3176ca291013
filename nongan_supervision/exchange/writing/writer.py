"""Checks and writes the documents of one DocType for an import."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import frappe
from frappe.model.document import Document

from nongan_supervision.exchange.writing.checks import FieldChecks
from nongan_supervision.exchange.writing.insert import insert_documents
from nongan_supervision.exchange.writing.links import Links
from nongan_supervision.exchange.writing.listeners import who_listens
from nongan_supervision.exchange.writing.messages import reason_of
from nongan_supervision.exchange.writing.naming import Series
from nongan_supervision.exchange.writing.rights import CreationRights
from nongan_supervision.permissions.server_fields import filled_by_server
from nongan_supervision.registry.bounds import FieldBounds

Rules = Callable[[Document], None]
"""Applies the rules of the DocType's controller to a document; raises what they raise."""

Completion = Callable[[Sequence[Document]], None]
"""Does for many documents together what the controller does for each as it is submitted."""


class Writer:
	"""Makes documents of one DocType, finds what is wrong with them and writes the rest.

	`rules` are those of the DocType's controller, which are called here in the order of a save: links and the
	fields fetched through them, rules, the document's own fields. `alike` are the fields that permissions
	depend on (see `CreationRights`). `complete` gives documents written in bulk what only a submission gives.
	"""

	def __init__(
		self,
		doctype: str,
		rules: Rules,
		alike: Sequence[str],
		submit: bool = False,
		complete: Completion | None = None,
	):
		self.doctype = doctype
		self.listeners = who_listens(doctype)
		self.links = Links(doctype)
		self.series = Series(doctype)
		self._rules = rules
		self._submit = submit
		self._complete = complete
		self._template = frappe.new_doc(doctype, as_dict=True)
		self._row_templates = {
			table.fieldname: frappe.new_doc(table.options, as_dict=True)
			for table in frappe.get_meta(doctype).get_table_fields()
		}
		self._has_levels = bool(frappe.get_meta(doctype).get_high_permlevel_fields())
		self._checks = FieldChecks(doctype)
		self._bounds = FieldBounds(doctype)
		self._rights = CreationRights(doctype, alike)

	def make(self, values: dict[str, Any]) -> Document:
		"""A new document with the values given and the defaults of the DocType for the rest."""
		given = {field: value for field, value in values.items() if value is not None}
		filled = {**self._template, **given}
		for table, template in self._row_templates.items():
			filled[table] = [
				{**template, **row, "idx": index, "parentfield": table, "parenttype": self.doctype}
				for index, row in enumerate(values.get(table) or (), start=1)
			]
		return filled_by_server(frappe.get_doc(filled))

	def faults(self, doc: Document, *also_alike: Any) -> Iterator[str]:
		"""Every reason why the document can't be written; `links.load` must have seen it before.

		A document that its links make unusable is not put before the rules, which rely on them; nor is one with a
		day or a number that none can have.
		"""
		broken_links = list(self.links.faults(doc))
		yield from broken_links
		if not broken_links:
			with self.links.without_stand_ins(doc):
				fault = self._rights.fault(doc, *also_alike)
			if fault:
				yield fault
			if self._has_levels:
				doc.validate_higher_perm_levels()
			out_of_bounds = list(self._bounds.faults(doc))
			yield from out_of_bounds
			if not out_of_bounds:
				yield from reason_of(self._rules, doc)
		yield from self._checks.faults(doc)

	def write(self, docs: Sequence[Document], one_by_one: Sequence[Document] = ()) -> dict[int, str]:
		"""Writes the documents, all of them in bulk if nobody else listens; names them.

		`one_by_one` are those whose submission has consequences, and which are saved in the ordinary way.
		Returns the reason by `id(document)` for those that were refused on saving, which only those that are
		saved one by one can be.
		"""
		if self.listeners:
			docs, one_by_one = (), (*docs, *one_by_one)
		if docs:
			if self._submit:
				for doc in docs:
					doc.docstatus = 1
			self.series.assign(docs)
			if self._complete:
				self._complete(docs)
			insert_documents(docs)
		return {id(doc): reason for doc in one_by_one for reason in self._save(doc)}

	def _save(self, doc: Document) -> Iterator[str]:
		savepoint = "row_of_a_register"
		frappe.db.savepoint(savepoint)
		doc.name = None
		if self._submit:
			doc.docstatus = 1
		reasons = list(reason_of(doc.insert))
		if reasons:
			frappe.db.rollback(save_point=savepoint)
		yield from reasons
