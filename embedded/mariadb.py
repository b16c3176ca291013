"""A MariaDB server of the tests' own, from Debian's packages: one folder, one socket, gone at the end."""

from __future__ import annotations

import contextlib
import getpass
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SERVER = ("mariadbd", "/usr/sbin/mariadbd")
INSTALL = ("mariadb-install-db", "/usr/bin/mariadb-install-db")
START_SECONDS = 60
NEEDED_BYTES = 2 * 1024**3


def _find(names: tuple[str, ...]) -> str | None:
	return next((found for name in names if (found := shutil.which(name))), None)


def is_present() -> bool:
	"""Return whether the machine has a MariaDB server to start."""
	return bool(_find(SERVER) and _find(INSTALL))


@contextlib.contextmanager
def private_instance() -> Iterator[dict]:
	"""Start a server on a socket in a temporary folder; yield the database part of a site's configuration."""
	root = Path(tempfile.mkdtemp(prefix="nongan-mariadb-", dir=_quick_folder()))
	data, socket = root / "data", root / "server.sock"
	quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
	user = getpass.getuser()
	server = None
	try:
		made = [_find(INSTALL), "--no-defaults", f"--datadir={data}", f"--user={user}", "--skip-test-db"]
		subprocess.run([*made, "--auth-root-authentication-method=normal"], check=True, **quiet)
		server = subprocess.Popen(
			[
				_find(SERVER),
				"--no-defaults",
				f"--datadir={data}",
				f"--socket={socket}",
				f"--pid-file={root / 'pid'}",
				f"--user={user}",
				"--skip-networking",
				"--character-set-server=utf8mb4",
				"--collation-server=utf8mb4_unicode_ci",
				"--innodb-flush-log-at-trx-commit=0",
				"--skip-log-bin",
			],
			**quiet,
		)
		yield _database(socket, server)
	finally:
		if server:
			server.terminate()
			server.wait(START_SECONDS)
		shutil.rmtree(root, ignore_errors=True)


def _quick_folder() -> str | None:
	"""Memory where there is enough of it: making a site's tables waits for the disk otherwise."""
	memory = Path("/dev/shm")
	return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > NEEDED_BYTES else None


def _database(socket: Path, server: subprocess.Popen) -> dict:
	"""Wait for the server, make the site's database and user, and describe them."""
	import pymysql

	deadline = time.monotonic() + START_SECONDS
	while True:
		try:
			connection = pymysql.connect(unix_socket=str(socket), user="root")
			break
		except pymysql.err.OperationalError:
			if server.poll() is not None or time.monotonic() > deadline:
				raise
			time.sleep(0.1)
	password = secrets.token_urlsafe(12)
	with connection, connection.cursor() as cursor:
		cursor.execute("CREATE DATABASE nongan CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
		cursor.execute("CREATE USER nongan@localhost IDENTIFIED BY %s", (password,))
		cursor.execute("GRANT ALL ON nongan.* TO nongan@localhost")
	return {
		"db_type": "mariadb",
		"db_name": "nongan",
		"db_user": "nongan",
		"db_password": password,
		"db_socket": str(socket),
		"use_mysqlclient": 0,
	}
