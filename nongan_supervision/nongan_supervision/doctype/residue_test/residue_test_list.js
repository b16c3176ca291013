frappe.listview_settings["Residue Test"] = {
	add_fields: ["verdict"],
	// "Field" is a stage here, not a form's field
	formatters: { stage: (value) => __(value, null, "Residue Test") },

	get_indicator(doc) {
		const colors = { Pass: "green", Suspect: "orange", Fail: "red" };
		return [__(doc.verdict), colors[doc.verdict] || "gray", `verdict,=,${doc.verdict}`];
	},
};
