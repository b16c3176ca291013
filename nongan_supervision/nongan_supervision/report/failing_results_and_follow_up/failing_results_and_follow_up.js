(() => {
	const STATE_COLOURS = { Overdue: "red", "In Hand": "orange", Done: "green" };
	const VERDICT_COLOURS = { Pass: "green", Suspect: "orange", Fail: "red" };

	frappe.query_reports["Failing Results and Follow-up"] = {
		filters: [
			nongan.year_filter(),
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{ fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Key Product" },
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
			choice("verdict", __("Verdict"), ["Fail", "Suspect"]),
			choice("state", __("Follow-up"), ["Overdue", "In Hand", "Done"]),
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "state_label") return pill(value, STATE_COLOURS[data.state]);
			if (column.fieldname === "verdict_label") return pill(value, VERDICT_COLOURS[data.verdict]);
			if (column.fieldname === "days_overdue") return value ? overdue(value) : "";
			if (column.fieldname === "producer_name" && data.producer) return producer_link(data);
			if (column.fieldname === "open_points") return with_title(value);
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
		return `<span class="indicator-pill ${colour || "gray"}">${escaped(text)}</span>`;
	}

	function overdue(days) {
		return `<div class="text-right text-danger bold">${escaped(days)}</div>`;
	}

	function producer_link(data) {
		const link = frappe.utils.get_form_link("Producer", data.producer);
		return `<a href="${link}">${escaped(data.producer_name || data.producer)}</a>`;
	}

	function with_title(text) {
		return `<span title="${escaped(text)}">${escaped(text)}</span>`;
	}

	function escaped(text) {
		return frappe.utils.escape_html(String(text ?? ""));
	}
})();
