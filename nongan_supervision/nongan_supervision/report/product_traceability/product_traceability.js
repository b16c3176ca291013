(() => {
	const { escaped } = nongan.report;
	const REPORT = "Product Traceability";

	frappe.query_reports[REPORT] = {
		filters: [
			{
				fieldname: "code",
				label: __("Code or Number"),
				fieldtype: "Data",
			},
			{
				fieldname: "start_doctype",
				label: __("Kind of Document"),
				fieldtype: "Select",
				options: [
					{ value: "", label: __("Kind of Document") },
					...nongan.TRACED.map((value) => ({ value, label: __(value) })),
				],
				on_change: (report) => report._no_refresh || report.get_filter("start").set_input(""),
			},
			{
				fieldname: "start",
				label: __("Document", null, "Traceability"),
				fieldtype: "Dynamic Link",
				options: "start_doctype",
				get_options: () => frappe.query_report.get_filter_value("start_doctype"),
				on_change: start_here,
			},
			{ fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Key Product" },
			{
				fieldname: "direction",
				label: __("Direction", null, "Traceability"),
				fieldtype: "Select",
				options: [
					{ value: "", label: __("Both directions") },
					{ value: "Backward", label: __("Where it comes from") },
					{ value: "Forward", label: __("Where it went") },
				],
			},
			{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
			{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
		],
		onload: (report) =>
			report.page.add_inner_button(__("As a Tree, for Phones Too"), () => show_tree(report)),
		tree: true,
		name_field: "key",
		parent_field: "parent",

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "item") return item(data);
			if (column.fieldname === "state" && value) return pill(value, data.colour);
			return default_formatter(value, row, column, data);
		},
	};

	/** A code that was entered before counts no more once a document is chosen. */
	function start_here(report) {
		if (report._no_refresh) return;
		report.get_filter("code").set_input("");
		report.refresh();
	}

	function show_tree(report) {
		const { code, start_doctype, start } = report.get_filter_values();
		if (code) frappe.set_route("product-traceability", "code", code);
		else if (start) frappe.set_route("product-traceability", start_doctype, start);
		else frappe.set_route("product-traceability");
	}

	function item(data) {
		const text = escaped(data.item);
		if (data.level < 2) return `<span class="bold">${linked(text, data)}</span>`;
		return data.colour === "red" && !data.document
			? `<span class="text-danger">${text}</span>`
			: linked(text, data);
	}

	function linked(text, data) {
		if (!data.document) return text;
		return `<a href="${frappe.utils.get_form_link(data.doctype, data.document)}">${text}</a>`;
	}

	function pill(text, colour) {
		return `<span class="indicator-pill ${colour || "gray"} no-indicator-dot">${escaped(text)}</span>`;
	}
})();
