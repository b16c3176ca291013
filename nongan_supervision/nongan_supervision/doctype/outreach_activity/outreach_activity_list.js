frappe.listview_settings["Outreach Activity"] = {
	add_fields: ["activity_type", "policy_briefing"],

	get_indicator(doc) {
		const briefed = ["Training", "Household Visit"];
		if (briefed.includes(doc.activity_type) && !doc.policy_briefing) {
			return [
				__("No Policy Briefing"),
				"orange",
				`activity_type,in,${briefed.join(",")}|policy_briefing,=,0`,
			];
		}
		return [
			__(doc.activity_type, null, "Outreach Activity"),
			"green",
			`activity_type,=,${doc.activity_type}`,
		];
	},
};
