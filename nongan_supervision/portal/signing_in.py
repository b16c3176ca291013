"""The framework's sign-in page, for people who have no mail address."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint


def name_what_to_sign_in_with(context: frappe._dict) -> None:
	"""Hook of every website page: where a mobile number may be used to sign in, the sign-in page says so."""
	if context.path == "login" and cint(frappe.get_system_settings("allow_login_using_mobile_number")):
		context.login_name_placeholder = _("Mobile number or mail address")
