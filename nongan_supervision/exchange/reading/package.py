"""Opens the zip file that an .xlsx workbook is, and refuses what is not one, before anything is parsed.

Nothing is unpacked to the disk, and nothing is read whole that is not bounded by the limits below.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from nongan_supervision.exchange.errors import (
	BrokenWorkbook,
	EmptyRegister,
	EncryptedWorkbook,
	OldWorkbook,
	OversizedWorkbook,
	WrongFileType,
)

MEGABYTE = 1024 * 1024

MAX_FILE_SIZE = 100 * MEGABYTE
MAX_UNPACKED_SIZE = 1024 * MEGABYTE
MAX_PARTS = 10_000
MAX_PART_IN_MEMORY = 64 * MEGABYTE
"""For the parts that are kept while the sheets stream by: shared strings, styles, the list of sheets."""

MAX_RATIO = 100
"""A sheet of a million styled empty rows unpacks to about 25 times its size; a bomb, to 1,000 times."""

RATIO_MATTERS_FROM = 10 * MEGABYTE

ZIP_MAGIC = b"PK\x03\x04"
EMPTY_ZIP_MAGIC = b"PK\x05\x06"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

WORKBOOK_PART = "xl/workbook.xml"
BINARY_WORKBOOK_PART = "xl/workbook.bin"


class Package:
	"""The parts of a workbook by name. Use `open_package` to get one."""

	def __init__(self, archive: zipfile.ZipFile):
		self._archive = archive
		self._names = {name.lower(): name for name in archive.namelist()}

	def has(self, part: str) -> bool:
		return part.lower() in self._names

	@contextmanager
	def stream(self, part: str) -> Iterator[IO[bytes]]:
		"""The part as a stream. Raises `BrokenWorkbook` if it isn't there or is damaged."""
		with damage_is_reported():
			if not self.has(part):
				raise BrokenWorkbook
			with self._archive.open(self._names[part.lower()]) as stream:
				yield stream

	def bounded(self, part: str) -> None:
		"""Raises `OversizedWorkbook` if the part is too large to be kept in memory."""
		if self.has(part) and self._archive.getinfo(self._names[part.lower()]).file_size > MAX_PART_IN_MEMORY:
			raise OversizedWorkbook


@contextmanager
def open_package(source: str | Path | bytes) -> Iterator[Package]:
	"""Opens a workbook given by path or content.

	Raises a subclass of `UnreadableRegister` that says what the file is instead.
	"""
	with _as_stream(source) as stream:
		_refuse_other_formats(stream)
		with damage_is_reported():
			archive = zipfile.ZipFile(stream)
		with archive:
			_refuse_bombs(archive)
			_refuse_other_packages(archive)
			yield Package(archive)


@contextmanager
def damage_is_reported() -> Iterator[None]:
	"""Turns what `zipfile` and `zlib` raise on a damaged archive into `BrokenWorkbook`."""
	try:
		yield
	except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
		raise BrokenWorkbook from error
	except RuntimeError as error:
		if "encrypted" in str(error):
			raise EncryptedWorkbook from error
		raise


def resolve(base: str, target: str) -> str:
	"""The name of the part that a relationship of part `base` points to."""
	if target.startswith("/"):
		return target.lstrip("/")
	return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))


@contextmanager
def _as_stream(source: str | Path | bytes) -> Iterator[IO[bytes]]:
	if isinstance(source, bytes):
		if len(source) > MAX_FILE_SIZE:
			raise OversizedWorkbook
		yield io.BytesIO(source)
		return
	path = Path(source)
	if path.is_dir():
		raise WrongFileType
	if path.stat().st_size > MAX_FILE_SIZE:
		raise OversizedWorkbook
	with path.open("rb") as stream:
		yield stream


def _refuse_other_formats(stream: IO[bytes]) -> None:
	head = stream.read(8)
	if not head:
		raise EmptyRegister
	if head == OLE_MAGIC:
		raise EncryptedWorkbook if ENCRYPTED_STREAM in stream.read(MAX_FILE_SIZE) else OldWorkbook
	if head[:4] == EMPTY_ZIP_MAGIC:
		raise BrokenWorkbook
	if head[:4] != ZIP_MAGIC:
		raise WrongFileType
	stream.seek(0)


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
	"""Judges by the sizes that the archive declares; `zipfile` reads no more of a part than it declares."""
	parts = archive.infolist()
	if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_SIZE:
		raise OversizedWorkbook
	for part in parts:
		if part.file_size > RATIO_MATTERS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
			raise OversizedWorkbook


def _refuse_other_packages(archive: zipfile.ZipFile) -> None:
	names = {name.lower() for name in archive.namelist()}
	if BINARY_WORKBOOK_PART in names:
		raise OldWorkbook
	if not any(name.startswith("xl/") for name in names):
		raise WrongFileType
	if any(part.flag_bits & 0x1 for part in archive.infolist()):
		raise EncryptedWorkbook
