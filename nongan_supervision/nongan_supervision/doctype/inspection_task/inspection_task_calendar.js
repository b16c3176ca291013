frappe.views.calendar["Inspection Task"] = {
	field_map: {
		start: "planned_on",
		end: "due_on",
		id: "name",
		title: "title",
		allDay: "allDay",
	},
	get_events_method: "frappe.desk.calendar.get_events",
	// The server gives the fields of the map alone unless asked for more; the state colours the entry.
	fields: ["name", "title", "planned_on", "due_on", "workflow_state"],
	get_css_class: (task) =>
		({ Closed: "success", Rectifying: "danger", Submitted: "warning" })[task.workflow_state],
	// The calendar of version 15 knows Chinese by the country's code alone, and speaks English otherwise.
	options: frappe.boot.lang === "zh" ? { locale: "zh-cn" } : {},
};
