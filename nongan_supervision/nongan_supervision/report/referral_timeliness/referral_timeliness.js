(() => {
	const { choice, pill } = nongan.report;
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
			if (data && column.fieldname === "outcome_label") return pill(value, COLOURS[data.outcome]);
			return default_formatter(value, row, column, data);
		},
	};
})();
