"""The sample's inputs: made up, named as samples, with numbers that are no registrations.

Intervals and labelled products are plausible and nothing more: a real input's stand on its label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import frappe

REMARK = "示例数据：名称、登记证号和间隔期均为虚构，请以实际产品标签为准。"


@dataclass(frozen=True)
class SampleInput:
	"""A made-up input; ``labelled`` are the products of its label with their intervals in days."""

	number: int
	name: str
	input_type: str
	unit: str
	amount: float
	purpose: str
	substance: str | None = None
	labelled: Mapping[str, int] = field(default_factory=dict)

	def as_record(self) -> dict:
		"""Return the input as a document to insert."""
		return {
			"doctype": "Agricultural Input",
			"input_name": self.name,
			"input_type": self.input_type,
			"registration_no": f"示例-{self.number:03d}",
			"manufacturer": "示例生产企业",
			"active_substance": self.substance,
			"safety_interval_days": max(self.labelled.values(), default=0),
			"labelled_products": [
				{"product": product, "safety_interval_days": days} for product, days in self.labelled.items()
			],
			"remarks": REMARK,
		}


INPUTS = (
	SampleInput(1, "示例灭蝇胺可湿性粉剂", "Pesticide", "袋", 2, "斑潜蝇", "灭蝇胺", {"豇豆": 7}),
	SampleInput(2, "示例腐霉利可湿性粉剂", "Pesticide", "袋", 3, "灰霉病", "腐霉利", {"韭菜": 30}),
	SampleInput(
		3,
		"示例高效氯氟氰菊酯乳油",
		"Pesticide",
		"瓶",
		2,
		"蚜虫",
		"氯氟氰菊酯和高效氯氟氰菊酯",
		{"芹菜": 7, "豇豆": 7},
	),
	SampleInput(
		4,
		"示例恩诺沙星可溶性粉",
		"Veterinary Drug",
		"袋",
		5,
		"大肠杆菌病",
		"恩诺沙星",
		{"乌鸡": 8, "肉牛": 14, "肉羊": 14},
	),
	SampleInput(
		5,
		"示例恩诺沙星粉（水产用）",
		"Aquaculture Input",
		"袋",
		8,
		"细菌性败血症",
		"恩诺沙星",
		{"大口黑鲈": 20, "乌鳢": 20, "鳊鱼": 20},
	),
	SampleInput(6, "示例毒死蜱乳油", "Pesticide", "瓶", 1, "地下害虫", "毒死蜱"),
	SampleInput(7, "示例有机肥", "Fertilizer", "袋", 20, "基肥"),
	SampleInput(8, "示例蛋鸡配合饲料", "Feed", "袋", 30, "日常饲喂"),
)

RESTRICTED = INPUTS[5]
ORGANIC_FERTILIZER = INPUTS[6]
FEED = INPUTS[7]


def input_for(product: str, sector: str) -> SampleInput:
	"""Return what the sample's producers use on a product: the first input whose label names it."""
	fallback = FEED if sector == "Livestock" else ORGANIC_FERTILIZER
	return next((one for one in INPUTS if product in one.labelled), fallback)


def enter_inputs() -> None:
	"""Enter the inputs that are not in the catalogue yet."""
	for one in INPUTS:
		if not frappe.db.exists("Agricultural Input", one.name):
			frappe.get_doc(one.as_record()).insert()
