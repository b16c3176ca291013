(() => {
	const COLOURS = {
		"In Time": "green",
		"Done Late": "orange",
		Overdue: "red",
		"Still Open": "blue",
		"Not Used": "gray",
	};
	const STEPS = [
		"Decision on the Referral",
		"Transfer to the Police",
		"Decision of the Police",
		"Request for Reconsideration",
	];

	frappe.query_reports["Referral Timeliness"] = {
		filters: [
			{ fieldname: "year", label: __("Year"), fieldtype: "Int" },
			{
				fieldname: "department",
				label: __("Department"),
				fieldtype: "Link",
				options: "Supervision Department",
			},
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			choice("step", __("Step"), STEPS),
			choice("outcome", __("Timeliness"), Object.keys(COLOURS)),
		],

		formatter(value, row, column, data, default_formatter) {
			if (data && column.fieldname === "outcome_label") {
				const text = frappe.utils.escape_html(String(value ?? ""));
				return `<span class="indicator-pill ${COLOURS[data.outcome]}">${text}</span>`;
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
