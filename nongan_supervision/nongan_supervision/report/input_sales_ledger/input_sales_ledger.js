(() => {
	const { link } = nongan.report;
	const REPORT = "Input Sales Ledger";

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
				fieldname: "dealer",
				label: __("Dealer", null, "Input Sale"),
				fieldtype: "Link",
				options: "Input Dealer",
			},
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
			{ fieldname: "input", label: __("Input"), fieldtype: "Link", options: "Agricultural Input" },
			{ fieldname: "restricted_only", label: __("Restricted Inputs Only"), fieldtype: "Check" },
		],

		formatter(value, row, column, data, default_formatter) {
			const shown = default_formatter(value, row, column, data);
			if (!data) return shown;
			if (column.fieldname === "dealer_name")
				return link("Input Dealer", data.dealer, data.dealer_name);
			if (column.fieldname === "buyer_name" && data.producer) {
				return link("Producer", data.producer, data.buyer_name);
			}
			if (column.fieldname === "restriction_label" && data.restriction === "Restricted") {
				return `<span class="indicator-pill orange">${shown}</span>`;
			}
			return shown;
		},
	};
})();
