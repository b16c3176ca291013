"""The site's folder: private to its owner, with keys of its own, made to its end or anew."""

from __future__ import annotations

import base64
import contextvars
import json
import os
import stat
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded import assets, run, site


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[site.Folder]:
	"""A folder for a site of the test's own; where this process is, and its binding, come back."""
	monkeypatch.chdir(Path.cwd())
	for name in ("FRAPPE_SITES_PATH", "FRAPPE_SITE"):
		monkeypatch.setenv(name, os.environ[name])
	return site.Folder(tmp_path / "site")


def mode(path: Path) -> int:
	return stat.S_IMODE(path.stat().st_mode)


def interrupted(folder: site.Folder, password: str | None = None) -> None:
	"""Make a site up to the point where its database would be made, where it breaks."""

	def broken(say: site.Say) -> None:
		raise OSError(28, "No space left on device")

	patched = pytest.MonkeyPatch()
	patched.setattr(site, "_install", broken)
	try:
		with pytest.raises(OSError):
			contextvars.Context().run(site.create, folder, lambda step: None, password)
	finally:
		patched.undo()


def configured(root: Path) -> dict:
	"""The configuration of a new site."""
	folder = site.Folder(root)
	folder.sites.mkdir(parents=True)
	site._configure(folder)
	return json.loads((folder.site / "site_config.json").read_text())


class TestPrivacy:
	def test_of_the_site_that_the_tests_use(self, engine):
		folder = engine.folder
		assert mode(folder.password_file) == 0o600
		assert mode(folder.site / "site_config.json") & 0o077 == 0
		assert mode(folder.sites / "common_site_config.json") & 0o077 == 0
		assert mode(folder.site) == 0o700, "the database holds sessions and password hashes"

	def test_a_password_file_that_others_could_read_is_closed(self, apart):
		apart.root.mkdir()
		apart.password_file.touch(mode=0o644)
		interrupted(apart)
		assert mode(apart.password_file) == 0o600


class TestKeys:
	def test_every_site_has_its_own(self, tmp_path):
		one, two = (configured(tmp_path / name) for name in "ab")
		assert {one[key] == two[key] for key in ("encryption_key", "secret_key")} == {False}
		assert len(base64.urlsafe_b64decode(one["encryption_key"])) == 32

	def test_the_key_encrypts(self, engine):
		from frappe.utils.password import decrypt, encrypt

		assert decrypt(encrypt("岑村")) == "岑村"

	def test_nothing_is_switched_on_that_need_not_be(self, tmp_path):
		config = configured(tmp_path)
		assert not config["server_script_enabled"] and not config["allow_tests"]
		assert "developer_mode" not in config

	def test_the_administrators_password_is_random_or_given(self, apart, tmp_path):
		interrupted(apart)
		first = apart.password_file.read_text()
		interrupted(apart)
		assert apart.password_file.read_text() != first and len(first.strip()) >= 16
		interrupted(apart, "chosen")
		assert apart.password_file.read_text() == "chosen\n"

	def test_the_password_is_the_administrators(self, db):
		from frappe.utils.password import check_password

		assert check_password("Administrator", "admin") == "Administrator"


class TestInterruption:
	def test_what_was_left_is_not_taken_for_a_site(self, apart):
		interrupted(apart)
		assert not site.is_complete(apart)

	def test_what_was_left_goes_away_the_next_time(self, apart):
		interrupted(apart)
		left = apart.site / "db" / "nongan.db"
		left.parent.mkdir(exist_ok=True)
		left.write_bytes(b"half a database")
		interrupted(apart)
		assert not left.exists()

	@pytest.mark.parametrize(
		("complete", "steps"), [(None, ["create"]), ("of an older version", ["migrate"]), ("current", [])]
	)
	def test_a_start_goes_on_where_it_has_to(self, engine, tmp_path, monkeypatch, complete, steps):
		folder = site.Folder(tmp_path)
		taken: list[str] = []
		for name in ("create", "migrate"):
			monkeypatch.setattr(site, name, lambda *arguments, name=name: taken.append(name))
		if complete:
			folder.site.mkdir(parents=True)
			folder.complete.write_text(site.state() if complete == "current" else complete)
		run._make_or_update(folder, Namespace(admin_password=None, sample=False))
		assert taken == steps

	def test_a_change_of_the_app_asks_for_a_migrate(self, monkeypatch, tmp_path, engine):
		before = site.state()
		tmp_path /= "public"  # wherever somebody has put the whole of it
		names = ("hooks.py", "patches.txt", "doctype/a.json", "setup/prints/a.html", "setup/prints/a.css")
		for name in (*names, "tests/test_a.py"):
			path = tmp_path / site.APP / name
			path.parent.mkdir(parents=True, exist_ok=True)
			path.write_text("1")
		monkeypatch.setattr(site, "__file__", str(tmp_path / "embedded" / "site.py"))
		states = [site.state()]
		for name in names:
			(tmp_path / site.APP / name).write_text("2")
			states.append(site.state())
		assert len({before, *states}) == len(names) + 2
		for name in ("tests/test_a.py", "doctype/test_a.py"):
			(tmp_path / site.APP / name).write_text("2")
		assert site.state() == states[-1]


class TestTheSite:
	def test_is_in_chinese_and_in_its_time_zone(self, db):
		import frappe

		system = frappe.get_single("System Settings")
		assert (system.language, system.country, system.time_zone) == ("zh", "China", "Asia/Shanghai")
		assert (system.currency, system.setup_complete, system.enable_scheduler) == ("CNY", 1, 1)
		assert not system.enable_telemetry
		assert frappe.db.get_value("User", "Administrator", "language") == "zh"

	def test_nobody_signs_up_by_themselves(self, db):
		import frappe

		assert frappe.db.get_single_value("Website Settings", "disable_signup")

	def test_a_closed_site_is_let_go(self, engine):
		import frappe

		def opened() -> tuple:
			with site.opened(engine.folder, "Guest"):
				inside = frappe.session.user, frappe.local.lang
			return inside, getattr(frappe.local, "site", None)

		before = Path.cwd()
		try:
			assert contextvars.Context().run(opened) == (("Guest", "zh"), None)
		finally:
			os.chdir(before)


class TestAssets:
	"""What every site shows of the one folder of built pages."""

	@pytest.fixture
	def built(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
		folder = tmp_path / "built"
		folder.mkdir()
		monkeypatch.setattr(assets, "BUILT", folder)
		return folder

	def test_are_linked_to(self, built, tmp_path):
		for _time in range(2):
			assets.link(tmp_path / "sites")
			assert (tmp_path / "sites" / "assets").resolve() == built

	@pytest.mark.parametrize("left", ["a link elsewhere", "a broken link", "a folder"])
	def test_in_the_place_of_what_was_left_there(self, built, tmp_path, left):
		elsewhere = tmp_path / "elsewhere"
		elsewhere.mkdir()
		(elsewhere / "kept.js").touch()
		shown = tmp_path / "sites" / "assets"
		shown.parent.mkdir()
		if left == "a folder":
			shown.mkdir()
		else:
			shown.symlink_to(elsewhere if left == "a link elsewhere" else tmp_path / "nowhere")
		assets.link(tmp_path / "sites")
		assert shown.resolve() == built and (elsewhere / "kept.js").exists()
