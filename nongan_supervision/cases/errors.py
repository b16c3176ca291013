"""What a clue, a case, a referral, or their journal can be refused for.

What any step can be refused for is in :mod:`nongan_supervision.workflows.errors`.
"""

import frappe


class CaseError(frappe.ValidationError):
	"""A rule of clues, cases and referrals is broken."""


# Clues
# -----


class FutureClueError(CaseError):
	"""The clue is said to have been received on a day that has not come."""


class MissingOutcomeReasonError(CaseError):
	"""A clue is put aside or passed on without a reason."""


class WrongDepartmentError(CaseError):
	"""A clue is left to a department that has no part in clues of its kind."""


class ClueSettledError(CaseError):
	"""The clue was filed, put aside or passed on before, or a case is being made of it."""


class StatusOfCaseError(CaseError):
	"""A clue is called filed, which only the filing of its case does."""


# Steps and what may change
# -------------------------


class OwnRequestError(CaseError):
	"""Somebody approves what they requested, made, investigated or reviewed themselves."""


# Officers and reviewers
# ----------------------


class TooFewOfficersError(CaseError):
	"""Fewer than two officers with their certificates handle the case."""


class TooManyOfficersError(CaseError):
	"""More officers stand in a case than handle one."""


class OfficerWithoutUserError(CaseError):
	"""An officer of a case that is put to a leader has no user, or one who doesn't work in the Desk."""


class SameOfficerError(CaseError):
	"""An officer, or a certificate, stands in the case twice."""


class RecusalError(CaseError):
	"""An officer is the party, or related to it."""


class TooManyRefusalsError(CaseError):
	"""Too many steps of a user were refused in a day while their officers had identity numbers."""


class ReviewerError(CaseError):
	"""The legal review is made by an officer of the case, or by who made it or requested its filing or decision."""


# Evidence
# --------


class NotPrivateError(CaseError):
	"""A file of a case can be read by everybody, or lies on another server."""


class UnknownFileError(CaseError):
	"""A file is not there, or its bytes can't be read."""


class AlteredFileError(CaseError):
	"""The bytes of a file are not those of its digest."""


class EvidenceRemovedError(CaseError):
	"""Evidence is taken out or exchanged without the reason being on record."""


class CitedError(CaseError):
	"""Something is renamed, changed or deleted that a case or its journal refers to."""


# Time
# ----


class ClockMovedBackError(CaseError):
	"""The server's clock reads earlier than the last entry of the record's journal."""


class ExtensionError(CaseError):
	"""An extension is asked for or decided out of turn."""


class TooLateError(CaseError):
	"""The time limit for a step has passed."""


# Journal
# -------


class JournalIsFinalError(CaseError):
	"""An entry of the journal is written, changed or deleted by other means than what it records."""


# Tip-offs
# --------


class TipOffRefusedError(CaseError):
	"""A tip-off from the public page is incomplete or can't be true; `problems` says which fields, and why."""

	def __init__(self, problems: dict[str, str]):
		super().__init__("；".join(problems.values()))
		self.problems = problems


class NoPhotoError(CaseError):
	"""A file that is handed in as a photo is too large, or is no picture."""


# Notices between origin and market
# ---------------------------------


class UnsuitableBasisError(CaseError):
	"""A notice's certificate or test is of another producer or product, or is not submitted."""


class NoticeDateError(CaseError):
	"""A notice, a reply or a movement of a product is dated in the future, or before what it follows."""


class IncompleteFlowError(CaseError):
	"""A step on the way of a product has a quantity without a unit."""
