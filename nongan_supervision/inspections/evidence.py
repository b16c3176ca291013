"""Photos of a task: each of its stage, by whom, and none of an earlier stage goes, nor its file."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases.errors import CitedError
from nongan_supervision.inspections import errors, positions
from nongan_supervision.inspections.states import IN_PROGRESS, PLANNED, RECTIFYING, SUBMITTED, TASK
from nongan_supervision.workflows import errors as step_errors

INSPECTION = "Inspection"
RECTIFICATION = "Rectification"
REINSPECTION = "Re-inspection"

STAGE_OF = {PLANNED: INSPECTION, IN_PROGRESS: INSPECTION, RECTIFYING: RECTIFICATION, SUBMITTED: REINSPECTION}
"""Stored state → the stage of the photos that are added in it."""

KEPT = ("photo", "for_item", "taken_at", "latitude", "longitude", "stage", "photo_key", "added_by")
"""What a photo keeps once it is stored; its caption may change."""


def settle_photos(task: Document, state: str) -> None:
	"""Note on new photos of which stage and by whom they are, and keep those that are there.

	:param state: the task's stored state.
	:raises LockedFieldError: a photo of an earlier stage is taken out.
	:raises PositionError: a photo was taken nowhere in the country.
	"""
	stored = task.get_doc_before_save()
	before = {row.name: row for row in (stored.get("photos") if stored else ())}
	for row in task.get("photos") or ():
		if known := before.pop(row.name, None):
			row.update({name: known.get(name) for name in KEPT})
			continue
		row.stage, row.added_by = STAGE_OF.get(state, INSPECTION), frappe.session.user
		check_position(row, _("Photos, row {0}").format(row.idx))
	if any(row.stage != STAGE_OF.get(state) for row in before.values()):
		frappe.throw(
			_("Photos: those of an earlier stage stay with the task. Add the new ones below them."),
			step_errors.LockedFieldError,
		)


def keep_file(file: Document) -> None:
	"""Refuse to change or delete the file of a photo that its task keeps: one of an earlier stage, or of its items.

	:raises CitedError:
	"""
	stored = frappe.db.get_value("File", file.name, ("attached_to_doctype", "attached_to_name", "file_url"), as_dict=1)
	if not stored or stored.attached_to_doctype != TASK or not stored.file_url:
		return
	state = frappe.db.get_value(TASK, stored.attached_to_name, "workflow_state")
	shown = {"parenttype": TASK, "parent": stored.attached_to_name, "photo": stored.file_url}
	stages = frappe.get_all("Inspection Photo", shown, pluck="stage")
	is_of_an_item = STAGE_OF.get(state) != INSPECTION and frappe.db.exists("Inspection Item", shown)
	if state and (is_of_an_item or any(stage != STAGE_OF.get(state) for stage in stages)):
		frappe.throw(
			_("The file {0} belongs to {1} {2} and stays as it is.").format(
				file.file_name, _(TASK), stored.attached_to_name
			),
			CitedError,
		)


def check_position(doc: Document, where: str) -> None:
	"""Refuse half a position, or one outside the country.

	:raises PositionError:
	"""
	if positions.is_given(doc.latitude, doc.longitude) and not positions.is_possible(doc.latitude, doc.longitude):
		frappe.throw(
			_(
				"{0}: there is no place at latitude {1}, longitude {2}. Take the position again, or leave both empty."
			).format(where, doc.latitude or 0, doc.longitude or 0),
			errors.PositionError,
		)
