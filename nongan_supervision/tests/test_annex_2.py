"""Annex 2 of the plan of 2022, cell by cell: the groups that are generated, their print, their workbook."""

from __future__ import annotations

import io
from html.parser import HTMLParser

import frappe
from openpyxl import load_workbook

from nongan_supervision.inspections.rotation import SEASONS
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make, make_user, printed
from nongan_supervision.tests.web import request

TOWN = "洛阳镇"
TITLE = "全镇食用农产品“治违禁 控药残 促提升”专项行动督导分组安排"
NOTE = "注：带*的为联络员单位"

ANNEX = (
	("夏季检查", "第一组", "洛东、岑村、汤墅、阳湖、朝安、马鞍", "王小虎", "*农村工作局、派出所"),
	("夏季检查", "第二组", "虞桥、谈家头、小留桥、友谊、洛阳、圻庄", "管国祥", "*农村工作局、畜牧兽医站"),
	("夏季检查", "第三组", "天井、管城、戴溪、东尖、民丰、瞿家", "谈一平", "*农村工作局、市场监督分局"),
	("秋季检查", "第一组", "虞桥、谈家头、小留桥、友谊、洛阳、圻庄", "王小虎", "*农村工作局、派出所"),
	("秋季检查", "第二组", "天井、管城、戴溪、东尖、民丰、瞿家", "管国祥", "*农村工作局、畜牧兽医站"),
	("秋季检查", "第三组", "洛东、岑村、汤墅、阳湖、朝安、马鞍", "谈一平", "*农村工作局、市场监督分局"),
	("冬季检查", "第一组", "天井、管城、戴溪、东尖、民丰、瞿家", "王小虎", "*农村工作局、派出所"),
	("冬季检查", "第二组", "洛东、岑村、汤墅、阳湖、朝安、马鞍", "管国祥", "*农村工作局、畜牧兽医站"),
	("冬季检查", "第三组", "虞桥、谈家头、小留桥、友谊、洛阳、圻庄", "谈一平", "*农村工作局、市场监督分局"),
)
"""The annex as it is published, the season written into each of its rows."""

DEPARTMENTS = {"农村工作局": "镇农村工作局"}
"""What the annex calls otherwise than the plan's annex 1 and the site."""


class Cells(HTMLParser):
	"""The cells of the tables in a page, a merged one in each row that it stands in."""

	def __init__(self, html: str):
		super().__init__()
		self.rows: list[list[str]] = []
		self._below: dict[int, tuple[str, int]] = {}
		self._spans = (1, 1)
		self._text: str | None = None
		self.feed(html)

	def handle_starttag(self, tag, attrs):
		if tag == "tr":
			self.rows.append([])
		elif tag in ("td", "th"):
			given = dict(attrs)
			self._spans = (int(given.get("rowspan", 1)), int(given.get("colspan", 1)))
			self._text = ""

	def handle_data(self, data):
		if self._text is not None:
			self._text += data

	def handle_endtag(self, tag):
		if tag not in ("td", "th"):
			return
		row, (down, across) = self.rows[-1], self._spans
		while len(row) in self._below:
			text, left = self._below.pop(len(row))
			if left > 1:
				self._below[len(row)] = (text, left - 1)
			row.append(text)
		for _column in range(across):
			if down > 1:
				self._below[len(row)] = (self._text.strip(), down - 1)
			row.append(self._text.strip())
		self._text = None


