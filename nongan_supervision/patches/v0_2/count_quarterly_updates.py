"""Indicators of the plan's A2 that were reported by hand, or not at all: counted from now on.

Left alone where the office has changed them, or has figures reported by hand that would disappear.
"""

from nongan_supervision.setup.plan import give_indicator, let_count

UPDATES = "重点品种信息季度更新率"
INSTRUCTORS = "重点品种安全使用指导员覆盖率"


def execute() -> None:
	let_count(UPDATES)
	give_indicator(INSTRUCTORS)
