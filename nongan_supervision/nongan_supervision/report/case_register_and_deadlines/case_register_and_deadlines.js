(() => {
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
			if (data && column.fieldname === "state_label") {
				const text = frappe.utils.escape_html(String(value ?? ""));
				return `<span class="indicator-pill ${COLOURS[data.state]}">${text}</span>`;
			}
			if (data && column.fieldname === "days_left") {
				if (value === null || value === undefined) return "";
				return `<div class="text-right${value < 0 ? " text-danger bold" : ""}">${cint(value)}</div>`;
			}
			return default_formatter(value, row, column, data);
		},
	};

	/** A Select whose first option, "all", asks for nothing. */
	function choice(fieldname, label, values) {
		const options = values.map((value) => ({ value, label: __(value) }));
		return {
			fieldname,
			label,
			fieldtype: "Select",
			options: [{ value: "", label: __("{0}: all", [label]) }, ...options],
		};
	}
})();
