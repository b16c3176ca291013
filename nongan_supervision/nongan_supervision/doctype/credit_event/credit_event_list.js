frappe.listview_settings["Credit Event"] = {
	add_fields: ["points"],
	has_indicator_for_draft: false,

	get_indicator(doc) {
		if (doc.docstatus !== 1) return undefined;
		return doc.points > 0 ? [__("Credit", null, "Credit Event"), "green", "points,>,0"] : [__("Breach", null, "Credit Event"), "red", "points,<,0"];
	},
};
