(() => {
	const { choice, escaped, link, pill } = nongan.report;
	const COLOURS = { "Not Started": "gray", "In Hand": "blue", Overdue: "red", Done: "green" };

	frappe.query_reports["Supervision Schedule"] = {
		filters: [
			nongan.report.year_filter(),
			choice("season", __("Season"), ["Summer", "Autumn", "Winter"]),
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			choice("group_no", __("Group"), ["1", "2", "3"]),
			choice("state", __("State"), Object.keys(COLOURS)),
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "state_label") return pill(value, COLOURS[data.state]);
			if (column.fieldname === "season_label" && data.campaign)
				return link("Supervision Campaign", data.campaign, data.season_label);
			if (column.fieldname === "problems" && data.problems === null) return "";
			if (column.fieldname === "feedback_due_on" && data.feedback_overdue) {
				const day = escaped(frappe.datetime.str_to_user(value));
				return `<span class="text-danger bold">${day}</span>`;
			}
			return default_formatter(value, row, column, data);
		},
	};
})();
