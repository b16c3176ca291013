(() => {
	const { choice, pill } = nongan.report;
	const COLOURS = { Overdue: "red", Running: "blue", Settled: "green" };

	frappe.query_reports["Case Register and Deadlines"] = {
		filters: [
			{ fieldname: "year", label: __("Year"), fieldtype: "Int" },
			choice("kind", __("Clue or Case"), ["Case Clue", "Enforcement Case"]),
			{
				fieldname: "department",
				label: __("Department"),
				fieldtype: "Link",
				options: "Supervision Department",
			},
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
			choice("state", __("State"), Object.keys(COLOURS)),
		],

		formatter(value, row, column, data, default_formatter) {
			if (data && column.fieldname === "state_label") return pill(value, COLOURS[data.state]);
			if (data && column.fieldname === "days_left") {
				if (value === null || value === undefined) return "";
				return `<div class="text-right${value < 0 ? " text-danger bold" : ""}">${cint(value)}</div>`;
			}
			return default_formatter(value, row, column, data);
		},
	};
})();
