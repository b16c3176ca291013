"""Photos from strangers: read as pictures, whatever they are called, and drawn anew, so that nothing else comes along.

What a phone writes into a photo (the place, the time, the device, its owner) could give an informant away.
"""

from __future__ import annotations

import struct
from io import BytesIO

from frappe import _, throw
from PIL import Image, ImageOps

from nongan_supervision.cases import errors

AT_MOST = 3
LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 2000
QUALITY = 85
UNREADABLE = (OSError, SyntaxError, ValueError, LookupError, struct.error, Image.DecompressionBombError)
"""What Pillow raises for files that are broken, or no pictures."""


def drawn_anew(content: bytes) -> bytes:
	"""Return a JPEG of what a photo shows, upright, at most 2,000 pixels long, without anything that was beside it.

	:raises NoPhotoError: it is too large, or no JPEG, PNG or WebP picture.
	"""
	if len(content) > LARGEST_BYTES:
		throw(
			_("A photo may have {0} MB at most. Choose a smaller one.").format(LARGEST_BYTES >> 20), errors.NoPhotoError
		)
	try:
		return drawn_as_jpeg(content)
	except UNREADABLE:
		throw(
			_("One of the files is no photo that can be read. Choose JPEG or PNG photos of the usual size."),
			errors.NoPhotoError,
		)


def drawn_as_jpeg(content: bytes) -> bytes:
	"""Draw what a picture shows as a JPEG, upright, at most 2,000 pixels long.

	Raises one of `UNREADABLE` for what is no JPEG, PNG or WebP picture, is broken, or unfolds to an absurd size.
	"""
	with Image.open(BytesIO(content), formats=FORMATS) as photo:
		if photo.width * photo.height > LARGEST_PIXELS:
			raise ValueError
		photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is read at a fraction of its size
		upright = ImageOps.exif_transpose(photo).convert("RGBA")
	upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
	blank = Image.new("RGB", upright.size, "white")
	blank.paste(upright, mask=upright.getchannel("A"))
	drawn = BytesIO()
	blank.save(drawn, "JPEG", quality=QUALITY)
	return drawn.getvalue()
