"""The framework's copy: the rename undone, made whole or not at all, made anew when anything has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from embedded.engine import build
from embedded.engine.fix import FixDoesNotApply, Text
from embedded.engine.rename import copy_framework, undo


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
	"""A wheel of a few files."""
	root = tmp_path / "monoframe"
	for name, content in {
		"__init__.py": b'"""Monoframe, MonoFrame."""\nimport monoframe.utils\n',
		"public/js/monoframe/ui.vue": b'import "monoframe/x"; const MONOFRAME = 1;',
		"public/images/monoframe.png": b"\x89PNG monoframe \xff",
		"translations/latin.csv": "monoframe,é".encode("latin-1"),
		"empty.py": b"",
		"__pycache__/x.cpython-311.pyc": b"compiled",
	}.items():
		(root / name).parent.mkdir(parents=True, exist_ok=True)
		(root / name).write_bytes(content)
	return root


@pytest.fixture
def without_fixes(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr(build, "all_fixes", list)


class TestRename:
	@pytest.mark.parametrize(
		("text", "original"),
		[
			("import monoframe.utils", "import frappe.utils"),
			("class MonoframeTest", "class FrappeTest"),
			("MonoFrame Technologies", "Frappe Technologies"),
			("MONOFRAME_SITE", "FRAPPE_SITE"),
			("岑村", "岑村"),
		],
	)
	def test_is_undone(self, text, original):
		assert undo(text) == original

	def test_in_texts_and_names_and_nowhere_else(self, wheel, tmp_path):
		copy = tmp_path / "copy"
		assert copy_framework(wheel, copy) == 5
		assert (copy / "__init__.py").read_text() == '"""Frappe, Frappe."""\nimport frappe.utils\n'
		assert (copy / "public/js/frappe/ui.vue").read_text() == 'import "frappe/x"; const FRAPPE = 1;'
		assert (copy / "public/images/frappe.png").read_bytes() == b"\x89PNG monoframe \xff"
		assert (copy / "translations/latin.csv").read_bytes() == "monoframe,é".encode("latin-1")
		assert not list(copy.rglob("*.pyc"))


class TestBuild:
	def test_makes_the_package_with_our_modules_and_our_chinese(self, wheel, tmp_path, without_fixes):
		assert build.build(wheel, "1", tmp_path / "engine")
		framework = tmp_path / "engine" / "frappe"
		assert (framework / "embedded" / "sqlite.py").exists()
		assert "保存" in (framework / "translations" / "zh.csv").read_text(encoding="utf-8")

	def test_is_done_once(self, wheel, tmp_path, without_fixes):
		assert build.build(wheel, "1", tmp_path / "engine")
		assert not build.build(wheel, "1", tmp_path / "engine")

	def test_is_done_anew_for_another_version_and_leaves_nothing_of_the_old(self, wheel, tmp_path, without_fixes):
		build.build(wheel, "1", tmp_path / "engine")
		(tmp_path / "engine" / "frappe" / "old.py").touch()
		assert build.build(wheel, "2", tmp_path / "engine")
		assert not (tmp_path / "engine" / "frappe" / "old.py").exists()

	def test_an_interrupted_copy_is_made_anew(self, wheel, tmp_path, without_fixes):
		build.build(wheel, "1", tmp_path / "engine")
		(tmp_path / "engine" / build.STAMP).unlink()
		assert build.build(wheel, "1", tmp_path / "engine")

	def test_a_mend_that_does_not_apply_leaves_what_was_there(self, wheel, tmp_path, monkeypatch):
		monkeypatch.setattr(build, "all_fixes", list)
		build.build(wheel, "1", tmp_path / "engine")
		monkeypatch.setattr(build, "all_fixes", lambda: [Text("__init__.py", "not there", "x", "a test")])
		with pytest.raises(FixDoesNotApply, match=r"__init__\.py"):
			build.build(wheel, "2", tmp_path / "engine")
		assert (tmp_path / "engine" / build.STAMP).read_text() == build.fingerprint("1")
		assert sorted(path.name for path in tmp_path.iterdir()) == ["engine", "monoframe"]

	def test_depends_on_every_file_of_ours(self, tmp_path, monkeypatch):
		(tmp_path / "engine").mkdir()
		monkeypatch.setattr(build, "HERE", tmp_path / "engine")
		monkeypatch.setattr(build, "TRANSLATIONS", tmp_path)
		found = {build.fingerprint("1"), build.fingerprint("2")}
		(tmp_path / "engine" / "a.py").write_text("1")
		found.add(build.fingerprint("1"))
		(tmp_path / "engine" / "a.py").write_text("2")
		found.add(build.fingerprint("1"))
		(tmp_path / "zh_x.csv").write_text("a,b")
		found.add(build.fingerprint("1"))
		assert len(found) == 5
