frappe.listview_settings["Supervision Summary"] = {
	add_fields: ["late", "docstatus", "due_on"],
	has_indicator_for_draft: true,

	get_indicator(doc) {
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		if (doc.docstatus === 1) {
			return doc.late
				? [__("Late"), "orange", "docstatus,=,1|late,=,1"]
				: [__("On Time"), "green", "docstatus,=,1|late,=,0"];
		}
		const overdue = doc.due_on && doc.due_on < frappe.datetime.get_today();
		return overdue ? [__("Overdue"), "red", "docstatus,=,0"] : [__("Draft"), "blue", "docstatus,=,0"];
	},
};
