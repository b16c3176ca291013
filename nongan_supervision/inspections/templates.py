"""Templates of what an inspection looks at: the office's own; a task keeps the items that it was made with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.inspections import errors
from nongan_supervision.workflows import errors as step_errors

TEMPLATE = "Inspection Template"
TEXTS = ("item", "requirement", "photo_required", "usual_findings")
"""What a task takes over of an item."""

ANSWERS = ("result", "finding", "photo")
"""What an inspector adds to it."""


def apply_rules(template: Document) -> None:
	"""Complete a template and refuse it if a rule is broken.

	:raises RepeatedItemError:
	"""
	check_items(template)
	if template.disabled:
		template.is_default = 0


def check_items(doc: Document) -> None:
	"""Tidy the items of a template or a task, and refuse one that stands there twice.

	:raises RepeatedItemError:
	"""
	for row in doc.get("items") or ():
		row.item = (row.item or "").strip()
	counted = Counter(row.item for row in doc.get("items") or ())
	if repeated := [item for item, times in counted.items() if times > 1]:
		frappe.throw(
			_("Items: “{0}” stands there twice. Each item needs a name of its own.").format("、".join(repeated)),
			errors.RepeatedItemError,
		)


def replace_default(template: Document) -> None:
	"""Let the type's earlier default step back: a type has one default, the one that was chosen last."""
	if not template.is_default:
		return
	filters = {"task_type": template.task_type, "is_default": 1, "name": ["!=", template.name]}
	for name in frappe.get_all(TEMPLATE, filters, pluck="name"):
		frappe.db.set_value(TEMPLATE, name, "is_default", 0)


def default_template(task_type: str) -> str | None:
	"""Return the template that new tasks of a type start with, None if there is none."""
	return frappe.db.get_value(TEMPLATE, {"task_type": task_type, "is_default": 1, "disabled": 0})


def give_items(task: Document, own_items: bool) -> None:
	"""Give a new task the items of its template, or of its type's default; answers given for them are kept.

	:param own_items: whether items of the author's own may stand in the place of a default template's.
	:raises UnsuitableTemplateError: the template is disabled or of another type.
	:raises NoItemsError: there is neither a template nor an item.
	"""
	if not task.template and not (own_items and task.get("items")):
		task.template = default_template(task.task_type)
	if task.template:
		copy_items(task)
	if not task.get("items"):
		frappe.throw(
			_("There is no template for {0}. Choose one, or make one the default of its type.").format(
				_(task.task_type, context="Inspection Task")
			),
			errors.NoItemsError,
		)


def copy_items(task: Document) -> None:
	"""Copy items and guidance of a task's template.

	:raises UnsuitableTemplateError:
	"""
	template = frappe.get_doc(TEMPLATE, task.template)
	if template.disabled or template.task_type != task.task_type:
		frappe.throw(
			_("The template {0} is disabled or not made for {1}. Choose another one.").format(
				template.name, _(task.task_type, context="Inspection Task")
			),
			errors.UnsuitableTemplateError,
		)
	answers = {row.item: {name: row.get(name) for name in ANSWERS} for row in task.get("items") or ()}
	task.set("items", [])
	for row in template.get("items"):
		task.append("items", {**{name: row.get(name) for name in TEXTS}, **answers.get(row.item, {})})
	task.guidance = template.guidance


def usual_findings(item: Document) -> list[str]:
	"""Return what is usually found where an item does not conform: a line of its field for each."""
	return [line for text in (item.usual_findings or "").splitlines() if (line := text.strip())]


def keep_texts(task: Document, stored: Document) -> None:
	"""Leave the items of a task as they were when it started; only answers change.

	:raises LockedFieldError: an item is new, or gone.
	"""
	before = {row.item: row for row in stored.get("items")}
	if _names(task.get("items")) != _names(before.values()):
		frappe.throw(
			_("Items: the list stays as it was at the start. Write what else you find into the conclusion."),
			step_errors.LockedFieldError,
		)
	for row in task.get("items"):
		for name in TEXTS:
			row.set(name, before[row.item].get(name))


def _names(rows: Iterable[Document]) -> list[str]:
	return sorted(row.item for row in rows)
