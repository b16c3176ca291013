"""The folder of an embedded site, from outside: whose it is, whether it is in use. Standard library only."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

from embedded.messages import Failure

SITE_LOCK = ".serving"
SITE_FILES = ("sites", "logs", "config", "admin-password", SITE_LOCK)  # in the order in which a site is deleted


@contextlib.contextmanager
def site_lock(folder: Path) -> Iterator[None]:
	"""Hold a site against being served twice, or deleted while it is served."""
	folder.mkdir(parents=True, exist_ok=True)
	with open(folder / SITE_LOCK, "w") as handle:
		try:
			fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			raise Failure("The site in {folder} is running: stop it first.", folder=folder) from None
		yield


def is_site(folder: Path) -> bool:
	"""Return whether ``./nongan start`` made the folder, which a bench has not been through."""
	return (folder / SITE_LOCK).is_file()


def delete_site(folder: Path) -> None:
	"""Delete what a site is made of; the folder too, unless somebody else keeps something in it."""
	for name in SITE_FILES:
		path = folder / name
		shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
	if not any(folder.iterdir()):
		folder.rmdir()
