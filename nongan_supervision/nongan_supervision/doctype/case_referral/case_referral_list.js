const REFERRAL_RUNS_IN = ["Pending Approval", "Approved", "Transferred", "Reconsideration Requested"];

frappe.listview_settings["Case Referral"] = {
	add_fields: ["workflow_state"],
	hide_name_column: false,

	formatters: {
		waits_until(value, _df, doc) {
			const text = value ? frappe.datetime.str_to_user(value) : "";
			const overdue =
				value &&
				REFERRAL_RUNS_IN.includes(doc.workflow_state) &&
				value < frappe.datetime.now_datetime();
			return overdue ? `<span class="text-danger bold" title="${__("Overdue")}">${text}</span>` : text;
		},
	},
};
