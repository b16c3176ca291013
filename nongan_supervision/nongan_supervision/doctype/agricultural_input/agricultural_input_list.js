frappe.listview_settings["Agricultural Input"] = {
	add_fields: ["restriction"],

	get_indicator(doc) {
		const colors = { Banned: "red", Restricted: "orange", Conventional: "blue" };
		if (!doc.restriction) return;
		return [__(doc.restriction), colors[doc.restriction], `restriction,=,${doc.restriction}`];
	},
};
