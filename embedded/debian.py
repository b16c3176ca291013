"""What only Debian's packages can bring: asked for, and installed where this is root. Standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

FONT_AND_PANGO = ("fonts-noto-cjk", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

HEADLESS, CHROMIUM = "chromium-headless-shell", "chromium"
BROWSERS = (HEADLESS, CHROMIUM, "chromium-browser", "google-chrome")
"""Programs for the browser tests, the best first: without a screen to draw on, Chromium takes half the time."""


def has_chinese_font() -> bool:
	"""Return whether fontconfig, or Debian's font folder, has a font with Chinese in it."""
	if shutil.which("fc-list"):
		return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True).stdout.strip())
	return any(Path("/usr/share/fonts").rglob("*CJK*")) if Path("/usr/share/fonts").exists() else False


def has_pango() -> bool:
	"""Return whether the library that lays out text can be loaded."""
	from ctypes.util import find_library

	return bool(find_library("pango-1.0") and find_library("pangoft2-1.0"))


def browser() -> str | None:
	"""Return the program that the browser tests run in."""
	return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def is_root() -> bool:
	"""Return whether packages may be installed on the machine."""
	return os.geteuid() == 0


def install_debian(*packages: str) -> bool:
	"""Install Debian packages as root; False where that can't be done."""
	if not shutil.which("apt-get"):
		return False
	quiet = {
		"stdout": subprocess.DEVNULL,
		"stderr": subprocess.DEVNULL,
		"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
	}
	install = ["apt-get", "install", "-y", "-q", "-o", "DPkg::Lock::Timeout=120", "--no-install-recommends", *packages]
	if subprocess.run(install, **quiet).returncode == 0:
		return True
	subprocess.run(["apt-get", "update", "-q"], **quiet)
	return subprocess.run(install, **quiet).returncode == 0


def debian_command(*packages: str) -> str:
	"""Return the command that a user without root rights is told."""
	return f"sudo apt-get install -y {' '.join(packages)}"
