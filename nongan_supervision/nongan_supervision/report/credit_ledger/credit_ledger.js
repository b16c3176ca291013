(() => {
	const { link, pill } = nongan.report;
	const COLOURS = { A: "green", B: "blue", C: "orange", D: "red" };

	frappe.query_reports["Credit Ledger"] = {
		filters: [
			nongan.report.year_filter(),
			{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
			{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
		],

		formatter(value, row, column, data, default_formatter) {
			const shown = default_formatter(value, row, column, data);
			if (!data) return shown;
			if (column.fieldname === "producer_name") return link("Producer", data.producer, value);
			if (column.fieldname === "event_label") return link("Credit Event", data.event, value);
			if (column.fieldname === "level") return pill(value, COLOURS[value]);
			return shown;
		},
	};
})();
