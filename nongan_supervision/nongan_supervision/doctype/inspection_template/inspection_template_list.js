frappe.listview_settings["Inspection Template"] = {
	add_fields: ["is_default", "disabled"],

	get_indicator(doc) {
		if (doc.disabled) return [__("Disabled"), "gray", "disabled,=,1"];
		if (doc.is_default) return [__("Default", null, "Inspection Template"), "green", "is_default,=,1"];
		return [__("Enabled"), "blue", "disabled,=,0"];
	},
};
