"""The cases' entries of the app's ``hooks.py``."""

DELIVERY = "nongan_supervision.cases.delivery"

guarded_methods: dict[str, str] = {
	"download_file": f"{DELIVERY}.download_file",
	"frappe.core.doctype.file.file.download_file": f"{DELIVERY}.download_file",
	"frappe.core.doctype.file.file.unzip_file": f"{DELIVERY}.unzip_file",
	"frappe.core.doctype.file.file.zip_files": f"{DELIVERY}.zip_files",
	"frappe.handler.download_file": f"{DELIVERY}.download_file",
	"frappe.utils.file_manager.download_file": f"{DELIVERY}.download_file",
	"frappe.core.api.file.unzip_file": f"{DELIVERY}.unzip_file",
	"frappe.core.api.file.zip_files": f"{DELIVERY}.zip_files",
	"frappe.printing.doctype.print_format.print_format.download_pdf": f"{DELIVERY}.download_pdf",
	"frappe.utils.weasyprint.download_pdf": f"{DELIVERY}.download_pdf",
}
"""For ``override_whitelisted_methods``: ways to a case's files and prints that pass the journal by.

A whitelisted function can be called by the name of each module that imports it.
"""
