"""Every mend of the framework asserts its place, says why, and is in the copy that runs."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
import re
import shutil
from pathlib import Path

import pytest

from embedded.engine import fixes
from embedded.engine.build import all_fixes
from embedded.engine.fix import File, Fix, FixDoesNotApply, Functions, Text
from embedded.engine.rename import copy_framework

OVERLAY = Path(fixes.__file__).parent.parent / "overlay"
TEXTS = [fix for fix in all_fixes() if isinstance(fix, Text)]
FUNCTIONS = [fix for fix in all_fixes() if isinstance(fix, Functions)]
FILES = [fix for fix in all_fixes() if isinstance(fix, File)]
NAMES = [(fix, name) for fix in FUNCTIONS for name in fix.names]


def title(value: object) -> str:
	return value.path if isinstance(value, Fix) else str(value)


@pytest.fixture(scope="module")
def unmended(tmp_path_factory: pytest.TempPathFactory) -> Path:
	"""The wheel under the framework's name, without any mend."""
	wheel = importlib.util.find_spec("monoframe").submodule_search_locations[0]
	target = tmp_path_factory.mktemp("unmended") / "frappe"
	copy_framework(Path(wheel), target)
	return target


@pytest.fixture
def place(unmended: Path, tmp_path: Path):
	"""Return a function that lays the mended file, and nothing else, into a folder of its own."""

	def lay(fix: Fix) -> Path:
		file = tmp_path / "frappe" / fix.path
		file.parent.mkdir(parents=True, exist_ok=True)
		if (unmended / fix.path).exists():
			shutil.copyfile(unmended / fix.path, file)
		return file

	return lay


class TestReasons:
	@pytest.mark.parametrize("fix", all_fixes(), ids=title)
	def test_each_mend_says_why(self, fix):
		assert len(fix.why) > 5 and fix.why.strip() == fix.why

	@pytest.mark.parametrize("subject", [module.name for module in pkgutil.iter_modules(fixes.__path__)])
	def test_each_subject_introduces_itself(self, subject):
		module = importlib.import_module(f"embedded.engine.fixes.{subject}")
		assert module.__doc__ and module.FIXES

	def test_all_subjects_are_applied(self):
		listed = [
			fix
			for module in pkgutil.iter_modules(fixes.__path__)
			for fix in importlib.import_module(f"embedded.engine.fixes.{module.name}").FIXES
		]
		assert all_fixes() == listed


class TestText:
	@pytest.mark.parametrize("fix", TEXTS, ids=title)
	def test_changes_the_wheels_text(self, fix, place, tmp_path):
		file = place(fix)
		before = file.read_text(encoding="utf-8")
		fix.apply(tmp_path / "frappe")
		assert file.read_text(encoding="utf-8") == before.replace(fix.old, fix.new) != before

	@pytest.mark.parametrize("fix", TEXTS, ids=title)
	def test_refuses_a_changed_text(self, fix, place, tmp_path):
		file = place(fix)
		changed = file.read_text(encoding="utf-8").replace(fix.old, "# changed by a new release\n", 1)
		file.write_text(changed, encoding="utf-8")
		with pytest.raises(FixDoesNotApply, match=re.escape(fix.path)):
			fix.apply(tmp_path / "frappe")
		assert file.read_text(encoding="utf-8") == changed

	@pytest.mark.parametrize("fix", TEXTS, ids=title)
	def test_refuses_a_text_that_stands_once_more(self, fix, place, tmp_path):
		file = place(fix)
		file.write_text(file.read_text(encoding="utf-8") + fix.old, encoding="utf-8")
		with pytest.raises(FixDoesNotApply, match=re.escape(fix.path)):
			fix.apply(tmp_path / "frappe")

	@pytest.mark.parametrize("fix", TEXTS, ids=title)
	def test_refuses_a_file_that_is_gone(self, fix, tmp_path):
		with pytest.raises(FixDoesNotApply, match=re.escape(fix.path)):
			fix.apply(tmp_path / "frappe")

	@pytest.mark.parametrize("fix", TEXTS, ids=title)
	def test_is_in_the_copy_that_runs(self, fix, engine):
		text = (engine.framework / fix.path).read_text(encoding="utf-8")
		rest = text.replace(fix.new, "") if fix.new else text
		assert fix.new in text and fix.old not in rest


