(() => {
	const { choice } = nongan.report;
	const REPORT = "Residue Test Summary";
	const TEST = "Residue Test";
	const PURPOSES = [
		"Quick Screening",
		"Risk Monitoring",
		"Routine Monitoring",
		"Supervision Sampling",
		"Enforcement Sampling",
		"Input Sampling",
		"Retest",
	];
	const METHODS = ["Colloidal Gold", "Enzyme Inhibition", "Quantitative"];
	const GROUP_FIELDS = { Village: "village", Product: "product", Purpose: "purpose" };
	const CHOICES = ["village", "product", "purpose", "method"];
	const VERDICTS = { tests: null, passed: "Pass", suspect: "Suspect", failed: "Fail" };

	frappe.query_reports[REPORT] = {
		filters: [
			{
				fieldname: "group_by",
				label: __("Group By"),
				fieldtype: "Select",
				options: labelled(["Village", "Product", "Purpose", "Month"]),
				default: "Village",
			},
			nongan.report.year_filter(),
			{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
			{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{ fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Key Product" },
			choice("purpose", __("Purpose"), PURPOSES, TEST),
			choice("method", __("Method", null, "Residue Test"), METHODS, TEST),
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			const shown =
				column.fieldname in VERDICTS && value
					? documents_link(value, column, row)
					: default_formatter(value, row, column, data);
			return data.is_total ? `<b>${shown}</b>` : shown;
		},

		after_datatable_render(datatable) {
			$(datatable.wrapper)
				.off("click.documents")
				.on("click.documents", "a[data-figure]", (event) => {
					event.preventDefault();
					const { figure, row } = event.currentTarget.dataset;
					open_documents(frappe.query_report.data[row], figure);
				});
		},
	};

	/** The tests behind a figure: their list, with exactly the filters of the figure. */
	function open_documents(row, figure) {
		const asked = frappe.query_report.get_filter_values();
		const options = {
			docstatus: 1,
			sampled_on: ["between", [row.from_date, row.to_date]],
		};
		CHOICES.filter((field) => asked[field]).forEach((field) => {
			options[field] = asked[field];
		});
		const field = GROUP_FIELDS[asked.group_by];
		if (field && !row.is_total) options[field] = row.group || ["is", "not set"];
		if (VERDICTS[figure]) options.verdict = VERDICTS[figure];
		frappe.route_options = options;
		frappe.set_route("List", TEST, "List");
	}

	function documents_link(value, column, row) {
		const title = frappe.utils.escape_html(__("Show the documents behind this figure"));
		return `<div class="text-right"><a href="#" style="text-decoration: underline" title="${title}"
			data-figure="${column.fieldname}" data-row="${row.meta.rowIndex}">${format_number(value, null, 0)}</a></div>`;
	}

	function labelled(values) {
		return values.map((value) => ({ value, label: __(value, null, TEST) }));
	}
})();
