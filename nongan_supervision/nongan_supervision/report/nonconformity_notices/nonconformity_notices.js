(() => {
	const { choice, link, pill, warning } = nongan.report;
	const COLOURS = { Draft: "gray", Sent: "orange", Replied: "blue", Closed: "green" };
	const DIRECTIONS = ["Origin to Market", "Market to Origin"];

	frappe.query_reports["Nonconformity Notices"] = {
		filters: [
			{ fieldname: "year", label: __("Year"), fieldtype: "Int" },
			choice(
				"direction",
				__("Direction", null, "Nonconformity Notice"),
				DIRECTIONS,
				"Nonconformity Notice"
			),
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{ fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Key Product" },
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "state_label") {
				const colour = data.state === "Sent" && data.days_late ? "red" : COLOURS[data.state];
				return pill(value, colour);
			}
			if (column.fieldname === "days_late") return warning(cint(value));
			if (column.fieldname === "producer_name" && data.producer)
				return link("Producer", data.producer, value);
			return default_formatter(value, row, column, data);
		},
	};
})();