class Annex2Case(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.campaigns = {season: self.campaign(2022, season) for season in SEASONS}

	def campaign(self, year: int, season: str):
		campaign = make("Supervision Campaign", year=year, season=season, town=TOWN)
		campaign.generate_groups()
		return campaign

	def rows_of(self, season: str) -> list[tuple]:
		"""A season's part of the annex."""
		return [
			row
			for row, name in zip(ANNEX, [name for name in SEASONS for _group in range(3)], strict=True)
			if name == season
		]


class TestGroupsOf2022(Annex2Case):
	def test_cell_by_cell(self):
		for season, campaign in self.campaigns.items():
			names = frappe.get_all("Supervision Group", {"campaign": campaign.name}, pluck="name", order_by="group_no")
			groups = [frappe.get_doc("Supervision Group", name) for name in names]
			self.assertEqual([group.group_no for group in groups], [1, 2, 3])
			for group, (_season, title, villages, leader, departments) in zip(
				groups, self.rows_of(season), strict=True
			):
				self.assertEqual((group.title, group.leader), (title, leader))
				self.assertEqual([row.village for row in group.villages], villages.split("、"))
				written = departments.split("、")
				self.assertEqual([bool(row.is_liaison) for row in group.departments], [True, False])
				self.assertEqual(
					[row.department for row in group.departments],
					[DEPARTMENTS.get(name.lstrip("*"), name.lstrip("*")) for name in written],
				)
				self.assertEqual([name.startswith("*") for name in written], [True, False])

	def test_dates_and_titles(self):
		found = {
			season: (one.title, str(one.starts_on), str(one.ends_on), str(one.feedback_due_on))
			for season, one in ((season, one.reload()) for season, one in self.campaigns.items())
		}
		self.assertEqual(
			found,
			{
				"Summer": ("2022年夏季督导检查", "2022-06-01", "2022-06-30", "2022-06-30"),
				"Autumn": ("2022年秋季督导检查", "2022-09-01", "2022-09-30", "2022-09-30"),
				"Winter": ("2022年冬季督导检查", "2022-12-01", "2022-12-31", "2022-12-31"),
			},
		)

	def test_goes_on_in_later_years(self):
		campaign = self.campaign(2025, "Autumn")
		blocks = frappe.get_all(
			"Supervision Group", {"campaign": campaign.name}, pluck="rotation_block", order_by="group_no"
		)
		self.assertEqual(blocks, ["B", "C", "A"])


class TestPrint(Annex2Case):
	def test_year_is_the_annex_cell_by_cell(self):
		html = printed(self.campaigns["Autumn"], "年度督导分组安排")
		rows = Cells(html).rows
		self.assertEqual(rows[0], ["行动分组", "分组", "分组", "分组", "参加部门"])
		self.assertEqual([tuple(row) for row in rows[1:]], list(ANNEX))
		self.assertIn(TITLE, html.replace("<br>", ""))
		self.assertIn(NOTE, html)

	def test_season_shows_its_own_part(self):
		for season, campaign in self.campaigns.items():
			rows = Cells(printed(campaign, "督导分组安排")).rows
			self.assertEqual([tuple(row) for row in rows[1:]], self.rows_of(season))

	def test_names_are_text(self):
		group = frappe.get_doc("Supervision Group", {"campaign": self.campaigns["Summer"].name, "group_no": 1})
		group.update({"leader": "<img src=x>"}).save()
		for print_format in ("督导分组安排", "年度督导分组安排"):
			self.assertNotIn("<img", printed(self.campaigns["Summer"], print_format))


class TestWorkbook(Annex2Case):
	def export(self, user: str = "Administrator"):
		return request(
			user,
			"GET",
			"/api/method/nongan_supervision.api.export_supervision_groups",
			campaign=self.campaigns["Winter"].name,
		)

	def sheet(self):
		response = self.export()
		self.assertEqual(response.status_code, 200)
		return load_workbook(io.BytesIO(response.get_data())).active

	def test_cell_by_cell(self):
		sheet = self.sheet()
		self.assertEqual(sheet["A1"].value, TITLE)
		self.assertEqual([cell.value for cell in sheet[2]], ["行动分组", "分组", None, None, "参加部门"])
		for number, row in enumerate(ANNEX):
			season, *others = row
			written = [cell.value for cell in sheet[3 + number]]
			self.assertEqual(written, [season if number % 3 == 0 else None, *others])
		self.assertEqual(sheet["A12"].value, NOTE)
		self.assertEqual(sheet.max_row, 12)

	def test_layout(self):
		sheet = self.sheet()
		merged = {str(cells) for cells in sheet.merged_cells.ranges}
		self.assertEqual(merged, {"A1:E1", "B2:D2", "A3:A5", "A6:A8", "A9:A11", "A12:E12"})
		self.assertEqual(sheet.print_area.replace("$", "").split("!")[-1], "A1:E12")
		for row in range(2, 12):
			for cell in sheet[row]:
				self.assertEqual(cell.border.bottom.style if row in (2, 5, 8, 11) else "thin", "thin", cell.coordinate)

	def test_nothing_computes(self):
		group = frappe.get_doc("Supervision Group", {"campaign": self.campaigns["Summer"].name, "group_no": 1})
		group.update({"leader": "=1+1"}).save()
		cell = self.sheet()["D3"]
		self.assertEqual((cell.value, cell.data_type), ("=1+1", "s"))

	def test_only_for_those_who_may(self):
		self.assertEqual(self.export(make_user("District Bureau")).status_code, 200)
		self.assertEqual(self.export(make_user()).status_code, 403)
		self.assertEqual(self.export("Guest").status_code, 403)
