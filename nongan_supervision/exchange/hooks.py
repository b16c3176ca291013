"""The entries of the app's ``hooks.py`` for its files."""

GUARDS = "nongan_supervision.exchange.exporting.guards"

guarded_methods: dict[str, str] = {
	"frappe.core.doctype.data_export.exporter.export_data": f"{GUARDS}.export_data",
	"frappe.core.doctype.data_import.data_import.download_template": f"{GUARDS}.download_template",
	"frappe.desk.query_report.export_query": f"{GUARDS}.export_report",
	"frappe.desk.reportview.export_query": f"{GUARDS}.export_list",
}
"""For ``override_whitelisted_methods``: see exporting/guards.py for what each of them forgets."""
