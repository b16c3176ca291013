"""Who looks after the sample's villages and products: grid officers, safe-use instructors and their guidance."""

from __future__ import annotations

import datetime

import frappe

from nongan_supervision.setup.sample.days import spread_evenly
from nongan_supervision.setup.sample.producers import VILLAGES, all_producers

OFFICERS = {"District": "区级网格员", "Town": "镇级网格员", "Village": "村级协管员", "Station": "站级检测员"}
"""Grid level and the name of whoever is on it: a role, nobody's name."""

WITHOUT = {"瞿家": "Station", "天井": "Village"}
"""Villages that lack an officer, and on which level."""

INSTRUCTORS = {
	"蔬菜安全用药指导员": ("镇农村工作局", ("豇豆", "韭菜", "芹菜")),
	"水产养殖用药指导员": ("镇农村工作局", ("大口黑鲈", "乌鳢", "鳊鱼")),
	"畜禽用药指导员": ("畜牧兽医站", ("鸡蛋", "肉牛", "肉羊")),
}
"""Their departments and products: two products of the national list have nobody yet."""

GUIDANCE = (
	("Safe Use", "豇豆", "讲解禁限用农药名录和安全间隔期，发放用药记录本。"),
	("Green Control", "韭菜", "示范防虫网和色板诱杀，替代化学防治。"),
	("Safe Use", "鸡蛋", "讲解兽用处方药和休药期，查看用药台账。"),
	("Production Protocol", "芹菜", "按生产技术规程讲解育苗、施肥和采收。"),
	("Green Aquaculture Trial", "大口黑鲈", "示范池塘尾水处理和配合饲料替代幼杂鱼。"),
	("Layout Advice", "豇豆", "结合轮作建议下一茬的品种布局。"),
)
"""Type, product and summary of the year's guidance, in turn."""

TIMES_A_YEAR = 12
PRODUCERS_AT_MOST = 6


def set_up(today: datetime.date) -> None:
	"""Name the officers and instructors, and enter the guidance of the year so far; what is there is left alone."""
	for village in VILLAGES:
		name_officers(village)
	for name in INSTRUCTORS:
		name_instructor(name)
	for number, day in enumerate(spread_evenly(TIMES_A_YEAR, today)):
		guide(number, day)


def name_officers(village: str) -> None:
	"""Give a village its grid officers."""
	doc = frappe.get_doc("Village", village)
	if doc.grid_officers:
		return
	for level, name in OFFICERS.items():
		if WITHOUT.get(village) != level:
			doc.append("grid_officers", {"officer_name": name, "grid_level": level})
	doc.save(ignore_version=True)


def name_instructor(name: str) -> None:
	"""Enter an instructor with the products that the plan has."""
	if frappe.db.exists("Safe Use Instructor", {"instructor_name": name}):
		return
	department, products = INSTRUCTORS[name]
	frappe.get_doc(
		{
			"doctype": "Safe Use Instructor",
			"instructor_name": name,
			"department": department,
			"products": [{"product": product} for product in products if frappe.db.exists("Key Product", product)],
		}
	).insert()


def guide(number: int, day: datetime.date) -> None:
	"""Enter the guidance of that number: its product's producers of one of the villages that have any."""
	guidance_type, product, summary = GUIDANCE[number % len(GUIDANCE)]
	villages = sorted({one.village for one in all_producers() if one.product.name == product})
	village = villages[number % len(villages)]
	key = {"guidance_type": guidance_type, "guided_on": day, "village": village, "product": product}
	if frappe.db.exists("Technical Guidance", key):
		return
	names = [one.name for one in all_producers() if (one.village, one.product.name) == (village, product)]
	producers = frappe.get_all(
		"Producer",
		filters={"village": village, "producer_name": ["in", names]},
		pluck="name",
		order_by="name",
		limit=PRODUCERS_AT_MOST,
	)
	frappe.get_doc(
		{
			"doctype": "Technical Guidance",
			**key,
			"instructor": _instructor_of(product),
			"producers": [{"producer": producer} for producer in producers],
			"summary": summary,
		}
	).insert()


def _instructor_of(product: str) -> str | None:
	name = next((name for name, (_department, products) in INSTRUCTORS.items() if product in products), None)
	return frappe.db.get_value("Safe Use Instructor", {"instructor_name": name}) if name else None
