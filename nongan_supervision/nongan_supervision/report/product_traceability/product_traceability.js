(() => {
	const REPORT = "Product Traceability";
	const DOCTYPES = [
		"Residue Test",
		"Conformity Certificate",
		"Nonconformity Notice",
		"Producer",
		"Agricultural Input",
		"Production Record",
		"Input Sale",
		"Certificate Check",
		"Case Clue",
	];

	frappe.query_reports[REPORT] = {
		filters: [
			{
				fieldname: "code",
				label: __("Code or Number"),
				fieldtype: "Data",
				on_change: () => ask_instead_of("code", ["start", "start_doctype"]),
			},
			{
				fieldname: "start_doctype",
				label: __("Kind of Document"),
				fieldtype: "Select",
				options: [
					{ value: "", label: __("Kind of Document") },
					...DOCTYPES.map((value) => ({ value, label: __(value) })),
				],
				on_change: () => clear(["start"]),
			},
			{
				fieldname: "start",
				label: __("Document"),
				fieldtype: "Dynamic Link",
				options: "start_doctype",
				get_options: () => frappe.query_report.get_filter_value("start_doctype"),
				on_change: () => ask_instead_of("start", ["code"]),
			},
			{ fieldname: "product", label: __("Product"), fieldtype: "Link", options: "Key Product" },
			{
				fieldname: "direction",
				label: __("Direction"),
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
		tree: true,
		name_field: "key",
		parent_field: "parent",
		initial_depth: 3,

		formatter(value, row, column, data, default_formatter) {
			if (!data) return default_formatter(value, row, column, data);
			if (column.fieldname === "item") return item(data);
			if (column.fieldname === "state" && value) return pill(value, data.colour);
			return default_formatter(value, row, column, data);
		},
	};

	/** Of two ways to say where to start, the one that was used last counts. */
	function ask_instead_of(asked, others) {
		if (frappe.query_report.get_filter_value(asked)) clear(others);
		frappe.query_report.refresh();
	}

	function clear(fieldnames) {
		fieldnames.forEach((fieldname) => {
			const filter = frappe.query_report.get_filter(fieldname);
			if (filter.get_value()) filter.set_input("");
		});
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

	function escaped(text) {
		return frappe.utils.escape_html(String(text ?? ""));
	}
})();
