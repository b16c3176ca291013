(() => {
	const { escaped, link, pill } = nongan.report;
	const figure_text = (value) => nongan.print.number(value, 2);
	const REPORT = "Responsibility Checklist Progress";

	const STATE_COLOURS = {
		Achieved: "green",
		"On Track": "blue",
		Behind: "orange",
		Overdue: "red",
		"Indicator Error": "red",
		"Population Missing": "yellow",
	};
	const FIGURES = ["target", "actual", "pace", "percent", "forecast"];

	frappe.query_reports[REPORT] = {
		filters: [
			nongan.report.year_filter(),
			{
				fieldname: "view",
				label: __("View"),
				fieldtype: "Select",
				options: [
					{ value: "", label: __("By Checklist Item") },
					{ value: "Departments", label: __("By Department") },
					{ value: "Villages", label: __("By Village") },
				],
			},
			{ fieldname: "town", label: __("Town"), fieldtype: "Link", options: "Town" },
			{
				fieldname: "department",
				label: __("Department"),
				fieldtype: "Link",
				options: "Supervision Department",
			},
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
			{
				fieldname: "as_on",
				label: __("As On"),
				fieldtype: "Date",
				default: frappe.datetime.get_today(),
			},
			{
				fieldname: "checklist",
				label: __("Responsibility Checklist"),
				fieldtype: "Link",
				options: "Responsibility Checklist",
			},
		],

		onload(report) {
			if (!frappe.model.can_export("Responsibility Checklist")) return;
			report.page.add_inner_button(__("Annex 1 in Excel"), () =>
				nongan.export_checklist(report.get_values())
			);
		},

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (data.place) return village_cell(value, column, data);
			if (data.department) return department_cell(value, row, column, data, default_formatter);
			if (column.fieldname === "item_no") return link("Checklist Item", data.item, data.item_no);
			if (column.fieldname === "state_label") return pill(data.state_label, STATE_COLOURS[data.state]);
			if (column.fieldname === "actual" && data.documents) return documents_link(data);
			if (column.fieldname === "forecast" && data.is_forecast_to_miss)
				return missed(figure_text(value));
			if (FIGURES.includes(column.fieldname)) return figure(value, column);
			return default_formatter(escaped(value), row, column, data);
		},

		after_datatable_render(datatable) {
			$(datatable.wrapper)
				.off("click.documents")
				.on("click.documents", "a[data-documents]", (event) => {
					event.preventDefault();
					open_documents(row_of(event.currentTarget.dataset.documents));
				})
				.on("click.documents", "a[data-place]", (event) => {
					event.preventDefault();
					const { place, field } = event.currentTarget.dataset;
					nongan.show_documents(...rows().find((row) => row.place === place).behind[field]);
				})
				.on("click.documents", "a[data-narrow]", (event) => {
					event.preventDefault();
					const { narrow, value } = event.currentTarget.dataset;
					frappe.query_report.set_filter_value({ view: "", [narrow]: value });
				});
		},

		row_of,
		open_documents,
	};

	function open_documents(row) {
		nongan.show_documents(row.documents, row.documents_filters);
	}

	const rows = () => frappe.query_report.data;

	function row_of(item) {
		return rows().find((row) => row.item === item);
	}

	function village_cell(value, column, data) {
		if (column.fieldname === "place") return data.village ? narrowing("village", value) : escaped(value);
		const text = figure_text(value);
		const note = escaped(data.notes[column.fieldname] || "");
		if (!text) return `<div class="text-right text-muted" title="${note}">–</div>`;
		const is_missed = data.missed.includes(column.fieldname);
		if (!data.behind[column.fieldname]) return is_missed ? missed(text) : figure(value, column);
		return nongan.figure_link(is_missed ? `▼ ${text}` : text, {
			place: data.place,
			field: column.fieldname,
		});
	}

	function department_cell(value, row, column, data, default_formatter) {
		if (column.fieldname === "department") return narrowing("department", value);
		if (column.fieldname === "percent") return figure(value, column);
		if (value && ["overdue", "to_miss"].includes(column.fieldname)) return missed(value);
		return default_formatter(value, row, column, data);
	}

	/** A place or department as a link to its own items. */
	function narrowing(filter, value) {
		return `<a href="#" data-narrow="${filter}" data-value="${escaped(value)}">${escaped(value)}</a>`;
	}

	/** A figure that isn't as it should be, or won't be: red and marked, for those who don't see red. */
	function missed(text) {
		return `<div class="text-right text-danger">▼ ${escaped(text)}</div>`;
	}

	function documents_link(data) {
		return nongan.figure_link(figure_text(data.actual), { documents: data.item });
	}

	function figure(value, column) {
		const text = figure_text(value);
		const unit = text && column.fieldname === "percent" ? "%" : "";
		return `<div class="text-right">${text}${unit}</div>`;
	}
})();
