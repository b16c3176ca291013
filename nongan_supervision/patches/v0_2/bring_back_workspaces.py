"""The workspaces of the roles, on a site where a migrate to Frappe 16 has deleted them."""

from nongan_supervision.setup.workspaces.shipping import bring_back


def execute() -> None:
	bring_back()
