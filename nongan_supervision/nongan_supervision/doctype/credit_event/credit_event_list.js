frappe.listview_settings["Credit Event"] = {
	add_fields: ["points"],

	get_indicator(doc) {
		if (doc.docstatus !== 1) return undefined;
		return doc.points > 0
			? [`${__("Credit", null, "Credit Event")} +${doc.points}`, "green", "points,>,0"]
			: [`${__("Breach", null, "Credit Event")} ${doc.points}`, "red", "points,<,0"];
	},
};
