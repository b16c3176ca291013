/**
 * The description of a field for a point in time, in the user's language.
 *
 * The framework puts the time zone after it first and looks for a translation of both together, which there is none of.
 */
const of_framework = frappe.ui.form.ControlDatetime.prototype.set_description;

frappe.ui.form.ControlDatetime.prototype.set_description = function (...given) {
	if (this.df.description) this.df.description = __(this.df.description, null, this.df.parent);
	return of_framework.apply(this, given);
};

/**
 * What is no day or time is told back as text: an address may have brought it into a report's filter, markup and all.
 */
for (const control of [frappe.ui.form.ControlDate, frappe.ui.form.ControlTime]) {
	const validate = control.prototype.validate;
	control.prototype.validate = function (value) {
		const is_none = value && !frappe.datetime.validate(value);
		return validate.call(this, is_none ? frappe.utils.escape_html(String(value)) : value);
	};
}
