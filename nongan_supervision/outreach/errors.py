"""What an outreach activity, a message or a meeting can be refused for."""

import frappe


class OutreachError(frappe.ValidationError):
	"""A rule of outreach and meetings is broken."""


class FutureActivityError(OutreachError):
	"""The activity is said to have been held on a day that has not come."""


class MissingVillageError(OutreachError):
	"""Somebody whose work is limited to villages enters an activity of the whole town."""


class DuplicateAttendeeError(OutreachError):
	"""A producer is listed twice."""


class NobodyNamedError(OutreachError):
	"""A row of the attendance names neither a producer nor a person."""


class InvalidLinkError(OutreachError):
	"""The link of a publication leads to no page of the web."""


class MissingPublicationError(OutreachError):
	"""A media report does not say where it appeared."""


class CountedByMessageError(OutreachError):
	"""The activity belongs to a text message that was sent, and stands as it was."""


class MessageSentError(OutreachError):
	"""The message has been sent, or is on its way, and changes no more."""


class EmptyMessageError(OutreachError):
	"""There is nothing to send, or nobody to send it to."""


class UnknownPlaceholderError(OutreachError):
	"""The text has a placeholder that nothing is filled in for."""


class SendingDisabledError(OutreachError):
	"""The settings do not allow messages to be sent, or the gateway is not set up."""


class DailyLimitError(OutreachError):
	"""More messages than the settings allow in a day."""


class OthersResolutionError(OutreachError):
	"""A department changes what is not its own to report."""


class InvalidPeriodError(OutreachError):
	"""A period ends before it begins."""


class DuplicateParticipantError(OutreachError):
	"""A department is listed twice."""


class InvalidDueDateError(OutreachError):
	"""A resolution is due before the meeting that resolves it."""


class InvalidDoneDateError(OutreachError):
	"""A resolution is said to have been done before it was resolved, or on a day that has not come."""


class MissingDropReasonError(OutreachError):
	"""A resolution is dropped without a reason."""
