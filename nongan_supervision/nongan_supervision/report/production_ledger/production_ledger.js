(() => {
	const { link } = nongan.report;
	const REPORT = "Production Ledger";

	frappe.query_reports[REPORT] = {
		filters: [
			{
				fieldname: "from_date",
				label: __("From Date"),
				fieldtype: "Date",
				default: frappe.datetime.year_start(),
			},
			{
				fieldname: "to_date",
				label: __("To Date"),
				fieldtype: "Date",
				default: frappe.datetime.get_today(),
			},
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{
				fieldname: "producer",
				label: __("Producer"),
				fieldtype: "Link",
				options: "Producer",
				get_query: () => {
					const village = frappe.query_report.get_filter_value("village");
					return { filters: village ? { village } : {} };
				},
			},
			{ fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Key Product" },
			{ fieldname: "batch_no", label: __("Batch No."), fieldtype: "Data" },
			{
				fieldname: "activity",
				label: __("Activity", null, "Production Record"),
				fieldtype: "Select",
				options: ["", "Input Use", "Fertilising", "Harvest", "Other"],
			},
		],

		formatter(value, row, column, data, default_formatter) {
			const shown = default_formatter(value, row, column, data);
			if (!data) return shown;
			if (column.fieldname === "producer_name")
				return link("Producer", data.producer, data.producer_name);
			if (column.fieldname === "safe_from") return safe_from(shown, data);
			return shown;
		},
	};

	/** A day that has not come yet stands out: until then nothing of the batch is harvested or sold. */
	function safe_from(shown, data) {
		if (!data.safe_from || data.safe_from <= frappe.datetime.get_today()) return shown;
		return `<span class="indicator-pill orange no-indicator-dot">${shown}</span>`;
	}
})();
