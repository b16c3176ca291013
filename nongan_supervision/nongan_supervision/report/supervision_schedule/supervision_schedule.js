(() => {
	const COLOURS = { "Not Started": "gray", "In Hand": "blue", Overdue: "red", Done: "green" };

	frappe.query_reports["Supervision Schedule"] = {
		filters: [
			nongan.year_filter(),
			choice("season", __("Season"), ["Summer", "Autumn", "Winter"]),
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			choice("group_no", __("Group"), ["1", "2", "3"]),
			choice("state", __("State"), Object.keys(COLOURS)),
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "state_label") return pill(value, COLOURS[data.state]);
			if (column.fieldname === "season_label" && data.campaign) return campaign_link(data);
			if (column.fieldname === "problems" && data.problems === null) return "";
			if (column.fieldname === "feedback_due_on" && data.feedback_overdue) {
				const day = frappe.utils.escape_html(frappe.datetime.str_to_user(value));
				return `<span class="text-danger bold">${day}</span>`;
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

	function pill(text, colour) {
		return `<span class="indicator-pill ${colour}">${frappe.utils.escape_html(String(text ?? ""))}</span>`;
	}

	function campaign_link(data) {
		const link = frappe.utils.get_form_link("Supervision Campaign", data.campaign);
		return `<a href="${link}">${frappe.utils.escape_html(data.season_label)}</a>`;
	}
})();
