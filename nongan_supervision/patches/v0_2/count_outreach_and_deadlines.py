"""What the plan asks of outreach, meetings, clues, referrals and notices: counted from now on.

Items that the office has changed, or reports by hand, stay as they are; new ones are shipped beside the plan's own.
"""

from nongan_supervision.setup.plan import give_indicator, let_count, ship_items

BY_HAND_BEFORE = ("安全用药培训次数", "农产品质量安全乡村行次数")
WITHOUT_INDICATOR = (
	"绿色技术与种植布局指导次数",
	"生产技术规程与绿色养殖试验次数",
	"线索按时核查率",
	"涉嫌犯罪案件移送按时率",
	"联席会议次数",
)


def execute() -> None:
	for name in BY_HAND_BEFORE:
		let_count(name)
	for name in WITHOUT_INDICATOR:
		give_indicator(name)
	ship_items("A4a-3", "A6-2", "A8-3", "A8-4", "A8-5")
