"""The sample's producers: a few hundred in 18 villages, always the same ones."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nongan_supervision.setup.sample.numbers import credit_code, identity_number, telephone
from nongan_supervision.setup.sample.products import PRODUCTS, SampleProduct

VILLAGES = {
	"洛东": (18, "韭菜 芹菜 鸡蛋"),
	"岑村": (15, "豇豆 韭菜 鸡蛋"),
	"汤墅": (17, "豇豆 芹菜 乌鳢"),
	"阳湖": (19, "鳊鱼 大口黑鲈 乌鳢"),
	"朝安": (21, "鳊鱼 大口黑鲈 豇豆"),
	"马鞍": (16, "韭菜 肉羊 鸡蛋"),
	"虞桥": (20, "大口黑鲈 鳊鱼 韭菜"),
	"谈家头": (17, "芹菜 豇豆 乌鸡"),
	"小留桥": (14, "韭菜 鸡蛋 豇豆"),
	"友谊": (18, "豇豆 韭菜 芹菜"),
	"洛阳": (16, "芹菜 鸡蛋 豇豆"),
	"圻庄": (15, "乌鳢 大口黑鲈 韭菜"),
	"天井": (19, "豇豆 芹菜 肉羊"),
	"管城": (16, "韭菜 乌鸡 豇豆"),
	"戴溪": (22, "豇豆 韭菜 鳊鱼"),
	"东尖": (17, "鸡蛋 豇豆 肉牛"),
	"民丰": (18, "韭菜 芹菜 大口黑鲈"),
	"瞿家": (14, "肉羊 豇豆 鳊鱼"),
}
"""How many producers a village has, and of what: its main product first."""

FAMILY_FARMS = 4
"""In each village."""

_PRODUCT_OF_FAMILY_FARM = (0, 1, 2, 0)
_PRODUCT_OF_HOUSEHOLD = (0, 1, 0, 2, 0, 1)
_FIRST_NETWORKED = datetime.date(2021, 3, 1)
_DAYS_OF_NETWORKING = 300


_NORTH_WEST = (31.705, 120.045)
"""Latitude and longitude of the corner of the made-up map: a grid of villages, six in a row."""

_VILLAGES_IN_A_ROW = 6
_BETWEEN_VILLAGES = 0.022
_AROUND_A_VILLAGE = 0.007


@dataclass(frozen=True)
class SampleProducer:
	"""A made-up producer of one product; ``size`` is its area or stock in the product's unit.

	``place`` is its latitude and longitude; only households have an ``id_number``.
	"""

	name: str
	producer_type: str
	village: str
	product: SampleProduct
	size: int
	of_scale: bool
	networked_on: datetime.date | None
	credit_code: str | None
	id_number: str | None
	phone: str
	place: tuple[float, float]


@lru_cache(maxsize=1)
def all_producers() -> tuple[SampleProducer, ...]:
	"""Return the sample's producers, village by village."""
	return tuple(_producers())


def antimicrobial_reducers() -> tuple[SampleProducer, ...]:
	"""Return the livestock producers of scale that take part in the reduction of antimicrobials: too few of them."""
	of_scale = [
		producer for producer in all_producers() if producer.of_scale and producer.product.sector == "Livestock"
	]
	return tuple(of_scale[:: len(of_scale) // 2][:2])


def _producers() -> Iterator[SampleProducer]:
	rng = random.Random("producers")
	number = 0
	for village, (count, names) in VILLAGES.items():
		products = [PRODUCTS[name] for name in names.split()]
		for name, producer_type, product in _named_producers(village, count, products):
			number += 1
			yield _producer(number, name, producer_type, village, product, rng)


def _named_producers(
	village: str, count: int, products: list[SampleProduct]
) -> Iterator[tuple[str, str, SampleProduct]]:
	"""Yield name, type and product of a village's producers: the larger ones first, then its households."""
	main, second, _third = products
	yield f"{village}{main.name}{main.activity}专业合作社", "Cooperative", main
	yield f"{village}示例农业有限公司", "Enterprise", second
	for index in range(FAMILY_FARMS):
		yield f"{village}家庭农场第{index + 1}号", "Family Farm", products[_PRODUCT_OF_FAMILY_FARM[index]]
	for index in range(count - FAMILY_FARMS - 2):
		product = products[_PRODUCT_OF_HOUSEHOLD[index % len(_PRODUCT_OF_HOUSEHOLD)]]
		yield f"{village}{product.activity}户{index + 1:03d}号", "Household", product


def _producer(
	number: int,
	name: str,
	producer_type: str,
	village: str,
	product: SampleProduct,
	rng: random.Random,
) -> SampleProducer:
	of_scale = _is_of_scale(producer_type, product, rng)
	size = rng.randint(*(product.large if of_scale else product.small))
	networked = rng.random() < (0.92 if of_scale else 0.15)
	networked_on = _FIRST_NETWORKED + datetime.timedelta(days=rng.randrange(_DAYS_OF_NETWORKING))
	return SampleProducer(
		name=name,
		producer_type=producer_type,
		village=village,
		product=product,
		size=size,
		of_scale=of_scale,
		networked_on=networked_on if networked else None,
		credit_code=credit_code(producer_type, number),
		id_number=identity_number(number) if producer_type == "Household" else None,
		phone=telephone(number),
		place=_place(village, number),
	)


def _is_of_scale(producer_type: str, product: SampleProduct, rng: random.Random) -> bool:
	if producer_type == "Family Farm":
		return product.sector == "Livestock" or rng.random() < 0.5
	return producer_type != "Household"


def _place(village: str, number: int) -> tuple[float, float]:
	"""A made-up place in a village, in degrees."""
	rng = random.Random(number)
	row, column = divmod(list(VILLAGES).index(village), _VILLAGES_IN_A_ROW)
	north, west = _NORTH_WEST
	return (
		round(north - row * _BETWEEN_VILLAGES + rng.uniform(-1, 1) * _AROUND_A_VILLAGE, 6),
		round(west + column * _BETWEEN_VILLAGES + rng.uniform(-1, 1) * _AROUND_A_VILLAGE, 6),
	)
