"""An inspection on a telephone: without a signal, kept, and sent up once; and what happens when another was faster."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from urllib.parse import urlsplit

import pytest

from embedded.tests.browser.conftest import PHONE, _listen
from embedded.tests.browser.on_a_phone import (
	TASK,
	answer_all,
	call,
	conclude,
	open_task,
	photo,
	plan,
	site,
	wait_until_sent,
)
from nongan_supervision.setup.sample import PASSWORD

NO_NETWORK = r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch"
"""The browser's own notes of what could not be reached: that is what these tests are about."""
PLACE = {"latitude": 20.0144, "longitude": 110.3291, "accuracy": 9}


@pytest.fixture
def telephone(running_site, chromium) -> Iterator[Callable]:
	"""Return a function that gives a telephone's page at /field, signed in; `noted`: what the console may say there."""
	faults: list[str] = []
	expected = [NO_NETWORK]
	contexts = []

	def enter(user: str, noted: str | None = None):
		expected.extend([noted] if noted else [])
		context = chromium.new_context(
			viewport=PHONE, locale="zh-CN", geolocation=PLACE, permissions=["geolocation"], has_touch=True
		)
		contexts.append(context)
		page = context.new_page()
		page.set_default_timeout(90_000)  # it tries again by itself, less and less often
		_listen(page, faults)
		page.goto(f"{running_site.address}/field")
		page.fill("#login_email", user)
		page.fill("#login_password", PASSWORD)
		page.click(".btn-login")
		page.wait_for_url(f"{running_site.address}/field")
		page.wait_for_selector("main h2")
		page.wait_for_load_state("networkidle")
		return page

	yield enter
	for context in contexts:
		context.close()
	assert not [fault for fault in faults if not any(re.search(note, fault) for note in expected)]


def test_offers_what_is_usually_found(telephone):
	page = telephone("agriculture@nongan.example")
	open_task(page, plan(page))
	page.click("text=开始检查")
	own, of_any = page.locator(".item").nth(0), page.locator(".item").nth(1)
	for card in (own, of_any):
		card.locator(".result", has_text="不符合").click()
	assert own.locator(".phrases button").all_inner_texts() == ["记录不完整", "用药未记", "已当场整改"]
	assert "未建立生产记录" in of_any.locator(".phrases button").all_inner_texts()
	for phrase in ("用药未记", "已当场整改"):
		own.locator(".phrases button", has_text=phrase).click()
	assert own.locator("textarea").input_value() == "用药未记；已当场整改"


def test_says_what_is_missing_where_it_is_missing(telephone):
	page = telephone("agriculture@nongan.example")
	open_task(page, plan(page))
	page.click("text=开始检查")
	page.click(".submit")
	first = page.locator(".item").first
	first.locator(".error", has_text="选择检查结果").wait_for()
	assert page.locator(".error:visible").count() == 1
	first.locator(".result", has_text="符合").first.click()
	assert not page.locator(".error:visible").count()
	for card in page.locator(".item").all()[1:]:
		card.locator(".result", has_text="符合").first.click()
	page.click(".submit")
	page.locator("[name=conclusion] + .error").wait_for()


