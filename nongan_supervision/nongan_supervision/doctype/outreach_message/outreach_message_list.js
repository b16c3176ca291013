frappe.listview_settings["Outreach Message"] = {
	add_fields: ["status"],

	get_indicator(doc) {
		const colors = {
			Draft: "gray",
			"Trial Run": "blue",
			Queued: "orange",
			Sent: "green",
			"Partly Sent": "orange",
			Failed: "red",
		};
		return [__(doc.status, null, "Outreach Message"), colors[doc.status], `status,=,${doc.status}`];
	},
};
