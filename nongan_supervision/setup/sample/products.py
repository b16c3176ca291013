"""What the sample's villages produce, and what its tests look for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from nongan_supervision.setup.plan import read_plan_file

ALL_YEAR = frozenset(range(1, 13))

FISH_SUBSTANCES = ("恩诺沙星", "氧氟沙星", "磺胺类")
"""The plan's sources name no risk substances of fish; the sample looks for these."""


@dataclass(frozen=True)
class SampleProduct:
	"""A product as the sample's producers have it.

	``small`` and ``large`` are the areas or stocks, in ``unit``, of a small producer and of one of scale;
	``months`` is the season; ``certificate_quantity`` is what one certificate covers, in kg.
	"""

	name: str
	sector: str
	activity: str
	unit: str
	small: tuple[int, int]
	large: tuple[int, int]
	certificate_quantity: float
	months: frozenset[int] = ALL_YEAR


@dataclass(frozen=True)
class Limit:
	"""A residue limit of a product."""

	substance: str
	value: float
	unit: str


def _vegetable(name: str, months: frozenset[int]) -> SampleProduct:
	return SampleProduct(name, "Planting", "种植", "亩", (2, 15), (30, 180), 10, months)


def _fish(name: str) -> SampleProduct:
	return SampleProduct(name, "Aquaculture", "养殖", "亩", (5, 25), (40, 260), 50)


def _livestock(name: str, unit: str, small: tuple[int, int], large: tuple[int, int], kg: float) -> SampleProduct:
	return SampleProduct(name, "Livestock", "养殖", unit, small, large, kg)


PRODUCTS = {
	product.name: product
	for product in (
		_vegetable("豇豆", frozenset(range(5, 11))),
		_vegetable("韭菜", ALL_YEAR),
		_vegetable("芹菜", frozenset({1, 2, 3, 4, 9, 10, 11, 12})),
		_livestock("鸡蛋", "羽", (200, 900), (3000, 20000), 15),
		_livestock("乌鸡", "羽", (100, 600), (2000, 9000), 20),
		_livestock("肉牛", "头", (3, 12), (50, 120), 200),
		_livestock("肉羊", "只", (10, 60), (150, 600), 40),
		_fish("大口黑鲈"),
		_fish("乌鳢"),
		_fish("鳊鱼"),
	)
}


@lru_cache(maxsize=1)
def substances_by_product() -> dict[str, tuple[str, ...]]:
	"""Return what each product is tested for: the risk substances that the plan's data name."""
	named = {
		record["product_name"]: tuple(row["substance"] for row in record["risk_substances"])
		for record in read_plan_file("key_products.json")
	}
	return {name: named[name] or FISH_SUBSTANCES for name in PRODUCTS}


@lru_cache(maxsize=1)
def limits_by_product() -> dict[str, tuple[Limit, ...]]:
	"""Return the residue limits that the plan's data know for each product."""
	limits: defaultdict[str, list[Limit]] = defaultdict(list)
	for record in read_plan_file("substances.json"):
		for row in record.get("limits", ()):
			limits[row["product"]].append(Limit(record["substance_name"], row["limit_value"], row["unit"]))
	return {product: tuple(found) for product, found in limits.items()}
