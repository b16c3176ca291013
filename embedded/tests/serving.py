"""A server of a copy of the test site, started as ``./nongan start`` starts it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys

from embedded import environment, site

# A user's, without what binds the tests' own process to its site
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("FRAPPE_")}
ENVIRONMENT |= {"NONGAN_LANG": "zh", "PYTHONUNBUFFERED": "1"}


class Server:
	"""A running server of a copy of the test site."""

	def __init__(self, process: subprocess.Popen, port: int, folder: site.Folder, printed: list[str]) -> None:
		self.printed = printed
		self.process = process
		self.port = port
		self.folder = folder

	def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str):
		"""Return the answer's status, headers and text; ``headers`` with _ for -."""
		connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
		try:
			connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
			if body is not None:
				headers = {"Content_Length": str(len(body)), "Content_Type": "application/json"} | headers
			for name, value in headers.items():
				connection.putheader(name.replace("_", "-"), value)
			connection.endheaders(body.encode() if body else None)
			answer = connection.getresponse()
			return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
		finally:
			connection.close()


def command(folder: site.Folder, port: int) -> list[str]:
	"""Return the words that start a server of the folder's site."""
	return [sys.executable, "-m", "embedded.run", "start", "--site", str(folder.root), "--port", str(port)]


def free_port() -> int:
	"""Return a port that nobody listens on."""
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def started(folder: site.Folder) -> Server:
	"""Start a server and return it once it is ready."""
	port = free_port()
	process = subprocess.Popen(
		command(folder, port),
		cwd=environment.REPOSITORY,
		env=ENVIRONMENT,
		stdout=subprocess.PIPE,
		stderr=subprocess.STDOUT,
		text=True,
		encoding="utf-8",
	)
	printed = []
	for line in process.stdout:
		printed.append(line)
		if "Ctrl-C" in line:
			return Server(process, port, folder, printed)
	raise AssertionError("the server ended:\n" + "".join(printed))
