(() => {
	const REPORT = "Responsibility Checklist Progress";

	const STATE_COLOURS = {
		Achieved: "green",
		"On Track": "blue",
		Behind: "orange",
		Overdue: "red",
		"Indicator Error": "red",
		"Population Missing": "yellow",
	};
	const FIGURES = ["target", "actual", "pace", "percent"];

	frappe.query_reports[REPORT] = {
		filters: [
			nongan.year_filter(),
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
			if (column.fieldname === "item_no") return item_link(data);
			if (column.fieldname === "state_label") return state_pill(data);
			if (column.fieldname === "actual" && data.documents) return documents_link(data);
			if (FIGURES.includes(column.fieldname)) return figure(value, column);
			return default_formatter(frappe.utils.escape_html(value ?? ""), row, column, data);
		},

		after_datatable_render(datatable) {
			$(datatable.wrapper)
				.off("click.documents")
				.on("click.documents", "a[data-documents]", (event) => {
					event.preventDefault();
					open_documents(row_of(event.currentTarget.dataset.documents));
				});
		},

		printed_groups,
		printed_figure: (value) => figure_text(value),
		row_of,
		open_documents,
	};

	function open_documents(row) {
		nongan.show_documents(row.documents, row.documents_filters);
	}

	function row_of(item) {
		return frappe.query_report.data.find((row) => row.item === item);
	}

	function item_link(data) {
		return `<a href="${frappe.utils.get_form_link("Checklist Item", data.item)}">${escaped(data.item_no)}</a>`;
	}

	function documents_link(data) {
		return nongan.figure_link(figure_text(data.actual), { documents: data.item });
	}

	function state_pill(data) {
		const colour = STATE_COLOURS[data.state] || "gray";
		return `<span class="indicator-pill ${colour}">${escaped(data.state_label)}</span>`;
	}

	function figure(value, column) {
		const unit = column.fieldname === "percent" && is_number(value) ? "%" : "";
		return `<div class="text-right">${figure_text(value)}${unit}</div>`;
	}

	/** Two decimals at most, and none that say nothing; no text for no figure. */
	function figure_text(value) {
		if (!is_number(value)) return "";
		const [, decimals = ""] = String(Number(value.toFixed(2))).split(".");
		return format_number(value, null, decimals.length);
	}

	function is_number(value) {
		return value !== null && value !== undefined && value !== "";
	}

	function escaped(text) {
		return frappe.utils.escape_html(String(text ?? ""));
	}

	/** The rows as the annex prints them: by number and category, further targets under their row. */
	function printed_groups(data) {
		const groups = [];
		const rows = {};
		data.filter((row) => row.item).forEach((row) => {
			if (row.part_of && rows[row.part_of]) {
				rows[row.part_of].targets.push(row);
				return;
			}
			let group = groups[groups.length - 1];
			if (!group || group.clause !== row.clause) {
				group = { clause: row.clause, task_category: row.task_category, rows: [] };
				groups.push(group);
			}
			rows[row.item] = { ...row, targets: [row] };
			group.rows.push(rows[row.item]);
		});
		groups.forEach((group) => {
			group.number = group.clause.replace("A", "");
			group.height = group.rows.reduce((lines, row) => lines + row.targets.length, 0);
		});
		return groups;
	}
})();
