const FILTERED = [
	{ doctype: "source_doctype", filters: "filters", area: "filters_html" },
	{ doctype: "denominator_doctype", filters: "denominator_filters", area: "denominator_filters_html" },
];
const DATE_TYPES = ["Date", "Datetime"];
const NUMBER_TYPES = ["Int", "Long Int", "Float", "Currency", "Percent", "Check", "Rating", "Duration"];
const STANDARD_FIELDS = ["name", "owner", "creation", "modified"];

/** What says how it is counted: the figure follows each change. */
const DEFINITION = [
	"measure",
	"method",
	"unit",
	"source_doctype",
	"date_field",
	"value_field",
	"filters",
	"denominator_doctype",
	"denominator_filters",
];
const PAUSE = 400;
/* milliseconds without a change before the figure is counted anew */

frappe.ui.form.on("Checklist Indicator", {
	refresh(frm) {
		offer_fields(frm);
		FILTERED.forEach((part) => show_filters(frm, part));
		show_figure(frm);
	},

	measure: offer_fields,

	source_doctype(frm) {
		offer_fields(frm);
		frm.set_value({ date_field: null, value_field: null }); // those of another document type
		forget_filters(frm, FILTERED[0]);
	},

	denominator_doctype(frm) {
		forget_filters(frm, FILTERED[1]);
	},
});

/** Offer the dates and the fields of the document type that is counted. */
function offer_fields(frm) {
	const doctype = frm.doc.source_doctype;
	if (!doctype) {
		offer(frm, "date_field", []);
		offer(frm, "value_field", []);
		return;
	}
	frappe.model.with_doctype(doctype, () => {
		if (frm.doc.source_doctype !== doctype) return; // another one has been chosen meanwhile
		const fields = fields_of(doctype);
		const values =
			frm.doc.measure === "Coverage" ? fields.filter(has_value) : of_types(fields, NUMBER_TYPES);
		offer(frm, "date_field", of_types(fields, DATE_TYPES));
		offer(frm, "value_field", values);
	});
}

/** An Autocomplete reads the options of its field once, when it is drawn; what comes later it takes as its data. */
function offer(frm, fieldname, fields) {
	const field = frm.get_field(fieldname);
	field.set_data(as_options(fields));
	field.refresh(); // a field that is chosen already shows by its label
}

/** The fields that an indicator may name. */
function fields_of(doctype) {
	const own = frappe.get_meta(doctype).fields.filter((field) => !field.permlevel && !field.is_virtual);
	const standard = frappe.model.std_fields.filter((field) => STANDARD_FIELDS.includes(field.fieldname));
	return [...own, ...standard];
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
const show_figure = frappe.utils.debounce(async (frm) => {
	const area = frm.get_field("figure_html").$wrapper;
	if (frm.doc.measure === "Manual" || !frm.perm[0]?.write) {
		area.empty();
		return;
	}
	const turn = (frm.figure_turn = (frm.figure_turn || 0) + 1);
	const figure = await frappe.xcall("nongan_supervision.api.preview_indicator", {
		indicator: frm.doc,
	});
	if (turn !== frm.figure_turn) return; // it has changed meanwhile
	area.html(figure_html(figure))
		.find("a")
		.on("click", (event) => {
			event.preventDefault();
			nongan.show_documents(figure.documents, figure.documents_filters);
		});
}, PAUSE);

DEFINITION.forEach((field) => frappe.ui.form.on("Checklist Indicator", field, show_figure));

function figure_html(figure) {
	const { escaped } = nongan.report;
	const has_figure = figure.value !== null && figure.value !== undefined;
	const value = has_figure
		? `${format_number(figure.value, null, figure.value % 1 ? 2 : 0)} ${figure.unit || ""}`
		: figure.problem;
	const heading = value ? `<h3>${escaped(value)}</h3>` : "";
	const said = [figure.town, figure.year && String(figure.year), figure.explanation, figure.remark].filter(
		Boolean
	);
	const documents = figure.documents
		? `<a href="#" style="text-decoration: underline">${__("Show Documents")}</a>`
		: "";
	return `<div class="indicator-figure" style="margin-bottom: 10px">${heading}
		<p class="text-muted">${said.map(escaped).join(" · ")}</p>${documents}</div>`;
}

function has_value(field) {
	return !frappe.model.no_value_type.includes(field.fieldtype);
}

function of_types(fields, types) {
	return fields.filter((field) => types.includes(field.fieldtype));
}

/** By their labels; two fields of the same label are told apart by their names. */
function as_options(fields) {
	const labels = fields.map((field) => __(field.label, null, field.parent));
	return fields.map(({ fieldname }, index) => {
		const label = labels[index];
		const is_double = labels.indexOf(label) !== labels.lastIndexOf(label);
		return { value: fieldname, label: is_double ? `${label} (${fieldname})` : label };
	});
}
