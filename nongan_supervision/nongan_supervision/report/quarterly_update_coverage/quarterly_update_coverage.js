(() => {
	const { escaped, pill } = nongan.report;
	const REPORT = "Quarterly Update Coverage";
	const DOCTYPE = "Quarterly Production Update";
	const QUARTERS = ["q1", "q2", "q3", "q4"];
	const COLOURS = {
		"On Time": "green",
		Late: "orange",
		"Not Submitted": "red",
		"Due Later": "blue",
		"Not Begun": "gray",
	};

	frappe.query_reports[REPORT] = {
		filters: [
			nongan.report.year_filter(),
			{ fieldname: "town", label: __("Town"), fieldtype: "Link", options: "Town" },
			{ fieldname: "village", label: __("Village"), fieldtype: "Link", options: "Village" },
		],

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (data.is_total) return `<b>${total(value, column)}</b>`;
			if (QUARTERS.includes(column.fieldname)) return quarter(value, column.fieldname, data);
			return default_formatter(value, row, column, data);
		},

		after_datatable_render(datatable) {
			$(datatable.wrapper)
				.off("click.draft")
				.on("click.draft", "a[data-draft]", (event) => {
					event.preventDefault();
					const { village, draft } = event.currentTarget.dataset;
					draft_update(village, draft);
				});
		},
	};

	/** The state, which leads to the update; to a new draft where one is missing. */
	function quarter(value, fieldname, data) {
		const state = data[`${fieldname}_state`];
		const update = data[`${fieldname}_update`];
		const shown = pill(value, COLOURS[state]);
		if (update) return `<a href="${frappe.utils.get_form_link(DOCTYPE, update)}">${shown}</a>`;
		if (state === "Not Begun" || !frappe.model.can_create(DOCTYPE)) return shown;
		const title = escaped(__("Draft from Last Quarter"));
		return `<a href="#" title="${title}" data-village="${escaped(data.village)}" data-draft="${fieldname}">${shown}</a>`;
	}

	async function draft_update(village, fieldname) {
		const year = frappe.query_report.get_filter_value("year") || frappe.query_report.data[0].year;
		const name = await frappe.xcall("nongan_supervision.api.draft_quarterly_update", {
			village,
			year,
			quarter: fieldname.toUpperCase(),
		});
		frappe.set_route("Form", DOCTYPE, name);
	}

	function total(value, column) {
		const unit = column.fieldname === "percent" && value !== null ? "%" : "";
		return `${escaped(value)}${unit}`;
	}
})();
