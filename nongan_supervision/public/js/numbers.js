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
