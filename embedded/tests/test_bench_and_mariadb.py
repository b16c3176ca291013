"""The app's tests elsewhere: on an official bench, and on a private MariaDB where the machine has one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from embedded import bench, cli, mariadb

COMMAND = f"#!{sys.executable}\nimport os, sys\nprint(os.getcwd(), *sys.argv[1:])\nsys.exit(5)\n"
# Version 15's: failed tests leave the exit code 0 where CI is not set.
COMMAND_15 = COMMAND.replace("sys.exit(5)", 'sys.exit(5 if os.environ.get("CI") else 0)')


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setenv("NONGAN_LANG", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
	"""A folder that is laid out as a bench, with one site."""
	root = tmp_path / "bench"
	(root / "sites" / "town.local").mkdir(parents=True)
	(root / "sites" / "apps.txt").write_text("frappe\n")
	(root / "sites" / "town.local" / "site_config.json").write_text('{"allow_tests": true}')
	return root


def executable(path: Path, text: str = COMMAND) -> None:
	path.parent.mkdir(parents=True, exist_ok=True)
	path.write_text(text)
	path.chmod(0o755)


class TestBench:
	def test_a_folder_that_is_none(self, tmp_path, capsys):
		assert cli.main(["test", "--bench", str(tmp_path), "--site", "x"]) == 2
		assert "is not a bench" in capsys.readouterr().err

	@pytest.mark.parametrize("site", [[], ["--site", "nowhere"]], ids=["unnamed", "unknown"])
	def test_a_site_that_is_none(self, folder, site, capsys):
		assert cli.main(["test", "--bench", str(folder), *site]) == 2
		assert f"./nongan test --bench {folder} --site NAME" in capsys.readouterr().err

	@pytest.mark.parametrize(
		"own, common", [("{}", None), ("{}", "{}"), ('{"allow_tests": false}', '{"allow_tests": 1}')]
	)
	def test_a_site_that_is_not_made_for_tests(self, folder, own, common, tmp_path, monkeypatch, capfd):
		(folder / "sites" / "town.local" / "site_config.json").write_text(own)
		if common:
			(folder / "sites" / "common_site_config.json").write_text(common)
		executable(tmp_path / "bin" / "bench")
		monkeypatch.setenv("PATH", str(tmp_path / "bin"))
		assert cli.main(["test", "--bench", str(folder), "--site", "town.local"]) == 2
		out, err = capfd.readouterr()
		assert not out
		assert "bench --site town.local set-config allow_tests true" in err

	def test_a_bench_may_allow_tests_for_all_of_its_sites(self, folder, tmp_path, monkeypatch):
		(folder / "sites" / "town.local" / "site_config.json").write_text("{}")
		(folder / "sites" / "common_site_config.json").write_text('{"allow_tests": 1}')
		executable(tmp_path / "bin" / "bench")
		monkeypatch.setenv("PATH", str(tmp_path / "bin"))
		assert bench.run_tests(folder, "town.local") == 5

	def test_the_bench_command_runs_them(self, folder, tmp_path, monkeypatch, capfd):
		executable(tmp_path / "bin" / "bench")
		monkeypatch.setenv("PATH", str(tmp_path / "bin"))
		assert cli.main(["test", "--bench", str(folder), "--site", "town.local"]) == 5
		assert capfd.readouterr().out.split() == [
			str(folder),
			*("--site", "town.local", "run-tests", "--app", bench.APP),
		]

	def test_failures_are_told_by_version_15_too(self, folder, tmp_path, monkeypatch):
		monkeypatch.delenv("CI", raising=False)
		executable(tmp_path / "bin" / "bench", COMMAND_15)
		monkeypatch.setenv("PATH", str(tmp_path / "bin"))
		assert bench.run_tests(folder, "town.local") == 5

	def test_without_the_command_the_benchs_own_python_does(self, folder, tmp_path, monkeypatch, capfd):
		executable(folder / "env" / "bin" / "python")
		monkeypatch.setenv("PATH", str(tmp_path))
		assert bench.run_tests(folder, "town.local") == 5
		assert capfd.readouterr().out.split() == [
			str(folder / "sites"),
			*("-m", "frappe.utils.bench_helper", "frappe"),
			*("--site", "town.local", "run-tests", "--app", bench.APP),
		]


class TestMariaDB:
	def test_is_present_where_both_programs_are(self, tmp_path, monkeypatch):
		monkeypatch.setenv("PATH", str(tmp_path))
		monkeypatch.setattr(mariadb, "SERVER", ("mariadbd",))
		monkeypatch.setattr(mariadb, "INSTALL", ("mariadb-install-db",))
		assert not mariadb.is_present()
		executable(tmp_path / "mariadbd")
		assert not mariadb.is_present()
		executable(tmp_path / "mariadb-install-db")
		assert mariadb.is_present()

	def test_a_broken_one_leaves_no_folder(self, tmp_path, monkeypatch):
		for name in ("mariadbd", "mariadb-install-db"):
			executable(tmp_path / "bin" / name)
		monkeypatch.setenv("PATH", str(tmp_path / "bin"))
		monkeypatch.setattr(mariadb, "_quick_folder", lambda: str(tmp_path))
		with pytest.raises(Exception, match="mariadb-install-db"), mariadb.private_instance():
			pass
		assert [path.name for path in tmp_path.iterdir()] == ["bin"]

	@pytest.mark.skipif(not mariadb.is_present(), reason="MariaDB is not installed: apt-get install mariadb-server")
	def test_a_private_server_listens_to_its_socket_alone_and_leaves_nothing(self):
		import pymysql

		with mariadb.private_instance() as database:
			login = {"user": database["db_user"], "password": database["db_password"], "database": database["db_name"]}
			connection = pymysql.connect(unix_socket=database["db_socket"], **login)
			with connection, connection.cursor() as cursor:
				cursor.execute("select @@skip_networking, @@character_set_database")
				assert cursor.fetchone() == (1, "utf8mb4")
			root = Path(database["db_socket"]).parent
			assert root.stat().st_mode & 0o077 == 0
		assert not root.exists()
