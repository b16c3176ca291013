frappe.listview_settings["Production Record"] = {
	add_fields: ["activity", "safe_from", "case_clue"],

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.case_clue) return [__("Clue Opened"), "red", "case_clue,is,set"];
		if (doc.safe_from > today) return [__("Not Yet Safe"), "orange", `safe_from,>,${today}`];
		if (doc.activity === "Harvest") return [__("Harvest"), "green", "activity,=,Harvest"];
		return [__(doc.activity), "blue", `activity,=,${doc.activity}`];
	},
};
