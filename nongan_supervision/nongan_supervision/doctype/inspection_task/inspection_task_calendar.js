frappe.views.calendar["Inspection Task"] = {
	field_map: {
		start: "planned_on",
		end: "due_on",
		id: "name",
		title: "title",
		allDay: "allDay",
	},
	get_events_method: "frappe.desk.calendar.get_events",
	get_css_class: (task) =>
		({ Closed: "success", Rectifying: "danger", Submitted: "warning" })[task.workflow_state],
};
