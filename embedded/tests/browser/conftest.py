"""A real ``./nongan start`` with the sample year, and pages of Chromium signed in as its users."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from embedded import debian, environment

BROWSER = debian.browser()
FLAGS = (
	"--no-sandbox",
	"--disable-gpu",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--no-first-run",
	"--font-render-hinting=none",
)
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PICTURES = environment.REPOSITORY / "docs" / "images"
COLOURS = 256
"""Of a picture of the documentation: it shows flat areas and letters, and stays small."""
NOTHING_GROWS = """async () => {
	const drawn = () => [...document.querySelectorAll(".frappe-chart *")]
		.map((shape) => JSON.stringify(shape.getBoundingClientRect())).join();
	const before = drawn();
	await new Promise((done) => setTimeout(done, 1000));
	return before === drawn();
}"""
"""Charts are drawn empty at first and grow after a moment."""
TAKE_MESSAGES_AWAY = "document.querySelector('#alert-container')?.replaceChildren()"
"""What fades away by itself is to hide nothing in a picture."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
	"""Browser tests come last, after everything that is quick; without Chromium they say so and don't run."""
	here = str(Path(__file__).parent)
	browser = [item for item in items if str(item.path).startswith(here)]
	if not BROWSER:
		for item in browser:
			item.add_marker(pytest.mark.skip(reason="Chromium is not installed: apt-get install chromium"))
	items[:] = [item for item in items if item not in browser] + browser


class Site:
	"""A running embedded site."""

	def __init__(self, address: str, folder: Path, admin_password: str) -> None:
		self.address = address
		self.folder = folder
		self.admin_password = admin_password
		self.sessions: dict[str, list] = {}
		"""The cookies of who has signed in."""


@pytest.fixture(scope="session")
def running_site() -> Iterator[Site]:
	"""Start the site as a user does, on a free port, and stop it at the end."""
	folder = Path(tempfile.mkdtemp(prefix="nongan-browser-"))
	port = _free_port()
	command = [sys.executable, "-m", "embedded.run", "start", "--site", str(folder), "--port", str(port)]
	process = subprocess.Popen(
		[*command, "--admin-password", "browser-tests"],
		cwd=environment.REPOSITORY,
		env={**os.environ, "PYTHONUNBUFFERED": "1"},
		stdout=subprocess.PIPE,
		stderr=subprocess.STDOUT,
		text=True,
	)
	try:
		_wait_until_ready(process, port)
		yield Site(f"http://127.0.0.1:{port}", folder, "browser-tests")
	finally:
		process.terminate()
		process.wait(30)
		process.stdout.close()
		shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def _wait_until_ready(process: subprocess.Popen, port: int) -> None:
	printed = []
	for line in process.stdout:
		printed.append(line)
		if f":{port}" in line:
			# What it prints from here on is read too, so that it never waits for a reader.
			threading.Thread(target=process.stdout.read, daemon=True).start()
			return
	raise AssertionError("./nongan start ended:\n" + "".join(printed))


@pytest.fixture(scope="session")
def chromium() -> Iterator:
	"""One browser for all tests; every page is of a context of its own."""
	from playwright.sync_api import sync_playwright

	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=BROWSER, args=list(FLAGS))
		yield browser
		browser.close()


@pytest.fixture
def new_page(chromium) -> Iterator[Callable]:
	"""Return a function that opens a page of a context of its own; what its console says must be no error."""
	contexts = []
	faults: list[str] = []

	def open_one(viewport: dict):
		context = chromium.new_context(viewport=viewport, locale="zh-CN", accept_downloads=True)
		contexts.append(context)
		page = context.new_page()
		page.set_default_timeout(30_000)
		_listen(page, faults)
		return page

	yield open_one
	for context in contexts:
		context.close()
	assert not faults, "\n".join(faults)


@pytest.fixture
def sign_in(running_site: Site, new_page: Callable) -> Callable:
	"""Return a function that signs a user in and gives their page, which is where signing in leads."""

	def enter(user: str = "agriculture@nongan.example", password: str | None = None, viewport: dict = DESKTOP):
		from nongan_supervision.setup.sample import PASSWORD

		page = new_page(viewport)
		page.goto(f"{running_site.address}/login")
		page.fill("#login_email", user)
		page.fill("#login_password", password or PASSWORD)
		page.click(".btn-login")
		page.wait_for_url(re.compile(r"/(desk|app)"))
		running_site.sessions[user] = page.context.cookies()
		return page

	return enter


@pytest.fixture
def signed_in(running_site: Site, new_page: Callable, sign_in: Callable) -> Callable:
	"""Return a function that gives the page of a user who is signed in, for a test that says where it goes.

	Who has signed in before comes back with their cookies, unless the site has ended the session meanwhile.
	"""

	def come_back(user: str = "agriculture@nongan.example", password: str | None = None, viewport: dict = DESKTOP):
		if user in running_site.sessions:
			page = new_page(viewport)
			page.context.add_cookies(running_site.sessions[user])
			asked = page.request.get(f"{running_site.address}/api/method/frappe.auth.get_logged_user")
			if asked.ok and asked.json()["message"] == user:
				return page
		return sign_in(user, password, viewport)

	return come_back


def _listen(page, faults: list[str]) -> None:
	"""Collect what a person would see as a broken page: script errors, console errors, failed requests."""

	def on_console(message) -> None:
		if message.type == "error":
			faults.append(f"console on {page.url}: {message.text}")

	page.on("console", on_console)
	page.on("pageerror", lambda error: faults.append(f"script on {page.url}: {error}"))


def open_page(page, site: Site, route: str) -> None:
	"""Go to a Desk route and wait until it has drawn itself."""
	page.goto(f"{site.address}{route}")
	settle(page)


def settle(page) -> None:
	"""Wait until the Desk is there and has the answers to what it asked."""
	page.wait_for_function("window.frappe?.boot && document.readyState === 'complete'")
	page.wait_for_function("frappe.request?.ajax_count === 0 && !document.querySelector('#freeze.in')")


def keep_picture(page, name: str, full_page: bool = False) -> None:
	"""Take the picture that the documentation shows of a page; it is written where ``NONGAN_PICTURES=1`` asks for it.

	Without that it is taken all the same, since a page that can't be drawn is a fault, and the repository stays as
	it is.
	"""
	is_kept = os.environ.get("NONGAN_PICTURES") == "1"
	if is_kept:
		page.wait_for_function(NOTHING_GROWS)
	page.evaluate(TAKE_MESSAGES_AWAY)
	picture = page.screenshot(animations="disabled", full_page=full_page)
	if is_kept:
		PICTURES.mkdir(parents=True, exist_ok=True)
		(PICTURES / f"{name}.png").write_bytes(_reduced(picture))


def _reduced(picture: bytes) -> bytes:
	"""Return the same picture with few colours."""
	from PIL import Image

	with Image.open(BytesIO(picture)) as full, BytesIO() as small:
		few = full.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
		few.save(small, "PNG", optimize=True)
		return small.getvalue()
