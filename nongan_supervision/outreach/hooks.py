"""The entries of the app's ``hooks.py`` for outreach."""

MODULES_WITH_SEND_SMS = (
	"frappe.core.doctype.sms_settings.sms_settings",
	"frappe.email.doctype.notification.notification",
	"nongan_supervision.outreach.delivery",
)
"""A whitelisted function can be called by the name of each module that imports it."""

guarded_methods: dict[str, str] = {
	f"{module}.send_sms": "nongan_supervision.outreach.guards.send_sms" for module in MODULES_WITH_SEND_SMS
}
"""For ``override_whitelisted_methods``: see guards.py."""
