frappe.listview_settings["Certificate Check"] = {
	add_fields: ["finding"],

	get_indicator(doc) {
		const colors = { Genuine: "green", "Borrowed Name": "red", "False Claim": "red" };
		return [__(doc.finding), colors[doc.finding] || "orange", `finding,=,${doc.finding}`];
	},
};
