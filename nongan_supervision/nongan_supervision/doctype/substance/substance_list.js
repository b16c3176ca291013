frappe.listview_settings["Substance"] = {
	add_fields: ["substance_class"],

	get_indicator(doc) {
		const colors = { Banned: "red", Restricted: "orange", Conventional: "blue" };
		if (!doc.substance_class) return;
		return [
			__(doc.substance_class),
			colors[doc.substance_class],
			`substance_class,=,${doc.substance_class}`,
		];
	},
};
