"""What can stop a set-up: each is told by its name with what to do, and nothing is left half done."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from embedded import environment
from embedded.messages import Failure

pytestmark = pytest.mark.usefixtures("cache")
NO_NETWORK = {
	"npm": "npm error code ENOTFOUND\nnpm error network request to https://registry.example/vue failed",
	"pip": "WARNING: Retrying ... NewConnectionError('Failed to establish a new connection: [Errno -2]')",
	"uv": "error: Failed to fetch: https://registry.example/simple/babel/\n  Caused by: dns error",
	"proxy": "npm error code ECONNREFUSED\nnpm error connect ECONNREFUSED 127.0.0.1:3128",
}
DISK_FULL = {
	"npm": "npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write",
	"pip": "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
	"uv": "error: failed to write to file: os error 28",
}


class TestWhatStopsIt:
	@pytest.mark.parametrize("text", NO_NETWORK.values(), ids=NO_NETWORK)
	def test_no_network(self, tool, text, capsys):
		tool("npm", text.replace("'", ""), code=1)
		with pytest.raises(
			Failure, match=r"Could not get Desk packages: the package registry can't be reached.*HTTPS_PROXY"
		):
			environment.run("Desk packages", ["npm", "ci"])
		assert capsys.readouterr() == ("", "")

	def test_a_file_that_the_sources_miss_is_no_network(self, tool):
		tool("node", 'field.bundle.css:3: Could not resolve "./portal.css"', code=1)
		with pytest.raises(Failure, match="Desk pages failed"):
			environment.run("Desk pages", ["node", "build.mjs"])

	@pytest.mark.parametrize("text", DISK_FULL.values(), ids=DISK_FULL)
	def test_a_full_disk(self, tool, text, cache):
		tool("npm", text, code=1)
		with pytest.raises(Failure, match=f"The disk is full: free some space below {cache}"):
			environment.run("Desk packages", ["npm", "ci"])

	def test_a_full_disk_for_our_own_files(self, tool, monkeypatch):
		def fail() -> None:
			raise OSError(28, "No space left on device")

		tool("node", "v20.0.0")
		tool("npm")
		monkeypatch.setattr(environment, "_python_packages", lambda tests: fail())
		with pytest.raises(Failure, match="The disk is full"):
			environment.prepare()

	def test_anything_else_is_shown(self, tool, cache, capsys):
		tool("npm", "\n".join(f"line {number}" for number in range(30)), code=7)
		with pytest.raises(Failure, match="Desk packages failed") as failure:
			environment.run("Desk packages", ["npm", "ci"])
		said = capsys.readouterr().err
		assert "line 29" in said and "line 3\n" not in said
		log = Path(re.search(r"the whole is in (.+)\.$", str(failure.value))[1])
		assert log.read_text().startswith("line 0\n")

	def test_what_went_well_leaves_no_log(self, tool, cache):
		tool("npm", "fine")
		environment.run("Desk packages", ["npm", "ci"])
		assert list(cache.glob("*.log")) == []

	def test_another_set_up(self, cache):
		with environment.locked(), pytest.raises(Failure, match=r"Another ./nongan is setting up"):
			environment.prepare()
		with environment.locked():
			pass

	def test_a_part_that_fails_waits_for_the_parts_beside_it(self, tool, monkeypatch):
		"""Otherwise npm would go on writing where the next set-up writes too."""
		tool("node", "v20.0.0")
		tool("npm")
		started, ended = threading.Event(), threading.Event()

		def slow() -> None:
			started.set()
			environment.run("Desk packages", ["npm", "ci"])
			ended.set()

		def failing(tests: bool) -> None:
			started.wait(60)
			raise Failure("Nothing was deleted.")

		monkeypatch.setattr(environment, "_npm_packages", slow)
		monkeypatch.setattr(environment, "_debian_packages", lambda: None)
		monkeypatch.setattr(environment, "_python_packages", failing)
		with pytest.raises(Failure, match="Nothing was deleted"):
			environment.prepare()
		assert ended.is_set()

	def test_a_failure_beside_is_a_failure(self):
		def fail() -> None:
			raise Failure("Nothing was deleted.")

		part = environment.Beside(fail)
		part.wait()
		with pytest.raises(Failure):
			part.result()


class TestTheWhole:
	"""``./nongan start`` itself, on a machine where something is wrong."""

	def start(self, cache: Path, folder: Path, language: str) -> subprocess.CompletedProcess:
		with socket.socket() as probe:
			probe.bind(("127.0.0.1", 0))
			port = probe.getsockname()[1]
		script = [sys.executable, str(environment.REPOSITORY / "nongan"), "start"]
		environ = {"PATH": os.environ["PATH"], "NONGAN_CACHE": str(cache), "LANG": language, "PYTHONUTF8": "1"}
		options = ["--site", str(folder), "--port", str(port)]
		return subprocess.run([*script, *options], env=environ, capture_output=True, text=True, encoding="utf-8")

	@pytest.mark.parametrize(
		("text", "language", "said"),
		[
			(NO_NETWORK["pip"], "zh_CN.UTF-8", "无法获取Python 软件包：连不上软件源"),
			(NO_NETWORK["uv"], "C.UTF-8", "Could not get Python packages"),
			(DISK_FULL["pip"], "zh_CN.UTF-8", "磁盘已满"),
		],
		ids=["no network", "no network, in English", "full disk"],
	)
	def test_says_what_and_leaves_nothing_half_done(self, cache, tool, interpreter, tmp_path, text, language, said):
		tool("node", "v20.0.0")
		tool("npm")
		interpreter(text, code=1)
		done = self.start(cache, tmp_path / "site", language)
		assert done.returncode == 1
		assert said in done.stderr and "Traceback" not in done.stderr
		assert list((tmp_path / "site").iterdir()) == []
		assert not (cache / "engine").exists() and not list((cache / "venv").glob(".with*"))
		assert (cache / "desk" / ".installed").exists(), "what is done is kept"

	def test_two_at_once(self, cache, tmp_path):
		with environment.locked():
			done = self.start(cache, tmp_path / "site", "zh_CN.UTF-8")
		assert (done.returncode, done.stderr) == (1, "另一个 ./nongan 正在准备此文件夹，请等它结束后再试。\n")
