frappe.listview_settings["Input Dealer"] = {
	add_fields: ["designated", "status"],

	get_indicator(doc) {
		if (doc.status === "Inactive")
			return [__("Inactive", null, "Input Dealer"), "gray", "status,=,Inactive"];
		if (doc.designated) return [__("Designated"), "blue", "designated,=,1|status,=,Active"];
		return [__("Active", null, "Input Dealer"), "green", "designated,=,0|status,=,Active"];
	},
};
