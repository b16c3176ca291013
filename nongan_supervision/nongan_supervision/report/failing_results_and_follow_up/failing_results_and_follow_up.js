(() => {
	const { choice, link, pill, warning, with_title } = nongan.report;
	const STATE_COLOURS = { Overdue: "red", "In Hand": "orange", Done: "green" };
	const VERDICT_COLOURS = { Pass: "green", Suspect: "orange", Fail: "red" };

	frappe.query_reports["Failing Results and Follow-up"] = {
		filters: [
			nongan.report.year_filter(),
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{ fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Key Product" },
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
			choice("verdict", __("Verdict"), ["Fail", "Suspect"]),
			choice("state", __("Follow-up"), ["Overdue", "In Hand", "Done"]),
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "state_label") return pill(value, STATE_COLOURS[data.state]);
			if (column.fieldname === "verdict_label") return pill(value, VERDICT_COLOURS[data.verdict]);
			if (column.fieldname === "days_overdue") return warning(value);
			if (column.fieldname === "producer_name" && data.producer)
				return link("Producer", data.producer, data.producer_name);
			if (column.fieldname === "open_points") return with_title(value);
			return default_formatter(value, row, column, data);
		},
	};
})();
