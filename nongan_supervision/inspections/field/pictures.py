"""What a photo's file really is, and what the camera wrote into it."""

from __future__ import annotations

import datetime
from contextlib import suppress
from io import BytesIO
from typing import NamedTuple

from frappe import _, throw
from PIL import Image

from nongan_supervision.cases.photos import UNREADABLE, drawn_as_jpeg
from nongan_supervision.inspections.field import errors
from nongan_supervision.inspections.field.positions import Position, usable_position

HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
EXIF_PLACE, EXIF_TAKEN = 0x8825, 0x8769
TAKEN_AT = 0x9003


class Told(NamedTuple):
	"""What a camera wrote into a photo: when by its own clock, and where."""

	taken_at: datetime.datetime | None
	position: Position | None


def as_picture(content: bytes) -> bytes:
	"""Return a JPEG of what a photo shows, upright, drawn anew.

	:raises PhotoFormatError: it is HEIC.
	:raises NotAPhotoError: it is no JPEG, PNG or WebP that can be read, or unfolds to an absurd size.
	"""
	if is_heic(content):
		throw(
			_(
				"This photo is HEIC, which most computers don't show. Take it on the page, or set the camera to "
				"“Most Compatible” (JPEG), then choose it again."
			),
			errors.PhotoFormatError,
		)
	try:
		return drawn_as_jpeg(content)
	except UNREADABLE:
		throw(
			_("This file is no photo that can be read, whatever its name says. Choose a JPEG, PNG or WebP photo."),
			errors.NotAPhotoError,
		)


def is_heic(content: bytes) -> bool:
	"""Whether the bytes are those of a HEIC or HEIF picture."""
	return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def told_by_camera(content: bytes) -> Told:
	"""Return what the camera wrote into a photo; nothing where there is nothing, or nonsense."""
	taken_at = position = None
	with suppress(*UNREADABLE), Image.open(BytesIO(content)) as photo:
		exif = photo.getexif()
		with suppress(*UNREADABLE, TypeError):
			taken_at = datetime.datetime.strptime(exif.get_ifd(EXIF_TAKEN)[TAKEN_AT], "%Y:%m:%d %H:%M:%S")
		with suppress(*UNREADABLE, TypeError, ZeroDivisionError):
			place = exif.get_ifd(EXIF_PLACE)
			position = usable_position(_degrees(place[2], place[1]), _degrees(place[4], place[3]))
	return Told(taken_at, position)


def _degrees(parts: tuple, side: str) -> float:
	degrees, minutes, seconds = (float(part) for part in parts)
	return (degrees + minutes / 60 + seconds / 3600) * (-1 if side in ("S", "W") else 1)
