(() => {
	const REPORT = "Certificate Issuance";
	const CERTIFICATE = "Conformity Certificate";
	const GROUP_FIELDS = { Village: "village", Producer: "producer", Product: "product" };
	const CHOICES = ["village", "producer", "product"];

	/** What narrows a row's documents down to those of one figure. */
	const FIGURES = {
		documents: ["docstatus", "=", 1],
		slips: ["docstatus", "=", 1],
		second_document: ["second_document_no", "is", "set"],
		untested: ["untested_substances", "is", "set"],
		withdrawn: ["docstatus", "=", 2],
	};

	frappe.query_reports[REPORT] = {
		filters: [
			{
				fieldname: "group_by",
				label: __("Group By"),
				fieldtype: "Select",
				options: ["Village", "Producer", "Product", "Month", "Certificate"].map((value) => ({
					value,
					label: __(value),
				})),
				default: "Village",
			},
			nongan.report.year_filter(),
			{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
			{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{ fieldname: "producer", label: __("Producer"), fieldtype: "Link", options: "Producer" },
			{ fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Key Product" },
		],

		formatter(value, row, column, data, default_formatter) {
			if (data?.is_total && column.fieldname === "name") return nongan.print.text(value);
			const carried = { figure: column.fieldname, row: row.meta.rowIndex };
			const shown =
				data && column.fieldname in FIGURES && value
					? nongan.figure_link(format_number(value, null, 0), carried)
					: default_formatter(value, row, column, data);
			return data?.is_total ? `<b>${shown}</b>` : shown;
		},

		after_datatable_render(datatable) {
			$(datatable.wrapper)
				.off("click.documents")
				.on("click.documents", "a[data-figure]", (event) => {
					event.preventDefault();
					const { figure, row } = event.currentTarget.dataset;
					nongan.show_documents(CERTIFICATE, filters_of(frappe.query_report.data[row], figure));
				});
		},
	};

	/** The filters of a figure: its period, what was asked for, and what its row is of. */
	function filters_of(row, figure) {
		const asked = frappe.query_report.get_filter_values();
		const own = row.is_total ? null : GROUP_FIELDS[asked.group_by || "Village"];
		const filters = [["issued_on", "between", [row.from_date, row.to_date]], FIGURES[figure]];
		if (FIGURES[figure][0] !== "docstatus") filters.push(["docstatus", "=", 1]);
		CHOICES.filter((field) => asked[field] && field !== own).forEach((field) =>
			filters.push([field, "=", asked[field]])
		);
		if (own) filters.push(row.group ? [own, "=", row.group] : [own, "is", "not set"]);
		return filters.map((filter) => [CERTIFICATE, ...filter]);
	}
})();
