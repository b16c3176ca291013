(() => {
	const COLOURS = { Draft: "gray", Sent: "orange", Replied: "blue", Closed: "green" };
	const DIRECTIONS = ["Origin to Market", "Market to Origin"];

	frappe.query_reports["Nonconformity Notices"] = {
		filters: [
			{ fieldname: "year", label: __("Year"), fieldtype: "Int" },
			{
				fieldname: "direction",
				label: __("Direction", null, "Nonconformity Notice"),
				fieldtype: "Select",
				options: [
					{ value: "", label: __("{0}: all", [__("Direction", null, "Nonconformity Notice")]) },
					...DIRECTIONS.map((value) => ({ value, label: __(value, null, "Nonconformity Notice") })),
				],
			},
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{ fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Key Product" },
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "state_label") {
				const colour = data.state === "Sent" && data.days_late ? "red" : COLOURS[data.state];
				return `<span class="indicator-pill ${colour}">${escaped(value)}</span>`;
			}
			if (column.fieldname === "days_late") {
				return value ? `<div class="text-right text-danger bold">${cint(value)}</div>` : "";
			}
			if (column.fieldname === "producer_name" && data.producer) {
				const link = frappe.utils.get_form_link("Producer", data.producer);
				return `<a href="${link}">${escaped(value || data.producer)}</a>`;
			}
			return default_formatter(value, row, column, data);
		},
	};

	function escaped(text) {
		return frappe.utils.escape_html(String(text ?? ""));
	}
})();
