(() => {
	const TYPES = [
		"Seasonal Supervision",
		"Routine Patrol",
		"Unannounced Inspection",
		"Clenbuterol Check",
		"Certificate Inspection",
		"Input Dealer Inspection",
		"Joint Operation",
	];
	const COLOURS = { "In Progress": "blue", Submitted: "orange", Rectifying: "red", Closed: "green" };

	frappe.query_reports["Inspection Findings and Rectification"] = {
		filters: [
			date("from_date", __("From Date"), "01-01"),
			date("to_date", __("To Date"), "12-31"),
			choice("task_type", __("Task Type"), TYPES, "Inspection Task"),
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{
				fieldname: "department",
				label: __("Department"),
				fieldtype: "Link",
				options: "Supervision Department",
			},
			choice("workflow_state", __("Status"), Object.keys(COLOURS)),
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
			{ fieldname: "only_open", label: __("Only What Is Not Settled"), fieldtype: "Check" },
			{
				fieldname: "chart_by",
				label: __("Chart By"),
				fieldtype: "Select",
				options: [
					{ value: "Item", label: __("By Item") },
					{ value: "Village", label: __("By Village") },
				],
				default: "Item",
			},
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "state_label") return pill(value, COLOURS[data.workflow_state]);
			if (column.fieldname === "days_overdue") return value ? overdue(value) : "";
			if (column.fieldname === "producer_name" && data.producer) return producer_link(data);
			if (["finding", "rectification_requirement"].includes(column.fieldname)) return with_title(value);
			return default_formatter(value, row, column, data);
		},
	};

	function date(fieldname, label, day) {
		return { fieldname, label, fieldtype: "Date", default: `${frappe.boot.nongan_year}-${day}` };
	}

	/** A Select whose first option, "all", asks for nothing. */
	function choice(fieldname, label, values, context = null) {
		const options = values.map((value) => ({ value, label: __(value, null, context) }));
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
