(() => {
	const { choice, escaped, pill, with_title } = nongan.report;
	const REPORT = "Outreach Register";
	const TYPES = [
		"SMS",
		"News Media",
		"Training",
		"Household Visit",
		"Rural Outreach",
		"Notice Board",
		"Other",
	];
	const BRIEFED = ["Training", "Household Visit"];

	frappe.query_reports[REPORT] = {
		filters: [
			nongan.report.year_filter(),
			{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
			{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
			choice("activity_type", __("Activity Type"), TYPES, "Outreach Activity"),
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{
				fieldname: "department",
				label: __("Department"),
				fieldtype: "Link",
				options: "Supervision Department",
			},
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data?.activity) return default_formatter(value, row, column, data);
			if (column.fieldname === "topic") return with_title(value);
			if (column.fieldname === "link") return value ? page_link(value) : "";
			if (["audience_count", "attended"].includes(column.fieldname) && !value) return "";
			if (column.fieldname === "briefing_label" && BRIEFED.includes(data.activity_type)) {
				return data.policy_briefing ? escaped(value) : pill(__("No Policy Briefing"), "orange");
			}
			return default_formatter(value, row, column, data);
		},
	};

	/** Only addresses of web pages become links: an activity takes no others. */
	function page_link(address) {
		if (!/^https?:\/\//.test(address)) return escaped(address);
		return `<a href="${escaped(address)}" target="_blank" rel="noopener noreferrer">${escaped(address)}</a>`;
	}
})();
