"""Several towns on one page: their rows come once, into the table of their year, and it is said when they don't."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

OVERVIEW = "**/api/method/nongan_supervision.api.town_overview?**"
TOWNS = ".overview-towns tbody th"
MORE_TOWNS = ".overview-more-towns:visible:enabled"
CLICK_TWICE = "(more => { more.click(); more.click(); })(document.querySelector('.overview-more-towns'))"


class SeveralTowns:
	"""A page on a town where one may see several: what is asked on them side by side waits to be answered."""

	def __init__(self, page, site) -> None:
		self.page = page
		self.held: list = []
		page.route(OVERVIEW, self.on_request)
		with self.asked():
			page.goto(f"{site.address}/desk/town-overview")
		self.answer(["甲镇"], following=5)
		page.wait_for_selector(MORE_TOWNS)

	def on_request(self, route) -> None:
		if is_comparison(route.request):
			self.held.append(route)
			return
		response = route.fetch()
		answer = response.json()
		answer["message"]["towns"] = [answer["message"]["town"], "甲镇", "乙镇"]
		route.fulfill(response=response, json=answer)

	@contextmanager
	def asked(self, held: int = 1) -> Iterator[None]:
		"""Let something be asked, after which so much waits for an answer."""
		with self.page.expect_request(is_comparison):
			yield
		self.wait_for_others(held)

	def wait_for_others(self, held: int) -> None:
		"""Wait until all is answered but what is held."""
		self.page.wait_for_function("held => frappe.request.ajax_count === held", arg=held)

	def answer(self, towns: list[str], following: int | None) -> None:
		"""Answer what was asked first."""
		rows = [{"town": town, "states": None, "tests": 0, "pass_rate": None, "slips": 0} for town in towns]
		self.held.pop(0).fulfill(json={"message": {"rows": rows, "next": following}})
		self.wait_for_others(len(self.held))


def is_comparison(request) -> bool:
	return "town_overview" in request.url and "compare=1" in request.url


def test_more_towns_come_once_however_often_one_clicks(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	towns = SeveralTowns(page, running_site)
	with towns.asked():
		page.evaluate(CLICK_TWICE)
	assert len(towns.held) == 1
	towns.answer(["乙镇"], following=None)
	page.wait_for_selector(".overview-more-towns", state="hidden")
	assert page.locator(TOWNS).all_inner_texts() == ["甲镇", "乙镇"]


def test_towns_of_the_year_before_do_not_come_into_the_table_of_this_one(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	towns = SeveralTowns(page, running_site)
	with towns.asked():
		page.click(MORE_TOWNS)
	with towns.asked(held=2):
		page.fill("[data-fieldname=year] input:visible", "2021")
		page.press("[data-fieldname=year] input:visible", "Tab")
	towns.answer(["旧年镇"], following=None)
	towns.answer(["新年镇"], following=None)
	page.wait_for_selector(f"{TOWNS} >> text=新年镇")
	assert page.locator(TOWNS).all_inner_texts() == ["新年镇"]


def test_it_is_said_when_the_towns_could_not_be_had(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	towns = SeveralTowns(page, running_site)
	page.evaluate("() => { nongan.kept_ask = nongan.ask; nongan.ask = () => Promise.reject(new Error()); }")
	page.click(MORE_TOWNS)
	page.wait_for_selector("text=未能取得各镇的数据。")
	page.evaluate("() => { nongan.ask = nongan.kept_ask; }")
	with towns.asked():
		page.click(f"{MORE_TOWNS} >> text=重试")
	towns.answer(["乙镇"], following=10)
	page.wait_for_selector(".overview-towns-failed", state="hidden")
	assert page.locator(TOWNS).all_inner_texts() == ["甲镇", "乙镇"]
	assert page.locator(MORE_TOWNS).inner_text() == "更多镇"
