frappe.listview_settings["Nonconformity Notice"] = {
	add_fields: ["workflow_state", "reply_due_on", "replied_on"],
	hide_name_column: false,

	formatters: {
		reply_due_on(value, _df, doc) {
			const text = value ? frappe.datetime.str_to_user(value) : "";
			const overdue = value && doc.workflow_state === "Sent" && value < frappe.datetime.get_today();
			return overdue ? `<span class="text-danger bold" title="${__("Overdue")}">${text}</span>` : text;
		},
	},
};
