/**
 * An option is called the same wherever it stands: in forms, lists, filters and reports.
 *
 * Frappe translates options by their DocType where they are chosen, and without it where they are shown or filtered
 * by: a clue to be checked was filtered by "open", as a door would be.
 */
frappe.form.formatters.Select = (value, df) => __(frappe.form.formatters.Data(value, df), null, df?.parent);

const set_options = frappe.ui.form.ControlSelect.prototype.set_options;

frappe.ui.form.ControlSelect.prototype.set_options = function (value) {
	const [view, doctype] = frappe.get_route() || [];
	if (view === "List" && this.df.is_filter && !this.df.parent) this.df.context ??= doctype;
	return set_options.call(this, value);
};

/** A state is told in words where it stands as a link: report views and links show bare names. */
frappe.form.link_formatters["Workflow State"] = (value) => (value ? __(value) : value);

/** A kind of document too: who may not define kinds is shown its English name. */
frappe.form.link_formatters["DocType"] = (value) => (value ? __(value) : value);

const { prototype: chart } = frappe.widget.widget_factory.chart;
const get_chart_args = chart.get_chart_args;

/** Frappe names the months of a chart over time in English: "Nov 2025" stands as 2025-11. */
chart.get_chart_args = function () {
	if (this.data?.labels) this.data.labels = this.data.labels.map(month_in_numbers);
	return get_chart_args.call(this);
};

function month_in_numbers(label) {
	const month = moment(label, "MMM YYYY", "en", true);
	return month.isValid() ? month.format("YYYY-MM") : label;
}
