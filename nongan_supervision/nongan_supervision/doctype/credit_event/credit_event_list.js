frappe.listview_settings["Credit Event"] = {
	add_fields: ["points"],
	has_indicator_for_draft: false,

	get_indicator(doc) {
		if (doc.docstatus !== 1) return undefined;
		return doc.points > 0 ? [__("Credit"), "green", "points,>,0"] : [__("Breach"), "red", "points,<,0"];
	},
};
