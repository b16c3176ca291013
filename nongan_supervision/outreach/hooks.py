"""The entries of the app's ``hooks.py`` for outreach."""

guarded_methods: dict[str, str] = {
	"frappe.core.doctype.sms_settings.sms_settings.send_sms": "nongan_supervision.outreach.guards.send_sms",
}
"""For ``override_whitelisted_methods``: see guards.py."""
