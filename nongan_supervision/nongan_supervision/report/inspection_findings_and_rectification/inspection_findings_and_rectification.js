(() => {
	const { choice, link, pill, warning, with_title } = nongan.report;
	const TYPES = [
		"Seasonal Supervision",
		"Routine Patrol",
		"Unannounced Inspection",
		"Clenbuterol Check",
		"Certificate Inspection",
		"Input Dealer Inspection",
		"Joint Operation",
	];
	const COLOURS = { "In Progress": "blue", Submitted: "orange", Rectifying: "red", Closed: "green" };

	frappe.query_reports["Inspection Findings and Rectification"] = {
		filters: [
			date("from_date", __("From Date"), "01-01"),
			date("to_date", __("To Date"), "12-31"),
			choice("task_type", __("Task Type"), TYPES, "Inspection Task"),
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{
				fieldname: "department",
				label: __("Department"),
				fieldtype: "Link",
				options: "Supervision Department",
			},
			choice("workflow_state", __("Status"), Object.keys(COLOURS)),
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
			{ fieldname: "only_open", label: __("Only What Is Not Settled"), fieldtype: "Check" },
			{
				fieldname: "chart_by",
				label: __("Chart By"),
				fieldtype: "Select",
				options: [
					{ value: "By Item", label: __("By Item") },
					{ value: "By Village", label: __("By Village") },
				],
				default: "By Item",
			},
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "state_label") return pill(value, COLOURS[data.workflow_state]);
			if (column.fieldname === "days_overdue") return warning(value);
			if (column.fieldname === "producer_name" && data.producer)
				return link("Producer", data.producer, data.producer_name);
			if (["finding", "rectification_requirement"].includes(column.fieldname)) return with_title(value);
			return default_formatter(value, row, column, data);
		},
	};

	function date(fieldname, label, day) {
		return { fieldname, label, fieldtype: "Date", default: `${frappe.boot.nongan_year}-${day}` };
	}
})();
