"""The app's tests elsewhere: on an official bench, and on a private MariaDB where the machine has one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from embedded import bench, cli, mariadb

COMMAND = f"#!{sys.executable}\nimport os, sys\nprint(os.getcwd(), *sys.argv[1:])\nsys.exit(5)\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setenv("NONGAN_LANG", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
	"""A folder that is laid out as a bench, with one site."""
	root = tmp_path / "bench"
	(root / "sites" / "town.local").mkdir(parents=True)
	(root / "sites" / "apps.txt").write_text("frappe\n")
	(root / "sites" / "town.local" / "site_config.json").write_text("{}")
	return root


def executable(path: Path) -> None:
	path.parent.mkdir(parents=True, exist_ok=True)
	path.write_text(COMMAND)
	path.chmod(0o755)


class TestBench:
	def test_a_folder_that_is_none(self, tmp_path, capsys):
		assert cli.main(["test", "--bench", str(tmp_path), "--site", "x"]) == 2
		assert "is not a bench" in capsys.readouterr().err

	@pytest.mark.parametrize("site", [[], ["--site", "nowhere"]], ids=["unnamed", "unknown"])
	def test_a_site_that_is_none(self, folder, site, capsys):
		assert cli.main(["test", "--bench", str(folder), *site]) == 2
		assert f"./nongan test --bench {folder} --site NAME" in capsys.readouterr().err

	def test_the_bench_command_runs_them(self, folder, tmp_path, monkeypatch, capfd):
		executable(tmp_path / "bin" / "bench")
		monkeypatch.setenv("PATH", str(tmp_path / "bin"))
		assert cli.main(["test", "--bench", str(folder), "--site", "town.local"]) == 5
		assert capfd.readouterr().out.split() == [
			str(folder),
			*("--site", "town.local", "run-tests", "--app", bench.APP),
		]

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
