frappe.listview_settings["Joint Meeting"] = {
	add_fields: ["status"],

	get_indicator(doc) {
		const colors = { Planned: "blue", Held: "orange", "All Done": "green" };
		return [__(doc.status, null, "Joint Meeting"), colors[doc.status], `status,=,${doc.status}`];
	},
};
