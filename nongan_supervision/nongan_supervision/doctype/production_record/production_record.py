import frappe
from frappe.model.document import Document


class ProductionRecord(Document):
	"""An entry of a producer's production ledger (生产记录)."""


def on_doctype_update():
	"""Index what every question about a safety interval asks for."""
	frappe.db.add_index("Production Record", ["producer", "product", "safe_from"])
