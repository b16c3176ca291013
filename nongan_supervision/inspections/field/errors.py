"""What the work of a phone, or a photo of an inspection, can be refused for."""

import frappe


class FieldWorkError(frappe.ValidationError):
	"""A rule of the work in the field is broken."""


class MalformedWorkError(FieldWorkError):
	"""What was sent is not what the phone's page sends."""


class TooMuchSentError(FieldWorkError):
	"""One user has sent too much in a short time."""

	http_status_code = 429


class PhotoError(FieldWorkError):
	"""A photo is refused."""


class PhotoTooLargeError(PhotoError):
	"""A photo has more bytes than the settings allow."""

	http_status_code = 413


class PhotoFormatError(PhotoError):
	"""A photo is of a kind that browsers don't show: HEIC."""


class NotAPhotoError(PhotoError):
	"""A file only says that it is a picture, or cannot be read as one."""


class UnknownPhotoError(PhotoError):
	"""A task lists a photo that is not there."""


class PublicPhotoError(PhotoError):
	"""A photo could be read by anybody who has its address."""


class SignatureError(FieldWorkError):
	"""A signature is no drawing, or too large a one."""


class ConflictError(FieldWorkError):
	"""The task was changed meanwhile by somebody else, or has gone on."""
