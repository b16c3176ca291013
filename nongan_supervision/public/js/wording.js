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
