const FILTERED = [
	{ doctype: "source_doctype", filters: "filters", area: "filters_html" },
	{ doctype: "denominator_doctype", filters: "denominator_filters", area: "denominator_filters_html" },
];
const DATE_TYPES = ["Date", "Datetime"];
const NUMBER_TYPES = ["Int", "Float", "Currency", "Percent", "Check"];

frappe.ui.form.on("Checklist Indicator", {
	refresh(frm) {
		offer_fields(frm);
		FILTERED.forEach((part) => show_filters(frm, part));
		frm.add_custom_button(__("Show Figure"), () => show_figure(frm));
	},

	measure: offer_fields,

	source_doctype(frm) {
		offer_fields(frm);
		forget_filters(frm, FILTERED[0]);
	},

	denominator_doctype(frm) {
		forget_filters(frm, FILTERED[1]);
	},
});

/** Offer the dates and the fields of the document type that is counted. */
function offer_fields(frm) {
	const doctype = frm.doc.source_doctype;
	if (!doctype) return;
	frappe.model.with_doctype(doctype, () => {
		const fields = frappe.get_meta(doctype).fields;
		const values = frm.doc.measure === "Sum" ? of_types(fields, NUMBER_TYPES) : fields.filter(has_value);
		frm.set_df_property("date_field", "options", as_options(of_types(fields, DATE_TYPES)));
		frm.set_df_property("value_field", "options", as_options(values));
	});
}

/** A filter editor as in lists; what it holds is written into the JSON field. */
function show_filters(frm, part) {
	const doctype = frm.doc[part.doctype];
	const area = frm.get_field(part.area).$wrapper.empty();
	if (!doctype) return;
	frappe.model.with_doctype(doctype, async () => {
		const group = new frappe.ui.FilterGroup({
			parent: area,
			doctype,
			on_change: () => take_filters(frm, part, group),
		});
		group.loading = true;
		await group.add_filters_to_filter_group(JSON.parse(frm.doc[part.filters] || "[]"));
		group.loading = false;
	});
}

function take_filters(frm, part, group) {
	if (group.loading) return;
	const filters = group.get_filters().map((filter) => filter.slice(0, 4));
	const written = JSON.stringify(filters);
	if (written !== JSON.stringify(JSON.parse(frm.doc[part.filters] || "[]"))) {
		frm.set_value(part.filters, written);
	}
}

function forget_filters(frm, part) {
	frm.set_value(part.filters, "[]");
	show_filters(frm, part);
}

/** What the indicator counts this year, as it stands in the form, with a way to the documents. */
async function show_figure(frm) {
	const figure = await frappe.xcall("nongan_supervision.api.preview_indicator", {
		indicator: frm.doc,
	});
	const dialog = new frappe.ui.Dialog({
		title: [figure.town, figure.year].filter(Boolean).join(" · ") || __("Show Figure"),
		fields: [{ fieldtype: "HTML", options: figure_html(figure) }],
	});
	if (figure.documents) {
		dialog.set_primary_action(__("Show Documents"), () => {
			dialog.hide();
			nongan.show_documents(figure.documents, figure.documents_filters);
		});
	}
	dialog.show();
}

function figure_html(figure) {
	const escaped = (text) => frappe.utils.escape_html(text || "");
	const has_figure = figure.value !== null && figure.value !== undefined;
	const value = has_figure
		? `${format_number(figure.value, null, 2)} ${figure.unit || ""}`
		: figure.problem;
	return `<h3>${escaped(value)}</h3><p>${escaped(figure.explanation)}</p>`;
}

function has_value(field) {
	return !frappe.model.no_value_type.includes(field.fieldtype);
}

function of_types(fields, types) {
	return fields.filter((field) => types.includes(field.fieldtype));
}

function as_options(fields) {
	return fields.map((field) => ({ value: field.fieldname, label: __(field.label, null, field.parent) }));
}
