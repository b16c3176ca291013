import { escaped } from "./escaped";

frappe.provide("nongan.report");

/** What the scripts of reports have in common: filters, and cells that are drawn as more than their text. */
Object.assign(nongan.report, {
	/** The filter of reports on a year: it starts with the year of the settings. */
	year_filter: () => ({
		fieldname: "year",
		label: __("Year"),
		fieldtype: "Int",
		default: frappe.boot.nongan_year,
	}),

	/**
	 * A Select whose first option, "all", asks for nothing.
	 *
	 * @param {string} fieldname
	 * @param {string} label
	 * @param {Array<string>} values - options of the field, or constants of the report
	 * @param {string} [context] - in which the values are translated
	 */
	choice: (fieldname, label, values, context = null) => ({
		fieldname,
		label,
		fieldtype: "Select",
		options: [
			{ value: "", label: __("{0}: all", [label]) },
			...values.map((value) => ({ value, label: __(value, null, context) })),
		],
	}),

	escaped,

	pill: (text, colour) => `<span class="indicator-pill ${colour || "gray"}">${escaped(text)}</span>`,

	/** A text that its column may cut off, in full when it is pointed at. */
	with_title: (text) => `<span title="${escaped(text)}">${escaped(text)}</span>`,

	/** A number that warns, such as days too late; nothing where there are none. */
	warning: (number) => (number ? `<div class="text-right text-danger bold">${escaped(number)}</div>` : ""),

	/** A document's title, or its name where it has none, as a link to it. */
	link: (doctype, name, title) =>
		`<a href="${frappe.utils.get_form_link(doctype, name)}">${escaped(title || name)}</a>`,
});
