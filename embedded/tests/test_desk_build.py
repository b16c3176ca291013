"""The Desk's assets: what the framework asks for is built, and its faults are where the patches look for them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
APP = REPO / "nongan_supervision"
DESK = REPO / "embedded" / "desk"

SOURCES = {".py", ".js", ".vue", ".html"}
REQUESTED = re.compile(r"""["'`]([\w-]+\.bundle\.(?:js|css))["'`]""")
STATIC = re.compile(r"""["'`(]/?assets/(frappe/[\w./-]+\.(?:svg|png|gif|mp3|woff2|css|js))\b""")

PRINT_PATCHES = """
import { patches } from "./patches/index.mjs";
process.stdout.write(JSON.stringify(patches));
"""

# Named in the framework's sources, and fetched by nobody.
NEVER_FETCHED = {
	"frappe/images/default-skin.svg",  # for buttons of PhotoSwipe 4, where the framework has 5
	"frappe/images/filename.jpg",  # an example in a docstring
	"frappe/images/ui/avatar.png",  # likewise
}


def sources(folder: Path, suffixes: set[str] = SOURCES) -> Iterator[str]:
	"""The texts under ``folder``, without the tests'."""
	for path in folder.rglob("*"):
		if path.suffix in suffixes and path.is_file() and "tests" not in path.parts:
			yield path.read_text(encoding="utf-8", errors="replace")


def mentioned(pattern: re.Pattern, *texts: str) -> set[str]:
	return {match for text in texts for match in pattern.findall(text)}


def node(*arguments: str) -> subprocess.CompletedProcess:
	return subprocess.run(["node", *arguments], cwd=DESK, capture_output=True, text=True, encoding="utf-8")


def build(**options: Path) -> subprocess.CompletedProcess:
	"""Run the build; ``node_modules=path`` stands for ``--node-modules path``."""
	pairs = [(f"--{name.replace('_', '-')}", str(value)) for name, value in options.items()]
	return node("build.mjs", *(word for pair in pairs for word in pair))


@pytest.fixture(scope="module")
def addresses(engine) -> dict[str, str]:
	"""Bundle name → address, as ``frappe.utils.get_assets_json`` reads them."""
	manifests = [engine.assets / "assets.json", engine.assets / "assets-rtl.json"]
	return {name: at for file in manifests for name, at in json.loads(file.read_text(encoding="utf-8")).items()}


@pytest.fixture(scope="module")
def bundle(engine, addresses):
	"""The text of the built bundle of a name."""
	return lambda name: (engine.assets / addresses[name].removeprefix("/assets/")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def patches() -> list[dict]:
	"""The patches, each with ``path``, ``old``, ``new`` and ``why``."""
	done = node("--input-type=module", "-e", PRINT_PATCHES)
	assert not done.returncode, done.stderr
	return json.loads(done.stdout)


class TestPatches:
	def test_each_old_text_stands_once_in_the_framework(self, engine, patches):
		texts = [(engine.framework / patch["path"]).read_text(encoding="utf-8") for patch in patches]
		found = {patch["path"]: text.count(patch["old"]) for patch, text in zip(patches, texts, strict=True)}
		assert found == dict.fromkeys(found, 1)

	def test_each_changes_something_for_a_reason(self, patches):
		assert all(patch["why"] and patch["new"] != patch["old"] for patch in patches)

	def test_every_patch_file_is_listed(self, patches):
		assert len(patches) == len(list((DESK / "patches").glob("*.mjs"))) - 1


class TestAppsStyles:
	def test_sheets_that_import_others_are_sass(self):
		"""A bench's build copies a plain sheet away before it reads it, and does not find what it imports."""
		sheets = {path.name: path.read_text(encoding="utf-8") for path in (APP / "public").rglob("*.bundle.*css")}
		importing = {name: re.findall(r"@import [\"']([^\"']+)", text) for name, text in sheets.items()}
		assert any(importing.values())
		plain = [name for name, imported in importing.items() if imported and not name.endswith(".scss")]
		kept_plain = [name for name, imported in importing.items() if any(of.endswith(".css") for of in imported)]
		assert (plain, kept_plain) == ([], [])


class TestManifest:
	def test_every_bundle_that_is_asked_for_is_there(self, engine, addresses):
		asked = mentioned(REQUESTED, *sources(engine.framework), *sources(APP))
		assert {"desk.bundle.js", "print.bundle.css", "kanban_board.bundle.js"} <= asked
		assert asked - set(addresses) == set()

	def test_every_address_leads_to_a_file(self, engine, addresses):
		files = {name: engine.assets / at.removeprefix("/assets/") for name, at in addresses.items()}
		assert [name for name, file in files.items() if not file.is_file()] == []

	def test_names_change_with_the_content(self, addresses):
		assert [at for at in addresses.values() if not re.search(r"\.bundle\.[0-9A-F]{8}\.(js|css)$", at)] == []

	def test_every_style_sheet_has_its_mirror_image(self, addresses):
		styles = {name for name in addresses if name.endswith(".css") and not name.startswith("rtl_")}
		assert styles and {f"rtl_{name}" for name in styles} <= set(addresses)


class TestFiles:
	def test_files_that_pages_fetch_are_there(self, engine):
		asked = mentioned(STATIC, *sources(engine.framework, SOURCES | {".scss", ".css"}))
		missing = {path for path in asked if not (engine.assets / path).is_file()}
		assert missing <= NEVER_FETCHED

	@pytest.mark.parametrize("build", ["src-min-noconflict", "src-noconflict"])
	def test_the_code_editor_finds_its_modes(self, engine, build):
		folder = engine.assets / "frappe" / "node_modules" / "ace-builds" / build
		assert all((folder / name).is_file() for name in ("ace.js", "mode-python.js", "worker-javascript.js"))

	def test_the_logo_of_the_hooks_is_there(self, engine):
		logo = re.search(r'app_logo_url = "/assets/(.+)"', (engine.framework / "hooks.py").read_text())[1]
		assert (engine.assets / logo).is_file()


class TestBundles:
	def test_the_workflow_builder_brings_the_styles_of_its_canvas(self, bundle):
		assert re.search(r"\.vue-flow__pane ?{", bundle("workflow_builder.bundle.js"))

	def test_the_form_builder_brings_its_styles(self, bundle):
		assert re.search(r"\.form-builder-container\[data-v-[0-9a-f]{8}\]", bundle("form_builder.bundle.js"))

	def test_the_desk_listens_to_the_event_stream(self, bundle):
		assert "/embedded/events" in bundle("desk.bundle.js")
		assert "socket.io/?EIO" not in bundle("desk.bundle.js")


class TestFailures:
	def test_missing_packages_leave_the_last_build_alone(self, engine, tmp_path):
		last = tmp_path / "assets" / "last.txt"
		last.parent.mkdir()
		last.touch()
		done = build(framework=engine.framework, app=APP, node_modules=tmp_path / "none", out=last.parent)
		assert done.returncode == 1
		assert "not installed" in done.stderr
		assert list(last.parent.iterdir()) == [last]

	def test_wrong_arguments_exit_2(self, tmp_path):
		done = build(framework=tmp_path)
		assert done.returncode == 2
		assert "--node-modules" in done.stderr


class TestPackages:
	def test_versions_are_exact(self):
		package = json.loads((DESK / "package.json").read_text(encoding="utf-8"))
		assert [v for v in package["dependencies"].values() if not re.fullmatch(r"\d+\.\d+\.\d+(-\w+)?", v)] == []

	def test_the_lock_matches_and_names_no_registry(self):
		package = json.loads((DESK / "package.json").read_text(encoding="utf-8"))
		lock = json.loads((DESK / "package-lock.json").read_text(encoding="utf-8"))["packages"]
		assert lock[""]["dependencies"] == package["dependencies"]
		assert [name for name, entry in lock.items() if "resolved" in entry] == []
		assert [name for name, entry in lock.items() if name and "integrity" not in entry] == []
