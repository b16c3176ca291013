const CASE_RUNS_IN = ["Investigating", "Pending Review"];

frappe.listview_settings["Enforcement Case"] = {
	add_fields: ["workflow_state"],
	hide_name_column: false,

	formatters: {
		decision_due_on(value, _df, doc) {
			const text = value ? frappe.datetime.str_to_user(value) : "";
			const overdue =
				value && CASE_RUNS_IN.includes(doc.workflow_state) && value < frappe.datetime.get_today();
			return overdue ? `<span class="text-danger bold" title="${__("Overdue")}">${text}</span>` : text;
		},
	},
};
