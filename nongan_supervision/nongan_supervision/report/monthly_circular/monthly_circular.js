(() => {
	const REPORT = "Monthly Circular";

	frappe.query_reports[REPORT] = {
		filters: [
			{
				fieldname: "year",
				label: __("Year"),
				fieldtype: "Int",
				default: Number(frappe.datetime.get_today().slice(0, 4)),
			},
			{
				fieldname: "month",
				label: __("Month"),
				fieldtype: "Select",
				options: Array.from({ length: 12 }, (_, index) => String(index + 1)),
				default: String(Number(frappe.datetime.get_today().slice(5, 7))),
			},
			{ fieldname: "town", label: __("Town"), fieldtype: "Link", options: "Town" },
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
		],

		printed_sections,
		printed_day,
	};

	/** The lines of the circular by section, in the order in which the report gives them. */
	function printed_sections(data) {
		const found = {};
		data.filter((row) => row.section).forEach((row) => (found[row.section] ||= []).push(row));
		return found;
	}

	/** A date as official papers write it. */
	function printed_day(value) {
		if (!value) return "／";
		const [year, month, day] = value.slice(0, 10).split("-").map(Number);
		return `${year}年${month}月${day}日`;
	}
})();
