frappe.listview_settings["Field Submission"] = {
	add_fields: ["outcome", "settled", "task"],

	get_indicator(doc) {
		const open = !doc.settled && ["Conflict", "Refused"].includes(doc.outcome);
		const label = __(doc.outcome, null, "Field Submission");
		if (doc.settled) return [__("Settled"), "gray", "settled,=,1"];
		return [label, open ? "red" : "green", `outcome,=,${doc.outcome}`];
	},
};
