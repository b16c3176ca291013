"""Each role's workspace: whose it is, what stands on it, where it leads, and that changes to it stay."""

from __future__ import annotations

import json
from unittest.mock import patch

import frappe
from frappe.model import sync
from frappe.website.utils import get_home_page_via_hooks

from nongan_supervision.patches.v0_2 import bring_back_workspaces
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, OFFICES, POLICE, VILLAGE
from nongan_supervision.permissions.table import PAGES, grant_of
from nongan_supervision.setup import desk, install, shipped
from nongan_supervision.setup.workspaces import shipping
from nongan_supervision.setup.workspaces.desks import DESKS
from nongan_supervision.setup.workspaces.layout import AGENDA_BLOCK, GENERAL
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_portal_user, make_producer, make_user, make_village
from nongan_supervision.tests.web import call, message_of, request

PAGES_OF_DESK = "frappe.desk.desktop.get_workspace_sidebar_items"


class WorkspaceTest(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		shipping.ship_workspaces()
		village = make_village().name
		cls.users = {role: make_user(role, villages=[village] if role == VILLAGE else None) for role in OFFICES}

	def shown_to(self, user: str) -> set[str]:
		pages = message_of(call(user, PAGES_OF_DESK))["pages"]
		return {page["name"] for page in pages if page and page.get("module") == "Nongan Supervision"}

	def page_of(self, role: str) -> dict:
		page = {"name": role, "title": role, "public": 1}
		return message_of(call(self.users[role], "frappe.desk.desktop.get_desktop_page", page=page))


class TestWhoSeesWhich(WorkspaceTest):
	def test_there_is_one_for_each_office(self):
		self.assertEqual(tuple(one.role for one in DESKS), OFFICES)

	def test_each_role_sees_its_own_alone(self):
		for role, user in self.users.items():
			with self.subTest(role):
				self.assertEqual(self.shown_to(user), {role})

	def test_of_several_roles_all_of_them(self):
		self.assertEqual(self.shown_to(make_user(LEADER, POLICE)), {LEADER, POLICE})

	def test_who_administers_sees_the_general_one(self):
		self.assertEqual(self.shown_to(make_user("Nongan Administrator")), {GENERAL})
		self.assertEqual(self.shown_to("Administrator"), {GENERAL, *OFFICES})

	def test_who_has_no_role_sees_none(self):
		self.assertEqual(self.shown_to(make_user()) & {GENERAL, *OFFICES}, set())


class TestWhatStandsThere(WorkspaceTest):
	def test_nothing_leads_where_the_role_may_not_go(self):
		for one in DESKS:
			for shortcut in one.shortcuts:
				with self.subTest(role=one.role, shortcut=shortcut.label):
					self.assertTrue(self.opens(one.role, shortcut.kind, shortcut.link_to))
			for card in one.cards:
				with self.subTest(role=one.role, card=card):
					self.assertTrue(self.opens(one.role, "DocType", frappe.get_doc("Number Card", card).document_type))
			for chart in one.charts:
				doc = frappe.get_doc("Dashboard Chart", chart)
				source = ("Report", doc.report_name) if doc.report_name else ("DocType", doc.document_type)
				with self.subTest(role=one.role, chart=chart):
					self.assertTrue(self.opens(one.role, *source))

	def opens(self, role: str, kind: str, target: str) -> bool:
		if kind == "Report":
			return role in frappe.get_all("Has Role", {"parenttype": "Report", "parent": target}, pluck="role")
		if kind == "Page":
			return role in PAGES[target]
		return kind == "URL" or "read" in grant_of(target, role).rights

	def test_the_desk_shows_all_of_it(self):
		for one in DESKS:
			with self.subTest(one.role):
				page = self.page_of(one.role)
				shown = {
					"number_cards": [row["number_card_name"] for row in page["number_cards"]["items"]],
					"charts": [row["chart_name"] for row in page["charts"]["items"]],
					"custom_blocks": [row["custom_block_name"] for row in page["custom_blocks"]["items"]],
					"shortcuts": len(page["shortcuts"]["items"]),
				}
				self.assertEqual(
					shown,
					{
						"number_cards": list(one.cards),
						"charts": list(one.charts),
						"custom_blocks": [AGENDA_BLOCK],
						"shortcuts": len(one.shortcuts),
					},
				)
				links = [link for card in page["cards"]["items"] for link in card["links"]]
				stored = frappe.get_all("Workspace Link", {"parent": one.role, "type": "Link"}, pluck="link_to")
				self.assertEqual(sorted(link["link_to"] for link in links), sorted(stored))

	def test_a_role_reaches_every_record_that_it_may_read(self):
		general = frappe.get_doc("Workspace", GENERAL).links
		for one in DESKS:
			links = {row.link_to for row in frappe.get_doc("Workspace", one.role).links if row.type == "Link"}
			for row in general:
				if row.type == "Link" and self.opens(one.role, row.link_type, row.link_to):
					with self.subTest(role=one.role, link=row.link_to):
						self.assertIn(row.link_to, links)

	def test_each_block_stands_in_its_table(self):
		tables = {
			"number_card": ("number_cards", "number_card_name"),
			"shortcut": ("shortcuts", "label"),
			"chart": ("charts", "chart_name"),
			"custom_block": ("custom_blocks", "custom_block_name"),
		}
		for one in DESKS:
			record = one.as_record(1)
			for block in json.loads(record["content"]):
				if block["type"] in tables:
					table, field = tables[block["type"]]
					[named] = [value for name, value in block["data"].items() if name != "col"]
					self.assertIn(named, [row[field] for row in record[table]])

	def test_cards_and_charts_fill_their_rows(self):
		for one in DESKS:
			blocks = json.loads(one.as_record(1)["content"])
			for kind in ("number_card", "chart"):
				widths = [block["data"]["col"] for block in blocks if block["type"] == kind]
				self.assertEqual(sum(widths) % 12, 0, (one.role, kind))

	def test_todays_work_comes_first(self):
		for one in DESKS:
			self.assertEqual(json.loads(one.as_record(1)["content"])[0]["type"], "custom_block")

	def test_police_and_village_see_no_figure_of_others(self):
		for role in (POLICE, VILLAGE):
			for card in next(one.cards for one in DESKS if one.role == role):
				doc = frappe.get_doc("Number Card", card).as_dict(convert_dates_to_str=True)
				method = "frappe.desk.doctype.number_card.number_card.get_result"
				filters = json.loads(doc["filters_json"])
				response = call(self.users[role], method, doc=doc, filters=filters)
				self.assertEqual((response.status_code, message_of(response)), (200, 0), card)


class TestHome(WorkspaceTest):
	def boot_of(self, user: str, **chosen) -> frappe._dict:
		bootinfo = frappe._dict(user=frappe._dict(chosen))
		with self.as_user(user):
			desk.tell_desk(bootinfo)
		return bootinfo

	def test_each_role_starts_on_its_own(self):
		for role, user in self.users.items():
			bootinfo = self.boot_of(user)
			self.assertEqual((bootinfo.nongan_home, bootinfo.user.default_workspace["name"]), (role, role))

	def test_who_has_chosen_another_keeps_it(self):
		chosen = {"name": "Build", "title": "Build", "public": 1}
		bootinfo = self.boot_of(self.users[LEADER], default_workspace=chosen)
		self.assertEqual(bootinfo.user.default_workspace, chosen)

	def test_administrators_start_on_the_general_one(self):
		for user in ("Administrator", make_user("Nongan Administrator", AGRICULTURE)):
			bootinfo = self.boot_of(user)
			self.assertEqual((bootinfo.nongan_home, bootinfo.user.get("default_workspace")), (GENERAL, None))

	def test_where_one_comes_to_by_signing_in(self):
		"""Frappe 16 asks for users of the Desk what earlier ones ask for the website's alone."""
		producer = make_portal_user(make_producer())
		both = make_user(AGRICULTURE, "Producer Portal")
		chosen = make_user(AGRICULTURE)
		frappe.db.set_value("User", chosen, "default_workspace", LEADER)
		for user, page in (
			(producer, "my-farm"),
			(self.users[AGRICULTURE], "nongan-supervision"),
			(both, "nongan-supervision"),
			(chosen, ""),
			(make_user("Nongan Administrator", AGRICULTURE), ""),
			(make_user(), ""),
			("Administrator", ""),
			("Guest", ""),
		):
			with self.as_user(user), self.subTest(user):
				self.assertEqual((get_home_page_via_hooks() or "").rpartition("/")[2], page)

	def test_is_there_at_the_site_s_address(self):
		for user in (self.users[AGRICULTURE], make_portal_user(make_producer())):
			self.assertIn(request(user, "GET", "/").status_code, (200, 301, 302), user)

	def test_the_desk_knows_of_what_its_user_sees_a_part(self):
		for role, named in ((LEADER, set()), (AGRICULTURE, {"Case Clue", "Enforcement Case", "Case Referral"})):
			self.assertEqual(named, set(self.boot_of(self.users[role]).nongan_seen_in_part), role)
		self.assertIn("Residue Test", self.boot_of(self.users[VILLAGE]).nongan_seen_in_part)
		self.assertEqual(self.boot_of(make_user()).nongan_seen_in_part, [])

	def test_of_several_roles_the_first_that_is_there(self):
		self.assertEqual(shipping.home_of([POLICE, AGRICULTURE]), AGRICULTURE)
		frappe.delete_doc("Workspace", AGRICULTURE, force=True)
		self.assertEqual(shipping.home_of([POLICE, AGRICULTURE]), POLICE)
		self.assertIsNone(shipping.home_of([AGRICULTURE]))
		self.assertIsNone(shipping.home_of(["Producer Portal"]))


class TestShipping(WorkspaceTest):
	def test_what_an_office_changes_stays(self):
		workspace = frappe.get_doc("Workspace", AGRICULTURE)
		workspace.shortcuts = workspace.shortcuts[:2]
		workspace.append("roles", {"role": LEADER})
		workspace.save()
		frappe.delete_doc("Workspace", POLICE, force=True)
		install.after_migrate()
		workspace.reload()
		self.assertEqual((len(workspace.shortcuts), len(workspace.roles)), (2, 2))
		self.assertFalse(frappe.db.exists("Workspace", POLICE))

	def test_a_site_that_has_none_gets_them(self):
		for one in DESKS:
			frappe.delete_doc("Workspace", one.role, force=True)
		frappe.delete_doc("Custom HTML Block", AGENDA_BLOCK)
		shipped.forget()
		self.assertEqual(shipping.ship_workspaces(), len(DESKS) + 1)
		self.assertEqual(shipping.ship_workspaces(), 0)

	def test_a_migrate_leaves_them(self):
		frappe.get_doc("Workspace", POLICE).save()
		for hook in frappe.get_hooks("before_migrate", app_name="nongan_supervision"):
			frappe.get_attr(hook)()
		self.assertEqual(self.left_by_a_migrate(), len(OFFICES))
		install.after_migrate()
		if frappe.db.has_column("Workspace", "app"):
			apps = frappe.get_all("Workspace", {"name": ["in", OFFICES]}, pluck="app")
			self.assertEqual(set(apps), {"nongan_supervision"})

	def test_those_that_a_migrate_has_deleted_come_back(self):
		frappe.delete_doc("Workspace", POLICE, force=True)
		bring_back_workspaces.execute()
		self.assertFalse(frappe.db.exists("Workspace", POLICE))  # an office has deleted this one
		for role in OFFICES:
			frappe.delete_doc("Workspace", role, force=True, ignore_missing=True)
		bring_back_workspaces.execute()
		self.assertEqual(self.left_by_a_migrate(), len(OFFICES))

	def left_by_a_migrate(self) -> int:
		"""How many there are when a migrate, after its patches, has deleted what it takes for orphans."""
		with patch.object(frappe.db, "commit"):  # it comes back with the test's end
			getattr(sync, "remove_orphan_entities", lambda: None)()  # Frappe 16 alone does
		return frappe.db.count("Workspace", {"name": ["in", OFFICES]})

	def test_no_icon_and_no_sidebar_of_their_own(self):
		if not frappe.db.exists("DocType", "Workspace Sidebar"):
			self.skipTest("Frappe 16 alone makes them")
		made = frappe.get_doc({"doctype": "Workspace Sidebar", "title": POLICE, "items": []}).insert()
		icon = {"label": POLICE, "icon_type": "Link", "link_type": "Workspace Sidebar", "link_to": made.name}
		frappe.get_doc({"doctype": "Desktop Icon", **icon}).insert(ignore_links=True)
		shipping.tidy_menus("another_app")
		self.assertFalse(frappe.db.exists("Workspace Sidebar", made.name))
		self.assertFalse(frappe.db.exists("Desktop Icon", {"label": POLICE}))
		self.assertTrue(frappe.db.exists("Workspace Sidebar", GENERAL))