def test_without_a_signal_and_sent_once(telephone):
	page = telephone("agriculture@nongan.example")
	task = plan(page)
	page.evaluate("navigator.serviceWorker.ready.then(() => true)")  # it has kept the page by then
	open_task(page, task)

	page.context.set_offline(True)
	page.click("text=开始检查")
	answer_all(page, "七月用药未记")
	page.locator(".item").first.locator("input[type=file]").set_input_files(photo())
	page.wait_for_selector(".item img")
	assert page.inner_text(".progress") == "已完成 3/3"
	page.reload()  # as when the phone's memory was needed for something else
	page.wait_for_selector(".item img")
	assert page.locator(".item textarea").first.input_value() == "七月用药未记"
	conclude(page)
	page.click(".submit")
	page.wait_for_selector("text=1 张照片待上传")
	page.reload()
	page.wait_for_selector("text=1 张照片待上传")
	assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

	page.context.set_offline(False)
	wait_until_sent(page)
	assert not page.locator(".signal").count()
	page.reload()

	done = call(page, "GET", f"{TASK}/{task}")
	assert done["workflow_state"] == "Submitted"
	assert [row["result"] for row in done["items"]] == ["Does Not Conform", "Conforms", "Conforms"]
	assert done["signature"].startswith("data:image/png")
	assert len(done["photos"]) == 1
	kept = done["photos"][0]
	assert kept["for_item"] == "生产记录"
	assert (kept["latitude"], kept["longitude"]) == (PLACE["latitude"], PLACE["longitude"])
	scaled = page.request.get(f"{site(page)}{kept['photo']}").body()
	assert max(size_of(scaled)) == 1600
	filters = json.dumps([["task", "=", task]])
	sent = call(page, "GET", f'/api/resource/Field Submission?filters={filters}&fields=["kind","outcome"]')
	assert sorted((row["kind"], row["outcome"]) for row in sent) == [("Findings", "Applied"), ("Start", "Applied")]


def size_of(content: bytes) -> tuple[int, int]:
	from PIL import Image

	with Image.open(BytesIO(content)) as picture:
		return picture.size


def test_a_conflict_is_shown_and_overwrites_nothing(telephone):
	page, other = telephone("agriculture@nongan.example"), telephone("leader@nongan.example")
	task = plan(page)
	open_task(page, task)
	page.click("text=开始检查")
	page.wait_for_selector(".item")
	page.wait_for_selector(".signal", state="detached")
	page.context.set_offline(True)
	answer_all(page, "本机所见")
	conclude(page)
	page.click(".submit")
	page.wait_for_selector("text=1 份结果待提交")

	rows = call(other, "GET", f"{TASK}/{task}")["items"]
	rows[0] |= {"result": "Does Not Conform", "finding": "他人所见"}
	call(other, "PUT", f"{TASK}/{task}", items=rows)
	page.context.set_offline(False)

	page.wait_for_selector(".conflict")
	shown = page.inner_text(".conflict")
	assert "本机所见" in shown and "他人所见" in shown
	assert call(other, "GET", f"{TASK}/{task}")["items"][0]["finding"] == "他人所见"
	assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

	page.click("text=核对我的内容并重新提交")
	page.wait_for_selector(".item")
	page.locator(".item textarea").first.fill("两人所见")
	page.click(".submit")
	wait_until_sent(page)
	assert call(other, "GET", f"{TASK}/{task}")["items"][0]["finding"] == "两人所见"


def test_one_users_work_is_not_shown_to_another(telephone):
	page = telephone("agriculture@nongan.example")
	task = plan(page)
	open_task(page, task)
	page.click("text=开始检查")
	page.locator(".item textarea").first.fill("只给我看")
	page.wait_for_selector(".signal", state="detached")
	page.on("dialog", lambda dialog: dialog.accept())
	page.click(".leave")
	page.wait_for_url("**/login?redirect-to=/field")
	page.fill("#login_email", "market@nongan.example")
	page.fill("#login_password", PASSWORD)
	page.click(".btn-login")
	page.wait_for_selector("main h2")
	page.goto(f"{site(page)}/field#{task}")
	page.wait_for_selector("main h2")
	assert not page.locator(".item").count()

	page.click(".leave")
	page.wait_for_url("**/login?redirect-to=/field")
	page.fill("#login_email", "agriculture@nongan.example")
	page.fill("#login_password", PASSWORD)
	page.click(".btn-login")
	page.wait_for_selector("main h2")
	page.goto(f"{site(page)}/field#{task}")
	page.wait_for_selector(".item")
	assert page.locator(".item textarea").first.input_value() == "只给我看"


