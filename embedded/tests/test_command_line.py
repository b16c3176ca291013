"""``./nongan``'s words: what is wrong is said before anything is done, what is right reaches the engine unchanged."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded import cli, environment, run, site_folder
from embedded.ports import check_port, is_loopback


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setenv("NONGAN_LANG", "en")


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list:
	"""What would have replaced this process; nothing is set up."""
	calls: list = []
	monkeypatch.setattr(environment, "prepare", lambda **options: calls.append(options))
	monkeypatch.setattr(os, "execve", lambda *call: calls.append(call))
	return calls


@pytest.fixture
def taken_port() -> Iterator[int]:
	with socket.socket() as listening:
		listening.bind(("127.0.0.1", 0))
		listening.listen()
		yield listening.getsockname()[1]


@pytest.fixture
def free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


@pytest.fixture
def made_site(tmp_path: Path) -> Path:
	"""A folder that looks as ``start`` leaves it."""
	folder = tmp_path / "site"
	(folder / "sites" / "nongan").mkdir(parents=True)
	(folder / "sites" / "apps.txt").write_text("frappe\n")
	(folder / "logs").mkdir()
	(folder / "admin-password").write_text("x\n")
	with site_folder.site_lock(folder):
		return folder


class TestUsage:
	@pytest.mark.parametrize(
		"words",
		[
			[],
			["nonsense"],
			["start", "--nonsense"],
			["start", "--port", "many"],
			["start", "extra"],
			["import"],
			["import", "x.xlsx", "--kind", "cows"],
			["reset", "--site"],
			["console", "--port", "1"],
		],
		ids=" ".join,
	)
	def test_wrong_words_exit_2_and_do_nothing(self, handed_over, words, capsys):
		with pytest.raises(SystemExit) as ended:
			cli.main(words)
		assert ended.value.code == 2
		assert "usage: ./nongan" in capsys.readouterr().err
		assert handed_over == []

	@pytest.mark.parametrize("command", [[], *([name] for name in cli.COMMANDS)], ids=" ".join)
	def test_help(self, command, capsys):
		with pytest.raises(SystemExit) as ended:
			cli.main([*command, "--help"])
		assert ended.value.code == 0
		assert "usage: ./nongan" in capsys.readouterr().out

	def test_every_command_has_its_other_half_in_the_engine(self):
		assert set(cli.COMMANDS) - {"reset"} == set(run.COMMANDS)

	def test_the_script_itself_in_chinese(self, tmp_path):
		script = [sys.executable, str(environment.REPOSITORY / "nongan"), "import", str(tmp_path / "无.xlsx")]
		environ = {"PATH": "", "LANG": "zh_CN.UTF-8", "NONGAN_CACHE": str(tmp_path), "PYTHONUTF8": "1"}
		done = subprocess.run(script, env=environ, capture_output=True, text=True, encoding="utf-8")
		assert (done.returncode, done.stdout) == (2, "")
		assert done.stderr.startswith("文件不存在：") and "Traceback" not in done.stderr


class TestStart:
	def test_the_words_reach_the_engine_unchanged(self, handed_over, tmp_path, free_port):
		words = ["start", "--site", str(tmp_path / "new"), "--port", str(free_port), "--no-sample"]
		cli.main(words)
		options, (python, command, environ) = handed_over
		assert options == {}
		assert command == [python, "-m", "embedded.run", *words]
		assert environ["PYTHONPATH"] == f"{environment.engine()}{os.pathsep}{environment.REPOSITORY}"
		assert (tmp_path / "new").is_dir()

	@pytest.mark.parametrize("port", [0, -1, 65536, 70000])
	def test_no_port(self, handed_over, tmp_path, port, capsys):
		assert cli.main(["start", "--site", str(tmp_path), "--port", str(port)]) == 2
		assert f"{port} is not a port" in capsys.readouterr().err
		assert handed_over == []

	def test_a_port_in_use(self, handed_over, tmp_path, taken_port, capsys):
		assert cli.main(["start", "--site", str(tmp_path), "--port", str(taken_port)]) == 1
		said = capsys.readouterr().err
		assert f"Port {taken_port} on 127.0.0.1 is in use" in said and f"--port {taken_port + 1}" in said
		assert handed_over == []

	@pytest.mark.parametrize("host", ["203.0.113.7", "no host"])
	def test_an_address_that_is_not_this_machines(self, handed_over, tmp_path, free_port, host, capsys):
		assert cli.main(["start", "--site", str(tmp_path), "--host", host, "--port", str(free_port)]) == 1
		said = capsys.readouterr().err
		assert f"Can't listen on {host}" in said and "in use" not in said
		assert handed_over == []

	@pytest.mark.parametrize(("host", "warned"), [("0.0.0.0", True), ("127.0.0.1", False)])
	def test_an_address_that_others_reach_is_warned_of(self, handed_over, tmp_path, free_port, host, warned, capsys):
		cli.main(["start", "--site", str(tmp_path), "--host", host, "--port", str(free_port)])
		assert (f"WARNING: {host} can be reached" in capsys.readouterr().out) is warned

	def test_a_folder_that_cannot_be_made(self, handed_over, tmp_path, free_port, capsys):
		(tmp_path / "file").touch()
		for folder in (tmp_path / "file", tmp_path / "file" / "site"):
			assert cli.main(["start", "--site", str(folder), "--port", str(free_port)]) == 1
			assert f"can't be written: {folder}" in capsys.readouterr().err
		assert handed_over == []

	def test_a_folder_that_may_not_be_written(self, handed_over, tmp_path, free_port, capsys, monkeypatch):
		monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
		assert cli.main(["start", "--site", str(tmp_path), "--port", str(free_port)]) == 1
		assert "can't be written" in capsys.readouterr().err
		assert handed_over == []

	@pytest.mark.parametrize("name", ["sites/apps.txt", "letter.txt"])
	def test_a_folder_of_somebody_elses(self, handed_over, tmp_path, free_port, name, capsys):
		"""A bench among them, whose sites would be written over."""
		(tmp_path / name).parent.mkdir(exist_ok=True)
		(tmp_path / name).write_text("theirs")
		assert cli.main(["start", "--site", str(tmp_path), "--port", str(free_port)]) == 2
		assert "./nongan did not make" in capsys.readouterr().err
		assert (tmp_path / name).read_text() == "theirs"
		assert handed_over == []

	def test_a_site_of_its_own_goes_on(self, handed_over, made_site, free_port, capsys):
		cli.main(["start", "--site", str(made_site), "--port", str(free_port)])
		assert len(handed_over) == 2
		assert "first time" not in capsys.readouterr().out


class TestOtherCommands:
	def test_a_folder(self, handed_over, made_site, tmp_path, capsys):
		assert cli.main(["import", str(tmp_path), "--site", str(made_site)]) == 2
		assert f"{tmp_path} is a folder" in capsys.readouterr().err

	def test_a_file_that_is_not_there(self, handed_over, made_site, capsys):
		assert cli.main(["import", "nowhere.xlsx", "--site", str(made_site)]) == 2
		assert "No such file: nowhere.xlsx" in capsys.readouterr().err
		assert handed_over == []

	@pytest.mark.parametrize("words", [["console"], ["verify-cases"], ["import", __file__]], ids=lambda words: words[0])
	def test_a_site_that_is_not_there(self, handed_over, tmp_path, words, capsys):
		assert cli.main([*words, "--site", str(tmp_path / "none")]) == 2
		assert "There is no site" in capsys.readouterr().err
		assert handed_over == [] and not (tmp_path / "none").exists()

	@pytest.mark.parametrize("command", ["test", "benchmark"])
	def test_tests_and_benchmarks_need_the_tests_packages(self, handed_over, command):
		cli.main([command])
		assert handed_over[0] == {"tests": True}

	@pytest.mark.parametrize(
		"words",
		[
			["embedded/x.py", "-k", "foo"],
			["-k", "foo", "embedded/x.py"],
			["-x", "embedded/x.py", "-k", "foo", "-q"],
			["-q"],
			[],
		],
		ids=" ".join,
	)
	def test_further_words_reach_pytest(self, words, monkeypatch):
		given: list[str] = []
		monkeypatch.setattr("embedded.suite.run_suite", lambda words: given.extend(words) or 0)
		options, further = cli.parser().parse_known_args(["test", *words])
		assert run.test(options, further) == 0
		assert sorted(given) == sorted(words)
		if "-k" in words:
			assert given[given.index("-k") + 1] == "foo"


class TestReset:
	def test_deletes_the_site_and_its_folder(self, made_site, capsys):
		assert cli.main(["reset", "--site", str(made_site), "--yes"]) == 0
		assert not made_site.exists()
		assert "Deleted" in capsys.readouterr().out

	def test_leaves_what_is_not_the_sites(self, made_site):
		(made_site / "letter.txt").write_text("theirs")
		assert cli.main(["reset", "--site", str(made_site), "--yes"]) == 0
		assert [path.name for path in made_site.iterdir()] == ["letter.txt"]

	def test_does_not_follow_links_out_of_the_site(self, made_site, tmp_path):
		(tmp_path / "assets").mkdir()
		(tmp_path / "assets" / "kept.js").touch()
		(made_site / "sites" / "assets").symlink_to(tmp_path / "assets")
		assert cli.main(["reset", "--site", str(made_site), "--yes"]) == 0
		assert (tmp_path / "assets" / "kept.js").exists()

	@pytest.mark.parametrize(
		"content", [[], ["letter.txt"], ["sites/apps.txt", "Procfile"]], ids=["empty", "other", "bench"]
	)
	def test_refuses_a_folder_that_is_no_site(self, tmp_path, content, capsys):
		for name in content:
			(tmp_path / name).parent.mkdir(exist_ok=True)
			(tmp_path / name).touch()
		assert cli.main(["reset", "--site", str(tmp_path), "--yes"]) == 1
		assert "not a site made by ./nongan" in capsys.readouterr().err
		assert all((tmp_path / name).exists() for name in content)

	@pytest.mark.parametrize("answer", ["", "no", "y", None])
	def test_asks_first(self, made_site, monkeypatch, capsys, answer):
		def reply(_question: str) -> str:
			if answer is None:
				raise EOFError
			return answer

		monkeypatch.setattr("builtins.input", reply)
		assert cli.main(["reset", "--site", str(made_site)]) == 1
		assert (made_site / "sites" / "apps.txt").exists()
		assert "Nothing was deleted." in capsys.readouterr().out

	def test_a_yes_will_do(self, made_site, monkeypatch):
		monkeypatch.setattr("builtins.input", lambda question: "yes")
		assert cli.main(["reset", "--site", str(made_site)]) == 0

	def test_not_while_the_site_is_running(self, made_site, capsys):
		with site_folder.site_lock(made_site):
			assert cli.main(["reset", "--site", str(made_site), "--yes"]) == 1
		assert "is running: stop it first" in capsys.readouterr().err
		assert (made_site / "sites" / "apps.txt").exists()


class TestPorts:
	def test_a_free_port_is_free_afterwards(self, free_port):
		check_port("127.0.0.1", free_port)
		check_port("127.0.0.1", free_port)

	@pytest.mark.parametrize(
		("host", "here"),
		[
			*((host, True) for host in ("127.0.0.1", "127.0.1.1", "localhost", "::1")),
			*((host, False) for host in ("0.0.0.0", "::", "192.168.1.5", "example.com", "")),
		],
	)
	def test_what_only_this_machine_reaches(self, host, here):
		assert is_loopback(host) is here
