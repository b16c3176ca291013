(() => {
	const { pill } = nongan.report;
	const STATE_COLOURS = { Good: "green", "Needs Attention": "orange", Behind: "red" };
	const WARNINGS = ["follow_ups_overdue", "active_bans", "tasks_overdue", "rectifications_overdue"];

	frappe.query_reports["Village Scorecard"] = {
		filters: [
			nongan.report.year_filter(),
			{
				fieldname: "as_on",
				label: __("As On"),
				fieldtype: "Date",
				default: frappe.datetime.get_today(),
			},
			{ fieldname: "town", label: __("Town"), fieldtype: "Link", options: "Town" },
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "state_label") return pill(data.state_label, STATE_COLOURS[data.state]);
			const shown = figure(value, column, data, () => default_formatter(value, row, column, data));
			return data.is_total ? `<b>${shown}</b>` : shown;
		},

		after_datatable_render(datatable) {
			$(datatable.wrapper)
				.off("click.documents")
				.on("click.documents", "a[data-figure]", (event) => {
					event.preventDefault();
					const { figure: name, village } = event.currentTarget.dataset;
					open_documents(village, name);
				});
		},

		open_documents,
	};

	/** A figure that leads to its documents, one that warns in red; any other as the framework shows it. */
	function figure(value, column, data, as_usual) {
		if (column.fieldname === "village" && data.is_total) return nongan.print.text(value);
		if (column.fieldtype === "Percent" && (value === null || value === undefined)) return "";
		if (!value) return as_usual();
		const text = column.fieldtype === "Percent" ? `${value}%` : format_number(value, null, 0);
		const colour = WARNINGS.includes(column.fieldname) ? "text-danger" : "";
		if (data.documents?.[column.fieldname]) {
			const link = nongan.figure_link(text, { figure: column.fieldname, village: data.village });
			return colour ? `<span class="${colour} bold">${link}</span>` : link;
		}
		if (colour) return `<div class="text-right ${colour}">${text}</div>`;
		return as_usual();
	}

	function open_documents(village, name) {
		const row = frappe.query_report.data.find((one) => one.village === village && !one.is_total);
		nongan.show_documents(...row.documents[name]);
	}
})();
