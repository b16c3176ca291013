"""Who may open a page of the app: said once in the table, asked by what answers the page."""

from __future__ import annotations

import frappe
from frappe import _

from nongan_supervision.permissions.table import PAGES
from nongan_supervision.permissions.viewer import SessionViewer


def may_open(page: str, user: str | None = None) -> bool:
	"""Tell whether a user, the session's unless said otherwise, may open a page."""
	viewer = SessionViewer(user or frappe.session.user)
	return viewer.is_administrator or not set(PAGES[page]).isdisjoint(viewer.roles)


def check_page(page: str) -> None:
	"""Refuse the session's user what a page shows, unless they may open it.

	:raises frappe.PermissionError:
	"""
	if not may_open(page):
		frappe.throw(_("This page is for other offices."), frappe.PermissionError)
