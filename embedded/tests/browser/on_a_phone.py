"""What an inspector does at /field on a telephone, for tests."""

from __future__ import annotations

import json
import re
from io import BytesIO

TASK = "/api/resource/Inspection Task"


def call(page, http: str, path: str, **sent) -> dict:
	"""Ask the server as the page's user, beside the page."""
	told = page.request.get(f"{site(page)}/api/method/nongan_supervision.api.field_tasks").json()["message"]
	headers = {"X-Frappe-CSRF-Token": told["csrf_token"], "Content-Type": "application/json"}
	answer = page.request.fetch(
		f"{site(page)}{path}", method=http, headers=headers, data=json.dumps(sent) if sent else None
	)
	assert answer.ok, answer.text()
	return answer.json()["data"]


def site(page) -> str:
	return re.match(r"https?://[^/]+", page.url)[0]


def plan(page) -> str:
	"""Plan an inspection of three items for today, by the office itself."""
	items = [{"item": item, "requirement": "按规定执行"} for item in ("生产记录", "投入品存放", "合格证开具")]
	items[0]["usual_findings"] = "记录不完整\n用药未记"
	department = "镇农村工作局"
	made = call(page, "POST", TASK, village="岑村", task_type="Routine Patrol", department=department, items=items)
	return made["name"]


def photo(width: int = 3200, height: int = 2400) -> dict:
	from PIL import Image

	content = BytesIO()
	Image.effect_noise((width, height), 40).convert("RGB").save(content, "JPEG", quality=70)
	return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def wait_until_sent(page) -> None:
	"""Wait until the page says that all has arrived; if it never does, say what it shows instead."""
	from playwright.sync_api import TimeoutError as Late

	try:
		page.wait_for_selector("text=已提交成功")
	except Late:
		raise AssertionError(f"Nothing was sent; the page shows: {page.inner_text('body')}") from None


def open_task(page, task: str) -> None:
	page.goto(f"{site(page)}/field")
	page.click(f"[data-task='{task}']")


def answer_all(page, finding: str) -> None:
	page.wait_for_selector(".item")
	cards = page.locator(".item")
	for number in range(cards.count()):
		cards.nth(number).locator(".result", has_text="符合").first.click()
	cards.first.locator(".result", has_text="不符合").click()
	cards.first.locator("textarea").fill(finding)


def conclude(page) -> None:
	page.fill("[name=conclusion]", "发现问题，须限期整改。")
	page.fill("[name=inspected_person]", "在场人员")
	box = page.locator(".signature").bounding_box()
	page.locator(".signature").scroll_into_view_if_needed()
	box = page.locator(".signature").bounding_box()
	page.mouse.move(box["x"] + 30, box["y"] + 30)
	page.mouse.down()
	page.mouse.move(box["x"] + 150, box["y"] + 80, steps=6)
	page.mouse.up()
