frappe.listview_settings["Case Clue"] = {
	add_fields: ["status", "check_due_on", "check_begun_on", "enforcement_case"],
	hide_name_column: false,
	filters: [["status", "=", "Open"]],

	get_indicator(doc) {
		if (doc.status !== "Open") {
			const colour = { "Case Filed": "green", "Not Filed": "gray", "Passed On": "blue" }[doc.status];
			return [__(doc.status, null, "Case Clue"), colour, `status,=,${doc.status}`];
		}
		const today = frappe.datetime.get_today();
		if (doc.check_due_on && doc.check_due_on < today) {
			return [__("Check Overdue"), "red", `status,=,Open|check_due_on,<,${today}`];
		}
		return doc.check_begun_on
			? [__("Being Checked"), "blue", "status,=,Open|check_begun_on,is,set"]
			: [__("Open", null, "Case Clue"), "orange", "status,=,Open|check_begun_on,is,not set"];
	},

	formatters: {
		check_due_on(value, _df, doc) {
			const text = value ? frappe.datetime.str_to_user(value) : "";
			const overdue = value && doc.status === "Open" && value < frappe.datetime.get_today();
			return overdue ? `<span class="text-danger bold">${text}</span>` : text;
		},
	},
};
