frappe.listview_settings["Supervision Campaign"] = {
	add_fields: ["status", "feedback_due_on", "feedback_submitted_on"],
	hide_name_column: true,

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		const is_open = doc.status !== "Draft" && !doc.feedback_submitted_on;
		if (is_open && doc.feedback_due_on && doc.feedback_due_on < today) {
			const filter = `status,!=,Draft|feedback_submitted_on,is,not set|feedback_due_on,<,${today}`;
			return [__("Feedback Overdue"), "red", filter];
		}
		const colours = { Draft: "orange", Active: "blue", Closed: "green" };
		return [__(doc.status, null, "Supervision Campaign"), colours[doc.status], `status,=,${doc.status}`];
	},
};
