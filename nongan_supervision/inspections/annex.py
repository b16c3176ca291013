"""The words of the plan's annex 2, in which a campaign and its groups are called on screen, on paper and in Excel.

They are data of the town, like the names of its villages: a record is called so whoever reads it.
"""

from __future__ import annotations

from nongan_supervision.inspections.rotation import AUTUMN, SUMMER, WINTER, Season

TITLE = "全镇食用农产品“治违禁 控药残 促提升”专项行动督导分组安排"
SEASONS = {SUMMER: "夏季", AUTUMN: "秋季", WINTER: "冬季"}
DIGITS = "〇一二三四五六七八九"
LIAISON_MARK = "*"
NOTE = "注：带*的为联络员单位"
SEPARATOR = "、"
SUMMARY = "情况汇总"
HEADINGS = ("行动分组", "分组", "参加部门")
"""The second stands above three columns: group, villages, leader."""


def season_title(season: Season) -> str:
	"""Return how a season is called: 2022年夏季."""
	return f"{season.year}年{SEASONS[season.name]}"


def campaign_title(season: Season) -> str:
	"""Return how the campaign of a season is called: 2022年夏季督导检查."""
	return f"{season_title(season)}督导检查"


def season_row(season: Season) -> str:
	"""Return how the annex calls a season's part of its table: 夏季检查."""
	return f"{SEASONS[season.name]}检查"


def supervision_group_title(group_no: int) -> str:
	"""Return how a group is called: 第一组."""
	return f"第{DIGITS[group_no] if 0 < group_no < len(DIGITS) else group_no}组"