FIELD_TASKS = "/api/method/nongan_supervision.api.field_tasks"
SIGN_OUT = "/api/method/logout"


def who_is_signed_in(page) -> str:
	return page.request.get(f"{site(page)}/api/method/frappe.auth.get_logged_user").json().get("message", "Guest")


def test_leaving_gives_up_what_is_on_its_way_first(telephone):
	"""Its answer would come with the cookie of nobody, and sign out whoever has signed in meanwhile."""
	page = telephone("agriculture@nongan.example")
	page.route(f"**{FIELD_TASKS}", lambda route: None)  # no answer comes
	told = []
	page.on("requestfailed", lambda request: told.append(("given up", urlsplit(request.url).path)))
	page.on("request", lambda request: told.append(("asked", urlsplit(request.url).path)))
	with page.expect_request(f"**{FIELD_TASKS}"):
		page.evaluate("window.dispatchEvent(new Event('online'))")
	page.click(".leave")
	page.wait_for_url("**/login?redirect-to=/field")
	told = [(what, path) for what, path in told if path.startswith("/api/method/")]
	assert told == [("asked", FIELD_TASKS), ("given up", FIELD_TASKS), ("asked", SIGN_OUT)]
	assert who_is_signed_in(page) == "Guest"


LEAVE_BETWEEN_TWO_PHOTOS = """() => {
	const { prototype } = IDBObjectStore;
	const { put } = prototype;
	prototype.put = function (value, ...more) {
		if (value?.sent) {
			prototype.put = put;
			document.querySelector(".leave").click();
		}
		return put.call(this, value, ...more);
	};
}"""


def test_leaving_asks_nothing_more_though_photos_wait(telephone):
	page = telephone("agriculture@nongan.example")
	task = plan(page)
	open_task(page, task)
	page.context.set_offline(True)
	page.click("text=开始检查")
	answer_all(page, "七月用药未记")
	for number in (1, 2):
		page.locator(".item").first.locator("input[type=file]").set_input_files(photo(320, 240))
		page.wait_for_function("number => document.querySelectorAll('.item img').length === number", arg=number)
	conclude(page)
	page.click(".submit")
	page.wait_for_selector("text=2 张照片待上传")
	page.on("dialog", lambda dialog: dialog.accept())
	page.evaluate(LEAVE_BETWEEN_TWO_PHOTOS)
	told = []
	page.on("request", lambda request: told.append(urlsplit(request.url).path.split(".")[-1]))
	page.context.set_offline(False)
	page.wait_for_url("**/login?redirect-to=/field")
	assert told.count("upload_field_photo") == 1
	after = told[told.index("upload_field_photo") + 1 :]
	assert [path for path in after if path.startswith("/api/method/")] == [SIGN_OUT]
	assert not {"submit_field_work", "field_tasks"}.intersection(after)


def test_leaving_ends_the_session_though_the_page_is_older_than_it(telephone):
	page = telephone(
		"agriculture@nongan.example", noted="status of 400"
	)  # its token is refused, and it asks for another
	page.request.post(f"{site(page)}/api/method/login", form={"usr": "agriculture@nongan.example", "pwd": PASSWORD})
	page.request.get(f"{site(page)}{FIELD_TASKS}")  # gives the new session a token that the page doesn't know
	assert who_is_signed_in(page) == "agriculture@nongan.example"
	page.click(".leave")
	page.wait_for_url("**/login?redirect-to=/field")
	assert who_is_signed_in(page) == "Guest"


def test_a_second_page_says_that_its_user_has_left(telephone):
	page = telephone("agriculture@nongan.example")
	second = page.context.new_page()
	second.goto(f"{site(page)}/field")
	second.wait_for_selector(".task")
	page.click(".leave")
	page.wait_for_url("**/login?redirect-to=/field")
	second.wait_for_selector("text=请登录后查看任务")
	assert not second.locator(".task").count()
