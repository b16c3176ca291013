frappe.provide("nongan");

/** The filter of reports on a year: it starts with the year of the settings. */
nongan.year_filter = () => ({
	fieldname: "year",
	label: __("Year"),
	fieldtype: "Int",
	default: frappe.boot.nongan_year,
});

/**
 * Open the list of the documents behind a figure, with exactly the figure's filters.
 *
 * @param {string} doctype
 * @param {Array<[string, string, string, *]>} filters - DocType, field, operator and value of each
 */
nongan.show_documents = function (doctype, filters) {
	frappe.route_options = {};
	filters.forEach(([filtered, fieldname, operator, value]) => {
		const field = `${filtered}.${fieldname}`;
		// as texts, which lists take for several filters on one field
		(frappe.route_options[field] ??= []).push(JSON.stringify([operator, value]));
	});
	frappe.set_route("List", doctype, "List");
};

/**
 * A report's figure as a link to the documents behind it.
 *
 * @param {string} text - what is shown
 * @param {Object<string, *>} data - what the link carries: its data attributes
 * @returns {string} HTML
 */
nongan.figure_link = function (text, data) {
	const escaped = (value) => frappe.utils.escape_html(String(value ?? ""));
	const attributes = Object.entries(data).map(([name, value]) => `data-${name}="${escaped(value)}"`);
	const title = escaped(__("Show the documents behind this figure"));
	return `<div class="text-right"><a href="#" style="text-decoration: underline" ${attributes.join(" ")}
		title="${title}">${escaped(text)}</a></div>`;
};
