"""The Desk's pages, built by Node from the framework's copy and the app, once for all sites of this checkout."""

from __future__ import annotations

import shutil
from pathlib import Path

from embedded import environment

BUILT = environment.CACHE / "assets"


def build() -> None:
	"""Build the pages, unless nothing that they are made of has changed."""
	before = _built_at()
	with environment.step("Desk pages", only_if=lambda: _built_at() != before):
		environment.run(
			"Desk pages",
			[
				shutil.which("node") or "node",
				str(environment.HERE / "desk" / "build.mjs"),
				*("--framework", str(environment.engine() / "frappe")),
				*("--app", str(environment.REPOSITORY / "nongan_supervision")),
				*("--node-modules", str(environment.node_modules())),
				*("--out", str(BUILT)),
				"--fingerprint",
			],
		)


def _built_at() -> int:
	manifest = BUILT / "assets.json"
	return manifest.stat().st_mtime_ns if manifest.exists() else 0


def link(sites: Path) -> None:
	"""Let a site's folder show the built pages."""
	sites.mkdir(parents=True, exist_ok=True)
	shown = sites / "assets"
	if shown.is_symlink() and shown.resolve() == BUILT.resolve():
		return
	if shown.is_symlink():
		shown.unlink()
	shutil.rmtree(shown, ignore_errors=True)
	shown.symlink_to(BUILT.resolve(), target_is_directory=True)
