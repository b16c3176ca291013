/**
 * The axis of a chart that counts: tests, cases, villages come in whole numbers, and so do its ticks.
 *
 * Frappe divides an axis that ends at 1 into quarters, and rounds what it writes beside them to "0, 1, 1, 1".
 */
const axis_of_framework = frappe.utils.format_chart_axis_number;

frappe.utils.format_chart_axis_number = function (value, country) {
	const report = frappe.query_report;
	const counts =
		report?.report_doc?.module === "Nongan Supervision" && report.chart_options?.fieldtype === "Int";
	return counts && !Number.isInteger(Number(value)) ? "" : axis_of_framework.call(this, value, country);
};

/**
 * Chinese counts by ten thousands: a card says "31.2 万", where the framework says "312 千".
 *
 * Other languages keep the framework's own.
 */
const of_framework = frappe.utils.get_number_system;

frappe.utils.get_number_system = function (country) {
	if (!frappe.boot?.lang?.startsWith("zh")) return of_framework.call(this, country);
	return [
		{ divisor: 1e8, symbol: __("Hundred Million", null, "Number system") },
		{ divisor: 1e4, symbol: __("Ten Thousand", null, "Number system") },
		{ divisor: 1, symbol: "" },
	];
};
