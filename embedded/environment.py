"""What the embedded site stands on: Python packages, the framework's copy, npm packages, a font.

Standard library only: this runs before anything is installed. Each part is made beside its place and moved there
whole, with a stamp of what it was made from; an interrupted or repeated set-up goes on where it has to.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from embedded import debian
from embedded.messages import Failure, _, say

REPOSITORY = Path(__file__).resolve().parent.parent
HERE = REPOSITORY / "embedded"
CACHE = Path(os.environ.get("NONGAN_CACHE", REPOSITORY / ".nongan"))
UV = "uv==0.9.30"
FRAMEWORK_VERSION = "0.0.1"
NO_NETWORK = (
	"Could not resolve host",
	"Temporary failure in name resolution",
	"Network is unreachable",
	"Failed to fetch",
	"Connection refused",
	"Max retries exceeded",
	"Failed to establish a new connection",
	"error sending request",
	"dns error",
	"ENOTFOUND",
	"ECONNREFUSED",
	"EAI_AGAIN",
	"ETIMEDOUT",
	"No matching distribution found",
)
DISK_FULL = ("No space left on device", "ENOSPC", "os error 28")


def python() -> Path:
	"""Return the interpreter that has the framework's packages."""
	return CACHE / "venv" / "bin" / "python"


def engine() -> Path:
	"""Return the folder that holds the framework's mended copy."""
	return CACHE / "engine"


def node_modules() -> Path:
	"""Return the folder of npm packages that the Desk is built with."""
	return CACHE / "desk" / "node_modules"


@contextlib.contextmanager
def locked() -> Iterator[None]:
	"""Hold the cache for one set-up at a time."""
	CACHE.mkdir(parents=True, exist_ok=True)
	with open(CACHE / "lock", "w") as handle:
		try:
			fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			raise Failure("Another ./nongan is setting up this folder. Wait for it to end, then start again.") from None
		yield


def prepare(*, tests: bool = False) -> None:
	"""Make everything that is missing or out of date; raises ``Failure`` with what to do about it."""
	try:
		with locked():
			_prepare(tests)
	except OSError as problem:
		if problem.errno == 28:
			raise Failure(
				"The disk is full: free some space below {folder}, then start again; nothing was left half done.",
				folder=CACHE,
			) from None
		raise


def _prepare(tests: bool) -> None:
	_check_node()
	beside = [Beside(_debian_packages), Beside(_npm_packages)]
	try:
		_python_packages(tests)
		_framework()
	finally:
		for part in beside:  # nothing goes on writing here when the lock is given back
			part.wait()
	for part in beside:
		part.result()


class Beside:
	"""A part of the set-up that runs beside the others; its failure is raised when it is asked for."""

	def __init__(self, function: Callable[[], None]) -> None:
		self._failure: BaseException | None = None
		self._thread = threading.Thread(target=self._run, args=(function,), daemon=True)
		self._thread.start()

	def _run(self, function: Callable[[], None]) -> None:
		try:
			function()
		except BaseException as failure:
			self._failure = failure

	def wait(self) -> None:
		"""Wait for the part's end, however it ended."""
		self._thread.join()

	def result(self) -> None:
		"""Wait for the part's end; raise what it failed with."""
		self.wait()
		if self._failure:
			raise self._failure


@contextlib.contextmanager
def step(what: str, only_if: Callable[[], bool] = lambda: True) -> Iterator[None]:
	"""Tell how long a part took, where ``only_if`` says at its end that it had anything to do."""
	started = time.monotonic()
	yield
	if only_if():
		print(f"  {_(what)}: {_('done in {seconds:.0f} s', seconds=time.monotonic() - started)}", flush=True)


def run(what: str, command: list[str], *, cwd: Path | None = None, env: dict | None = None) -> None:
	"""Run a tool quietly; where it fails, show its last lines and say what they mean."""
	CACHE.mkdir(parents=True, exist_ok=True)
	log = CACHE / f"{Path(command[0]).name}-{threading.get_ident()}.log"
	with open(log, "w+", encoding="utf-8", errors="replace") as output:
		environment = {**os.environ, **(env or {})}
		done = subprocess.run(
			command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
		)
		output.seek(0)
		text = output.read()
	if done.returncode == 0:
		log.unlink(missing_ok=True)
		return
	if any(sign in text for sign in DISK_FULL):
		raise Failure(
			"The disk is full: free some space below {folder}, then start again; nothing was left half done.",
			folder=CACHE,
		)
	if any(sign in text for sign in NO_NETWORK):
		raise Failure(
			"Could not get {what}: the package registry can't be reached. Check the network or the proxy settings "
			"(HTTPS_PROXY), then start again; what is done already is kept.",
			what=_(what),
		)
	print("\n".join(text.splitlines()[-15:]), file=sys.stderr)
	raise Failure(
		"{what} failed. The last lines of its output are above; the whole is in {log}.", what=_(what), log=log
	)


