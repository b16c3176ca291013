"""The server: for this machine alone, nobody's private files, and a clean end."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import threading
from collections.abc import Iterator

import psutil
import pytest

from embedded import environment, site
from embedded import server as server_module
from embedded.tests.serving import ENVIRONMENT, Server, command, free_port, started

SECRET = "岑村的秘密"


@pytest.fixture(scope="module")
def server(own_site: site.Folder) -> Iterator[Server]:
	for place, name in (
		("private", "secret.txt"),
		("public", "open.txt"),
		("public", "page.html"),
		("public", "a.svg"),
	):
		(own_site.site / place / "files").mkdir(parents=True, exist_ok=True)
		(own_site.site / place / "files" / name).write_text(SECRET if place == "private" else "open", encoding="utf-8")
	own_site.complete.write_text("of an older version")
	running = started(own_site)
	reader = threading.Thread(target=running.process.stdout.read, daemon=True)
	reader.start()
	yield running
	running.process.terminate()
	running.process.wait(60)


def test_a_site_of_an_older_version_is_brought_up_to_date_first(server):
	assert "正在升级到应用的当前版本\n" in server.printed
	assert site.is_current(server.folder)


class TestWhoIsAnswered:
	def test_it_listens_to_this_machine_alone(self, server):
		listening = [
			entry.laddr
			for entry in psutil.Process(server.process.pid).net_connections()
			if entry.status == psutil.CONN_LISTEN
		]
		assert [(address.ip, address.port) for address in listening] == [("127.0.0.1", server.port)]

	@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "127.0.0.1", "[::1]:{port}"])
	def test_its_own_names(self, server, host):
		assert server.ask("/login", Host=host.format(port=server.port))[0] == 200

	@pytest.mark.parametrize(
		"path", ["/login", "/embedded/events", "/assets/assets.json", "/api/method/ping", "/files/open.txt"]
	)
	@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", ""])
	def test_no_other_name(self, server, host, path):
		status, _headers, text = server.ask(path, Host=host.format(port=server.port))
		assert status == 421 and "<" not in text

	def test_no_address_but_that_of_the_connection(self):
		seen: dict = {}
		site = server_module._known_host(lambda environ, _start: seen.update(environ) or [], "127.0.0.1")
		site({"HTTP_HOST": "127.0.0.1", **dict.fromkeys(server_module.FORWARDED, "10.0.0.1")}, None)
		assert seen == {"HTTP_HOST": "127.0.0.1"}

	@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "FOO", "OPTIONS", "HEAD", "PUT", "DELETE", "PATCH"])
	def test_other_methods_are_no_error_of_the_server(self, server, method):
		assert server.ask("/login", method)[0] < 500

	@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD"])
	def test_the_event_stream_is_to_be_got(self, server, method):
		assert server.ask("/embedded/events", method)[0] == 405


class TestFiles:
	@pytest.mark.parametrize(
		"path",
		[
			"/private/files/secret.txt",
			"/files/../../private/files/secret.txt",
			"/files/%2e%2e/%2e%2e/private/files/secret.txt",
			"/files/..%2f..%2fprivate%2ffiles%2fsecret.txt",
			"/assets/../nongan/private/files/secret.txt",
			"/assets/%2e%2e/nongan/private/files/secret.txt",
			"//private/files/secret.txt",
			"/files//private/files/secret.txt",
			"/api/method/frappe.utils.response.download_private_file?path=/private/files/secret.txt",
			"/api/method/download_file?file_url=/private/files/secret.txt",
		],
	)
	def test_private_ones_are_not_for_guests(self, server, path):
		status, _headers, text = server.ask(path)
		assert SECRET not in text
		assert status in (301, 302, 400, 403, 404, 417)

	@pytest.mark.parametrize(
		"name", ["site_config.json", "db/nongan.db", "../common_site_config.json", "../../admin-password"]
	)
	@pytest.mark.parametrize("start", ["/", "/files/../../", "/files/%2e%2e/%2e%2e/", "/assets/../nongan/"])
	def test_the_sites_own_are_for_nobody(self, server, start, name):
		status, _headers, text = server.ask(start + name)
		assert status != 200 or "<html" in text
		assert "encryption_key" not in text and "SQLite format" not in text and text.strip() != "admin"

	def test_public_ones_are_for_all(self, server):
		status, headers, text = server.ask("/files/open.txt")
		assert (status, text, headers["X-Content-Type-Options"]) == (200, "open", "nosniff")
		assert headers["Content-Disposition"] is None

	@pytest.mark.parametrize("name", ["page.html", "a.svg"])
	def test_what_a_browser_would_run_is_a_download(self, server, name):
		status, headers, _text = server.ask(f"/files/{name}")
		assert (status, headers["Content-Disposition"]) == (200, "attachment")

	def test_bundles_are_kept_and_the_rest_is_asked_for_anew(self, server):
		addresses = json.loads(server.ask("/assets/assets.json")[2])
		bundle = server.ask(addresses["desk.bundle.js"])
		assert bundle[0] == 200 and int(re.search(r"max-age=(\d+)", bundle[1]["Cache-Control"])[1]) > 86400 * 300
		other = server.ask("/assets/assets.json")[1]
		assert "max-age=0" in other["Cache-Control"] or "no-cache" in other["Cache-Control"] or other["ETag"]
		assert "max-age=31536000" not in (other["Cache-Control"] or "")


class TestTooLarge:
	"""A file of 50 MB, where the site takes 25: refused with a sentence, and not kept in memory."""

	def send(self, server: Server, path: str, megabytes: int, **fields: str):
		"""Send a form with a photo of so many megabytes; return what came back and by how many megabytes it grew."""
		boundary = "nongan"
		parts = [
			f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
			for name, value in fields.items()
		]
		disposition = 'Content-Disposition: form-data; name="photos"; filename="photo.jpg"'
		parts.append(f"--{boundary}\r\n{disposition}\r\nContent-Type: image/jpeg\r\n\r\n".encode())
		ending = f"\r\n--{boundary}--\r\n".encode()
		length = sum(map(len, parts)) + len(ending) + (megabytes << 20)
		process = psutil.Process(server.process.pid)
		before = process.memory_info().rss
		connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
		connection.putrequest("POST", path)
		connection.putheader("Content-Type", f"multipart/form-data; boundary={boundary}")
		connection.putheader("Content-Length", str(length))
		connection.endheaders()
		for part in (*parts, *([b"x" * (1 << 20)] * megabytes), ending):
			connection.send(part)
		answer = connection.getresponse()
		text = answer.read().decode("utf-8", "replace")
		connection.close()
		return answer.status, answer.headers, text, (process.memory_info().rss - before) >> 20

	def test_a_tip_off_is_told_so(self, server):
		status, headers, text, grown = self.send(server, "/tip-off", 50, action="report", description="x" * 100)
		assert status == 413
		assert "照片太大：所有照片合计最多 25 MB" in text and 'id="report"' in text
		assert headers["Content-Type"] == "text/html; charset=utf-8"
		assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
		assert grown < 50
		assert server.ask("/tip-off")[0] == 200

	def test_so_is_one_with_a_photo_that_fits_the_request_and_is_too_large(self, server):
		village = re.search(r"<option>([^<]+)</option>", server.ask("/tip-off")[2])
		told = {"action": "report", "description": "x" * 100, "seen_at": "Field", "anonymous": "1"}
		status, _headers, text, _grown = self.send(server, "/tip-off", 20, **told, village=village[1])
		assert status == 422 and "10 MB" in text

	def test_an_upload_is_refused_without_harm(self, server):
		status, _headers, _text, grown = self.send(server, "/api/method/upload_file", 50, is_private="1")
		assert status == 413  # which the Desk says in its own words, before it sends such a file
		assert grown < 50
		assert server.ask("/login")[0] == 200


class TestSigningIn:
	def sign_in(self, server: Server, password: str):
		return server.ask("/api/method/login", "POST", json.dumps({"usr": "Administrator", "pwd": password}))

	def test_with_the_password(self, server):
		status, headers, _text = self.sign_in(server, "admin")
		assert status == 200
		cookie = next(value for value in headers.get_all("Set-Cookie") if value.startswith("sid="))
		assert "HttpOnly" in cookie and "SameSite" in cookie
		session = cookie.split(";")[0]
		assert server.ask("/api/method/frappe.auth.get_logged_user", Cookie=session)[2] == '{"message":"Administrator"}'
		assert server.ask("/desk", Cookie=session)[0] == 200

	def test_with_another(self, server):
		assert self.sign_in(server, "wrong")[0] == 401

	def test_a_change_needs_the_pages_token(self, server):
		_status, headers, _text = self.sign_in(server, "admin")
		session = next(value for value in headers.get_all("Set-Cookie") if value.startswith("sid=")).split(";")[0]
		page = server.ask("/desk", Cookie=session)[2]
		status, _headers, text = server.ask("/api/resource/Note", "POST", '{"title": "x"}', Cookie=session)
		assert status == 400 and "CSRF" in text
		token = re.search(r'csrf_token\s*=\s*"(\w+)"', page)[1]
		headers = {"Cookie": session, "X_Frappe_CSRF_Token": token}
		assert server.ask("/api/resource/Note", "POST", '{"title": "x"}', **headers)[0] == 200

	@pytest.mark.parametrize(
		"path",
		["/api/resource/User", "/api/resource/Producer", "/api/method/frappe.client.get_list?doctype=User", "/desk"],
	)
	def test_guests_learn_nothing(self, server, path):
		status, _headers, text = server.ask(path)
		assert status in (301, 302, 401, 403)
		assert "Administrator" not in text


class TestEvents:
	def test_a_guests_page_is_connected(self, server):
		connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
		connection.request("GET", "/embedded/events")
		answer = connection.getresponse()
		assert (answer.status, answer.headers["Content-Type"]) == (200, "text/event-stream")
		assert b'"connected"' in answer.readline()
		connection.close()


class TestOneServerPerSite:
	def test_a_second_one_is_refused(self, server):
		done = subprocess.run(
			command(server.folder, free_port()),
			cwd=environment.REPOSITORY,
			env=ENVIRONMENT,
			capture_output=True,
			text=True,
			encoding="utf-8",
		)
		assert done.returncode == 1
		assert "正在运行，请先停止" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_it_stops_cleanly(own_site, tmp_path, number):
	"""With a page that listens, which would go on for ever."""
	from embedded.tests.conftest import copied

	running = started(copied(own_site, tmp_path))
	assert running.ask("/login")[0] == 200, "a site that is up to date is served as well as one that was just made"
	page = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)
	page.request("GET", "/embedded/events")
	assert b'"connected"' in page.getresponse().readline()
	running.process.send_signal(number)
	rest = running.process.stdout.read()
	running.process.stdout.close()
	assert running.process.wait(60) == 0
	assert rest.strip() == "已停止。"
	page.close()
