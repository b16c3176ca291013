frappe.listview_settings["Reminder Digest"] = {
	add_fields: ["overdue", "due_today"],
	hide_name_column: true,

	get_indicator(doc) {
		if (doc.overdue) return [__("Overdue"), "red", "overdue,>,0"];
		if (doc.due_today) return [__("Due Today"), "orange", "due_today,>,0"];
		return [__("Waiting"), "blue", "overdue,=,0"];
	},
};
