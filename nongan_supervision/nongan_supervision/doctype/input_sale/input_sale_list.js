frappe.listview_settings["Input Sale"] = {
	add_fields: ["restricted"],

	get_indicator(doc) {
		if (doc.docstatus !== 1) return;
		if (doc.restricted) return [__("Restricted"), "orange", "restricted,=,1|docstatus,=,1"];
		return [__("Submitted"), "blue", "restricted,=,0|docstatus,=,1"];
	},
};
