const REFERRAL_RUNS_IN = {
	approval_due_on: ["Pending Approval"],
	transfer_due_at: ["Approved"],
	police_decision_due_on: ["Transferred", "Reconsideration Requested"],
};

/** A deadline that has passed while it was still waited for is red. */
const show_due = (fieldname, now) => (value, _df, doc) => {
	const text = value ? frappe.datetime.str_to_user(value) : "";
	const overdue = value && REFERRAL_RUNS_IN[fieldname].includes(doc.workflow_state) && value < now();
	return overdue ? `<span class="text-danger bold" title="${__("Overdue")}">${text}</span>` : text;
};

frappe.listview_settings["Case Referral"] = {
	add_fields: ["workflow_state"],
	hide_name_column: false,

	formatters: {
		approval_due_on: show_due("approval_due_on", () => frappe.datetime.get_today()),
		transfer_due_at: show_due("transfer_due_at", () => frappe.datetime.now_datetime()),
		police_decision_due_on: show_due("police_decision_due_on", () => frappe.datetime.get_today()),
	},
};