def _digest(*files: Path, extra: str = "") -> str:
	digest = hashlib.sha256(extra.encode())
	for file in files:
		digest.update(file.read_bytes())
	return digest.hexdigest()


def _python_packages(tests: bool) -> None:
	"""The virtual environment with the locked packages, by uv where it can be had, else by pip."""
	locks = [HERE / "requirements.txt", HERE / "framework.txt"] + ([HERE / "requirements-test.txt"] if tests else [])
	stamp = CACHE / "venv" / (".with-tests" if tests else ".without-tests")
	version = f"{sys.version_info[0]}.{sys.version_info[1]}"
	wanted = _digest(*locks, extra=version)
	if stamp.exists() and stamp.read_text() == wanted and python().exists():
		return
	with step("Python packages"):
		if not (python().exists() and _runs(python(), version)):
			_make_venv()
		requirements = [argument for lock in locks for argument in ("-r", str(lock))]
		if _has_uv():
			command = [str(python()), "-m", "uv", "pip", "install", "--python", str(python()), *_index()]
		else:
			command = [str(python()), "-m", "pip", "install", "--disable-pip-version-check"]
		run("Python packages", [*command, "--no-deps", "--quiet", *requirements])
		stamp.write_text(wanted)


def _runs(interpreter: Path, version: str) -> bool:
	ask = "import sys; print('%d.%d' % sys.version_info[:2])"
	done = subprocess.run([str(interpreter), "-c", ask], capture_output=True, text=True)
	return done.stdout.strip() == version


def _make_venv() -> None:
	target = CACHE / "venv"
	shutil.rmtree(target, ignore_errors=True)
	made = subprocess.run([sys.executable, "-m", "venv", str(target)], capture_output=True, text=True)
	if made.returncode and debian.is_root() and debian.install_debian("python3-venv"):
		made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(target)], capture_output=True, text=True)
	if made.returncode:
		shutil.rmtree(target, ignore_errors=True)
		if any(sign in made.stderr + made.stdout for sign in DISK_FULL):
			raise OSError(28, "No space left on device")
		raise Failure(
			"Python has no venv module. Install it, then start again: {command}",
			command=debian.debian_command("python3-venv"),
		)


def _has_uv() -> bool:
	"""Install uv beside pip, many times as fast; a machine that it has no build for goes on with pip."""
	quietly = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
	pip = [
		str(python()),
		"-m",
		"pip",
		"install",
		"--quiet",
		"--disable-pip-version-check",
		"--only-binary",
		":all:",
		UV,
	]
	return subprocess.run(pip, **quietly).returncode == 0


def _index() -> list[str]:
	"""Give uv the mirror that pip is configured with: uv doesn't read pip's settings."""
	done = subprocess.run(
		[str(python()), "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True
	)
	mirror = os.environ.get("PIP_INDEX_URL") or done.stdout.strip()
	return ["--default-index", mirror] if mirror else []


def _framework() -> None:
	from embedded.engine.build import build

	packages = next((CACHE / "venv" / "lib").glob("python3*/site-packages/monoframe"))
	built: list[bool] = []
	with step("framework", only_if=lambda: any(built)):
		built.append(build(packages, FRAMEWORK_VERSION, engine()))


def _check_node() -> None:
	node = shutil.which("node")
	version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout if node else ""
	if not version.startswith("v") or int(version[1:].split(".")[0]) < 18 or not shutil.which("npm"):
		if debian.is_root() and not node and debian.install_debian("nodejs", "npm"):
			return
		raise Failure(
			"Node.js 18 or newer is needed for the Desk's pages. Install it, then start again: {command}",
			command=debian.debian_command("nodejs", "npm"),
		)


def _npm_packages() -> None:
	folder = CACHE / "desk"
	stamp = folder / ".installed"
	wanted = _digest(HERE / "desk" / "package.json", HERE / "desk" / "package-lock.json")
	if stamp.exists() and stamp.read_text() == wanted:
		return
	with step("Desk packages"):
		folder.mkdir(parents=True, exist_ok=True)
		for name in ("package.json", "package-lock.json"):
			shutil.copyfile(HERE / "desk" / name, folder / name)
		quiet = ["--no-audit", "--no-fund", "--no-progress", "--loglevel=error"]
		run("Desk packages", ["npm", "ci", "--ignore-scripts", *quiet], cwd=folder)
		stamp.write_text(wanted)


def _debian_packages() -> None:
	"""A Chinese font and pango, for PDF: installed by root, asked for otherwise; the site runs without."""
	if debian.has_chinese_font() and debian.has_pango():
		return
	if debian.is_root():
		with step("Chinese font and PDF library"):
			installed = debian.install_debian(*debian.FONT_AND_PANGO)
		if installed:
			return
	say("Chinese text in PDFs needs a font and pango: {command}", command=debian.debian_command(*debian.FONT_AND_PANGO))
