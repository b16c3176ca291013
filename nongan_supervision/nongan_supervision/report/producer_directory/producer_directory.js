(() => {
	const { link, pill } = nongan.report;
	const LEVEL_COLOURS = { A: "green", B: "blue", C: "orange", D: "red" };
	const YES_OR_NO = [
		{ value: "", label: "" },
		{ value: "Yes", label: __("Yes") },
		{ value: "No", label: __("No") },
	];

	frappe.query_reports["Producer Directory"] = {
		filters: [
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{
				fieldname: "sector",
				label: __("Sector"),
				fieldtype: "Select",
				options: options_of("Planting", "Livestock", "Aquaculture"),
			},
			{
				fieldname: "product",
				label: __("Product"),
				fieldtype: "Link",
				options: "Key Product",
			},
			{ fieldname: "of_scale", label: __("Of Scale"), fieldtype: "Select", options: YES_OR_NO },
			{
				fieldname: "networked",
				label: __("Networked"),
				fieldtype: "Select",
				options: YES_OR_NO,
			},
			{
				fieldname: "credit_level",
				label: __("Credit Level"),
				fieldtype: "Select",
				options: ["", "A", "B", "C", "D"],
			},
			{
				fieldname: "reduction",
				label: __("Antimicrobial Reduction"),
				fieldtype: "Select",
				options: YES_OR_NO,
			},
			{
				fieldname: "status",
				label: __("Status"),
				fieldtype: "Select",
				options: [
					{ value: "Active", label: __("Active", null, "Producer") },
					{ value: "Inactive", label: __("Inactive", null, "Producer") },
					{ value: "All", label: __("All", null, "Producer") },
				],
				default: "Active",
			},
			{ fieldname: "town", label: __("Town"), fieldtype: "Link", options: "Town" },
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "producer_name") return link("Producer", data.name, data.producer_name);
			if (column.fieldname === "credit_level" && value) return pill(value, LEVEL_COLOURS[value]);
			return default_formatter(value, row, column, data);
		},
	};

	function options_of(...values) {
		const options = values.map((value) => ({ value, label: __(value, null, "Producer") }));
		return [{ value: "", label: "" }, ...options];
	}
})();