class TestFunctions:
	@pytest.mark.parametrize(("fix", "name"), NAMES, ids=title)
	def test_refuses_when_a_function_is_gone(self, fix, name, place, tmp_path):
		file = place(fix)
		text = file.read_text(encoding="utf-8")
		changed = re.sub(rf"^(def|class) {name}\b", rf"\1 {name}_of_a_new_release", text, flags=re.M)
		file.write_text(changed, encoding="utf-8")
		with pytest.raises(FixDoesNotApply, match=f"{re.escape(fix.path)}.*{name}"):
			fix.apply(tmp_path / "frappe")
		assert file.read_text(encoding="utf-8") == changed

	@pytest.mark.parametrize("fix", FUNCTIONS, ids=title)
	def test_refuses_a_file_that_is_gone(self, fix, tmp_path):
		with pytest.raises(FixDoesNotApply, match=re.escape(fix.path)):
			fix.apply(tmp_path / "frappe")

	@pytest.mark.parametrize(("fix", "name"), NAMES, ids=title)
	def test_is_what_the_framework_calls(self, fix, name, engine):
		dotted = "frappe." + fix.path.removesuffix(".py").replace("/", ".")
		mended = importlib.import_module(dotted.removesuffix(".__init__"))
		ours = importlib.import_module(f"frappe.embedded.{fix.module}")
		assert getattr(mended, name) is getattr(ours, name)
		assert f"\nfrom frappe.embedded.{fix.module} import " in (engine.framework / fix.path).read_text(
			encoding="utf-8"
		)

	def test_no_function_is_replaced_twice(self):
		places = [(fix.path, name) for fix, name in NAMES]
		assert sorted(places) == sorted(set(places))


class TestFile:
	@pytest.mark.parametrize("fix", FILES, ids=title)
	def test_adds_what_the_wheel_lacks(self, fix, unmended, tmp_path):
		assert not (unmended / fix.path).exists()
		fix.apply(tmp_path / "frappe")
		assert (tmp_path / "frappe" / fix.path).read_text(encoding="utf-8") == fix.text

	@pytest.mark.parametrize("fix", FILES, ids=title)
	def test_refuses_to_replace_a_file(self, fix, tmp_path):
		file = tmp_path / "frappe" / fix.path
		file.parent.mkdir(parents=True)
		file.write_text("a new release's own")
		with pytest.raises(FixDoesNotApply, match=re.escape(fix.path)):
			fix.apply(tmp_path / "frappe")
		assert file.read_text() == "a new release's own"

	@pytest.mark.parametrize("fix", FILES, ids=title)
	def test_is_in_the_copy_that_runs(self, fix, engine):
		assert (engine.framework / fix.path).read_text(encoding="utf-8") == fix.text


class TestOverlay:
	def test_every_module_is_used_by_a_mend(self):
		used = {fix.module for fix in FUNCTIONS}
		used |= {name for fix in TEXTS for name in re.findall(r"frappe\.embedded\.(\w+)", fix.new)}
		for _depth in range(3):  # what the used ones import
			used |= {name for module in used for name in _imported(OVERLAY / f"{module}.py")}
		assert {path.stem for path in OVERLAY.glob("*.py")} - {"__init__"} == used

	@pytest.mark.parametrize("path", sorted(OVERLAY.glob("[a-z]*.py")), ids=lambda path: path.stem)
	def test_is_in_the_copy_that_runs(self, path, engine):
		assert (engine.framework / "embedded" / path.name).read_bytes() == path.read_bytes()


def _imported(path: Path) -> set[str]:
	"""The overlay modules that another imports."""
	found: set[str] = set()
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("frappe.embedded")):
			module = (node.module or "").removeprefix("frappe.embedded").strip(".")
			found |= {module} if module else {alias.name for alias in node.names}
	return found
